"""The frame of the app. Run it with ``streamlit run app.py``."""

import streamlit as st

from ui.faults import told
from ui.frame import aside, navigation, sidebar
from ui.turns import a_turn

with a_turn():
    st.set_page_config(layout="wide", page_icon="ui/icon.svg", initial_sidebar_state=sidebar())
    page = navigation()
    with told():
        page.run()
    aside()
