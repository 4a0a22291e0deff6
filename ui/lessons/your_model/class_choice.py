"""One class against the rest, or all classes at once."""

import streamlit as st

from ui.lessons.your_model.examined import ALL, Examined

_ALL = "all classes at once"


def choose_class(examined: Examined, key: str, *, all_at_once: bool) -> int:
    """Return the class that is looked at; of two classes the second, without asking."""
    classes = examined.given.classes
    if len(classes) == 2:
        return ALL if all_at_once else 1
    options = [ALL] * all_at_once + list(range(len(classes)))
    chosen = st.selectbox(
        "Class",
        options,
        format_func=lambda k: _ALL if k == ALL else f"{classes[k]} against the rest",
        key=key,
    )
    return chosen if chosen in options else options[0]
