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
"""Work that is too short to be scheduled."""


class _Store(Generic[Result]):
    """At most so many results, the last ones that were asked for, and those in progress."""

    def __init__(self, most: int) -> None:
        self.lock = Lock()
        self.in_progress: dict[Hashable, Future[Result]] = {}
        self._most = most
        self._results: OrderedDict[Hashable, Result] = OrderedDict()
        self._held: WeakValueDictionary[Hashable, Any] = WeakValueDictionary()

    def __getitem__(self, key: Hashable) -> Result:
        return self._results[key]

    def refresh(self, key: Hashable) -> bool:
        """Tell whether a result is stored; asking counts as use."""
        if key in self._results:
            self._results.move_to_end(key)
            return True
        held = self._held.get(key)
        if held is None:
            return False
        self.put(key, held)
        return True

    def put(self, key: Hashable, result: Result) -> None:
        """Store a result, and drop the oldest ones beyond the limit."""
        self._results[key] = result
        with suppress(TypeError):  # a number or a mapping: no weak reference, and small
            self._held[key] = result
        while len(self._results) > self._most:
            self._results.popitem(last=False)


class Owner:
    """Data of one visitor, as a part of a key: results computed from it are stored in it.

    No other visitor finds them, and they are freed with their owner.
    """

    def __init__(self) -> None:
        self._stores: dict[Cache[Any], _Store[Any]] = {}
        self._lock = Lock()

    @property
    def owner(self) -> Owner:
        """Itself: a key may hold it, or something that names it as its owner."""
        return self

    def store(self, cache: Cache[Any]) -> _Store[Any]:
        """Return the place of a function's results."""
        with self._lock:
            if cache not in self._stores:
                self._stores[cache] = _Store(cache.most_of_an_owner)
            return self._stores[cache]

    def clear(self) -> None:
        """Drop all results."""
        with self._lock:
            self._stores.clear()


class Cache(Generic[Result]):
    """A function that keeps its last results, by its positional arguments.

    A result that somebody still holds is found for as long as they do, however many others were
    asked for since. Keyword arguments are passed on, but are no part of the key. A result whose key
    has an ``Owner``, in an argument or as its ``owner``, lies there and nowhere else.
    """

    def __init__(
        self, function: Callable[..., Result], most: int, schedule: Schedule, of_an_owner: int
    ) -> None:
        update_wrapper(self, function)
        self._function, self.most, self._schedule = function, most, schedule
        self.most_of_an_owner = of_an_owner
        self._shared: _Store[Result] = _Store(most)

    def __call__(self, *key: Hashable, **passed_on: Any) -> Result:
        """Return the cached result for ``key``, computing it at most once."""
        store = self._store_of(key)
        while True:
            with store.lock:
                if store.refresh(key):
                    return store[key]
                future = store.in_progress.get(key)
                if future is None:
                    future = store.in_progress[key] = Future()
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
            with store.lock:
                del store.in_progress[key]
            future.set_exception(why)
            raise
        with store.lock:
            store.put(key, result)
            del store.in_progress[key]
        future.set_result(result)
        return result

    def is_cached(self, *key: Hashable) -> bool:
        """Tell whether the result for ``key`` is stored; asking counts as use."""
        store = self._store_of(key)
        with store.lock:
            return store.refresh(key)

    def _store_of(self, key: tuple[Hashable, ...]) -> _Store[Result]:
        for part in key:
            owner = getattr(part, "owner", None)
            if isinstance(owner, Owner):
                return owner.store(self)
        return self._shared


def cached(
    most: int, schedule: Schedule = SHORT_WORK, *, of_an_owner: int = 4
) -> Callable[[Callable[..., Result]], Cache[Result]]:
    """Decorate a function with a cache of at most that many results.

    ``of_an_owner``: of at most so many for each visitor whose own data they are computed from.
    """
    return lambda function: Cache(function, most, schedule, of_an_owner)
