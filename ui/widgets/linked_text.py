"""A line of text that is part of the link."""

from typing import Any

import streamlit as st

from ui.link import Control
from ui.widgets.written import TYPING, keep


def linked_text(label: str, control: Control, *, place: Any = st, **how: Any) -> str:
    """Show a field for the text of a control, in a place of the page, and return the text."""
    text = place.text_input(
        label,
        control.first,
        key=control.name,
        bind="query-params",
        on_change=keep,
        args=(control.name, TYPING),
        **how,
    )
    return text or ""
