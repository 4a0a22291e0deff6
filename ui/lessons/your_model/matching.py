"""Which class each label of a table is, by the names of the columns. No Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ui.lessons.your_model.faults import Unfit
from ui.lessons.your_model.roles import Roles, two_words
from ui.widgets.number_text import quote
from ui.widgets.own_table.columns import Column
from ui.widgets.own_table.guesses import stem_of, words_of

Matched: TypeAlias = tuple[tuple[str, ...], dict[str, int], list[str]]
"""The classes, the place of each label among them, and notes."""


def match_labels(
    label: Column, roles: Roles
) -> tuple[tuple[str, ...], NDArray[np.int32], list[str]]:
    """Return the classes, each row's class (−1 for none), and notes on how labels were matched."""
    match = _of_one_column if len(roles.columns) == 1 else _of_each_column
    classes, place, notes = match(label, roles)
    if label.codes is not None:
        lookup = np.array([place.get(word, -1) for word in label.words] + [-1], np.int32)
        return classes, lookup[label.codes], notes
    assert label.numbers is not None
    found = np.full(len(label.numbers), -1, np.int32)
    for word, i in place.items():
        found[label.numbers == float(word)] = i
    return classes, found, notes


def _of_one_column(label: Column, roles: Roles) -> Matched:
    """Match two labels: one column has the probability of the second."""
    both = two_words(label)
    if len(both) != 2:
        raise Unfit(
            [
                f"With one column of probabilities there are two classes, but {quote(label.name)} "
                f"has {len(both):,} different labels. Choose another label, or a column for each "
                "class."
            ]
        )
    second = roles.second if roles.second in both else both[-1]
    classes = (*(w for w in both if w != second), second)
    return classes, {word: classes.index(word) for word in both}, []


def _of_each_column(label: Column, roles: Roles) -> Matched:
    """Match each label with the column that is named after it, or by their order."""
    names, words = list(roles.columns), words_of(label)
    stems = [stem_of(name, names) for name in names]
    classes = tuple(name.strip() for name in names)
    place = _places_by_name(words, names, stems)
    if place:
        short = {i: word for word, i in place.items()}
        called = tuple(short.get(i, stems[i] or name) for i, name in enumerate(classes))
        return called if len(set(called)) == len(called) else tuple(names), place, []
    if label.numbers is not None and all(w.isdecimal() and int(w) < len(names) for w in words):
        return classes, {word: int(word) for word in words}, []
    are_counted = [s for s in stems if s.isdecimal()] == [str(i) for i in range(len(names))]
    if are_counted and len(words) == len(names):
        first = ", ".join(quote(word) for word in words[:6]) + (", …" if len(words) > 6 else "")
        note = (
            f"The columns are taken in the order of the labels, as scikit-learn has them: {first}."
        )
        return words, {word: i for i, word in enumerate(words)}, [note]
    return classes, {}, []


def _places_by_name(words: Sequence[str], names: list[str], stems: list[str]) -> dict[str, int]:
    """Return the place of the one column that is named after each label, where there is one."""
    ends, place = [name.casefold() for name in names], {}
    for word in words:
        w = word.casefold().strip()
        found = [i for i in range(len(names)) if w in (stems[i], ends[i])]
        found = found or [i for i in range(len(names)) if ends[i].endswith(f"_{w}")]
        if len(found) == 1:
            place[word] = found[0]
    return place
