"""Values that buttons set: kept in the session, and part of a shared link."""

from typing import Any

import streamlit as st

from ui.link import Set, SetNumber

_CONTROLS = "control_values"


def remembered(what: Set) -> str:
    """Return the value in the session; at first, the one in the link.

    It is untrusted text: check it.
    """
    if what.name not in st.session_state:
        st.session_state[what.name] = st.query_params.get(what.name, "")
    return str(st.session_state[what.name])


def remembered_number(what: SetNumber) -> int:
    """Return the value as a number from 0 to ``what.high``; 0 for any other text."""
    text = remembered(what)
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(what.high))
    return min(int(text), what.high) if digits else 0


def remember(what: Set, value: str | int) -> None:
    """Set the value, for this run and the next ones."""
    st.session_state[what.name] = value


def control_values() -> dict[str, Any]:
    """Return the values that controls take when their page is entered, by their keys."""
    values: dict[str, Any] = st.session_state.setdefault(_CONTROLS, {})
    return values


def redraw_button(label: str, key: str, seed: SetNumber) -> None:
    """Show a button that draws again, with the next seed."""
    st.button(
        label,
        icon=":material/casino:",
        key=key,
        on_click=lambda: remember(seed, remembered_number(seed) + 1),
    )
