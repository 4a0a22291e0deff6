"""A limit on the memory of all visitors' data together. No Streamlit."""

from __future__ import annotations

import gc
from threading import Lock
from weakref import WeakKeyDictionary

from ui.widgets.own_table.columns import FileError

MOST_HELD = 400 * 2**20
"""The most bytes of all visitors' tables, with what is computed from them."""

_taken: WeakKeyDictionary[object, int] = WeakKeyDictionary()
_lock = Lock()


def admit(what: object, nbytes: int, *, instead_of: object = None) -> None:
    """Count bytes for as long as ``what`` lives; ``instead_of`` is about to be freed.

    Raises
    ------
    FileError
        If all together would be too much.
    """
    with _lock:
        if not _is_space_for(nbytes, instead_of):
            gc.collect()  # of who has left
            if not _is_space_for(nbytes, instead_of):
                raise FileError(
                    "This server holds as much of its visitors' data as it can. Try again in a "
                    "few minutes, or with fewer rows."
                )
        _taken[what] = nbytes


def _is_space_for(nbytes: int, instead_of: object) -> bool:
    taken = sum(size for each, size in list(_taken.items()) if each is not instead_of)
    return taken + nbytes <= MOST_HELD
