"""Cross-entropy and divergences: what it costs to believe q when p is true."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.alignment import Labels, aligned
from infotheory._core.arrays import all_finite, element, numbers
from infotheory._core.checks import broadcast_shape, log_of_base, quiet
from infotheory._core.distributions import Outcomes, pair
from infotheory._core.forms import (
    SMALLEST_NORMAL,
    Term,
    answer,
    deviance,
    deviance_of_totals,
    jensen_shannon,
    jensen_shannon_of_totals,
    log_share,
    product_difference,
    scaled,
)
from infotheory._core.softmax import pair_with_logits
from infotheory._core.sums import DOT_BLOCK, FloatArray, row_sums, sum_in_blocks, weighted_sum


@quiet
def cross_entropy(
    p: ArrayLike,
    q: ArrayLike | None = None,
    *,
    logits: ArrayLike | None = None,
    base: float = 2,
    axis: int = -1,
    normalize: bool = False,
    keepdims: bool = False,
) -> float | FloatArray:
    """Average surprise of a source `p` to somebody who believes `q`.

    H(p, q) = −Σ pᵢ log qᵢ

    Parameters
    ----------
    p, q : array_like
        Truth and model: probabilities over the same outcomes along `axis`; the other axes
        broadcast. Two mappings, such as two `Counter` objects, are matched by key, and a missing
        key counts as 0. Pandas labels are matched if both have the same set.
    logits : array_like, optional
        The model as logits, in place of `q`: its probabilities are their softmax, which is never
        formed, so that none underflows. ``-inf`` rules an outcome out.
    base : float, optional
        Base of the logarithm: 2 for bits, `math.e` for nats, 10 for bans.
    axis : int, optional
        The axis of the outcomes.
    normalize : bool, optional
        Take `p` and `q` as weights or counts, and measure ``p / p.sum()``, ``q / q.sum()``.
    keepdims : bool, optional
        Keep `axis`, with length 1, in a result that is always an array.

    Returns
    -------
    float or ndarray
        A float for one pair, otherwise an array without `axis`. ``inf`` where the model rules out
        what can happen.

    Raises
    ------
    DistributionError
        If `p` or `q` is not a distribution, as for `entropy`.
    TypeError
        If they do not hold real numbers.
    ValueError
        If their outcomes differ in number, if their other axes do not broadcast, if `base` is
        not finite and above 1, or `axis` does not exist.

    Notes
    -----
    0 log 0 = 0; the sum is over the numbers as given. H(p, q) = H(p) + D(p‖q).

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, 2016, section 3.13.

    Examples
    --------
    >>> cross_entropy([0.5, 0.25, 0.125, 0.125], [0.125, 0.5, 0.25, 0.125])
    2.375
    >>> cross_entropy([0.5, 0.5], [1.0, 0.0])
    inf
    """
    log_base = log_of_base(base)
    kept_axis = axis if keepdims else None
    if logits is not None or q is None:
        truth, log_q = pair_with_logits(p, q, logits, axis, normalize)
        weights = scaled(truth.values) if normalize else truth.values
        total = row_sums(weights) if normalize else 1.0
        nats = -weighted_sum(weights, log_q) / total
        return answer(_unless(log_q == -np.inf, truth.values, nats), log_base, kept_axis)
    truth, model = pair(p, q, axis, normalize)
    if normalize:
        weights, log_q = scaled(truth.values), log_share(model.values)
        nats = -weighted_sum(weights, log_q) / row_sums(weights)
        return answer(_unless(model.values == 0, truth.values, nats), log_base, kept_axis)

    def p_log_q(p: FloatArray, q: FloatArray) -> FloatArray:
        return weighted_sum(p, np.log(q))

    nats = -sum_in_blocks(p_log_q, truth.values, model.values, block=DOT_BLOCK)
    return answer(nats, log_base, kept_axis)


@quiet
def kl_divergence(
    p: ArrayLike,
    q: ArrayLike | None = None,
    *,
    logits: ArrayLike | None = None,
    base: float = 2,
    axis: int = -1,
    normalize: bool = False,
    keepdims: bool = False,
) -> float | FloatArray:
    """Extra surprise of a source `p` to somebody who believes `q` instead of `p`.

    D(p‖q) = Σ pᵢ log(pᵢ/qᵢ)

    Parameters
    ----------
    p, q : array_like
        Truth and model: probabilities over the same outcomes along `axis`; the other axes
        broadcast. Two mappings, such as two `Counter` objects, are matched by key, and a missing
        key counts as 0. Pandas labels are matched if both have the same set.
    logits : array_like, optional
        The model as logits, in place of `q`: its probabilities are their softmax, which is never
        formed, so that none underflows. ``-inf`` rules an outcome out.
    base : float, optional
        Base of the logarithm: 2 for bits, `math.e` for nats, 10 for bans.
    axis : int, optional
        The axis of the outcomes.
    normalize : bool, optional
        Take `p` and `q` as weights or counts, and measure ``p / p.sum()``, ``q / q.sum()``.
    keepdims : bool, optional
        Keep `axis`, with length 1, in a result that is always an array.

    Returns
    -------
    float or ndarray
        A float for one pair, otherwise an array without `axis`. Never negative, exactly 0 for p =
        q, ``inf`` where the model rules out what can happen.

    Raises
    ------
    DistributionError, TypeError, ValueError
        As for `cross_entropy`.

    Notes
    -----
    Near p = q the terms p log(p/q) are of both signs and cancel. Here each term is
    p log(p/q) − p + q, which is never negative and sums to the same.

    Floats rarely sum to exactly 1. With P and Q for the sums, these terms add up to
    P·D + P log(P/Q) − P + Q, where D is the divergence of p/P from q/Q; so this is solved for D,
    and no p is divided by a rounded sum.

    With `normalize` the terms compare pQ with qP, whose difference is kept to the last digit.

    References
    ----------
    S. Kullback and R. A. Leibler, "On Information and Sufficiency", *Annals of Mathematical
    Statistics* 22, 1951, 79-86.
    C. Loader, "Fast and Accurate Computation of Binomial Probabilities", 2000.

    Examples
    --------
    >>> kl_divergence([0.5, 0.5, 0.0], [0.25, 0.25, 0.5])
    1.0
    >>> kl_divergence([0.5, 0.5], [1.0, 0.0])
    inf
    >>> f"{kl_divergence([0.5, 0.5], [0.5 + 2**-30, 0.5 - 2**-30]):.12e}"
    '2.502676956105e-18'
    """
    log_base = log_of_base(base)
    kept_axis = axis if keepdims else None
    if logits is not None or q is None:
        truth, log_q = pair_with_logits(p, q, logits, axis, normalize)
        q_values = np.exp(log_q)
        q_values[q_values < SMALLEST_NORMAL] = 0.0  # where digits are lost, log q has them
        nats = _kl_of_wide_weights(truth.values, q_values, log_q)
        return answer(_unless(log_q == -np.inf, truth.values, nats), log_base, kept_axis)
    truth, model = pair(p, q, axis, normalize)
    if normalize and _underflows(model.values).any():
        nats = _kl_of_wide_weights(truth.values, model.values, log_share(model.values))
    else:
        terms, mismatch, p_total, q_total = _compare(deviance, truth, model, normalize)
        nats = (terms - deviance_of_totals(p_total, q_total, mismatch)) / p_total
    if normalize and model.least == 0:
        nats = _unless(model.values == 0, truth.values, nats)
    return answer(nats, log_base, kept_axis)


@quiet
def js_divergence(
    p: ArrayLike,
    q: ArrayLike,
    *,
    base: float = 2,
    axis: int = -1,
    normalize: bool = False,
    keepdims: bool = False,
) -> float | FloatArray:
    """Average divergence of two distributions from the one halfway between them.

    J(p, q) = ½ D(p‖m) + ½ D(q‖m), with m = (p + q)/2

    Parameters
    ----------
    p, q : array_like
        Probabilities over the same outcomes along `axis`; the other axes broadcast.
    base : float, optional
        Base of the logarithm: 2 for bits, `math.e` for nats, 10 for bans.
    axis : int, optional
        The axis of the outcomes.
    normalize : bool, optional
        Take `p` and `q` as weights or counts, and measure ``p / p.sum()``, ``q / q.sum()``.
    keepdims : bool, optional
        Keep `axis`, with length 1, in a result that is always an array.

    Returns
    -------
    float or ndarray
        A float for one pair, otherwise an array without `axis`. Symmetric, between 0 for p = q and
        one bit for distributions that share no outcome.

    Raises
    ------
    DistributionError, TypeError, ValueError
        As for `cross_entropy`.

    Notes
    -----
    This is the divergence; its square root is the Jensen-Shannon distance.

    With v = |p − q|/(p + q) both logarithms are functions of v, and their sum has a series in
    which nothing cancels near p = q.

    References
    ----------
    D. M. Endres and J. E. Schindelin, "A New Metric for Probability Distributions", *IEEE
    Transactions on Information Theory* 49, 2003, 1858-1860, for the distance.

    J. Lin, "Divergence Measures Based on the Shannon Entropy", *IEEE Transactions on
    Information Theory* 37, 1991, 145-151.

    Examples
    --------
    >>> js_divergence([1.0, 0.0], [0.0, 1.0])
    1.0
    >>> js_divergence([0.5, 0.5, 0.0], [0.0, 0.5, 0.5])
    0.5
    """
    log_base = log_of_base(base)
    truth, model = pair(p, q, axis, normalize)
    terms, mismatch, p_total, q_total = _compare(jensen_shannon, truth, model, normalize)
    excess = jensen_shannon_of_totals(p_total, q_total, mismatch)
    nats = (terms - excess) / ((p_total + q_total) / 2)
    return answer(np.minimum(nats, math.log(2)), log_base, axis if keepdims else None)


@quiet
def total_variation(
    p: ArrayLike,
    q: ArrayLike,
    *,
    axis: int = -1,
    normalize: bool = False,
    keepdims: bool = False,
) -> float | FloatArray:
    """Largest difference between two distributions in the probability of any event.

    δ(p, q) = ½ Σ |pᵢ − qᵢ|

    Parameters
    ----------
    p, q : array_like
        Probabilities over the same outcomes along `axis`; the other axes broadcast.
    axis : int, optional
        The axis of the outcomes.
    normalize : bool, optional
        Take `p` and `q` as weights or counts, and measure ``p / p.sum()``, ``q / q.sum()``.
    keepdims : bool, optional
        Keep `axis`, with length 1, in a result that is always an array.

    Returns
    -------
    float or ndarray
        A float for one pair, otherwise an array without `axis`. Between 0 and 1.

    Raises
    ------
    DistributionError, TypeError, ValueError
        As for `cross_entropy`.

    Notes
    -----
    It has no unit. The sum is over the numbers as given. Pinsker: D(p‖q) ≥ 2δ² nats.

    References
    ----------
    T. M. Cover and J. A. Thomas, *Elements of Information Theory*, 2nd ed., 2006, p. 370.

    Examples
    --------
    >>> total_variation([0.5, 0.25, 0.25], [0.25, 0.25, 0.5])
    0.25
    """
    truth, model = pair(p, q, axis, normalize)
    kept_axis = axis if keepdims else None
    if not normalize:
        gaps = sum_in_blocks(lambda p, q: row_sums(np.abs(p - q)), truth.values, model.values)
        return answer(gaps / 2, kept_axis=kept_axis)
    factors, total = _factors(truth.values, model.values)
    mismatch = sum_in_blocks(lambda *factors: row_sums(product_difference(*factors)[2]), *factors)

    def gaps_of_products(*factors_and_share: FloatArray) -> FloatArray:
        *factors, share = factors_and_share
        p, q, difference = product_difference(*factors)
        # P and Q are rounded; what that adds to the differences is in proportion to p and q.
        return row_sums(np.abs(difference - (p + q) / 2 * share))

    gaps = sum_in_blocks(gaps_of_products, *factors, np.asarray(mismatch / total)[..., None])
    return answer(gaps / total / 2, kept_axis=kept_axis)


def _compare(
    term: Term, p: Outcomes, q: Outcomes, normalize: bool
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return Σ term(p, q), Σ p − q, Σ p and Σ q; for weights, of pQ and qP in place of p and q."""

    def sums(p: FloatArray, q: FloatArray, difference: FloatArray) -> FloatArray:
        return np.array([row_sums(term(p, q, difference)), row_sums(difference)])

    if not normalize:
        both = sum_in_blocks(lambda p, q: sums(p, q, p - q), p.values, q.values)
        return *both, p.total, q.total
    factors, total = _factors(p.values, q.values)
    both = sum_in_blocks(lambda *factors: sums(*product_difference(*factors)), *factors)
    return *both, total, total


