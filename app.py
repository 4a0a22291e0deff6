"""The entry of the app: ``streamlit run app.py``."""

import streamlit as st

from ui.room.join.routes import join_routes

app = st.App("ui/main.py", routes=join_routes())
