"""Tables that are cached: as columns of arrays, from which each caller gets a table of its own.

pandas notes every use of a DataFrame in it, by a weak reference that outlives the use. In a table
that all visitors share these references gather, scattered over all memory that a class takes, and
keep Python from giving that memory back.
"""

from collections.abc import Callable, Hashable, Mapping
from functools import wraps
from typing import Any

import pandas as pd
from numpy.typing import NDArray

from ui.serving.cache import SHORT_WORK, Schedule, cached

Columns = Mapping[str, NDArray[Any]]
"""The columns of a table by name, read-only."""

Tabulate = Callable[..., pd.DataFrame]


def columns(table: pd.DataFrame) -> Columns:
    """Split a table into its columns."""
    arrays = {str(name): table[name].to_numpy(copy=True) for name in table}
    for array in arrays.values():
        array.setflags(write=False)
    return arrays


def cached_table(most: int, schedule: Schedule = SHORT_WORK) -> Callable[[Tabulate], Tabulate]:
    """Decorate a function that returns a table with a cache of the columns of at most ``most``."""

    def decorate(tabulate: Tabulate) -> Tabulate:
        cache = cached(most, schedule)(lambda *key: columns(tabulate(*key)))

        @wraps(tabulate)
        def table(*key: Hashable) -> pd.DataFrame:
            return pd.DataFrame(cache(*key))

        return table

    return decorate
