"""One way to keep the results of a function for all visitors. Pure; no Streamlit.

The cache is a plain module's, not Streamlit's, which any visitor could empty. Each result is
computed at most once: of all who ask for it together one computes it, and the others wait. A plain
``lru_cache`` lets all of them compute the same: a class that opened a page together waited ten
seconds for its figures.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import update_wrapper
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar
from weakref import WeakValueDictionary

Result = TypeVar("Result")

POLL_SECONDS = 0.5  # between two checks whether a result is still wanted


def _always_wanted() -> None:
    """Let every computation and every wait go on."""


class Schedule(NamedTuple):
    """What a thread does around its work.

    Parameters
    ----------
    computing, waiting : callable
        Return the context in which a result is computed, or waited for.
    check_wanted : callable
        Called now and then during a wait; what it raises ends the wait.
    """

    computing: Callable[[], AbstractContextManager[object]] = nullcontext
    waiting: Callable[[], AbstractContextManager[object]] = nullcontext
    check_wanted: Callable[[], None] = _always_wanted


SHORT_WORK = Schedule()
"""Work that is done before anybody else would have its turn."""


class Cache(Generic[Result]):
    """A function that keeps its last results, by its positional arguments.

    A result that somebody still holds is found for as long as they do, however many others were
    asked for since. Keyword arguments are passed on, but are no part of the key.
    """

    def __init__(self, function: Callable[..., Result], most: int, schedule: Schedule) -> None:
        update_wrapper(self, function)
        self._function, self.most, self._schedule = function, most, schedule
        self._results: OrderedDict[Hashable, Result] = OrderedDict()
        self._held: WeakValueDictionary[Hashable, Any] = WeakValueDictionary()
        self._in_progress: dict[Hashable, Future[Result]] = {}
        self._lock = Lock()

    def __call__(self, *key: Hashable, **passed_on: Any) -> Result:
        """Return the cached result for ``key``, computing it at most once."""
        while True:
            with self._lock:
                if self._refresh(key):
                    return self._results[key]
                future = self._in_progress.get(key)
                if future is None:
                    future = self._in_progress[key] = Future()
                    break
            with self._schedule.waiting():
                while not wait([future], POLL_SECONDS).done:
                    self._schedule.check_wanted()
            if future.exception() is None:
                return future.result()
            # Whoever computed it gave up: the next one tries.
        try:
            with self._schedule.computing():
                result = self._function(*key, **passed_on)
        except BaseException as why:
            with self._lock:
                del self._in_progress[key]
            future.set_exception(why)
            raise
        with self._lock:
            self._store(key, result)
            del self._in_progress[key]
        future.set_result(result)
        return result

    def is_cached(self, *key: Hashable) -> bool:
        """Tell whether the result for ``key`` is at hand; asking counts as use."""
        with self._lock:
            return self._refresh(key)

    def _refresh(self, key: Hashable) -> bool:
        if key in self._results:
            self._results.move_to_end(key)
            return True
        held = self._held.get(key)
        if held is None:
            return False
        self._store(key, held)
        return True

    def _store(self, key: Hashable, result: Result) -> None:
        self._results[key] = result
        with suppress(TypeError):  # a number or a mapping: no weak reference, and small
            self._held[key] = result
        while len(self._results) > self.most:
            self._results.popitem(last=False)


def cached(
    most: int, schedule: Schedule = SHORT_WORK
) -> Callable[[Callable[..., Result]], Cache[Result]]:
    """Decorate a function with a cache of at most that many results."""
    return lambda function: Cache(function, most, schedule)
