"""Pages are opened a few at a time: a class that comes together is served one after another.

The interpreter runs one thread at a time anyway. All at once, each would wait for all the others,
and every page half done takes memory: of 200 in ten seconds, half waited 2.3 s for their page, and
with turns 0.5 s (measured).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, local

CORES = os.cpu_count() or 1
PATIENCE = 10.0  # seconds; a page that hangs must not hold up the others for ever
_turns = BoundedSemaphore(CORES)
_thread = local()


@contextmanager
def a_turn() -> Iterator[None]:
    """Wait until fewer pages are being opened than there are cores."""
    _thread.has_turn = _turns.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        _give_back()


@contextmanager
def stepping_aside() -> Iterator[None]:
    """Let others take the turn during work that is long, or done by somebody else."""
    had_turn = _give_back()
    try:
        yield
    finally:
        if had_turn:
            _thread.has_turn = _turns.acquire(timeout=PATIENCE)


def _give_back() -> bool:
    had_turn = getattr(_thread, "has_turn", False)
    if had_turn:
        _thread.has_turn = False
        _turns.release()
    return had_turn
