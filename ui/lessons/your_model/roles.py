"""Which column of a table is the label, and which hold predictions: guessed. No Streamlit."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ui.widgets.number_text import quote
from ui.widgets.own_table.columns import Column, FileError, Table
from ui.widgets.own_table.guesses import guess_label, is_index, named_after, stem_of, words_of

_LOOKED_AT = 200  # rows that a guess rests on


@dataclass(frozen=True)
class Roles:
    """Which column is what, and what the visitor allows.

    Parameters
    ----------
    label : str
        The column of what happened.
    columns : tuple of str
        The columns of what was predicted: one a class, or the one of the second of two classes.
    second : str
        With one column, the class that it is the probability of.
    logits : bool
        The numbers are scores: take their softmax.
    leave_out : bool
        Leave out the rows that cannot be used.
    """

    label: str
    columns: tuple[str, ...]
    second: str = ""
    logits: bool = False
    leave_out: bool = False


def guess_roles(table: Table) -> Roles:
    """Guess which column is what."""
    label = guess_label(table)
    numbers = [c for c in table.columns if c.numbers is not None and c.name != label.name]
    candidates = [c for c in numbers if not is_index(c, table)]
    if not candidates:
        raise FileError(
            f"The label seems to be {quote(label.name)}, but no other column holds "
            "probabilities. Give one for each class, or, with two classes, the second one's."
        )
    named = named_after(label, candidates)
    if (
        len(named) >= 2
        and not _sum_to_one(candidates)
        and (_sum_to_one(named) or len(named) == len(words_of(label)))
    ):
        candidates = named
    return with_second(table, Roles(label.name, tuple(c.name for c in candidates)))


def with_second(table: Table, roles: Roles) -> Roles:
    """Choose the class that a single column is of: the one it is named after, or the last."""
    if len(roles.columns) != 1:
        return replace(roles, second="")
    words = two_words(table[roles.label])
    stems = {stem_of(roles.columns[0], []), roles.columns[0].casefold()}
    named = [
        w for w in words if any(s == w.casefold() or s.endswith(f"_{w.casefold()}") for s in stems)
    ]
    return replace(roles, second=roles.second if roles.second in words else (named or words)[-1])


def two_words(label: Column) -> tuple[str, ...]:
    """Return the labels in the order that scikit-learn gives classes; 0 and 1 where they fit."""
    words = words_of(label)
    if label.numbers is not None and set(words) <= {"0", "1"}:
        return ("0", "1")
    return words


def _sum_to_one(columns: list[Column]) -> bool:
    first = np.array([c.numbers[:_LOOKED_AT] for c in columns if c.numbers is not None])
    sums = first.sum(axis=0)
    sums = sums[~np.isnan(sums)]
    return bool(len(sums) and np.mean(np.abs(sums - 1) <= 0.05) > 0.5)
