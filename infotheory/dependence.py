"""Measures of two variables at once: what knowing one tells you about the other."""

import math

import numpy as np
from numpy.typing import ArrayLike

from infotheory._core.checks import log_of_base, one_argument, quiet
from infotheory._core.distributions import Outcomes, table
from infotheory._core.forms import (
    SMALLEST_NORMAL,
    answer,
    at_most,
    deviance,
    deviance_of_totals,
    log_share,
    product_difference,
    scaled,
)
from infotheory._core.sums import (
    FloatArray,
    by_rows,
    exact_sums,
    row_sums,
    sum_in_blocks,
    weighted_sum,
)
from infotheory.information import entropy_in_nats

PAIRS = (
    "give the joint distribution as one table; for two sequences x and y that is "
    "Counter(zip(x, y)) with normalize=True; options go by name"
)


@one_argument(PAIRS)
@quiet
def joint_entropy(joint: ArrayLike, *, base: float = 2, normalize: bool = False) -> float:
    """Entropy of two variables taken together.

    H(X, Y) = −Σ p(x, y) log p(x, y)

    Parameters
    ----------
    joint : array_like
        Table of p(x, y): X along axis 0, Y along axis 1; or a mapping from pairs (x, y), such as
        ``Counter(zip(x, y))``.
    base : float, optional
        Base of the logarithm: 2 for bits, `math.e` for nats, 10 for bans.
    normalize : bool, optional
        Take the table as weights or counts, and measure ``joint / joint.sum()``.

    Returns
    -------
    float
        Between the larger of H(X) and H(Y), and their sum.

    Raises
    ------
    DistributionError
        If a number is negative, NaN or infinite, if the table is empty, if its sum is off 1 by
        more than the square root of the input's precision, or if all weights are 0.
    TypeError
        If `joint` does not hold real numbers.
    ValueError
        If `joint` has other than two axes, or `base` is not finite and above 1.

    Notes
    -----
    0 log 0 = 0. The sum is over the numbers as given.

    References
    ----------
    T. M. Cover and J. A. Thomas, *Elements of Information Theory*, 2nd ed., 2006, p. 16.

    Examples
    --------
    >>> joint_entropy([[0.5, 0.0], [0.25, 0.25]])
    1.5
    """
    log_base = log_of_base(base)
    values, total, least = table(joint, "joint", normalize)
    outcomes = Outcomes(values.ravel(), total.sum(), least)
    return float(answer(entropy_in_nats(outcomes, normalize), log_base))


@one_argument(PAIRS)
@quiet
def conditional_entropy(
    joint: ArrayLike, *, given: int, base: float = 2, normalize: bool = False
) -> float:
    """Uncertainty that remains about one variable when the other is known.

    H(Y|X) = Σ p(x, y) log(p(x) / p(x, y)) for ``given=0``

    Parameters
    ----------
    joint : array_like
        Table of p(x, y): X along axis 0, Y along axis 1; or a mapping from pairs (x, y), such as
        ``Counter(zip(x, y))``.
    given : {0, 1}
        The axis of the variable that is known: 0 for H(Y|X), 1 for H(X|Y).
    base : float, optional
        Base of the logarithm: 2 for bits, `math.e` for nats, 10 for bans.
    normalize : bool, optional
        Take the table as weights or counts, and measure ``joint / joint.sum()``.

    Returns
    -------
    float
        Between 0, if one determines the other, and the entropy of the other.

    Raises
    ------
    DistributionError, TypeError, ValueError
        As for `joint_entropy`; ValueError also if `given` is not 0 or 1.

    Notes
    -----
    Each line of the table is its own source, measured on its weights. Where one cell of a line is
    far ahead of the others, log1p(others / cell) keeps the digits.

    References
    ----------
    T. M. Cover and J. A. Thomas, *Elements of Information Theory*, 2nd ed., 2006, p. 17.

    Examples
    --------
    >>> conditional_entropy([[0.5, 0.0], [0.25, 0.25]], given=0)
    0.5
    """
    log_base = log_of_base(base)
    joint = table(joint, "joint", normalize).values
    if not np.isscalar(given) or given not in (0, 1):
        raise ValueError(
            f"given must be 0 or 1, the axis that is known, but is {given!r}; say which"
        )
    weights = _scaled(joint) if normalize else joint
    total = weights.sum() if normalize else 1.0
    lines = np.ascontiguousarray(weights if given == 0 else weights.T)
    nats = -by_rows(lambda lines: weighted_sum(lines, log_share(lines)), lines).sum() / total
    return float(answer(nats, log_base))


