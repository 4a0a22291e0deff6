"""Other forms of the divergence, as they are often written: right on paper, not in floats.

They are here to be compared with `kl_divergence`, and with the truth to fifty digits. All answer
in bits and want every probability above 0.
"""

import decimal
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from infotheory._core.arrays import element
from infotheory._core.distributions import one_distribution
from infotheory._core.fields import number
from infotheory._core.sums import FloatArray

_DIGITS = 60


def by_subtraction(p: ArrayLike, q: ArrayLike) -> float:
    """H(p, q) − H(p): the difference of two large numbers.

    Examples
    --------
    >>> by_subtraction([0.5, 0.5], [0.25, 0.75])  # doctest: +ELLIPSIS
    0.20751...
    """
    p, q = _positive_pair(p, q)
    return float(-np.sum(p * np.log2(q)) - -np.sum(p * np.log2(p)))


def plain_sum(p: ArrayLike, q: ArrayLike) -> float:
    """Σ p log(p/q): terms of both signs, which cancel where p ≈ q.

    Examples
    --------
    >>> plain_sum([0.5, 0.5], [0.25, 0.75])  # doctest: +ELLIPSIS
    0.20751...
    """
    p, q = _positive_pair(p, q)
    return float(np.sum(p * np.log2(p / q)))


def with_epsilon(p: ArrayLike, q: ArrayLike, epsilon: float = 1e-12) -> float:
    """Σ p log(p/(q + ε)): a repair against zeros that no longer compares distributions.

    Examples
    --------
    >>> with_epsilon([0.5, 0.5], [0.5, 0.5]) < 0
    True
    """
    p, q = _positive_pair(p, q)
    return float(np.sum(p * np.log2(p / (q + number("epsilon", epsilon)))))


def exact_divergence(p: ArrayLike, q: ArrayLike) -> Decimal:
    """D(p‖q) in bits to fifty digits, of the exact fractions that the floats are.

    The sums of p and q are divided out exactly, so that rounding them to floats counts for
    nothing.

    Examples
    --------
    >>> exact_divergence([0.5, 0.5], [0.25, 0.75])  # doctest: +ELLIPSIS
    Decimal('0.20751874963942190927313052802609...')
    """
    truth, model = map(_fractions, _positive_pair(p, q))
    with decimal.localcontext() as context:
        context.prec = _DIGITS
        nats = sum(
            (_decimal(a) * _decimal(a / b).ln() for a, b in zip(truth, model, strict=True)),
            Decimal(0),
        )
        return nats / Decimal(2).ln()


def _positive_pair(p: ArrayLike, q: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return two distributions of shape (n,) without a zero."""
    pair = one_distribution(p, "p"), one_distribution(q, "q")
    for name, values in zip("pq", pair, strict=True):
        if not values.all():
            zero = element(name, values, values == 0)
            raise ValueError(f"{name} must be positive, but {zero}; use kl_divergence")
    if len(pair[0]) != len(pair[1]):
        raise ValueError(
            f"p and q must have the same outcomes, but have {len(pair[0])} and {len(pair[1])}"
        )
    return pair


def _fractions(p: FloatArray) -> list[Fraction]:
    exact = [Fraction(x) for x in p.tolist()]
    total = sum(exact)
    return [x / total for x in exact]


def _decimal(x: Fraction) -> Decimal:
    return Decimal(x.numerator) / Decimal(x.denominator)
