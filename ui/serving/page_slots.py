"""Pages are opened one at a time, so that a class that arrives together is served in turn.

The interpreter runs one thread at a time anyway. Without slots each visitor waits for all the
others, and every half-finished page takes memory: of 200 visitors in ten seconds, half waited 6 s
for their page, and less than 2 s with slots. With two slots that wait is shorter still, but moves
made meanwhile take three times as long (measured on two cores).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, local

AT_A_TIME = 1
PATIENCE = 10.0  # seconds; a page that hangs must not block the others for ever
_turns = BoundedSemaphore(AT_A_TIME)
_thread = local()


@contextmanager
def page_slot() -> Iterator[None]:
    """Wait until no other page is being opened, and hold the slot."""
    _thread.has_turn = _turns.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        _give_back()


@contextmanager
def release_slot() -> Iterator[None]:
    """Return the slot during long work, or while waiting for another thread's."""
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
