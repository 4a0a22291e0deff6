"""The button that opens, on the page *your model*, what another page has."""

import streamlit as st

from ui.lessons.registry import lesson
from ui.link import YM_FROM, YOUR_MODEL, Set
from ui.widgets.remembered import remember


def examine(label: str, key: str, source: str, which: Set, text: str) -> None:
    """Show the button; it opens the page on the ``source``, with ``text`` as ``which`` of them."""
    if st.button(label, icon=":material/fact_check:", key=key, type="tertiary"):
        remember(which, text)
        st.switch_page(lesson(YOUR_MODEL).script, query_params={YM_FROM.name: source})
