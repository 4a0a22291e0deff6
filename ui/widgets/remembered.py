"""What buttons set: the session state holds it, and a link that is shared says it."""

from typing import Any

import streamlit as st

from ui.link import Set, SetNumber

_CONTROLS = "control_values"


def remembered(what: Set) -> str:
    """Return what the session holds; at first, what the link says.

    It is a text from anywhere: to be read with care.
    """
    if what.name not in st.session_state:
        st.session_state[what.name] = st.query_params.get(what.name, "")
    return str(st.session_state[what.name])


def remembered_number(what: SetNumber) -> int:
    """Return what the session holds as a number from 0 to ``what.high``; else 0."""
    text = remembered(what)
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(what.high))
    return min(int(text), what.high) if digits else 0


def remember(what: Set, value: str | int) -> None:
    """Set it, for this run and the next ones."""
    st.session_state[what.name] = value


def control_values() -> dict[str, Any]:
    """Return the values that controls take when their page is entered, by their keys."""
    values: dict[str, Any] = st.session_state.setdefault(_CONTROLS, {})
    return values


def redraw_button(label: str, key: str, seed: SetNumber) -> None:
    """Show a button that takes other random draws."""
    st.button(
        label,
        icon=":material/casino:",
        key=key,
        on_click=lambda: remember(seed, remembered_number(seed) + 1),
    )
