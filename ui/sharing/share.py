"""Share what is on the screen as a link to copy, and as a QR code."""

import streamlit as st

from ui.lessons.registry import Lesson
from ui.serving.open_page import fragment
from ui.sharing.address import link
from ui.sharing.qr import show_qr

_PIXELS = 300  # what fits on a phone, too
_OPEN = "share_open"  # the page whose link is shown
_DISMISSED = "share_dismissed"
_LEFT_OUT = "Not in the link: your guesses, your own text, and a drag that is still going on."


@fragment
def share(page: Lesson) -> None:
    """Show a button that opens the link; the link is built on the press, so it is never stale."""
    if st.session_state.pop(_DISMISSED, False):
        st.rerun()  # a run that had begun before opened it again; only a whole one ends that
    if st.button("Share", key="share", icon=":material/qr_code_2:", width="stretch"):
        st.session_state[_OPEN] = page.stem
    # A page that measures in the background runs again by itself, which closes a dialog that is not
    # opened in that run too.
    if st.session_state.get(_OPEN) == page.stem:
        _show(page)
    else:
        _close()


def _close() -> None:
    st.session_state.pop(_OPEN, None)


def _dismiss() -> None:
    _close()
    st.session_state[_DISMISSED] = True


@st.dialog("What you see, as a link", on_dismiss=_dismiss)
def _show(page: Lesson) -> None:
    here = link(page)
    st.code(here, language=None, wrap_lines=True)
    if not show_qr(here, "share_qr", pixels=_PIXELS):
        st.info("This link is too long for a QR code. Copy it instead.")
    st.caption(_LEFT_OUT)
