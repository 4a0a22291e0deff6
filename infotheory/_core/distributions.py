"""Distributions as they come in, or an error that says which is none, where, and the cure."""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.checks import array, broadcast_shape, element, outcomes_last, real
from infotheory._core.sums import FloatArray, row_sums


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


def probabilities(x: ArrayLike, name: str) -> FloatArray:
    """Return `x` as float64, each number a probability of its own, in [0, 1]."""
    values = real(x, name)
    bad = ~((values >= 0) & (values <= 1))
    if bad.any():
        raise DistributionError(
            f"{name} must lie in [0, 1], but {element(name, values, bad)}; "
            "give probabilities, not counts or percentages"
        )
    return values


class Outcomes(NamedTuple):
    """Distributions, or weights: the outcomes on the last axis, their sums, the least of all."""

    values: FloatArray
    total: FloatArray
    least: float


def distribution(
    x: ArrayLike,
    name: str,
    axis: int = -1,
    normalize: bool = False,
    cure: str = "pass normalize=True if these are weights or counts",
) -> Outcomes:
    """Return distributions as float64; with `normalize` they are weights, left as they are."""
    given = array(x, name)
    values = outcomes_last(given.astype(np.float64, copy=False), name, axis)
    if values.shape[-1] == 0:
        raise DistributionError(
            f"{name} has no outcomes along axis {axis}; give at least one probability"
        )
    outcomes = _probable(values, name, given)
    total = outcomes.total
    if normalize:
        bad = total == 0
        if np.count_nonzero(bad):
            raise DistributionError(
                f"{name} must not be all zero along axis {axis}, but "
                f"{line(bad, axis, values.ndim)}is; give at least one positive weight"
            )
        return outcomes
    bad = np.abs(total - 1) > tolerance(given.dtype)
    if np.count_nonzero(bad):
        raise DistributionError(
            f"{name} must sum to 1 along axis {axis}, but {line(bad, axis, values.ndim)}"
            f"sums to {np.asarray(total)[bad].flat[0]:.10g}; {cure}"
        )
    return outcomes


def table(x: ArrayLike, name: str, normalize: bool) -> Outcomes:
    """Return the joint distribution of two variables, or their weights, as float64."""
    given = array(x, name)
    if given.ndim != 2:
        raise ValueError(
            f"{name} must be a table of two axes, one a variable, but has {given.ndim}; "
            "reshape it, or merge the variables that belong together"
        )
    if given.size == 0:
        raise DistributionError(f"{name} is an empty table; give at least one probability")
    outcomes = _probable(given.astype(np.float64, copy=False), name, given)
    total = outcomes.total.sum()
    if normalize and total == 0:
        raise DistributionError(f"{name} must not be all zero; give at least one positive weight")
    if not normalize and abs(total - 1) > tolerance(given.dtype):
        raise DistributionError(
            f"{name} must sum to 1 over the whole table, but sums to {total:.10g}; "
            "pass normalize=True if these are weights or counts"
        )
    return outcomes


def _probable(values: FloatArray, name: str, given: NDArray[Any]) -> Outcomes:
    """Return the numbers if none is negative, NaN or infinite; else name its place in `given`."""
    total = row_sums(values)
    least = float(np.minimum.reduce(values, axis=None, initial=np.inf))
    # A NaN is the least of all, and an infinite number has an infinite sum.
    if not least >= 0 or np.count_nonzero(total == np.inf):
        numbers = given.astype(np.float64, copy=False)
        not_finite, negative = ~np.isfinite(numbers), numbers < 0
        if not_finite.any():
            raise DistributionError(
                f"{name} must be finite, but {element(name, numbers, not_finite)}; "
                "drop or replace such values first"
            )
        if negative.any():
            raise DistributionError(
                f"{name} must not be negative, but {element(name, numbers, negative)}; "
                "correct its source"
            )
    return Outcomes(values, total, least)


def pair(p: ArrayLike, q: ArrayLike, axis: int, normalize: bool) -> tuple[Outcomes, Outcomes]:
    """Return truth and model, which must be over the same outcomes."""
    truth = distribution(p, "p", axis, normalize)
    model = distribution(q, "q", axis, normalize)
    shape, other = truth.values.shape, model.values.shape
    if shape[-1] != other[-1]:
        raise ValueError(
            f"p and q must have the same outcomes along axis {axis}, but p has {shape[-1]} and "
            f"q has {other[-1]}; give outcomes that only one of them knows probability 0"
        )
    if shape != other:
        broadcast_shape(p=shape, q=other)
    return truth, model


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
