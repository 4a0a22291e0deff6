"""Candidates for a measure of surprise, held to the three rules that only −log p keeps."""

import math
from collections.abc import Callable
from itertools import combinations_with_replacement, pairwise
from typing import NamedTuple

from infotheory._core.checks import log_of_base

Measure = Callable[[float], float]

# What the rules are tried on: numbers that a reader can follow in the head.
_TRIED = (1.0, 1 / 2, 1 / 4, 1 / 8, 1 / 3, 1 / 6, 1 / 10, 1 / 100)
_CLOSE = 1e-9  # relative, for numbers that would be equal without rounding


class Trial(NamedTuple):
    """One rule tried on one measure: whether it held, and the numbers that were compared."""

    holds: bool
    events: tuple[float, ...]  # the probabilities that were tried
    found: tuple[float, ...]  # the measure at each of them
    joint: float  # the measure of all the events together, for independent events; else NaN


def candidates(base: float = 2) -> dict[str, Measure]:
    """Return six measures of surprise that one may think of, by name; the last keeps the rules.

    Examples
    --------
    >>> candidates()["1/p"](0.25)
    4.0
    >>> candidates()["−log p"](0.25)
    2.0
    """
    log_base = log_of_base(base)

    def log(p: float) -> float:
        return math.log2(p) if base == 2 else math.log(p) / log_base

    return {
        "1/p": lambda p: 1 / p,
        "1 − p": lambda p: 1 - p,
        "−√p": lambda p: -math.sqrt(p),
        "(log p)²": lambda p: log(p) ** 2,
        "+log p": log,
        "−log p": lambda p: 0.0 - log(p),
    }


def certain_is_nothing(measure: Measure) -> Trial:
    """Try the first rule: a certain event carries nothing, f(1) = 0."""
    value = measure(1.0)
    return Trial(value == 0, (1.0,), (value,), math.nan)


def rarer_is_more(measure: Measure) -> Trial:
    """Try the second rule: of two events the less likely carries more.

    Examples
    --------
    >>> rarer_is_more(candidates()["+log p"])
    Trial(holds=False, events=(0.5, 0.25), found=(-1.0, -2.0), joint=nan)
    """
    tried = sorted(_TRIED[1:], reverse=True)
    trials = [
        Trial(measure(b) > measure(a), (a, b), (measure(a), measure(b)), math.nan)
        for a, b in [(1 / 2, 1 / 4), *pairwise(tried)]
    ]
    return _worst(trials)


def independent_adds(measure: Measure) -> Trial:
    """Try the third rule: independent events add, f(a·b) = f(a) + f(b).

    Returns
    -------
    Trial
        The first pair that breaks the rule; where none does, the first pair.

    Notes
    -----
    A measure that passes is not proved by it. That only multiples of −log p keep all rules is
    a theorem: with f(ab) = f(a) + f(b) on (0, 1], a monotone f is a logarithm (Cauchy's
    equation).

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, 2016, section 3.13.

    Examples
    --------
    >>> independent_adds(candidates()["1 − p"])
    Trial(holds=False, events=(0.5, 0.5), found=(0.5, 0.5), joint=0.75)
    """
    return _worst(
        [
            Trial(_equal(measure(a * b), fa + fb), (a, b), (fa, fb), measure(a * b))
            for a, b in combinations_with_replacement(_TRIED[1:], 2)
            for fa, fb in [(measure(a), measure(b))]
        ]
    )


def _worst(trials: list[Trial]) -> Trial:
    return next((trial for trial in trials if not trial.holds), trials[0])


def _equal(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=_CLOSE, abs_tol=1e-12)
