"""Tables that are kept: as columns of arrays, from which all who ask get a table anew.

pandas notes every use of a DataFrame in it, by a weak reference that outlives the use. In a table
that all visitors share they gather, strewn over all memory that a class takes, and keep Python from
giving that back.
"""

from collections.abc import Callable, Hashable, Mapping
from functools import wraps
from typing import Any

import pandas as pd
from numpy.typing import NDArray

Columns = Mapping[str, NDArray[Any]]
"""The columns of a table by name, read-only."""

Tabulate = Callable[..., pd.DataFrame]


def columns(table: pd.DataFrame) -> Columns:
    """Split a table into its columns."""
    arrays = {str(name): table[name].to_numpy(copy=True) for name in table}
    for array in arrays.values():
        array.setflags(write=False)
    return arrays


def table_kept(
    keep: Callable[[Callable[..., Columns]], Callable[..., Columns]],
) -> Callable[[Tabulate], Tabulate]:
    """Decorate a function that tabulates, so that its columns are kept, in the way of ``keep``."""

    def decorate(tabulate: Tabulate) -> Tabulate:
        kept = keep(lambda *key: columns(tabulate(*key)))

        @wraps(tabulate)
        def anew(*key: Hashable) -> pd.DataFrame:
            return pd.DataFrame(kept(*key))

        return anew

    return decorate
