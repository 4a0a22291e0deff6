"""From a table and the roles of its columns to predictions. No Streamlit.

What does not fit is a fault, with its place and its cure. Nothing is left out or converted unless
the visitor says so.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import infotheory as it
from ui.lessons.your_model.faults import Unfit, check_cells, check_labels, check_probabilities
from ui.lessons.your_model.matching import match_labels
from ui.lessons.your_model.predictions import Predictions
from ui.lessons.your_model.reading_code import reading_code
from ui.lessons.your_model.roles import Roles
from ui.widgets.number_text import quote
from ui.widgets.own_table.columns import Column, Table
from ui.widgets.own_table.guesses import MOST_CLASSES


@dataclass(frozen=True, eq=False)
class Read:
    """The predictions, and notes on how they were read."""

    predictions: Predictions
    notes: tuple[str, ...]


def read_predictions(table: Table, roles: Roles) -> Read:
    """Return the predictions of a table.

    Raises
    ------
    Unfit
        With all that is wrong.
    """
    label, columns = table[roles.label], _columns(table, roles)
    classes, labels, notes = match_labels(label, roles)
    faults: list[str] = []
    good = check_labels(table, label, labels, classes, faults)
    good &= check_cells(table, columns, faults)
    numbers = [column.numbers for column in columns if column.numbers is not None]
    # One column is shared with the table, for it is most of what a visitor holds.
    values = numbers[0][:, None] if len(numbers) == 1 else np.column_stack(numbers)
    looks_like_logits = False
    if roles.logits:
        q = _softmax(np.where(good[:, None], values, 0.0))
        notes.append(
            "A softmax turns the scores into probabilities."
            if len(columns) > 1
            else "A sigmoid turns the scores into probabilities."
        )
    else:
        looks_like_logits, good = check_probabilities(table, columns, values, good, faults)
        q = values[:, 0] if len(columns) == 1 else values
    if faults and not (roles.leave_out and good.any() and not looks_like_logits):
        raise Unfit(
            faults,
            looks_like_logits=looks_like_logits,
            can_leave_out=bool(good.any()) and not good.all() and not looks_like_logits,
        )
    left_out = len(good) - int(np.count_nonzero(good))
    if left_out:
        notes.append(f"{left_out:,} of {len(good):,} rows are left out.")
        q, labels, rows = q[good], labels[good], table.rows[good]
    else:
        rows = table.rows
    if q.ndim == 2 and not roles.logits:
        total = q.sum(axis=1, keepdims=True)
        if np.abs(total - 1).max() > 1e-8:
            notes.append("The rows sum to 1 only up to rounding, so each is divided by its sum.")
        q = q / total
    name = os.path.splitext(table.name)[0]
    code = reading_code(table, roles, bool(left_out))
    return Read(
        Predictions(name, labels.astype(np.uint8), q, classes, rows, table.row, code), tuple(notes)
    )


def _columns(table: Table, roles: Roles) -> list[Column]:
    """Return the columns of numbers that have the role of probabilities."""
    if roles.label in roles.columns or not roles.columns:
        raise Unfit(["Choose the label, and at least one other column that holds probabilities."])
    columns = [table[name] for name in roles.columns]
    for column in columns:
        if column.numbers is None:
            raise Unfit(
                [f"Column {quote(column.name)} holds words. Choose columns of probabilities."]
            )
    if len(columns) > MOST_CLASSES:
        raise Unfit([f"There are {len(columns)} classes, but at most {MOST_CLASSES} can be read."])
    return columns


def _softmax(z: NDArray[np.float64]) -> NDArray[np.float64]:
    if z.shape[1] == 1:
        z = np.column_stack([np.zeros(len(z)), z[:, 0]])
    return np.asarray(it.softmax(z))
