"""Whether the browser for which a run works is still there."""

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx


def stop_if_gone() -> None:
    """End the run of the page if its visitor has closed the tab, or lost the network."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None or not runtime.exists():
        return  # a test, or a thread that works for nobody in particular
    if not runtime.get_instance().is_active_session(context.session_id):
        st.stop()
