"""How work is scheduled that takes longer than a page: on a core, while others' pages open."""

from collections.abc import Iterator
from contextlib import contextmanager

from ui.serving.cache import Schedule
from ui.serving.cores import core_slot, release_core
from ui.serving.page_slots import release_slot
from ui.serving.presence import stop_if_gone


@contextmanager
def computing() -> Iterator[None]:
    """Hold a core, and let others' pages open meanwhile."""
    with release_slot(), core_slot():
        yield


@contextmanager
def _waiting() -> Iterator[None]:
    with release_slot(), release_core():
        yield


LONG_WORK = Schedule(computing, _waiting, stop_if_gone)
