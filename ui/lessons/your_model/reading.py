"""From a table to predictions: which column is the label, and which hold what was predicted.

The columns are guessed, and the guess can be corrected. What does not fit is a fault, with its
place and its cure; nothing is left out or converted unless the visitor says so. No Streamlit.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

import infotheory as it
from ui.lessons.your_model.predictions import Predictions
from ui.widgets.number_text import quote
from ui.widgets.own_table.columns import Column, FileError, Table
from ui.widgets.own_table.guesses import (
    MOST_CLASSES,
    guess_label,
    is_index,
    named_after,
    stem_of,
    words_of,
)
from ui.widgets.own_table.wording import counted, is_or_are, number_as_label

_LOOKED_AT = 200  # rows that a guess rests on
_SUM_IN_FLOAT32, _LARGEST_ROUNDING = 1e-5, 0.1


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


@dataclass(frozen=True, eq=False)
class Read:
    """The predictions, and notes on how they were read."""

    predictions: Predictions
    notes: tuple[str, ...]


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


def read_predictions(table: Table, roles: Roles) -> Read:
    """Return the predictions of a table.

    Raises
    ------
    Unfit
        With all that is wrong.
    """
    if roles.label in roles.columns or not roles.columns:
        raise Unfit(["Choose the label, and at least one other column that holds probabilities."])
    label, columns = table[roles.label], [table[name] for name in roles.columns]
    for column in columns:
        if column.numbers is None:
            raise Unfit(
                [f"Column {quote(column.name)} holds words. Choose columns of probabilities."]
            )
    if len(columns) > MOST_CLASSES:
        raise Unfit([f"There are {len(columns)} classes, but at most {MOST_CLASSES} can be read."])
    classes, labels, notes = _labels(label, roles)
    faults: list[str] = []
    good = _check_labels(table, label, labels, classes, faults)
    good &= _check_cells(table, columns, faults)
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
        looks_like_logits, good = _check_probabilities(table, columns, values, good, faults)
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
    code = _code(table, roles, bool(left_out))
    return Read(
        Predictions(name, labels.astype(np.uint8), q, classes, rows, table.row, code), tuple(notes)
    )


def _sum_to_one(columns: list[Column]) -> bool:
    first = np.array([c.numbers[:_LOOKED_AT] for c in columns if c.numbers is not None])
    sums = first.sum(axis=0)
    sums = sums[~np.isnan(sums)]
    return bool(len(sums) and np.mean(np.abs(sums - 1) <= 0.05) > 0.5)


def _labels(label: Column, roles: Roles) -> tuple[tuple[str, ...], NDArray[np.int32], list[str]]:
    """Return the classes, each row's class (−1 for none), and notes on how labels were matched."""
    names = list(roles.columns)
    words, notes = words_of(label), []
    if len(names) == 1:
        both = two_words(label)
        if len(both) != 2:
            raise Unfit(
                [
                    f"With one column of probabilities there are two classes, but "
                    f"{quote(label.name)} has {len(both):,} different labels. Choose another "
                    "label, or a column for each class."
                ]
            )
        second = roles.second if roles.second in both else both[-1]
        classes = (*(w for w in both if w != second), second)
        place = {word: classes.index(word) for word in both}
    else:
        classes = tuple(name.strip() for name in names)
        stems = [stem_of(name, names) for name in names]
        ends = [name.casefold() for name in names]
        place = {}
        for word in words:
            w = word.casefold().strip()
            found = [i for i in range(len(names)) if w in (stems[i], ends[i])]
            found = found or [i for i in range(len(names)) if ends[i].endswith(f"_{w}")]
            if len(found) == 1:
                place[word] = found[0]
        in_order = label.numbers is not None and all(
            w.isdecimal() and int(w) < len(names) for w in words
        )
        counted = [s for s in stems if s.isdecimal()] == [str(i) for i in range(len(names))]
        if not place and in_order:
            place = {word: int(word) for word in words}
        elif not place and counted and len(words) == len(names):
            place = {word: i for i, word in enumerate(words)}
            classes = words
            notes.append(
                "The columns are taken in the order of the labels, as scikit-learn has them: "
                f"{', '.join(quote(word) for word in words[:6])}{', …' if len(words) > 6 else ''}."
            )
        elif place:
            short = {i: word for word, i in place.items()}
            classes = tuple(short.get(i, stems[i] or name) for i, name in enumerate(classes))
            classes = classes if len(set(classes)) == len(classes) else tuple(names)
    if label.codes is not None:
        lookup = np.array([place.get(word, -1) for word in label.words] + [-1], np.int32)
        return classes, lookup[label.codes], notes
    assert label.numbers is not None
    found_labels = np.full(len(label.numbers), -1, np.int32)
    for word, i in place.items():
        found_labels[label.numbers == float(word)] = i
    return classes, found_labels, notes


