"""Other forms of the divergence, as they are often written: right on paper, not in floats.

They are here to be compared with `kl_divergence`, and with the truth to fifty digits. All answer
in bits and want every probability above 0.
"""

import decimal
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

_DIGITS = 60


def by_subtraction(p: ArrayLike, q: ArrayLike) -> float:
    """H(p, q) − H(p): the difference of two large numbers.

    Examples
    --------
    >>> by_subtraction([0.5, 0.5], [0.25, 0.75])  # doctest: +ELLIPSIS
    0.20751...
    """
    p, q = np.asarray(p, float), np.asarray(q, float)
    return float(-np.sum(p * np.log2(q)) - -np.sum(p * np.log2(p)))


def plain_sum(p: ArrayLike, q: ArrayLike) -> float:
    """Σ p log(p/q): terms of both signs, which cancel where p ≈ q.

    Examples
    --------
    >>> plain_sum([0.5, 0.5], [0.25, 0.75])  # doctest: +ELLIPSIS
    0.20751...
    """
    p, q = np.asarray(p, float), np.asarray(q, float)
    return float(np.sum(p * np.log2(p / q)))


def with_epsilon(p: ArrayLike, q: ArrayLike, epsilon: float = 1e-12) -> float:
    """Σ p log(p/(q + ε)): a repair against zeros that no longer compares distributions.

    Examples
    --------
    >>> with_epsilon([0.5, 0.5], [0.5, 0.5]) < 0
    True
    """
    p, q = np.asarray(p, float), np.asarray(q, float)
    return float(np.sum(p * np.log2(p / (q + epsilon))))


def exact_divergence(p: ArrayLike, q: ArrayLike) -> Decimal:
    """D(p‖q) in bits to fifty digits, of the exact fractions that the floats are.

    The sums of p and q are divided out exactly, so that rounding them to floats counts for
    nothing.

    Examples
    --------
    >>> exact_divergence([0.5, 0.5], [0.25, 0.75])  # doctest: +ELLIPSIS
    Decimal('0.20751874963942190927313052802609...')
    """
    truth, model = _fractions(p), _fractions(q)
    with decimal.localcontext() as context:
        context.prec = _DIGITS
        nats = sum(
            (_decimal(a) * _decimal(a / b).ln() for a, b in zip(truth, model, strict=True)),
            Decimal(0),
        )
        return nats / Decimal(2).ln()


def _fractions(p: ArrayLike) -> list[Fraction]:
    exact = [Fraction(float(x)) for x in np.asarray(p, float)]
    total = sum(exact)
    return [x / total for x in exact]


def _decimal(x: Fraction) -> Decimal:
    return Decimal(x.numerator) / Decimal(x.denominator)
