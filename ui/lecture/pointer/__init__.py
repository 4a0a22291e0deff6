"""Next and back, as buttons and as the keys that a presenter's remote sends."""

from pathlib import Path

import streamlit as st

from ui.widgets.live import live_element, reported
from ui.widgets.number_text import finite_number

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
    asked = _asked(key)
    if asked is None or not is_asked(key):
        return None
    number, to = asked
    st.session_state[_seen(key)] = number  # the browser goes on to report it
    return to


def is_asked(key: str) -> bool:
    """Tell whether a step is asked for that ``pointer`` has not returned yet."""
    asked = _asked(key)
    return asked is not None and asked[0] != st.session_state.get(_seen(key))


def _asked(key: str) -> tuple[float, int] | None:
    """Return the number of what the browser asked for last, and the step."""
    asked = reported(key, "asked")
    if not isinstance(asked, dict):
        return None
    number, to = finite_number(asked.get("number")), asked.get("step")
    if number is None or not isinstance(to, int) or isinstance(to, bool):
        return None
    return number, to


def _seen(key: str) -> str:
    return f"{key}_seen"
