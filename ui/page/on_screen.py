"""What a part of a page shows now, for the blocks that are drawn from it, at once or much later."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Generic, TypeVar, cast

import streamlit as st

from ui.link import Control
from ui.page.page import Page

FLUSH_SECONDS = 0.03  # seconds, in which a figure reaches the browser and is drawn

Value = TypeVar("Value")


class OnScreen(Generic[Value]):
    """What one part of a page shows now.

    The part and the blocks below it are fragments: each runs alone. A block that was given a value
    would keep the one of the last run of the whole page; so it is given this, and asks for ``now``
    when it is drawn.

    Parameters
    ----------
    page : Page
        The page that the part is on.
    name : str
        What the part is called on this page.
    controls : sequence of Control
        The controls that make the value.
    """

    def __init__(self, page: Page, name: str, controls: Sequence[Control]) -> None:
        self._page, self._controls = page, [each.name for each in controls]
        self._key = f"{page.lesson.stem}_shows_{name}"
        self._followers: set[str] = set()

    @property
    def now(self) -> Value:
        """The value that was published last."""
        return cast(Value, st.session_state[self._key])

    def follow(self, block: str) -> None:
        """Have the block of that key drawn again, while it is open, when a control has moved."""
        self._followers.add(block)

    def publish(self, value: Value) -> None:
        """Say what the part shows. Call this last, for it may end the run.

        A drag writes its control when it is settled: while it lasts it costs the part alone.
        """
        st.session_state[self._key] = value
        is_followed = any(st.session_state.get(block) for block in self._followers)
        said = [st.session_state.get(key) for key in self._controls]
        rerun_page_if_changed(self._page, self._key, said, needed=is_followed)


def rerun_page_if_changed(page: Page, key: str, said: Any, *, needed: bool = True) -> None:
    """End a fragment's run with one of the whole page, if it says what it did not say before.

    Call this last: what the fragment has drawn is on its way, and the page would overtake it.
    """
    last_page, before = st.session_state.get(f"{key}_said", (page, said))
    st.session_state[f"{key}_said"] = (page, said)
    alone = last_page is page  # and not in a run of the whole page
    if needed and alone and before != said:
        flush_to_browser()
        st.rerun()


def flush_to_browser() -> None:
    """Wait until what is drawn so far is to be seen: a browser draws at once all that is there."""
    time.sleep(FLUSH_SECONDS)
