"""What a part of a page shows now, for the blocks that are drawn from it, at once or much later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar, cast

import streamlit as st

from ui.link import Control
from ui.page.page import Page

Value = TypeVar("Value")

_KEY = "on_screen"


class OnScreen(Generic[Value]):
    """What one part of a page shows now.

    The part and the blocks below it are fragments: each reruns alone. A value passed to a block
    would stay that of the last full run; so a block gets this object, and reads ``now`` when it is
    drawn.

    Parameters
    ----------
    page : Page
        The page that the part is on.
    name : str
        The part's name, unique on this page.
    controls : sequence of Control
        The controls that determine the value.
    """

    def __init__(self, page: Page, name: str, controls: Sequence[Control]) -> None:
        self._page, self._controls = page, [each.name for each in controls]
        self._key = f"{page.lesson.stem}_shows_{name}"
        self._followers: set[str] = set()

    @property
    def now(self) -> Value:
        """The value that was published last."""
        return cast(Value, _values()[self._key])

    def follow(self, block: str) -> None:
        """Redraw the block of that key, while it is open, whenever a control has changed."""
        self._followers.add(block)

    def publish(self, value: Value) -> None:
        """Store what the part shows. Call this last, since it may end the run.

        A drag writes its control only when it ends, so that during the drag only the part reruns.
        """
        _values()[self._key] = value
        is_followed = any(st.session_state.get(block) for block in self._followers)
        said = [st.session_state.get(key) for key in self._controls]
        rerun_page_if_changed(self._page, self._key, said, needed=is_followed)


def _values() -> dict[str, Any]:
    """Return what all parts of all pages show in this session.

    They lie in one dictionary: Streamlit keeps each value of a session for one more run, so values
    of its own would outlive what replaces them, and a visitor's data in them.
    """
    values: dict[str, Any] = st.session_state.setdefault(_KEY, {})
    return values


def forget_shown() -> None:
    """Let go of what all parts of all pages show; run the page again after it."""
    st.session_state.pop(_KEY, None)


def rerun_page_if_changed(page: Page, key: str, said: Any, *, needed: bool = True) -> None:
    """Rerun the whole page if ``said`` differs from the last run's.

    Call this at the end of a fragment.
    """
    last_page, before = st.session_state.get(f"{key}_said", (page, said))
    st.session_state[f"{key}_said"] = (page, said)
    alone = last_page is page  # and not in a run of the whole page
    if needed and alone and before != said:
        st.rerun()
