"""Whether the browser that a run belongs to is still connected."""

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx


def stop_if_gone() -> None:
    """End the run of the page if its visitor has closed the tab, or lost the network."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None or not runtime.exists():
        return  # a test, or a thread that belongs to no session
    if not runtime.get_instance().is_active_session(context.session_id):
        st.stop()
