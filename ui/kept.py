"""Functions whose results are kept and shared by all visitors.

The store is a plain module's, not Streamlit's cache, which any visitor could empty. One visitor's
run works a result out while the others that want it wait, and never is more worked out at a time
than the machine has cores.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import update_wrapper
from threading import BoundedSemaphore, Lock, local
from typing import Any, Generic, TypeVar

from ui.turns import stepping_aside

Result = TypeVar("Result")

CORES = os.cpu_count() or 1
_cores = BoundedSemaphore(CORES)
_thread = local()


class Kept(Generic[Result]):
    """A function that keeps its last results by its arguments, and can say whether it has one.

    Keyword arguments are passed on, but no part of what a result is kept by.
    """

    def __init__(self, function: Callable[..., Result], most: int) -> None:
        update_wrapper(self, function)
        self._function, self.most = function, most
        self._results: OrderedDict[Hashable, Result] = OrderedDict()
        self._gates: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def __call__(self, *key: Hashable, **passed_on: Any) -> Result:
        """Look the answer up, wait for it where it is in the making, or work it out."""
        with self._lock:
            if key in self._results:
                return self._latest(key)
            gate = self._gates.setdefault(key, Lock())
        # The core comes first: whoever holds a gate then has a core, and waits for nobody.
        with stepping_aside(), _a_core(), gate:
            with self._lock:
                if key in self._results:
                    return self._latest(key)
            try:
                result = self._function(*key, **passed_on)
                with self._lock:
                    self._results[key] = result
                    while len(self._results) > self.most:
                        self._results.popitem(last=False)
            finally:
                with self._lock:
                    self._gates.pop(key, None)
        return result

    def knows(self, *key: Hashable) -> bool:
        """Tell whether the answer to these arguments is at hand."""
        with self._lock:
            return key in self._results

    def _latest(self, key: Hashable) -> Result:
        self._results.move_to_end(key)
        return self._results[key]


def kept(most: int) -> Callable[[Callable[..., Result]], Kept[Result]]:
    """Decorate a function with a store of that many results."""
    return lambda function: Kept(function, most)


@contextmanager
def _a_core() -> Iterator[None]:
    """Hold one of the machine's cores; work that asks for other work keeps the one it has."""
    if getattr(_thread, "has_core", False):
        yield
        return
    with _cores:
        _thread.has_core = True
        try:
            yield
        finally:
            _thread.has_core = False