def _check_labels(
    table: Table,
    label: Column,
    labels: NDArray[np.int32],
    classes: tuple[str, ...],
    faults: list[str],
) -> NDArray[np.bool_]:
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


def _check_cells(table: Table, columns: list[Column], faults: list[str]) -> NDArray[np.bool_]:
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


def _check_probabilities(
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
        off = np.abs(sums - 1) > _tolerance(present)
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


def _tolerance(values: NDArray[np.float64]) -> float:
    """Return how far a sum may be off 1, by the decimals that the file shows."""
    for decimals in range(1, 7):
        if np.abs(values * 10**decimals - np.round(values * 10**decimals)).max() < 1e-6:
            rounding = values.shape[1] * 0.5 * 10.0**-decimals * 1.001
            exact = decimals == 1 and not (values % 1).any()
            return _SUM_IN_FLOAT32 if exact else min(rounding, _LARGEST_ROUNDING)
    return _SUM_IN_FLOAT32


def _softmax(z: NDArray[np.float64]) -> NDArray[np.float64]:
    if z.shape[1] == 1:
        z = np.column_stack([np.zeros(len(z)), z[:, 0]])
    return np.asarray(it.softmax(z))


def _code(table: Table, roles: Roles, left_out: bool) -> str:
    """Write the Python that reads the same numbers from the same file."""
    label, columns = repr(roles.label), list(roles.columns)
    place = _place_code(table, roles)
    lines = [
        f"table = {table.pandas}",
        f"labels = table[{label}].map({place})",
        f"q = table[{columns!r}].to_numpy(float)",
    ]
    if left_out:
        lines.append("good = labels.notna().to_numpy() & np.isfinite(q).all(axis=1)")
    if roles.logits and len(columns) == 1:
        lines.append("q = np.column_stack([np.zeros(len(q)), q])")
    if roles.logits and left_out:
        lines.append("q, labels = q[good], labels[good]")
    if roles.logits:
        lines.append("q = it.softmax(q)")
    elif left_out:
        lines.append("good &= ((q >= 0) & (q <= 1)).all(axis=1)")
        if len(columns) > 1:
            values = np.column_stack([table[c].numbers for c in columns])  # type: ignore[misc]
            bound = _tolerance(np.nan_to_num(values, nan=0.5, posinf=0.5, neginf=0.5))
            lines.append(f"good &= abs(q.sum(axis=1) - 1) <= {bound:.6g}")
        lines.append("q, labels = q[good], labels[good]")
    if not roles.logits:
        lines.append("q = q[:, 0]" if len(columns) == 1 else "q = q / q.sum(axis=1, keepdims=True)")
    lines.append("labels = labels.to_numpy(int)")
    return "\n".join(lines)


def _place_code(table: Table, roles: Roles) -> str:
    label = table[roles.label]
    _, found, _ = _labels(label, roles)
    place: dict[object, int] = {}
    if label.codes is not None:
        for code, word in enumerate(label.words):
            at = np.flatnonzero(label.codes == code)
            if len(at) and found[at[0]] >= 0:
                place[word] = int(found[at[0]])
        if {w.casefold() for w in label.words} <= {"true", "false"}:
            place = {word.casefold() == "true": i for word, i in place.items()}  # type: ignore[attr-defined]
    elif label.numbers is not None:
        for x in np.unique(label.numbers[found >= 0]).tolist():
            place[int(x) if x.is_integer() else x] = int(found[label.numbers == x][0])
    return repr(place)
