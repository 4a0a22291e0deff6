"""What a setting may be: each check names the field that is wrong, and why."""

from __future__ import annotations

import math
from numbers import Integral, Real


def one_of(field: str, value: object, names: tuple[str, ...]) -> None:
    """Raise unless `value` is one of `names`."""
    if not (isinstance(value, str) and value in names):
        raise ValueError(f"{field} must be one of {', '.join(names)}; got {value!r}")


def whole(field: str, value: object, *, at_least: int) -> None:
    """Raise unless `value` is an integer of at least `at_least`; True and False are none."""
    if not isinstance(value, Integral) or isinstance(value, bool) or value < at_least:
        raise ValueError(f"{field} must be a whole number, at least {at_least}; got {value!r}")


def number(field: str, value: object) -> None:
    """Raise unless `value` is a finite real number; True and False are none."""
    if not isinstance(value, Real) or isinstance(value, bool) or not math.isfinite(value):
        raise ValueError(f"{field} must be a finite number; got {value!r}")


def fraction(field: str, value: object) -> None:
    """Raise unless `value` lies in [0, 1]."""
    number(field, value)
    if not 0 <= value <= 1:  # type: ignore[operator]  # number() has just refused the rest
        raise ValueError(f"{field} must lie between 0 and 1; got {value!r}")
