"""A visitor's own table as data of a race: features, labels, what was left out. No Streamlit."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

import infotheory as it
from infotheory.training.datasets import split_rows
from ui.serving.cache import Owner
from ui.widgets.number_text import quote
from ui.widgets.own_table.columns import Column, FileError, Table
from ui.widgets.own_table.guesses import guess_label, is_index
from ui.widgets.own_table.wording import counted, is_or_are, listed, number_as_label

MOST_ROWS, MOST_FEATURES, MOST_CLASSES, FEWEST_ROWS = 5_000, 100, 20, 10
LARGEST = 1e100
"""A number that is larger is taken for none: its square would overflow."""

_NUMBER = 8  # bytes


class LabelAndFeatures(NamedTuple):
    """Which column is the label, and which are features."""

    label: str
    features: tuple[str, ...]


def guess_columns(table: Table) -> LabelAndFeatures:
    """Guess which column is the label; features are all others that hold numbers.

    Raises
    ------
    FileError
        If there is no label.
    """
    label = guess_label(table).name
    others = [c for c in table.columns if c.name != label]
    return LabelAndFeatures(label, tuple(c.name for c in others if not _why_left_out(c, table)))


def left_out(table: Table, chosen: LabelAndFeatures) -> list[str]:
    """Return a sentence for each reason for which columns are not used."""
    reasons: dict[str, list[str]] = {}
    for column in table.columns:
        if column.name not in (chosen.label, *chosen.features):
            why = _why_left_out(column, table) or "not chosen"
            reasons.setdefault(why, []).append(column.name)
    return [f"Left out, {why}: {listed(names)}." for why, names in reasons.items()]


class OwnRows(Owner):
    """The rows of a table that can be used: it owns all that is computed of them.

    Parameters
    ----------
    table : Table
        As it was read.
    chosen : LabelAndFeatures
        Its label, and its features.

    Raises
    ------
    FileError
        If they cannot be raced.

    Attributes
    ----------
    n, n_train : int
        The rows that are raced, and those of them that are trained on.
    """

    def __init__(self, table: Table, chosen: LabelAndFeatures) -> None:
        super().__init__()
        self.table, self.label, self.features = table, chosen.label, chosen.features
        self.name = os.path.splitext(table.name)[0]
        columns = self._checked_columns()
        label = table[self.label]
        good = _has_label(label)
        for column in columns:
            good &= np.abs(_numbers(column)) <= LARGEST  # false for a NaN
        self.rows = np.flatnonzero(good)
        if len(self.rows) < FEWEST_ROWS:
            raise FileError(
                f"Only {counted(len(self.rows), 'row')} {is_or_are(len(self.rows))} complete, and "
                f"a race needs at least {FEWEST_ROWS}. {self._incomplete(good, label, columns)}"
            )
        self.n = min(len(self.rows), MOST_ROWS)
        self.n_train = len(split_rows(self.n, 0)[0])
        self.classes, self.labels = self._classes(label)
        self.constant = tuple(c.name for c in columns if _is_constant(_numbers(c)[self.rows]))
        if len(self.constant) == len(columns):
            raise FileError("Each feature is the same in all rows. Choose features that vary.")
        self.notes = (self._incomplete(good, label, columns),) if not good.all() else ()

    def used(self, *, as_they_are: bool) -> tuple[str, ...]:
        """Return the features of the race: one that is constant cannot be standardised."""
        return tuple(f for f in self.features if as_they_are or f not in self.constant)

    def split(self, seed: int, label_noise: float, *, as_they_are: bool) -> it.Dataset:
        """Return the training part and the test part."""
        columns = [self.table[name] for name in self.used(as_they_are=as_they_are)]
        return it.split_dataset(
            np.column_stack([_numbers(each)[self.rows] for each in columns]),
            self.labels,
            name=self.name,
            class_names=self.classes,
            seed=seed,
            label_noise=label_noise,
            standardize=not as_they_are,
            most=MOST_ROWS,
        )

    def test_places(self, seed: int) -> NDArray[np.int32]:
        """Return where the rows of the test part stand in the file."""
        _, test = split_rows(len(self.rows), seed, MOST_ROWS)
        return self.table.rows[self.rows[test]]

    def nbytes(self, *, splits: int, weights: int, pictures: int) -> int:
        """Return what the table takes, and what is computed of it at most.

        That is so many splits, so many bytes of weights, and so many pictures of the test part.
        """
        split = self.n * (len(self.features) + 1) * _NUMBER
        picture = (self.n - self.n_train) * (len(self.classes) + 1)
        return self.table.nbytes + splits * split + weights + pictures * picture

    def code(self, *, as_they_are: bool, seed: int, label_noise: float) -> str:
        """Write the Python that makes the same data of the same file."""
        features = list(self.used(as_they_are=as_they_are))
        place = {_in_pandas(name, self.classes): k for k, name in enumerate(self.classes)}
        lines = [
            f"table = {self.table.pandas}",
            f"x = table[{features!r}]",
            f"y = table[{self.label!r}].map({place!r})",
        ]
        if len(self.rows) < len(self.table.rows):
            lines += [
                f'numbers = table[{list(self.features)!r}].apply(pd.to_numeric, errors="coerce")',
                f"good = (numbers.abs() <= {LARGEST:g}).all(axis=1) & y.notna()",
                f"x, y = numbers.loc[good, {features!r}], y[good]",
            ]
        how = f"seed={seed}, label_noise={label_noise!r}, most={MOST_ROWS}"
        how += ", standardize=False" if as_they_are else ""
        lines.append(f"data = it.split_dataset(x.to_numpy(float), y.to_numpy(int), {how})")
        return "\n".join(lines)

    def _checked_columns(self) -> list[Column]:
        columns = [self.table[name] for name in self.features]
        words = [c.name for c in columns if c.numbers is None]
        if self.label in self.features or not self.label:
            raise FileError("Choose a label that is not also a feature.")
        if words:
            raise FileError(f"There are no numbers in {listed(words)}. Choose other features.")
        if not columns:
            raise FileError(
                f"Beside the label {quote(self.label)} no column of numbers is left. A race needs "
                "at least one feature."
            )
        if len(columns) > MOST_FEATURES:
            raise FileError(
                f"There are {len(columns)} features, but at most {MOST_FEATURES} can be raced. "
                "Choose fewer."
            )
        return columns

    def _classes(self, label: Column) -> tuple[tuple[str, ...], NDArray[np.int64]]:
        if label.codes is not None:
            words = np.array(label.words, dtype=object)[label.codes[self.rows]]
            values, labels = np.unique(words.astype(str), return_inverse=True)
            names = tuple(map(str, values))
        else:
            values, labels = np.unique(_numbers(label)[self.rows], return_inverse=True)
            names = tuple(number_as_label(float(x)) for x in values[: MOST_CLASSES + 1])
        if len(values) > MOST_CLASSES:
            raise FileError(
                f"{quote(label.name)} has {len(values):,} different labels, but at most "
                f"{MOST_CLASSES} classes can be raced. Choose another label."
            )
        if len(values) == 1:
            raise FileError(
                f"All rows have the label {quote(names[0])}. A race needs rows of at least two "
                "classes: choose another label, or bring more rows."
            )
        return names, labels.astype(np.int64)

    def _incomplete(self, good: NDArray[np.bool_], label: Column, columns: Sequence[Column]) -> str:
        """Say how many rows are left out, and which cells are to blame."""
        out = ~good
        if not out.any():
            return ""
        blamed = [] if _has_label(label).all() else [label.name]
        blamed += [c.name for c in columns if not (np.abs(_numbers(c)) <= LARGEST).all()]
        first = int(np.flatnonzero(out)[0])
        return (
            f"{counted(int(out.sum()), 'row')} of {len(out):,} {is_or_are(int(out.sum()))} left "
            f"out, first {self.table.place(first)}: a cell is empty or not a number, in "
            f"{listed(blamed)}."
        )


def _why_left_out(column: Column, table: Table) -> str:
    if is_index(column, table):
        return "since it only names the rows"
    if column.numbers is None:
        return "since it holds words"
    if 2 * np.count_nonzero(np.isnan(column.numbers)) > len(column.numbers):
        return "since most of it is missing"
    return ""


def _has_label(label: Column) -> NDArray[np.bool_]:
    if label.codes is not None:
        return label.codes >= 0
    if label.numbers is None:
        raise FileError(
            f"{quote(label.name)} has too many different words for a label. Choose another one."
        )
    return np.isfinite(label.numbers)


def _numbers(column: Column) -> NDArray[np.float64]:
    assert column.numbers is not None
    return column.numbers


def _is_constant(x: NDArray[np.float64]) -> bool:
    return bool(x.min() == x.max())


def _in_pandas(name: str, classes: Sequence[str]) -> object:
    """Return a label as pandas reads it from a file of such labels."""
    if {each.casefold() for each in classes} <= {"true", "false"}:
        return name.casefold() == "true"
    try:
        numbers = [float(each) for each in classes]
    except ValueError:
        return name
    x = float(name)
    return int(x) if all(each.is_integer() for each in numbers) else x
