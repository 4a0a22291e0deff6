"""The link to what a visitor sees: its address, and what it says beyond the controls.

The controls name themselves in the address bar. What is set by a button or opened by hand does not;
a link that is shared names it too.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

import streamlit as st

from ui.lessons.registry import EVERY_PAGE, LESSONS, Lesson

OPEN = "open"
"""What opens a folded block in a link."""

LAST_DRAW = 9999
"""The last of the random draws that a link can ask for by number."""


def address(page: Lesson) -> str:
    """Return where this visitor's browser finds a page, without any state."""
    root = app_root(st.context.url or "", [each.stem for each in EVERY_PAGE])
    return f"{root}/" if page is LESSONS[0] else f"{root}/{page.stem}"


def app_root(url: str, stems: Sequence[str]) -> str:
    """Return the address of the app itself, from that of one of its pages.

    Streamlit (1.62 to 1.67) cuts from the browser's address the first page's name that it ends
    with, and adds that of the page that is run. So ``/cross_entropy`` loses ``entropy``, and what
    is left is ``/cross_``, before or in place of the name of a page.
    """
    root = url.rstrip("/")
    left_over = {a.removesuffix(b) for a in stems for b in stems if a != b and a.endswith(b)}
    for names in (stems, left_over):
        head, _, last = root.rpartition("/")
        if last in names:
            root = head
    return root


def link(page: Lesson) -> str:
    """Return the address of what this visitor sees on a page, state and all."""
    state = [*_controls(page), *_opened(page), *_remembered(page)]
    return address(page) + (f"?{urlencode(state)}" if state else "")


def remembered(key: str) -> str:
    """Return what the session remembers under ``key``; at first, what the link says of it.

    It is a text from anywhere: to be read with care.
    """
    if key not in st.session_state:
        st.session_state[key] = st.query_params.get(key, "")
    return str(st.session_state[key])


def remembered_number(key: str, most: int) -> int:
    """Return what the session remembers under ``key`` as a number from 0 to ``most``; else 0."""
    text = remembered(key)
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
    return min(int(text), most) if digits else 0


def _controls(page: Lesson) -> Iterator[tuple[str, str]]:
    for key in st.query_params:
        if key not in (OPEN, page.step_key, *page.remembered):
            yield from ((key, value) for value in st.query_params.get_all(key))


def _opened(page: Lesson) -> Iterator[tuple[str, str]]:
    return ((OPEN, block) for block in page.blocks if st.session_state.get(block))


def _remembered(page: Lesson) -> Iterator[tuple[str, str]]:
    for key in (page.step_key, *page.remembered):
        if told := st.session_state.get(key):
            yield key, str(told)
