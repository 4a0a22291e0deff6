"""A visitor's own text: checked once; if it cannot be used, the last good one is kept."""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from ui.link import Text
from ui.serving.cache import cached
from ui.widgets.letter_counts import Letters, count_letters
from ui.widgets.number_text import TextError

_HEIGHT = 110  # pixels


class OwnText(NamedTuple):
    """The last good text and its letters, and what is wrong with the current one, if anything."""

    text: str
    letters: Letters
    fault: str


def read_own_text(control: Text) -> OwnText:
    """Return the last text that can be counted, and a sentence where the current one cannot."""
    seen, good = st.session_state.get(_key(control), (control.default, _at_first(control)))
    typed = st.session_state.get(control.name, control.default)
    if typed != seen:
        try:
            good = OwnText(typed, count_letters(typed or ""), "")
        except TextError as why:
            good = good._replace(fault=str(why))
        st.session_state[_key(control)] = typed, good
    return good


def before(control: Text) -> OwnText:
    """Return what was read last, in the callback of a change."""
    _, good = st.session_state.get(_key(control), (None, _at_first(control)))
    return OwnText(*good)


def own_text_area(control: Text, *, on_change: Callable[[], None] | None = None) -> OwnText:
    """Show the field for a text, and a sentence below it where the text cannot be used."""
    st.text_area(
        "Your text",
        control.default,
        key=control.name,
        height=_HEIGHT,
        label_visibility="collapsed",
        on_change=on_change,
    )
    below = st.container()  # messages come and go in here, and do not move what follows
    read = read_own_text(control)
    if read.fault:
        below.error(read.fault)
    return read


def _key(control: Text) -> str:
    return f"{control.name}_read"


@cached(8)
def _at_first(control: Text) -> OwnText:
    return OwnText(control.default, count_letters(control.default), "")
