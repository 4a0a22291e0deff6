"""The link to what a visitor sees: the address, with the state of controls, blocks and buttons.

The browser's address holds the controls. A shared link also holds what buttons set, and which
blocks are open.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

import streamlit as st

from ui.lessons.registry import EVERY_PAGE, LESSONS, Lesson
from ui.link import OPEN, controls_on


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


def _controls(page: Lesson) -> Iterator[tuple[str, str]]:
    """Say what the controls show, which the address does not while an answer is on its way."""
    said = {key: st.query_params.get_all(key) for key in st.query_params}
    for control in controls_on(page.stem):
        if control.in_link and control.name in st.session_state:
            shown = _in_link(st.session_state[control.name])
            if shown != control.first or control.name in said:
                said[control.name] = [shown]
    for key, values in said.items():
        if key not in (OPEN.name, *page.remembered):
            yield from ((key, value) for value in values)


def _in_link(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _opened(page: Lesson) -> Iterator[tuple[str, str]]:
    return ((OPEN.name, block) for block in page.blocks if st.session_state.get(block))


def _remembered(page: Lesson) -> Iterator[tuple[str, str]]:
    for key in page.remembered:
        if told := st.session_state.get(key):
            yield key, str(told)
