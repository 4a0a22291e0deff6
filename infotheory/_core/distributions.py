"""Distributions as they come in, or an error that says which is none, where, and the cure."""

import functools
import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.alignment import Labels, aligned
from infotheory._core.arrays import COUNT, Numbers, element, numbers
from infotheory._core.checks import broadcast_shape, outcomes_last
from infotheory._core.sums import FloatArray, row_sums

WEIGHTS = "pass normalize=True if these are weights or counts"


class DistributionError(ValueError):
    """The numbers given are not a probability distribution.

    It is a `ValueError`, so that code which catches that keeps working.

    Examples
    --------
    >>> from infotheory import entropy
    >>> entropy([0.5, -0.5, 1.0])
    Traceback (most recent call last):
        ...
    infotheory.DistributionError: p must not be negative, but p[1] is -0.5; correct its source
    """

    __module__ = "infotheory"


class Outcomes(NamedTuple):
    """Distributions, or weights: the outcomes on the last axis, their sums, the least of all."""

    values: FloatArray
    total: FloatArray
    least: float


def probabilities(x: ArrayLike, name: str) -> FloatArray:
    """Return `x` as float64, each number a probability of its own, in [0, 1]."""
    given, labels, _ = numbers(x, name)
    values = given.astype(np.float64, copy=False)
    bad = ~((values >= 0) & (values <= 1))
    if bad.any():
        raise DistributionError(
            f"{name} must lie in [0, 1], but {element(name, values, bad, labels)}; "
            "give probabilities, not counts or percentages"
        )
    return values + 0.0


def distribution(
    x: ArrayLike,
    name: str,
    axis: int = -1,
    normalize: bool = False,
    cure: str = WEIGHTS,
) -> Outcomes:
    """Return distributions as float64; with `normalize` they are weights, left as they are."""
    return outcomes(numbers(x, name, COUNT), name, axis, normalize, cure)


def one_distribution(
    x: ArrayLike,
    name: str,
    normalize: bool = False,
    cure: str = WEIGHTS,
) -> FloatArray:
    """Return a single distribution, of shape (n,), as `distribution` does."""
    values = distribution(x, name, -1, normalize, cure).values
    if values.ndim != 1:
        raise ValueError(
            f"{name} must be one distribution of shape (n,), but has shape {values.shape}; "
            "give one row at a time"
        )
    return values


def outcomes(
    x: Numbers,
    name: str,
    axis: int = -1,
    normalize: bool = False,
    cure: str = WEIGHTS,
) -> Outcomes:
    """Return numbers as `distribution` does."""
    given = x.values
    values = outcomes_last(given.astype(np.float64, copy=False), name, axis)
    if values.shape[-1] == 0:
        raise DistributionError(
            f"{name} has no outcomes along axis {axis}; give at least one probability"
        )
    result = _probable(values, name, given, x.labels)
    total = result.total
    if normalize:
        bad = total == 0
        if np.count_nonzero(bad):
            raise DistributionError(
                f"{name} must not be all zero along axis {axis}, but "
                f"{line(bad, axis, values.ndim)}is; give at least one positive weight"
            )
        return result
    bad = np.abs(total - 1) > tolerance(given.dtype)
    if np.count_nonzero(bad):
        raise DistributionError(
            f"{name} must sum to 1 along axis {axis}, but {line(bad, axis, values.ndim)}"
            f"sums to {np.asarray(total)[bad].flat[0]:.10g}; {cure}"
        )
    return result


def table(x: ArrayLike, name: str, normalize: bool) -> Outcomes:
    """Return the joint distribution of two variables, or their weights, as float64."""
    given, labels, _ = _of_pairs(numbers(x, name, COUNT), name)
    if given.ndim != 2:
        raise ValueError(
            f"{name} must be a table of two axes, one a variable, but has {given.ndim}; "
            "reshape it, or merge the variables that belong together"
        )
    if given.size == 0:
        raise DistributionError(f"{name} is an empty table; give at least one probability")
    values = np.ascontiguousarray(given, dtype=np.float64)
    result = _probable(values, name, given, labels)
    total = result.total.sum()
    if normalize and total == 0:
        raise DistributionError(f"{name} must not be all zero; give at least one positive weight")
    if not normalize and abs(total - 1) > tolerance(given.dtype):
        raise DistributionError(
            f"{name} must sum to 1 over the whole table, but sums to {total:.10g}; {WEIGHTS}"
        )
    return result


