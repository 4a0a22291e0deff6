"""A message as an interval that each letter narrows: the idea of arithmetic coding, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple


class Interval(NamedTuple):
    """The numbers from `low` up to, not including, `low` + `width`."""

    low: Fraction
    width: Fraction

    @property
    def high(self) -> Fraction:
        """Where it ends."""
        return self.low + self.width


def narrow(within: Interval, p: Sequence[Fraction]) -> list[Interval]:
    """Split an interval into a part for each symbol, as wide as the symbol is probable.

    Examples
    --------
    >>> half = Fraction(1, 2)
    >>> narrow(Interval(Fraction(0), Fraction(1)), [half, half])[1]
    Interval(low=Fraction(1, 2), width=Fraction(1, 2))
    """
    if any(x < 0 for x in p) or sum(p) != 1:
        raise ValueError("p must be probabilities that sum to 1, as exact fractions")
    parts, low = [], within.low
    for share in p:
        parts.append(Interval(low, within.width * share))
        low = parts[-1].high
    return parts


def intervals(symbols: Sequence[int], p: Sequence[Fraction]) -> list[Interval]:
    """Return the interval of the empty message, and after each symbol.

    Parameters
    ----------
    symbols : sequence of int
        Each one of 0 … k − 1.
    p : sequence of Fraction
        The probability of each symbol.

    Examples
    --------
    >>> thirds = [Fraction(2, 3), Fraction(1, 3)]
    >>> intervals([0, 1], thirds)[-1]
    Interval(low=Fraction(4, 9), width=Fraction(2, 9))
    """
    found = [Interval(Fraction(0), Fraction(1))]
    for symbol in symbols:
        found.append(narrow(found[-1], p)[symbol])
    return found


def settled_digits(interval: Interval) -> str:
    """Return the binary digits with which every number of the interval begins.

    Examples
    --------
    >>> settled_digits(Interval(Fraction(5, 16), Fraction(1, 16)))
    '0101'
    """
    digits = ""
    low, width = interval
    while width < 1:
        low, width = 2 * low, 2 * width
        digit = low >= 1
        if not digit and low + width > 1:
            break
        digits += str(int(digit))
        low -= digit
    return digits


def address(interval: Interval) -> str:
    """Return the shortest binary digits whose every continuation lies in the interval.

    They are at most −log₂ of the width, rounded up, and one.

    Examples
    --------
    >>> address(Interval(Fraction(4, 9), Fraction(2, 9)))
    '100'
    """
    count = 0
    while True:
        first = -(-interval.low * 2**count // 1)
        if Fraction(first + 1, 2**count) <= interval.high:
            return f"{int(first):0{count}b}" if count else ""
        count += 1
