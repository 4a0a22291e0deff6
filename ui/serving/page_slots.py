"""Pages are opened one at a time: a class that comes together is served one after another.

The interpreter runs one thread at a time anyway. All at once, each would wait for all the others,
and every page half done takes memory: of 200 in ten seconds, half waited 6 s for their page, and
with turns less than 2 s. With two turns at a time that wait is shorter still, but they who move
something meanwhile wait three times as long (measured on two cores).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, local

AT_A_TIME = 1
PATIENCE = 10.0  # seconds; a page that hangs must not hold up the others for ever
_turns = BoundedSemaphore(AT_A_TIME)
_thread = local()


@contextmanager
def page_slot() -> Iterator[None]:
    """Wait until nobody else's page is being opened."""
    _thread.has_turn = _turns.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        _give_back()


@contextmanager
def release_slot() -> Iterator[None]:
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
