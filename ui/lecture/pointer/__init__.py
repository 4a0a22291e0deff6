"""Next and back, as buttons and as the keys that presenters send."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from ui.widgets.live import live_element

__all__ = ["pointer"]

_ELEMENT = live_element("pointer", Path(__file__).with_name("pointer"))


def pointer(key: str, step: int, last: int, *, on_turn: Callable[[int], None]) -> None:
    """Show where the lecture stands, from 0 to ``last``; call ``on_turn`` with the step asked for.

    One before the first asks for the page before, one after the last for the page that follows.
    """

    def turn() -> None:
        asked = st.session_state[key].get("step")
        if isinstance(asked, int) and not isinstance(asked, bool):
            on_turn(min(max(asked, -1), last + 1))

    _ELEMENT(key=key, data={"step": step, "last": last}, on_step_change=turn)
