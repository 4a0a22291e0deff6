"""Functions whose results are kept and shared by all visitors.

The store is a plain module's, not Streamlit's cache, which any visitor could empty. One visitor's
run works a result out while the others that want it wait, without a core.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from contextlib import suppress
from functools import update_wrapper
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakValueDictionary

from ui.serving.cores import core_slot, release_core
from ui.serving.page_slots import stepping_aside
from ui.serving.presence import stop_if_gone

Result = TypeVar("Result")

_LOOK_UP = 0.5  # seconds between two looks whether the visitor is still there


class Kept(Generic[Result]):
    """A function that keeps its last results by its arguments, and can say whether it has one.

    A result that somebody still holds is found for as long as they do, however many others were
    asked for since. Keyword arguments are passed on, but no part of what a result is kept by.
    """

    def __init__(self, function: Callable[..., Result], most: int) -> None:
        update_wrapper(self, function)
        self._function, self.most = function, most
        self._results: OrderedDict[Hashable, Result] = OrderedDict()
        self._held: WeakValueDictionary[Hashable, Any] = WeakValueDictionary()
        self._making: dict[Hashable, Future[Result]] = {}
        self._lock = Lock()

    def __call__(self, *key: Hashable, **passed_on: Any) -> Result:
        """Return the result for ``key``: a kept one, one in the making, or one worked out now."""
        while True:
            with self._lock:
                if self._keep_if_known(key):
                    return self._results[key]
                making = self._making.get(key)
                if making is None:
                    making = self._making[key] = Future()
                    break
            with stepping_aside(), release_core():
                while not wait([making], _LOOK_UP).done:
                    stop_if_gone()
            if making.exception() is None:
                return making.result()
            # Whoever made it gave up: the next one works it out.
        try:
            with stepping_aside(), core_slot():
                result = self._function(*key, **passed_on)
        except BaseException as why:
            with self._lock:
                del self._making[key]
            making.set_exception(why)
            raise
        with self._lock:
            self._keep(key, result)
            del self._making[key]
        making.set_result(result)
        return result

    def knows(self, *key: Hashable) -> bool:
        """Tell whether the result for ``key`` is at hand; to be asked about counts as use."""
        with self._lock:
            return self._keep_if_known(key)

    def _keep_if_known(self, key: Hashable) -> bool:
        if key in self._results:
            self._results.move_to_end(key)
            return True
        held = self._held.get(key)
        if held is None:
            return False
        self._keep(key, held)
        return True

    def _keep(self, key: Hashable, result: Result) -> None:
        self._results[key] = result
        with suppress(TypeError):  # a number or a mapping: no weak reference, and small
            self._held[key] = result
        while len(self._results) > self.most:
            self._results.popitem(last=False)


def kept(most: int) -> Callable[[Callable[..., Result]], Kept[Result]]:
    """Decorate a function with a store of that many results."""
    return lambda function: Kept(function, most)
