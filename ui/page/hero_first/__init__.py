"""Draw the hero first: the rest of a page is sent when the browser has drawn its first figure.

A browser shows nothing of one message before it has built all of it: sent together with the rest
of the page, the first figure takes half as long again (measured).
"""

from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import NoReturn

import streamlit as st

from ui.lecture.mode import switched_on
from ui.lessons.registry import lesson
from ui.page.frame import only_block
from ui.widgets.live import live_element

AT_ONCE = False
"""Whether pages are drawn whole in the first run: for tests, where no browser answers."""

_ELEMENT = live_element("hero_first", Path(__file__).with_name("hero_first"))
_DRAWN = "drawn"
_PAGE = "hero_drawn"  # which page's hero is drawn: that of the page that is open, or none


class _HeroOnly(Exception):
    """Ends a run after the hero."""


def is_hero_drawn(stem: str) -> bool:
    """Tell whether the browser has drawn the hero of that page, this visit; no in a lecture.

    The session notes it until another page opens.
    """
    if switched_on():
        return False
    if _is_at_once(stem):
        return True
    element = st.session_state.get(_key(stem))
    # In the browser edition the element's state is lost when a run ends before its place (seen).
    is_drawn = bool(element and element.get(_DRAWN)) or st.session_state.get(_PAGE) == stem
    st.session_state[_PAGE] = stem if is_drawn else ""
    return is_drawn


def draw_hero_first(stem: str) -> None:
    """End the run here if the browser has not yet drawn what is above; it asks for another then.

    In a lecture it always ends here: the stage is the first figure.
    """
    if switched_on():
        raise _HeroOnly
    if _is_at_once(stem):
        return
    is_drawn = is_hero_drawn(stem)
    _ELEMENT(key=_key(stem), data=is_drawn, on_drawn_change=lambda: None)
    if not is_drawn:
        raise _HeroOnly


def end_after_hero() -> NoReturn:
    """End the run here."""
    raise _HeroOnly


def hero_only() -> AbstractContextManager[None]:
    """Return the context in which a page may end after its hero."""
    return suppress(_HeroOnly)


def _is_at_once(stem: str) -> bool:
    """Tell whether the page is drawn in one go: a block alone has no hero to wait for."""
    return AT_ONCE or bool(only_block(lesson(stem)))


def _key(stem: str) -> str:
    return f"{stem}_hero_first"
