"""Work that runs after a page is drawn, in short turns, so that controls stay responsive."""

import time
from collections.abc import Hashable, Sequence
from functools import partial
from typing import Any, NamedTuple

import streamlit as st

from ui.serving.cache import Cache
from ui.serving.cores import Busy, crowded
from ui.serving.open_page import fragment

_VISITED = "background_begun"
_SECONDS = 0.25  # between two turns
_WORK = 0.15  # seconds of a turn after which no further job is begun

FIRST_WORK = 0.4
"""The same of a visitor's first turn."""


class Job(NamedTuple):
    """One call of a cached function."""

    ask: Cache[Any]
    key: tuple[Hashable, ...]

    @property
    def done(self) -> bool:
        """Whether its result is cached."""
        return self.ask.is_cached(*self.key)

    def work(self) -> None:
        """Compute its result."""
        self.ask(*self.key)


def run_in_background(jobs: Sequence[Job]) -> None:
    """Run the jobs after this run; then run the page again.

    Other visitors come first: no job is begun while all cores are taken.

    A visitor's first run spends a short time on the jobs itself, so that quick results appear at
    once. Later runs, such as those of a drag, spend none.
    """
    left = [job for job in jobs if not job.done]
    turns = 0
    first = 0.0 if _VISITED in st.session_state else FIRST_WORK
    st.session_state[_VISITED] = True

    @partial(fragment, run_every=_SECONDS if left else None)
    def work() -> None:
        nonlocal turns
        turns += 1
        # Skip the second turn: if a control is still being moved, a new run has begun by then.
        seconds = (first, 0.0)[turns - 1] if turns <= 2 else _WORK
        began = time.monotonic()
        if not left or crowded():
            return
        while left and time.monotonic() - began < seconds:
            job = left.pop(0)
            try:
                job.work()
            except Busy:
                left.insert(0, job)
                return
        if not left:
            st.rerun()

    work()
