"""The machine's cores, for work that takes longer than a page: no more at a time than there are.

Whoever comes when all are taken waits in one queue, which has an end.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, local

from ui.serving.presence import stop_if_gone

CORES = os.cpu_count() or 1
MOST_WAITING = 64
_LOOK_UP = 0.5  # seconds between two looks whether the visitor is still there


class Busy(Exception):
    """So many wait for a core that nobody else can; the message is a sentence for a visitor."""


class Slots:
    """So many places at work, first come, first served.

    Parameters
    ----------
    count : int
        How many work at a time.
    most_waiting : int
        How many wait; who comes later is told `Busy`.
    still_wanted : callable
        Called now and then by who waits; what it raises ends the wait.
    """

    def __init__(self, count: int, most_waiting: int, still_wanted: Callable[[], None]) -> None:
        self._free, self._most_waiting, self._still_wanted = count, most_waiting, still_wanted
        self._queue: deque[Event] = deque()
        self._lock = Lock()

    @property
    def crowded(self) -> bool:
        """Whether somebody would have to wait."""
        return not self._free

    def take(self, *, begun: bool = False) -> None:
        """Wait for a place and take it; work that has begun is never refused."""
        with self._lock:
            if self._free:
                self._free -= 1
                return
            if len(self._queue) >= self._most_waiting and not begun:
                raise Busy(
                    "So much is being worked out on this server that no more can wait: "
                    "try again in a minute."
                )
            turn = Event()
            self._queue.append(turn)
        try:
            while not turn.wait(_LOOK_UP):
                self._still_wanted()
            self._still_wanted()
        except BaseException:
            with self._lock:
                has_place = turn not in self._queue
                if not has_place:
                    self._queue.remove(turn)
            if has_place:
                self.give_back()
            raise

    def give_back(self) -> None:
        """Leave the place to whoever has waited longest."""
        with self._lock:
            if self._queue:
                self._queue.popleft().set()
            else:
                self._free += 1


_slots = Slots(CORES, MOST_WAITING, stop_if_gone)
_thread = local()


def crowded() -> bool:
    """Tell whether all cores are taken."""
    return _slots.crowded


@contextmanager
def core_slot() -> Iterator[None]:
    """Hold a core; work that asks for other work keeps the one it has."""
    if getattr(_thread, "has_core", False):
        yield
        return
    _slots.take()
    _thread.has_core = True
    try:
        yield
    finally:
        if _thread.has_core:  # not where its visitor left while it waited to have it back
            _thread.has_core = False
            _slots.give_back()


@contextmanager
def release_core() -> Iterator[None]:
    """Leave the core to others, if this thread has one, while it only waits for them."""
    if not getattr(_thread, "has_core", False):
        yield
        return
    _thread.has_core = False
    _slots.give_back()
    try:
        yield
    finally:
        _slots.take(begun=True)
        _thread.has_core = True