def _factors(p: FloatArray, q: FloatArray) -> tuple[tuple[FloatArray, ...], FloatArray]:
    """Return p, Q, q, P with P = Σ p and Q = Σ q, and PQ.

    The products pQ and qP have the same shares as p and q, and the same sum PQ. No division has
    rounded them, so their difference can be had to the last digit.
    """
    p, q = scaled(p), scaled(q)
    p_total, q_total = row_sums(p), row_sums(q)
    return (p, q_total[..., None], q, p_total[..., None]), p_total * q_total


def _underflows(weights: FloatArray) -> NDArray[np.bool_]:
    return (scaled(weights) < SMALLEST_NORMAL) & (weights > 0)


def _unless(ruled_out: NDArray[np.bool_], p: FloatArray, nats: FloatArray) -> FloatArray:
    """Return `nats`, or inf where the model rules out what can happen, however small its share."""
    if not ruled_out.any():
        return nats
    return np.where((ruled_out & (p > 0)).any(axis=-1), np.inf, nats)


def _kl_of_wide_weights(p: FloatArray, q: FloatArray, log_q: FloatArray) -> FloatArray:
    """Return the divergence where weights of q may be too small beside the largest to scale them.

    `log_q` holds the logarithms of their shares.
    """
    factors, total = _factors(p, q)
    truth, model, difference = product_difference(*factors)
    tiny = (scaled(q) < SMALLEST_NORMAL) & (log_q > -np.inf) & (2 * model < truth)
    terms = deviance(truth, model, difference)
    if tiny.any():
        terms = np.where(tiny, truth * (log_share(p) - log_q) - difference, terms)
    mismatch = row_sums(difference)
    return (row_sums(terms) - deviance_of_totals(total, total, mismatch)) / total


