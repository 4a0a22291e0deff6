"""Share what is on the screen: its link, to copy, and the same as a QR code for the room."""

from urllib.parse import urlencode

import streamlit as st

from ui.look import Look
from ui.qr import show_qr

_PIXELS = 300  # what a phone has room for, too


def link() -> str:
    """Return the address of what this visitor sees, state and all."""
    state = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    return (st.context.url or "/") + (f"?{urlencode(state)}" if state else "")


@st.fragment
def share(look: Look) -> None:
    """Offer the link; it is worked out when it is asked for, so that it is never an old one."""
    if st.button("Share", key="share", icon=":material/qr_code_2:", width="stretch"):
        _show(look)


@st.dialog("What you see, as a link")
def _show(look: Look) -> None:
    here = link()
    st.code(here, language=None, wrap_lines=True)
    if not show_qr(here, look, "share_qr", pixels=_PIXELS):
        st.info("This link is too long for a QR code: copy it.")
