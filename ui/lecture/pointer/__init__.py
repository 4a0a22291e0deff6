"""Next and back, as buttons and as the keys that a presenter's remote sends."""

from pathlib import Path
from typing import Any

import streamlit as st

from ui.widgets.live import live_element, reported

__all__ = ["is_asked", "pointer"]

_ELEMENT = live_element("pointer", Path(__file__).with_name("pointer"))


def pointer(key: str, step: int, last: int, *, is_on_path: bool, code: str) -> int | None:
    """Show where the lecture stands, from 0 to ``last``; return the step that is asked for, if any.

    Away from the path, ``step`` is where it was left: -1 before its first step. ``code`` is that of
    the room which the class answers in; empty where there is none.

    The browser reports what was asked for last with each of its moves. So it is known even where
    Streamlit runs another page than the one that asked, which calls nothing back.
    """
    data = {"step": step, "last": last, "isOnPath": is_on_path, "code": code}
    _ELEMENT(key=key, data=data, on_asked_change=lambda: None)
    if not is_asked(key):
        return None
    number, to = _asked(key)
    st.session_state[_seen(key)] = number  # the browser goes on to report it
    return to


def is_asked(key: str) -> bool:
    """Tell whether a step is asked for that ``pointer`` has not returned yet."""
    number, to = _asked(key)
    return to is not None and number != st.session_state.get(_seen(key))


def _asked(key: str) -> tuple[Any, int | None]:
    """Return what the browser asked for last: its number, and the step."""
    asked = reported(key, "asked")
    if not isinstance(asked, dict):
        return None, None
    to = asked.get("step")
    return asked.get("number"), to if isinstance(to, int) and not isinstance(to, bool) else None


def _seen(key: str) -> str:
    return f"{key}_seen"
