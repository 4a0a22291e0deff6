"""Axes, shapes and bases as they come in, or an error that names place and cure."""

import functools
import math
import operator
from collections.abc import Callable
from numbers import Real
from typing import ParamSpec, TypeVar

import numpy as np

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


def one_argument(cure: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Tell those who give a function of one argument more of them which function they look for."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            if len(args) > 1:
                raise TypeError(
                    f"{function.__name__} takes 1 positional argument but {len(args)} were given; "
                    f"{cure}"
                )
            return function(*args, **kwargs)

        return checked

    return decorate


def log_of_base(base: float) -> float:
    """Return the natural logarithm of `base`, a finite number above 1."""
    if not isinstance(base, Real):
        raise TypeError(f"base must be a number, not {type(base).__name__}; use 2, math.e or 10")
    if not 1 < base < math.inf:
        raise ValueError(f"base must be finite and above 1, but is {base}; use 2, math.e or 10")
    return math.log(base)


def outcomes_last(values: FloatArray, name: str, axis: int) -> FloatArray:
    """Return `values` with `axis` moved to the end, in one piece of memory.

    Sums along other strides would lose digits, and depend on the order in memory.
    """
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
    if axis not in (-1, values.ndim - 1):
        values = np.moveaxis(values, axis, -1)
    return np.ascontiguousarray(values)


def broadcast_shape(**shapes: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape that arguments of these shapes have together."""
    try:
        return np.broadcast_shapes(*shapes.values())
    except ValueError:
        raise ValueError(
            f"{', '.join(shapes)} must have shapes that broadcast, but have "
            f"{', '.join(map(str, shapes.values()))}; reshape one to fit"
        ) from None
