"""Next and back, as buttons and as the keys that a presenter's remote sends."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from ui.widgets.live import live_element

__all__ = ["pointer"]

_ELEMENT = live_element("pointer", Path(__file__).with_name("pointer"))


def pointer(
    key: str,
    step: int,
    last: int,
    *,
    is_on_path: bool,
    code: str,
    on_turn: Callable[[int], None],
) -> None:
    """Show where the lecture stands, from 0 to ``last``; call ``on_turn`` with the step asked for.

    Away from the path, ``step`` is where it was left: -1 before its first step. ``code`` is that of
    the room which the class answers in; empty where there is none.
    """

    def turn() -> None:
        asked = st.session_state[key].get("step")
        if isinstance(asked, int) and not isinstance(asked, bool):
            on_turn(min(max(asked, -1), last + 1))

    _ELEMENT(
        key=key,
        data={"step": step, "last": last, "isOnPath": is_on_path, "code": code},
        on_step_change=turn,
    )
