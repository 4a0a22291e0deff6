"""Share what is on the screen as a link to copy, and as a QR code."""

import streamlit as st

from ui.lessons.registry import Lesson
from ui.sharing.address import link
from ui.sharing.qr import show_qr

_PIXELS = 300  # what fits on a phone, too
_LEFT_OUT = "Not in the link: your guesses, a text of your own, and a drag that has not ended."


@st.fragment
def share(page: Lesson) -> None:
    """Show a button that opens the link; the link is built on the press, so it is never stale."""
    if st.button("Share", key="share", icon=":material/qr_code_2:", width="stretch"):
        _show(page)


@st.dialog("What you see, as a link")
def _show(page: Lesson) -> None:
    here = link(page)
    st.code(here, language=None, wrap_lines=True)
    if not show_qr(here, "share_qr", pixels=_PIXELS):
        st.info("This link is too long for a QR code: copy it.")
    st.caption(_LEFT_OUT)
