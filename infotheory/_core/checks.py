"""Numbers, axes, shapes and bases as they come in, or an error that names place and cure."""

import functools
import math
import operator
from collections.abc import Callable
from decimal import Decimal
from numbers import Real
from typing import Any, ParamSpec, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.sums import FloatArray

P = ParamSpec("P")
R = TypeVar("R")


def quiet(function: Callable[P, R]) -> Callable[P, R]:
    """Keep numpy's warnings from the caller: log 0 = -inf is what the conventions count on."""

    @functools.wraps(function)
    def quietly(*args: P.args, **kwargs: P.kwargs) -> R:
        with np.errstate(all="ignore"):
            return function(*args, **kwargs)

    return quietly


def log_of_base(base: float) -> float:
    """Return the natural logarithm of `base`, a finite number above 1."""
    if not isinstance(base, Real):
        raise TypeError(f"base must be a number, not {type(base).__name__}; use 2, math.e or 10")
    if not 1 < base < math.inf:
        raise ValueError(f"base must be finite and above 1, but is {base}; use 2, math.e or 10")
    return math.log(base)


def real(x: ArrayLike, name: str) -> FloatArray:
    """Return `x` as float64, without a copy where it is that already."""
    return array(x, name).astype(np.float64, copy=False)


def finite(x: ArrayLike, name: str) -> FloatArray:
    """Return `x` as float64, each number finite."""
    values = real(x, name)
    bad = ~np.isfinite(values)
    if bad.any():
        raise ValueError(
            f"{name} must be finite, but {element(name, values, bad)}; "
            "drop or replace such values first"
        )
    return values


def outcomes_last(values: FloatArray, name: str, axis: int) -> FloatArray:
    """Return a view of `values` with `axis` moved to the end."""
    if not hasattr(axis, "__index__"):
        raise TypeError(f"axis must be an integer, not {type(axis).__name__}; use -1 for the last")
    axis = operator.index(axis)
    if values.ndim == 0:
        raise ValueError(
            f"{name} must have an axis of outcomes, but is a single number; "
            "give the probabilities of all outcomes, or use binary_entropy for one of two"
        )
    if not -values.ndim <= axis < values.ndim:
        raise ValueError(
            f"axis {axis} does not exist in {name}, which has shape {values.shape}; "
            f"use {-values.ndim} to {values.ndim - 1}"
        )
    return values if axis in (-1, values.ndim - 1) else np.moveaxis(values, axis, -1)


def broadcast_shape(**shapes: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape that arguments of these shapes have together."""
    try:
        return np.broadcast_shapes(*shapes.values())
    except ValueError:
        raise ValueError(
            f"{', '.join(shapes)} must have shapes that broadcast, but have "
            f"{', '.join(map(str, shapes.values()))}; reshape one to fit"
        ) from None


def array(x: ArrayLike, name: str) -> NDArray[Any]:
    """Return `x` as an array of real numbers, of whatever precision they have."""
    if isinstance(x, np.ma.MaskedArray):
        raise TypeError(
            f"{name} must not be a masked array; fill it with .filled() or drop with .compressed()"
        )
    try:
        array = np.asarray(x)
    except ValueError:
        raise ValueError(
            f"{name} must be a rectangular array, but its rows differ in length; "
            "give each row the same outcomes"
        ) from None
    if array.dtype.kind == "O":
        return _from_objects(array, name)
    if array.dtype.kind not in "biuf":
        raise TypeError(
            f"{name} must hold real numbers, not {array.dtype}; convert to float on purpose first"
        )
    return array


def _from_objects(array: NDArray[Any], name: str) -> FloatArray:
    """Return an array of Python numbers (fractions, decimals, large integers) as float64."""
    for item in array.flat:
        if not isinstance(item, Real | Decimal):
            raise TypeError(
                f"{name} must hold real numbers, but holds {type(item).__name__}; "
                "convert to float on purpose first"
            )
    try:
        return array.astype(np.float64)
    except OverflowError:
        raise ValueError(
            f"{name} holds a number beyond floats; divide all by a large one"
        ) from None


def element(name: str, values: NDArray[Any], bad: NDArray[np.bool_]) -> str:
    """Say which is the first bad number, like `p[2, 0] is -0.1`."""
    place = tuple(int(i) for i in np.argwhere(bad)[0])
    number = values[place].item()
    where = f"{name}[{', '.join(map(str, place))}] " if place else ""
    return f"{where}is {number:.10g}" if isinstance(number, float) else f"{where}is {number}"
