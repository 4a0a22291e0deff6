"""Faults of a table of predictions, each with its place and its cure. No Streamlit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ui.widgets.number_text import quote
from ui.widgets.own_table.columns import Column, FileError, Table
from ui.widgets.own_table.wording import counted, is_or_are, number_as_label

_SUM_IN_FLOAT32, _LARGEST_ROUNDING = 1e-5, 0.1


class Unfit(FileError):
    """The table cannot be used as it stands; ``faults`` are sentences, each with a cure.

    ``looks_like_logits`` and ``can_leave_out`` say which switch would help.
    """

    def __init__(
        self, faults: list[str], *, looks_like_logits: bool = False, can_leave_out: bool = False
    ) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults
        self.looks_like_logits, self.can_leave_out = looks_like_logits, can_leave_out


def check_labels(
    table: Table,
    label: Column,
    labels: NDArray[np.int32],
    classes: tuple[str, ...],
    faults: list[str],
) -> NDArray[np.bool_]:
    """Return which rows have a class; add a sentence to ``faults`` for the others."""
    good = labels >= 0
    if label.bad:
        count, row, text = label.bad
        faults.append(
            f"{counted(count, 'label')} among numbers {is_or_are(count)} a word, first "
            f"{quote(text)} in {table.place(row)}. Correct it, or choose another label."
        )
    missing = label.codes == -1 if label.codes is not None else np.isnan(label.numbers)  # type: ignore[arg-type]
    missing &= ~good
    if label.bad is None and missing.any():
        first = int(np.flatnonzero(missing)[0])
        faults.append(
            f"{counted(int(missing.sum()), 'row')} without a label in {quote(label.name)}, first "
            f"{table.place(first)}. Write what happened there."
        )
    strange = ~good & ~missing
    if strange.any():
        first = int(np.flatnonzero(strange)[0])
        faults.append(
            f"{counted(int(strange.sum()), 'label')} without a class, first "
            f"{quote(_text(label, first))} in {table.place(first)}. The classes are "
            f"{', '.join(quote(c) for c in classes[:6])}{', …' if len(classes) > 6 else ''}: "
            "name each column after its class, or number the labels from 0."
        )
    return good


def _text(column: Column, row: int) -> str:
    if column.codes is not None:
        return column.words[column.codes[row]]
    assert column.numbers is not None
    return number_as_label(float(column.numbers[row]))


def check_cells(table: Table, columns: list[Column], faults: list[str]) -> NDArray[np.bool_]:
    """Return which rows have finite numbers; add a sentence to ``faults`` for each fault."""
    good = np.ones(len(table.rows), bool)
    for column in columns:
        assert column.numbers is not None
        missing = np.isnan(column.numbers)
        if column.bad:
            count, row, text = column.bad
            faults.append(
                f"{counted(count, 'cell')} of {quote(column.name)} without a number, first "
                f"{quote(text)} in {table.place(row)}. Write a number."
            )
        empty = int(missing.sum()) - (column.bad[0] if column.bad else 0)
        if empty > 0:
            first = int(np.flatnonzero(missing)[0])
            faults.append(
                f"{counted(empty, 'cell')} of {quote(column.name)} empty or NaN, first in "
                f"{table.place(first)}. Give every class a probability."
            )
        infinite = np.isinf(column.numbers)
        if infinite.any():
            first = int(np.flatnonzero(infinite)[0])
            faults.append(
                f"{counted(int(infinite.sum()), 'cell')} of {quote(column.name)} infinite, first "
                f"in {table.place(first)}. Write a finite number."
            )
        good &= ~missing & ~infinite
    return good


def check_probabilities(
    table: Table,
    columns: list[Column],
    values: NDArray[np.float64],
    good: NDArray[np.bool_],
    faults: list[str],
) -> tuple[bool, NDArray[np.bool_]]:
    """Check the range and the sums; return whether these look like logits, and the good rows."""
    present = np.where(good[:, None], values, 0.5)
    outside = (present < 0) | (present > 1)
    if outside.any():
        row, column = (int(i) for i in np.argwhere(outside)[0])
        sums = present[good].sum(axis=1)
        percent = present.min() >= 0 and len(sums) and np.median(np.abs(sums - 100)) < 1
        many = outside.any(axis=1).mean() > 0.02 and not percent
        said = (
            f"{counted(int(outside.sum()), 'number')} outside 0 to 1, first "
            f"{present[row, column]:g} in {quote(columns[column].name)}, {table.place(row)}."
        )
        if percent:
            faults.append(f"{said} These look like percentages: divide them by 100.")
        elif many:
            what = "sigmoid" if len(columns) == 1 else "softmax"
            faults.append(f"{said} These look like logits: switch on the {what}, if they are.")
        else:
            faults.append(f"{said} Correct the program that wrote them.")
        if many or percent:
            return bool(many), good
        good = good & ~outside.any(axis=1)
    if values.shape[1] > 1:
        sums = np.where(good, values.sum(axis=1), 1.0)
        off = np.abs(sums - 1) > tolerance(present)
        if off.any():
            first = int(np.flatnonzero(off)[0])
            faults.append(
                f"{counted(int(off.sum()), 'row')} with a sum other than 1, first "
                f"{table.place(first)}: {sums[first]:.6g}. Is a class missing, or is a column "
                "not a probability? "
                "Correct the columns, or the program that wrote them."
            )
            good = good & ~off
    return False, good


def tolerance(values: NDArray[np.float64]) -> float:
    """Return how far a sum may be off 1, by the decimals that the file shows."""
    for decimals in range(1, 7):
        if np.abs(values * 10**decimals - np.round(values * 10**decimals)).max() < 1e-6:
            rounding = values.shape[1] * 0.5 * 10.0**-decimals * 1.001
            exact = decimals == 1 and not (values % 1).any()
            return _SUM_IN_FLOAT32 if exact else min(rounding, _LARGEST_ROUNDING)
    return _SUM_IN_FLOAT32
