"""The frame of the app. Run it with ``streamlit run app.py``."""

import streamlit as st

from ui.faults import told
from ui.frame import navigation

st.set_page_config(layout="wide", page_icon="ui/icon.svg", initial_sidebar_state=240)
page = navigation()
with told():
    page.run()
