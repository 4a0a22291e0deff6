"""How a number holds a text: each letter of a word narrows an interval."""

import math
from collections import Counter
from fractions import Fraction

import streamlit as st

from infotheory.lessons.intervals import address, intervals, settled_digits
from ui.lessons.file_size.interval_figure import narrowing
from ui.link import FS_READ, FS_WORD
from ui.page.page import Page
from ui.page.render import render_figure
from ui.style.units import number, significant
from ui.widgets.linked_text import linked_text
from ui.widgets.live_slider import live_count

_MOST = int(FS_READ.high)


def number_holds_a_text(page: Page) -> None:
    """Narrow an interval letter by letter, and show the digits that are certain by then."""
    page.write_narrow("number")
    word_column, read_column = st.columns(2, gap="medium", vertical_alignment="bottom")
    with word_column:
        word = linked_text(f"A word of at most {_MOST} letters", FS_WORD)
    if not 1 <= len(word) <= _MOST:
        st.error(
            f"This has {len(word):,} letters: write a word of 1 to {_MOST}. "
            f"*{FS_WORD.default}* is shown."
        )
        word = FS_WORD.default
    with read_column:
        asked = live_count(FS_READ, label="Letters written", colour=page.appearance.palette.model)
    read = min(asked, len(word))
    letters = "".join(sorted(set(word)))
    p = [Fraction(Counter(word)[letter], len(word)) for letter in letters]
    here = intervals([letters.index(letter) for letter in word[:read]], p)[-1]
    digits, settled = address(here), settled_digits(here)
    figure, numbers = st.columns([3, 2], gap="large")
    with figure:
        render_figure(narrowing(word, letters, p, read, page.appearance), "fs_narrowing")
    with numbers:
        with st.container(horizontal=True):
            st.metric("the interval, from", f"{float(here.low):.6f}")
            st.metric("up to", f"{float(here.high):.6f}")
        with st.container(horizontal=True):
            st.metric("its width", significant(float(here.width)))
            st.metric("−log₂ of the width", f"{number(-math.log2(here.width) + 0.0)} bits")
        with st.container(horizontal=True):
            st.metric("certain digits", settled or "none yet")
            st.metric("its address", digits or "empty", help="the shortest number inside it")
        page.write("number: said", digits=str(len(digits)), certain=str(len(settled)))
