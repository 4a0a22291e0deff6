"""What is measured once the page stands: a little at a time, so that no control is kept waiting."""

import time
from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

import streamlit as st

from ui.serving.cache import Cache
from ui.serving.cores import Busy, crowded

_VISITED = "background_begun"
_SECONDS = 0.25  # between two turns
_WORK, _FIRST_WORK = 0.15, 0.4  # seconds of a turn after which no further job is begun


class Job(NamedTuple):
    """Something to work out."""

    ask: Cache[Any]
    key: tuple[Hashable, ...]

    @property
    def done(self) -> bool:
        """Whether its result is at hand."""
        return self.ask.is_cached(*self.key)

    def work(self) -> None:
        """Have it worked out."""
        self.ask(*self.key)


def run_in_background(jobs: Sequence[Job], busy: Callable[[], bool]) -> None:
    """Work through the jobs after this run, not while ``busy``; then run the page again.

    All that time others go first: nothing is worked out while every core is taken.

    When a visitor comes, a short while of it belongs to that run, so that what is quick is soon
    there; later on, as under a hand that drags a control, none.
    """
    left = [job for job in jobs if not job.done]
    turns = 0
    first = 0.0 if _VISITED in st.session_state else _FIRST_WORK
    st.session_state[_VISITED] = True

    @st.fragment(run_every=_SECONDS if left else None)
    def work() -> None:
        nonlocal turns
        turns += 1
        # The second turn is let go by: a hand that is still moving has begun a new run by then.
        seconds = (first, 0.0)[turns - 1] if turns <= 2 else _WORK
        began = time.monotonic()
        if not left or busy() or crowded():
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
