"""A bar that shows how far a computation has come, but only if it takes a while."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

_PATIENCE = 0.3  # seconds before the bar is shown
_BETWEEN = 0.05  # seconds between two messages to the browser


@contextmanager
def progress_shown(text: str) -> Iterator[Callable[[float], None]]:
    """Yield a function that takes the share done and shows a bar, removed at the end."""
    place = st.empty()
    due = time.monotonic() + _PATIENCE

    def progress(share: float) -> None:
        nonlocal due
        if time.monotonic() >= due:
            due = time.monotonic() + _BETWEEN
            place.progress(min(max(share, 0.0), 1.0), text)

    yield progress
    place.empty()
