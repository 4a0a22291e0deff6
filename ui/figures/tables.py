"""Tables of figures: columns by name, of arrays or lists.

They are no DataFrames: making one and sending it costs four times what the same columns cost
(measured). One that is cached is more expensive still: pandas notes every use of a DataFrame in it,
by a weak reference that outlives the use, and in a table that all visitors share these references
keep Python from giving memory back.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ui.serving.cache import SHORT_WORK, Schedule, cached

Columns = Mapping[str, Any]
"""The columns of a table by name: arrays or lists, or one value that stands in every row."""

Tabulate = Callable[..., pd.DataFrame]


def by_column(rows: Iterable[Sequence[Any]], names: Sequence[str]) -> Columns:
    """Turn ``rows`` into columns; without rows, into empty ones."""
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=False)) or {
        name: [] for name in names
    }


def of_records(records: Sequence[Mapping[str, Any]]) -> Columns:
    """Turn rows that name their fields, at least one, into columns."""
    return {name: [each[name] for each in records] for name in records[0]}


def select(table: Columns, rows: NDArray[Any]) -> Columns:
    """Return the ``rows`` of a table, given as a mask or as indices."""
    return {name: np.asarray(values)[rows] for name, values in table.items()}


def frozen(table: Columns) -> Columns:
    """Return a read-only copy, for all who ask a cache for it."""
    arrays = {name: np.array(values) for name, values in table.items()}
    for array in arrays.values():
        array.setflags(write=False)
    return arrays


def columns(table: pd.DataFrame) -> Columns:
    """Split a DataFrame into its columns, read-only."""
    return frozen({str(name): table[name].to_numpy() for name in table})


def cached_table(most: int, schedule: Schedule = SHORT_WORK) -> Callable[[Tabulate], Tabulate]:
    """Decorate a function that returns a table with a cache of the columns of at most ``most``."""

    def decorate(tabulate: Tabulate) -> Tabulate:
        cache = cached(most, schedule)(lambda *key: columns(tabulate(*key)))

        @wraps(tabulate)
        def table(*key: Hashable) -> pd.DataFrame:
            return pd.DataFrame(cache(*key))

        return table

    return decorate
