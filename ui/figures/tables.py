"""Tables of figures: columns by name, of arrays or lists.

They are no DataFrames: making one and sending it costs four times what the same columns cost
(measured), a cached one grows with each use, and in a browser the import of pandas takes seconds.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Columns = Mapping[str, Any]
"""The columns of a table by name: arrays or lists, or one value that stands in every row."""


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


def stack(tables: Sequence[Columns]) -> Columns:
    """Put tables of the same columns, at least one, below each other."""
    return {name: np.concatenate([each[name] for each in tables]) for name in tables[0]}


def read_csv(file: Path) -> Columns:
    """Read a file that came with the app: columns of whole numbers, of numbers, or of words."""
    with file.open(encoding="utf-8", newline="") as lines:
        cells = of_records([*csv.DictReader(lines)])
    return frozen({name: _parsed(column) for name, column in cells.items()})


def _parsed(cells: Sequence[str]) -> Sequence[int | float | str]:
    for number in (int, float):
        try:
            return [number(each) for each in cells]
        except ValueError:
            continue
    return cells