@one_argument(PAIRS)
@quiet
def mutual_information(joint: ArrayLike, *, base: float = 2, normalize: bool = False) -> float:
    """Information that each of two variables gives about the other.

    I(X; Y) = D(p(x, y) ‖ p(x) p(y))

    Parameters
    ----------
    joint : array_like
        Table of p(x, y): X along axis 0, Y along axis 1; or a mapping from pairs (x, y), such as
        ``Counter(zip(x, y))``.
    base : float, optional
        Base of the logarithm: 2 for bits, `math.e` for nats, 10 for bans.
    normalize : bool, optional
        Take the table as weights or counts, and measure ``joint / joint.sum()``.

    Returns
    -------
    float
        Between 0, for independent variables, and the smaller of H(X) and H(Y).

    Raises
    ------
    DistributionError, TypeError, ValueError
        As for `joint_entropy`.

    Notes
    -----
    H(X) + H(Y) − H(X, Y) cancels near independence. With n for the table, T for its sum and
    r, c for the sums of its rows and columns, this is the divergence between T·n and r·c, term by
    term as in `kl_divergence`. Their difference is kept to the last digit, with what rounding
    took from r, c and T put back.

    References
    ----------
    T. M. Cover and J. A. Thomas, *Elements of Information Theory*, 2nd ed., 2006, p. 19.

    Examples
    --------
    >>> round(mutual_information([[0.5, 0.0], [0.0, 0.5]]), 12)
    1.0
    >>> mutual_information([[2, 4], [3, 6]], normalize=True)
    0.0
    """
    log_base = log_of_base(base)
    values = table(joint, "joint", normalize).values
    n = _scaled(values)
    (r, r_lost), (c, c_lost) = exact_sums(n, axis=1), exact_sums(n, axis=0)
    total = r.sum()
    total_lost = math.fsum((*r, *r_lost, -total))

    def sums(*parts: FloatArray) -> FloatArray:
        n, r, r_lost, c, c_lost = parts
        together, apart, difference = product_difference(n, total, r, c)
        difference += n * total_lost - r * c_lost - r_lost * c
        terms = deviance(together, apart, difference)
        if np.minimum.reduce(apart, axis=None) < SMALLEST_NORMAL:
            underflown = (apart < SMALLEST_NORMAL) & (2 * apart < together)
            logs = np.log(n) + np.log(total) - np.log(r) - np.log(c)
            terms = np.where(underflown, together * logs - difference, terms)
        return np.array([row_sums(terms), row_sums(difference)])

    terms, mismatch = sum_in_blocks(sums, n, r[:, None], r_lost[:, None], c, c_lost).sum(axis=-1)
    square = total**2
    nats = (terms - deviance_of_totals(square, square, mismatch)) / square
    for axis in (0, 1):
        nats = at_most(nats, _entropy_of_one(values.sum(axis=axis), normalize))
    return float(answer(nats, log_base))


def _entropy_of_one(p: FloatArray, normalize: bool) -> FloatArray:
    return entropy_in_nats(Outcomes(p, p.sum(), float(p.min())), normalize)


def _scaled(joint: FloatArray) -> FloatArray:
    return scaled(joint.ravel()).reshape(joint.shape)
