"""Surprise: of one outcome, and of a source on average."""

import math

import numpy as np
from numpy.typing import ArrayLike

from infotheory._core.checks import log_of_base, one_argument, quiet
from infotheory._core.distributions import Outcomes, distribution, probabilities
from infotheory._core.forms import SMALLEST_NORMAL, TINY, answer, at_most, log_share, scaled
from infotheory._core.sums import (
    DOT_BLOCK,
    FloatArray,
    by_rows,
    dot,
    row_sums,
    sum_in_blocks,
    weighted_sum,
)

# Above this, what a block loses by taking the smallest normal number for a subnormal one is no
# digit: at most 36 times that number for each.
ALL_BUT_NOTHING = 1e-280


@quiet
def self_information(p: ArrayLike, *, base: float = 2) -> float | FloatArray:
    """Surprise of an outcome of probability `p`.

    I(p) = −log p

    Parameters
    ----------
    p : array_like
        Probabilities, each in [0, 1], of any shape. They need not sum to 1.
    base : float, optional
        Base of the logarithm: 2 for bits, `math.e` for nats, 10 for bans.

    Returns
    -------
    float or ndarray
        A float for a single number, else an array of the shape of `p`.

    Raises
    ------
    DistributionError
        If a number is below 0, above 1 or NaN.
    TypeError
        If `p` does not hold real numbers.
    ValueError
        If `base` is not finite and above 1.

    Notes
    -----
    An impossible outcome is infinitely surprising: ``I(0) = inf``. A certain one is not
    surprising at all: ``I(1) = 0``.

    References
    ----------
    D. J. C. MacKay, *Information Theory, Inference, and Learning Algorithms*, 2003, p. 32.

    Examples
    --------
    >>> self_information(0.5)
    1.0
    >>> self_information([1.0, 0.25, 0.0])
    array([ 0.,  2., inf])
    """
    log_base = log_of_base(base)
    p = probabilities(p, "p")
    logs = np.log2(p) if base == 2 else np.log(p) / log_base
    surprise = 0.0 - logs
    return surprise if surprise.ndim else float(surprise)


@one_argument(
    "for the divergence of p from q, as SciPy's entropy(p, q) has it, call kl_divergence(p, q), "
    "and give options by name, as in base=2"
)
@quiet
def entropy(
    p: ArrayLike,
    *,
    base: float = 2,
    axis: int = -1,
    normalize: bool = False,
    keepdims: bool = False,
) -> float | FloatArray:
    """Average surprise of a source with the probabilities `p`.

    H(p) = −Σ pᵢ log pᵢ

    Parameters
    ----------
    p : array_like
        Probabilities; each line along `axis` is one distribution.
    base : float, optional
        Base of the logarithm: 2 for bits, `math.e` for nats, 10 for bans.
    axis : int, optional
        The axis of the outcomes.
    normalize : bool, optional
        Take `p` as weights or counts, and measure ``p / p.sum()``.
    keepdims : bool, optional
        Keep `axis`, with length 1, in a result that is always an array.

    Returns
    -------
    float or ndarray
        A float for one distribution, otherwise an array without `axis`. Between 0 and log n.

    Raises
    ------
    DistributionError
        If a number is negative, NaN or infinite, if there are no outcomes, if a sum is off 1 by
        more than the square root of the input's precision, or if all weights are 0.
    TypeError
        If `p` does not hold real numbers.
    ValueError
        If `base` is not finite and above 1, or `axis` does not exist.

    Notes
    -----
    0 log 0 = 0, the limit. The sum is over the numbers as given. With `normalize` a weight
    far ahead of the others has a share that rounds to 1; its logarithm is then
    −log1p(others / weight), which keeps the digits.

    References
    ----------
    C. E. Shannon, "A Mathematical Theory of Communication", 1948, section 6.

    Examples
    --------
    >>> entropy([0.5, 0.25, 0.125, 0.125])
    1.75
    >>> entropy([[0.5, 0.5], [0.0, 1.0]])
    array([1., 0.])
    >>> entropy([2, 1, 1], normalize=True)
    1.5
    """
    log_base = log_of_base(base)
    nats = entropy_in_nats(distribution(p, "p", axis, normalize), normalize)
    return answer(nats, log_base, axis if keepdims else None)


