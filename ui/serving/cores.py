"""Limit long computations to the number of cores.

Further ones wait in one queue of bounded length.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, local

from ui.serving.presence import stop_if_gone

CORES = os.cpu_count() or 1
MOST_WAITING = 64
_POLL_SECONDS = 0.5  # between two checks whether the work is still wanted


class Busy(Exception):
    """The queue for a core is full; the message is a sentence for a visitor."""


class Slots:
    """A bounded number of slots, first come, first served.

    Parameters
    ----------
    count : int
        How many slots there are.
    most_waiting : int
        The length of the queue; beyond it `take` raises `Busy`.
    still_wanted : callable
        Called now and then during a wait; what it raises ends the wait.
    """

    def __init__(self, count: int, most_waiting: int, still_wanted: Callable[[], None]) -> None:
        self._free, self._most_waiting, self._still_wanted = count, most_waiting, still_wanted
        self._queue: deque[Event] = deque()
        self._lock = Lock()

    @property
    def crowded(self) -> bool:
        """Whether all slots are taken."""
        return not self._free

    def take(self, *, begun: bool = False) -> None:
        """Wait for a slot and take it; with ``begun`` the queue has no limit."""
        with self._lock:
            if self._free:
                self._free -= 1
                return
            if len(self._queue) >= self._most_waiting and not begun:
                raise Busy("This server is busy, and its queue is full: try again in a minute.")
            turn = Event()
            self._queue.append(turn)
        try:
            while not turn.wait(_POLL_SECONDS):
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
        """Return the slot; the one that has waited longest gets it."""
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
    """Hold a core; nested calls share the one that the thread already holds."""
    if getattr(_thread, "has_core", False):
        yield
        return
    _slots.take()
    _thread.has_core = True
    try:
        yield
    finally:
        if _thread.has_core:  # false if the visitor left while the thread waited to get it back
            _thread.has_core = False
            _slots.give_back()


@contextmanager
def release_core() -> Iterator[None]:
    """Return this thread's core, if it holds one, while it waits for another thread."""
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