def _of_pairs(x: Numbers, name: str) -> Numbers:
    """Return the table that numbers with pairs for labels stand for, as (x, y) counts have them."""
    if len(x.labels) != 1:
        return x
    pairs = tuple(x.labels[0])
    if not all(isinstance(pair, tuple) and len(pair) == 2 for pair in pairs):
        if not x.open:
            return x
        wrong = next(pair for pair in pairs if not isinstance(pair, tuple) or len(pair) != 2)
        raise ValueError(
            f"{name} must have pairs (x, y) for keys, but has {wrong!r}; "
            "count pairs, as Counter(zip(x, y)) does"
        )
    rows, columns = (tuple(dict.fromkeys(pair[side] for pair in pairs)) for side in (0, 1))
    row, column = ({key: i for i, key in enumerate(keys)} for keys in (rows, columns))
    dtype = x.values.dtype if x.values.dtype.kind == "f" else np.float64
    values = np.zeros((len(rows), len(columns)), dtype)
    for (first, second), number in zip(pairs, x.values, strict=True):
        values[row[first], column[second]] += number
    return Numbers(values, (rows, columns))


def _probable(values: FloatArray, name: str, given: NDArray[Any], labels: Labels) -> Outcomes:
    """Return the numbers if none is negative, NaN or infinite; else name its place in `given`."""
    total = row_sums(values)
    least = float(np.minimum.reduce(values, axis=None, initial=np.inf))
    # A NaN is the least of all, and an infinite number has an infinite sum.
    if not least >= 0 or np.count_nonzero(total == np.inf):
        plain = given.astype(np.float64, copy=False)
        not_finite, negative = ~np.isfinite(plain), plain < 0
        if not_finite.any():
            raise DistributionError(
                f"{name} must be finite, but {element(name, plain, not_finite, labels)}; "
                "drop or replace such values first"
            )
        if negative.any():
            raise DistributionError(
                f"{name} must not be negative, but {element(name, plain, negative, labels)}; "
                "correct its source"
            )
    # Of all numbers that are not negative, -0.0 alone is negative when it is read as an integer.
    if least == 0 and np.minimum.reduce(values.view(np.int64), axis=None) < 0:
        values = values + 0.0
    return Outcomes(values, total, least)


def pair(p: ArrayLike, q: ArrayLike, axis: int, normalize: bool) -> tuple[Outcomes, Outcomes]:
    """Return truth and model, which must be over the same outcomes."""
    given, other = numbers(p, "p", COUNT), numbers(q, "q", COUNT)
    truth = outcomes(given, "p", axis, normalize)
    model = outcomes(other, "q", axis, normalize)
    if given.labels and other.labels:
        truth, model = _same_outcomes(truth, given, model, other, axis)
    shape, model_shape = truth.values.shape, model.values.shape
    if shape[-1] != model_shape[-1]:
        raise ValueError(
            f"p and q must have the same outcomes along axis {axis}, but p has {shape[-1]} and "
            f"q has {model_shape[-1]}; give outcomes that only one of them knows probability 0"
        )
    if shape != model_shape:
        broadcast_shape(p=shape, q=model_shape)
    return truth, model


def _same_outcomes(
    truth: Outcomes, given: Numbers, model: Outcomes, other: Numbers, axis: int
) -> tuple[Outcomes, Outcomes]:
    """Return both with the outcomes of the first, and with those of the second if both are open."""
    both = aligned(
        ("p", "q"),
        truth.values,
        labels_last(given.labels, axis),
        model.values,
        labels_last(other.labels, axis),
        given.open and other.open,
    )
    p, q = (
        old if new is old.values else Outcomes(new, row_sums(new), float(new.min()))
        for old, new in zip((truth, model), map(np.ascontiguousarray, both), strict=True)
    )
    return p, q


def labels_last(labels: Labels, axis: int) -> Labels:
    """Return labels in the order of the axes after `outcomes_last`."""
    moved = list(labels)
    moved.append(moved.pop(axis))
    return tuple(moved)


@functools.cache
def tolerance(dtype: np.dtype[Any]) -> float:
    """Return how far a sum may be off 1: the square root of the input's own precision."""
    own = dtype if dtype.kind == "f" and dtype.itemsize < 8 else np.float64
    return math.sqrt(float(np.finfo(own).eps))


def line(bad: ArrayLike, axis: int, ndim: int) -> str:
    """Say which is the first bad distribution, like `row 3 `; a single one needs no place."""
    if ndim == 1:
        return ""
    place = tuple(int(i) for i in np.argwhere(bad)[0])
    if ndim > 2:
        return f"the distribution at {place} of the other axes "
    return f"{'row' if axis in (-1, 1) else 'column'} {place[0]} "
