"""A line of text that is part of the link."""

from typing import Any

import streamlit as st

from ui.widgets.written import TYPING, keep


def linked_text(label: str, key: str, default: str = "", *, place: Any = st, **how: Any) -> str:
    """Show a field for the text of that key, in a place of the page, and return the text."""
    text = place.text_input(
        label,
        default,
        key=key,
        bind="query-params",
        on_change=keep,
        args=(key, TYPING),
        **how,
    )
    return text or ""