@quiet
def gaussian_kl(
    mean_p: ArrayLike,
    std_p: ArrayLike,
    mean_q: ArrayLike,
    std_q: ArrayLike,
    *,
    base: float = 2,
) -> float | FloatArray:
    """Divergence D(p‖q) between two normal distributions.

    D(p‖q) = log(σq/σp) + (σp² + (μp − μq)²) / 2σq² − ½, in nats

    Parameters
    ----------
    mean_p, std_p : array_like
        Mean and standard deviation of the truth.
    mean_q, std_q : array_like
        Mean and standard deviation of the model. All four broadcast.
    base : float, optional
        Base of the logarithm: 2 for bits, `math.e` for nats, 10 for bans.

    Returns
    -------
    float or ndarray
        A float for four numbers, else an array of the broadcast shape. Never negative, exactly
        0 for two that are equal.

    Raises
    ------
    TypeError
        If an argument does not hold real numbers.
    ValueError
        If a standard deviation is not positive and finite, if a mean is not finite, if the
        shapes do not broadcast, or `base` is not finite and above 1.

    Notes
    -----
    What the deviations add is ½(log(1/ρ²) − 1 + ρ²) with ρ = σp/σq: the term of
    `kl_divergence` between 1 and ρ², with 1 − ρ² = (1 − ρ)(1 + ρ) taken from σq − σp.

    References
    ----------
    D. P. Kingma and M. Welling, "Auto-Encoding Variational Bayes", 2013, appendix B.

    Examples
    --------
    >>> import math
    >>> gaussian_kl(0, 1, 1, 1, base=math.e)
    0.5
    >>> gaussian_kl(0, 1, [0, 2, 4], 1, base=math.e)
    array([0., 2., 8.])
    """
    log_base = log_of_base(base)
    mean_p, std_p, mean_q, std_q = _aligned_parameters(
        mean_p=mean_p, std_p=std_p, mean_q=mean_q, std_q=std_q
    )
    shape = broadcast_shape(
        mean_p=mean_p.shape, std_p=std_p.shape, mean_q=mean_q.shape, std_q=std_q.shape
    )

    ratio = np.atleast_1d(std_p / std_q)
    in_range = (ratio > 1e-150) & (ratio < 1e150)
    r = np.where(in_range, ratio, 1.0)
    near = deviance(np.ones_like(r), r**2, (std_q - std_p) / std_q * (1 + r))
    far = 2 * (np.log(std_q) - np.log(std_p)) - 1 + ratio**2

    gap = mean_p - mean_q
    # Halves, where the difference itself is beyond the floats.
    gap = np.where(np.isfinite(gap), gap / std_q, (mean_p / 2 - mean_q / 2) / std_q * 2)
    nats = (np.where(in_range, near, far) + gap**2) / 2
    return answer(nats.reshape(shape), log_base)


def _aligned_parameters(**given: ArrayLike) -> list[FloatArray]:
    """Return checked means and standard deviations, in the order of the first that has labels."""
    parameters = {name: numbers(x, name) for name, x in given.items()}
    like = next((name for name, x in parameters.items() if x.labels), None)
    checked = []
    for name, x in parameters.items():
        values = x.values.astype(np.float64, copy=False)
        check = _positive if name.startswith("std") else all_finite
        check(values, name, x.labels)
        if like is not None and like != name:
            first = parameters[like]
            _, values = aligned((like, name), first.values, first.labels, values, x.labels)
        checked.append(values)
    return checked


def _positive(std: FloatArray, name: str, labels: Labels) -> FloatArray:
    bad = ~((std > 0) & (std < math.inf))
    if bad.any():
        raise ValueError(
            f"{name} must be positive and finite, but {element(name, std, bad, labels)}; "
            "give a number above 0; the order is mean_p, std_p, mean_q, std_q"
        )
    return std
