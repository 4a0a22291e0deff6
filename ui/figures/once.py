"""What never changes is built once, by one visitor's run, while the others that want it wait."""

from collections.abc import Callable, Hashable
from functools import wraps
from threading import RLock
from typing import TypeVar

Built = TypeVar("Built")

# One for all: the interpreter builds one specification at a time anyway.
_building = RLock()


def once(build: Callable[..., Built]) -> Callable[..., Built]:
    """Keep what ``build`` gives for its arguments, given by place.

    A plain cache lets all who come at first build the same: a class that opened a page together
    waited ten seconds for its figures.
    """
    kept: dict[tuple[Hashable, ...], Built] = {}

    @wraps(build)
    def ask(*key: Hashable) -> Built:
        if key not in kept:
            with _building:
                if key not in kept:
                    kept[key] = build(*key)
        return kept[key]

    return ask
