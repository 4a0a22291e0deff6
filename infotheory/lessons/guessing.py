"""Shannon's guessing game: what the number of guesses says of the entropy of a language."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from infotheory._core.arrays import numbers
from infotheory._core.fields import whole
from infotheory.information import entropy


class Bounds(NamedTuple):
    """Bits per letter, at least and at most."""

    lower: float
    upper: float


def guessing_bounds(guesses: ArrayLike, alphabet: int) -> Bounds:
    """Bound the entropy of a text by the number of guesses that each letter took.

    Σ i (qᵢ − qᵢ₊₁) log₂ i ≤ H ≤ −Σ qᵢ log₂ qᵢ, where a share qᵢ of the letters took i guesses

    Parameters
    ----------
    guesses : array_like of integers
        At least one; each from 1 to `alphabet`.
    alphabet : int
        The number of different letters.

    Returns
    -------
    Bounds
        In bits per letter.

    Notes
    -----
    The bounds are those of the shares as they stand. Of a few letters the shares are far from
    those of the language, and the upper bound is too low on average, as any entropy of a sample.

    References
    ----------
    C. E. Shannon, "Prediction and Entropy of Printed English", *Bell System Technical Journal* 30,
    1951, 50-64.

    Examples
    --------
    >>> guessing_bounds([1, 1, 1, 2], alphabet=27)
    Bounds(lower=0.5, upper=0.8112781244591328)
    """
    whole("alphabet", alphabet, at_least=1)
    ranks = numbers(guesses, "guesses").values
    if ranks.ndim != 1 or not ranks.size or not np.array_equal(ranks, ranks.astype(np.int64)):
        raise ValueError("guesses must be whole numbers, one a letter, and at least one")
    if ranks.min() < 1 or ranks.max() > alphabet:
        raise ValueError(f"guesses must be from 1 to {alphabet}; count the guess that was right")
    q = np.bincount(ranks.astype(np.int64), minlength=alphabet + 2)[1:] / ranks.size
    i = np.arange(1, alphabet + 1)
    lower = float(np.sum(i * (q[:-1] - q[1:]) * np.log2(i)))
    return Bounds(lower, float(entropy(q, normalize=True)))


def guesses_of(p: ArrayLike, symbol: int) -> int:
    """Return the number of guesses of a player who tries the likeliest symbol first.

    Symbols of equal probability are tried in their order.

    Examples
    --------
    >>> guesses_of([0.2, 0.5, 0.3], 2)
    2
    """
    values = numbers(p, "p").values
    if not 0 <= symbol < values.size:
        raise ValueError(f"symbol must be in 0 … {values.size - 1}; got {symbol!r}")
    return int(np.count_nonzero(values > values[symbol])) + int(
        np.count_nonzero(values[:symbol] == values[symbol]) + 1
    )
