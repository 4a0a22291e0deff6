"""What a setting may be: each check returns it as Python's own value, or names the field."""

import math
import operator
from numbers import Integral, Real
from typing import Any


def one_of(field: str, value: Any, names: tuple[str, ...]) -> str:
    """Return `value` if it is one of `names`."""
    if not (isinstance(value, str) and value in names):
        raise ValueError(f"{field} must be one of {', '.join(names)}; got {value!r}")
    return str(value)


def whole(field: str, value: Any, *, at_least: int) -> int:
    """Return an integer of at least `at_least`; True and False are none."""
    if not isinstance(value, Integral) or isinstance(value, bool) or value < at_least:
        raise ValueError(f"{field} must be a whole number, at least {at_least}; got {value!r}")
    return operator.index(value)


def number(field: str, value: Any) -> float:
    """Return a finite real number; True and False are none, and −0.0 is 0."""
    try:
        result = (
            float(value) if isinstance(value, Real) and not isinstance(value, bool) else math.nan
        )
    except OverflowError:
        result = math.inf
    if not math.isfinite(result):
        raise ValueError(f"{field} must be a finite number; got {value!r}")
    return result + 0.0


def fraction(field: str, value: Any) -> float:
    """Return a number in [0, 1]."""
    result = number(field, value)
    if not 0 <= result <= 1:
        raise ValueError(f"{field} must lie between 0 and 1; got {value!r}")
    return result
