"""What the columns of a visitor's table seem to be: the label, its classes, a count of the rows.

It is a guess from names and values, which the visitor can correct. No Streamlit.
"""

from __future__ import annotations

import numpy as np

from ui.widgets.own_table.columns import Column, FileError, Table
from ui.widgets.own_table.wording import number_as_label

MOST_CLASSES = 100

_LABELS = {
    *("label", "labels", "y", "y_true", "true", "truth", "target", "class", "actual", "outcome"),
    *("true_label", "y_test", "ground_truth", "observed", "diagnosis", "species", "category"),
    *("klasse", "classe", "etiqueta", "wahrheit"),
}
_INDEXES = {
    "",
    "index",
    "id",
    "row",
    "rownames",
    "row_id",
    "rowid",
    "unnamed: 0",
    "nr",
    "no",
    "fold",
}
_INDEX_OF_PANDAS = "__index_level_0__"


def guess_label(table: Table) -> Column:
    """Return the column that seems to be the label.

    Raises
    ------
    FileError
        If none does.
    """
    usable = [c for c in table.columns if can_be_label(c)]
    named = [c for c in usable if c.name.casefold().strip() in _LABELS]
    if named:
        return named[-1]
    numbers = [c for c in table.columns if c.numbers is not None]
    words = [c for c in usable if c.codes is not None]
    words = [c for c in words if len(c.words) > 1] or words
    fitting = [c for c in words if len(named_after(c, numbers)) == len(c.words)]
    if fitting or words:
        return (fitting or words)[-1]
    whole = [c for c in usable if not is_index(c, table)]
    if not whole:
        raise FileError(
            "No column looks like the label: words, or whole numbers from 0. Add a column called "
            "`label` with what happened in each row."
        )
    return whole[-1]


def can_be_label(column: Column) -> bool:
    """Tell whether a column holds words, or whole numbers, and not too many different ones."""
    if column.codes is not None:
        return len(column.words) <= MOST_CLASSES
    if column.numbers is None:
        return False
    some = column.numbers[~np.isnan(column.numbers)]
    if not len(some) or np.any(some != np.floor(some)) or np.abs(some).max() > 1e9:
        return False
    return len(np.unique(some)) <= MOST_CLASSES


def is_index(column: Column, table: Table) -> bool:
    """Tell whether a column counts rows, or names them."""
    if column.name.casefold().strip() in _INDEXES or column.name == _INDEX_OF_PANDAS:
        return True
    x = column.numbers
    return bool(
        x is not None
        and column is table.columns[0]
        and len(x) > 2
        and x[0] in (0, 1)
        and np.array_equal(x, x[0] + np.arange(len(x)))
    )


def words_of(label: Column) -> tuple[str, ...]:
    """Return the different labels: words in their order, numbers by size."""
    if label.codes is not None:
        return tuple(sorted(label.words))
    if label.numbers is None:
        return ()
    some = np.unique(label.numbers[~np.isnan(label.numbers)])
    return tuple(number_as_label(x) for x in some[: 2 * MOST_CLASSES].tolist())


def stem_of(name: str, names: list[str]) -> str:
    """Return what tells a column from the others of its kind: `cat` of `p_cat` and `p_dog`."""
    if len(names) > 1:
        before = _common_start(names)
        after = _common_start([each[::-1] for each in names])[::-1]
        before = before if before[-1:] in ("_", ".", " ", "-", ":", "(", "[") else ""
        after = after if after[:1] in ("_", ".", " ", "-", ")", "]") else ""
        name = name[len(before) : len(name) - len(after)]
    return name.casefold().strip()


def _common_start(names: list[str]) -> str:
    """Return the letters that all names begin with."""
    first, last = min(names), max(names)
    same = next((i for i, c in enumerate(first) if c != last[i : i + 1]), len(first))
    return first[:same]


def named_after(label: Column, columns: list[Column]) -> list[Column]:
    """Return the columns that are named after a label."""
    words = {each.casefold() for each in words_of(label)}
    names = [c.name for c in columns]
    by_stem = [c for c in columns if stem_of(c.name, names) in words]
    by_end = [c for c in columns if any(c.name.casefold().endswith(f"_{w}") for w in words)]
    by_name = [c for c in columns if c.name.casefold().strip() in words]
    return max((by_name, by_stem, by_end), key=len)