def entropy_in_nats(p: Outcomes, normalize: bool) -> FloatArray:
    """Return the entropy along the last axis."""
    if normalize:
        rows = p.values.reshape(-1, p.values.shape[-1])
        return by_rows(_entropy_of_weights, rows).reshape(p.values.shape[:-1])
    p_log_p = _p_log_p if p.least > 0 else _p_log_p_with_zeros
    nats: FloatArray = -sum_in_blocks(p_log_p, p.values, block=DOT_BLOCK)
    return nats


def _entropy_of_weights(weights: FloatArray) -> FloatArray:
    w = scaled(weights)
    return -weighted_sum(w, log_share(weights)) / row_sums(w)


def _p_log_p(p: FloatArray) -> FloatArray:
    return dot(p, np.log(p))


def _p_log_p_with_zeros(p: FloatArray) -> FloatArray:
    # Where p = 0 any number will do, and the logarithm of a normal one is the fastest.
    total = dot(p, np.log(np.maximum(p, SMALLEST_NORMAL)))
    if np.count_nonzero(total > -ALL_BUT_NOTHING) and np.count_nonzero(p < SMALLEST_NORMAL):
        total = dot(p, np.log(np.maximum(p, TINY)))  # what is subnormal may be all there is
    return total


@quiet
def binary_entropy(p: ArrayLike, *, base: float = 2) -> float | FloatArray:
    """Entropy of a coin that shows heads with probability `p`.

    h(p) = −p log p − (1 − p) log(1 − p)

    Parameters
    ----------
    p : array_like
        Probabilities, each in [0, 1], of any shape.
    base : float, optional
        Base of the logarithm: 2 for bits, `math.e` for nats, 10 for bans.

    Returns
    -------
    float or ndarray
        A float for a single number, else an array of the shape of `p`. Between 0 and log 2.

    Raises
    ------
    DistributionError
        If a number is below 0, above 1 or NaN.
    TypeError
        If `p` does not hold real numbers.
    ValueError
        If `base` is not finite and above 1.

    Notes
    -----
    Near p = 0 the difference 1 − p rounds to 1. With s the smaller of the two sides the form
    −s log s − (1 − s) log1p(−s) keeps the digits at both ends.

    References
    ----------
    T. M. Cover and J. A. Thomas, *Elements of Information Theory*, 2nd ed., 2006, p. 15.

    Examples
    --------
    >>> binary_entropy(0.5)
    1.0
    >>> binary_entropy([0.0, 0.5, 1.0])
    array([0., 1., 0.])
    """
    log_base = log_of_base(base)
    p = probabilities(p, "p")
    s = np.minimum(p, 1 - p)
    return answer(-(s * np.log(np.maximum(s, TINY)) + (1 - s) * np.log1p(-s)), log_base)


@quiet
def perplexity(
    p: ArrayLike, *, axis: int = -1, normalize: bool = False, keepdims: bool = False
) -> float | FloatArray:
    """Number of equally likely outcomes that would be as uncertain as `p`.

    2^H(p), with H in bits

    Parameters
    ----------
    p : array_like
        Probabilities; each line along `axis` is one distribution.
    axis : int, optional
        The axis of the outcomes.
    normalize : bool, optional
        Take `p` as weights or counts, and measure ``p / p.sum()``.
    keepdims : bool, optional
        Keep `axis`, with length 1, in a result that is always an array.

    Returns
    -------
    float or ndarray
        A float for one distribution, otherwise an array without `axis`. Between 1 and n.

    Raises
    ------
    DistributionError, TypeError, ValueError
        As for `entropy`.

    Notes
    -----
    It has no unit: the base of the entropy and that of the power are the same.

    References
    ----------
    F. Jelinek et al., "Perplexity: a measure of the difficulty of speech recognition tasks",
    *Journal of the Acoustical Society of America* 62, 1977, S63.

    Examples
    --------
    >>> perplexity([0.25, 0.25, 0.25, 0.25])
    4.0
    >>> perplexity([0.0, 1.0])
    1.0
    """
    outcomes = distribution(p, "p", axis, normalize)
    nats = np.maximum(entropy_in_nats(outcomes, normalize), 0.0)
    possible = np.count_nonzero(outcomes.values, axis=-1)
    result = at_most(np.exp2(nats / math.log(2)), possible)
    return answer(result, kept_axis=axis if keepdims else None)
