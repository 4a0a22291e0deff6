"""Controls that tell the server about a drag while it lasts: small elements of our own.

The sources are read once and passed as text: assets served from files are not to be had in tests.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

_SHARED = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def live_element(name: str, source: Path) -> Callable[..., Any]:
    """Register the element whose script and style are `source` with `.js` and `.css`."""
    script = source.with_suffix(".js").read_text(encoding="utf-8")
    style = source.with_suffix(".css").read_text(encoding="utf-8")
    return st.components.v2.component(name, css=style, js=f"{_SHARED}\n{script}")


def sent(element_key: str, state: str) -> Any:
    """Return what the element sent last, and note its number, so that the answer can carry it.

    To be called in the callback of `state`. The value comes from a browser: not to be trusted.
    """
    message = st.session_state[element_key].get(state)
    if not isinstance(message, dict):
        return None
    number = message.get("number")
    if isinstance(number, int):
        st.session_state[f"{element_key}_{state}_seen"] = number
    return message.get("value")


def seen(element_key: str, state: str) -> int:
    """Return the number of the last message that was seen."""
    return int(st.session_state.get(f"{element_key}_{state}_seen", 0))
