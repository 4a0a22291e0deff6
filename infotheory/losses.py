"""Losses and their gradients, in nats: the softmax family and squared error."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from infotheory._core.arrays import numbers
from infotheory._core.checks import quiet
from infotheory._core.fields import fraction
from infotheory._core.forms import scaled
from infotheory._core.loss_kernels import (
    Reduction,
    smooth,
    softmax_squared_error_gradient,
    squared_error_gradient,
    squared_error_weight,
)
from infotheory._core.samples import Samples, output_samples, sigmoid_samples, softmax_samples
from infotheory._core.softmax import Softmax, exponentials, logits_of, rows_of, softmax_of_rows
from infotheory._core.sums import FloatArray, row_sums, weighted_sum


class Loss(NamedTuple):
    """A loss and its gradient with respect to the last array argument.

    The value is a float, or an array with one value per sample if ``per_sample=True``.

    Examples
    --------
    >>> value, grad = mse([1.0, 2.0], [1.0, 4.0], reduction="mean")
    >>> value
    2.0
    >>> grad
    array([0., 2.])
    """

    value: Any
    grad: FloatArray


@quiet
def logsumexp(z: ArrayLike, *, axis: int = -1, keepdims: bool = False) -> float | FloatArray:
    """Logarithm of the sum of exponentials, a smooth maximum.

    log Σ exp(zᵢ)

    Parameters
    ----------
    z : array_like
        Logits; ``-inf`` rules a class out.
    axis : int, optional
        The axis of the classes.
    keepdims : bool, optional
        Keep `axis`, with length 1, in a result that is always an array.

    Returns
    -------
    float or ndarray
        In nats: a float for one vector, otherwise an array without `axis`.

    Raises
    ------
    TypeError
        If `z` does not hold real numbers.
    ValueError
        If a logit is NaN or ``+inf``, if all of a line are ``-inf``, if there is no class, or
        `axis` does not exist.

    Notes
    -----
    The largest term is left out of the sum and log1p takes its place, so that a far smaller
    second term still counts. Where the answer itself is near 0, as for logarithms of
    probabilities, the digits of z decide, not those of this function.

    References
    ----------
    P. Blanchard, D. J. Higham and N. J. Higham, "Accurately computing the log-sum-exp and
    softmax functions", *IMA Journal of Numerical Analysis* 41, 2021, 2311-2330.

    Examples
    --------
    >>> logsumexp([1000.0, 0.0])
    1000.0
    >>> f"{logsumexp([0.0, -40.0]):.12e}"
    '4.248354255292e-18'
    """
    values = logits_of(numbers(z, "z"), "z", axis)
    top, _, _, rest = exponentials(rows_of(values))
    total = (top + np.log1p(rest)).reshape(values.shape[:-1]) + 0.0
    if keepdims:
        return np.expand_dims(total, axis)
    return total if total.ndim else float(total)


@quiet
def softmax(z: ArrayLike, *, axis: int = -1) -> float | FloatArray:
    """Probabilities that the logits stand for.

    pᵢ = exp(zᵢ) / Σ exp(zⱼ)

    Parameters
    ----------
    z : array_like
        Logits; ``-inf`` rules a class out. A single number is a single class.
    axis : int, optional
        The axis of the classes.

    Returns
    -------
    float or ndarray
        Probabilities of the shape of `z`.

    Raises
    ------
    TypeError, ValueError
        As for `logsumexp`.

    Notes
    -----
    The largest logit is subtracted first, which changes nothing and cannot overflow.

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, 2016, section 6.2.2.3.

    Examples
    --------
    >>> softmax([0.0, 0.0])
    array([0.5, 0.5])
    >>> softmax([-float("inf"), 3.0])
    array([0., 1.])
    """
    given = numbers(z, "z")
    values = logits_of(given, "z", axis)
    p = softmax_of_rows(rows_of(values)).p.reshape(values.shape)
    return np.moveaxis(p, -1, axis) if given.values.ndim else float(p[0])


@quiet
def log_softmax(z: ArrayLike, *, axis: int = -1) -> float | FloatArray:
    """Logarithms of the probabilities that logits stand for, in nats.

    log pᵢ = zᵢ − log Σ exp(zⱼ)

    Parameters
    ----------
    z : array_like
        Logits; ``-inf`` rules a class out. A single number is a single class.
    axis : int, optional
        The axis of the classes.

    Returns
    -------
    float or ndarray
        Logarithms of the shape of `z`.

    Raises
    ------
    TypeError, ValueError
        As for `logsumexp`.

    Notes
    -----
    With one logit far ahead its probability rounds to 1 and a plain logarithm to 0. Here the
    largest term is left out of the sum: for it, log p = −log1p(sum of the others).

    References
    ----------
    As for `logsumexp`.

    Examples
    --------
    >>> log_softmax([1000.0, 0.0])
    array([    0., -1000.])
    >>> f"{log_softmax([40.0, 0.0])[0]:.12e}"
    '-4.248354255292e-18'
    """
    given = numbers(z, "z")
    values = logits_of(given, "z", axis)
    log_p = softmax_of_rows(rows_of(values)).log_p.reshape(values.shape)
    return np.moveaxis(log_p, -1, axis) if given.values.ndim else float(log_p[0])


@quiet
def softmax_cross_entropy(
    targets: ArrayLike,
    logits: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weights: ArrayLike | None = None,
    per_sample: bool = False,
) -> Loss:
    """Cross-entropy of the softmax of `logits`, averaged over the samples.

    L = −(1/n) Σ y log p, with p = softmax(z); its gradient is (p − y)/n

    Parameters
    ----------
    targets : array_like
        Class labels, integers of shape (n,), or distributions of shape (n, k).
    logits : array_like
        Shape (n, k); ``-inf`` rules a class out. Shape (k,) is one sample, with one label or a
        distribution of shape (k,).
    label_smoothing : float, optional
        ε in [0, 1]: the targets become (1 − ε) y + ε/k.
    weights : array_like, optional
        How much each sample counts, shape (n,): the average is then Σ w L / Σ w. The weights may
        have any sum; a sample of weight 0 is left out.
    per_sample : bool, optional
        Do not average: return each sample's own loss, times its weight, and the gradient of that.

    Returns
    -------
    Loss
        The value in nats, ``inf`` where a true class is ruled out, and the gradient with respect
        to `logits`.

    Raises
    ------
    DistributionError
        If targets of shape (n, k) are not distributions, or weights are negative, not finite or
        all zero.
    TypeError
        If labels are not integers, or numbers not real.
    ValueError
        If a label is not in 0 … k − 1, if shapes do not fit, `label_smoothing` is outside [0, 1],
        or logits are bad as for `logsumexp`.

    Notes
    -----
    As p → 1 at the true class, p − 1 cancels; there it is computed as expm1(log p). For a soft
    target that the model has nearly met, p − y is the small rest of two large parts, and has their
    absolute accuracy.

    References
    ----------
    C. M. Bishop, *Pattern Recognition and Machine Learning*, 2006, p. 209. Label smoothing:
    C. Szegedy and others, "Rethinking the Inception Architecture for Computer Vision", *CVPR*
    2016, 2818-2826.

    Examples
    --------
    >>> value, grad = softmax_cross_entropy([0], [[0.0, 0.0]])
    >>> value
    0.6931471805599453
    >>> grad
    array([[-0.5,  0.5]])
    >>> softmax_cross_entropy([0, 1], [[0.0, 0.0], [0.0, 800.0]], per_sample=True).value
    array([0.69314718, 0.        ])
    """
    samples = softmax_samples(targets, logits, weights)
    y = smooth(samples.y, fraction("label_smoothing", label_smoothing))
    q = softmax_of_rows(samples.z)
    return _loss(-weighted_sum(y, q.log_p), _residual(q, y), samples, per_sample)


@quiet
def sigmoid_cross_entropy(
    targets: ArrayLike,
    logits: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    weights: ArrayLike | None = None,
    per_sample: bool = False,
) -> Loss:
    """Cross-entropy of the sigmoid of one logit per sample, averaged over the samples.

    L = −(1/n) Σ [y log p + (1 − y) log(1 − p)], with p = 1/(1 + exp(−z)); its gradient is (p − y)/n

    Parameters
    ----------
    targets : array_like
        Which of two classes, 0 or 1, False or True, shape (n,); or the probability of class 1.
    logits : array_like
        Log-odds of class 1, shape (n,) or (n, 1); ``-inf`` rules class 1 out. A single number is
        one sample.
    label_smoothing : float, optional
        ε in [0, 1]: the targets become (1 − ε) y + ε/2.
    weights, per_sample
        As for `softmax_cross_entropy`.

    Returns
    -------
    Loss
        The value in nats, and the gradient with respect to `logits`.

    Raises
    ------
    DistributionError
        If a target is not in [0, 1], or weights are negative, not finite or all zero.
    TypeError
        If an argument does not hold real numbers.
    ValueError
        If shapes do not fit, `label_smoothing` is outside [0, 1], or a logit is NaN or ``+inf``.

    Notes
    -----
    It is `softmax_cross_entropy` of the two logits (0, z), without forming them. Each of
    y log p and (1 − y) log(1 − p) keeps its digits, since log(1 − p) is log p at −z.

    References
    ----------
    C. M. Bishop, *Pattern Recognition and Machine Learning*, 2006, p. 206.

    Examples
    --------
    >>> sigmoid_cross_entropy([1, 0], [0.0, 0.0])
    Loss(value=0.6931471805599453, grad=array([-0.25,  0.25]))
    >>> f"{sigmoid_cross_entropy([True], [40.0]).value:.12e}"
    '4.248354255292e-18'
    """
    samples = sigmoid_samples(targets, logits, weights)
    epsilon = fraction("label_smoothing", label_smoothing)
    y, z = (1 - epsilon) * samples.y + epsilon / 2, samples.z
    e = np.exp(-np.abs(z))
    q = np.where(z > 0, 1.0, e) / (1 + e)
    not_q = np.where(z > 0, e, 1.0) / (1 + e)
    surprise = np.concatenate([np.maximum(z, 0), np.maximum(-z, 0)], axis=1) + np.log1p(e)
    truth = np.concatenate([1 - y, y], axis=1)
    return _loss(-weighted_sum(truth, -surprise), (1 - y) * q - y * not_q, samples, per_sample)


@quiet
def softmax_mse(
    targets: ArrayLike,
    logits: ArrayLike,
    *,
    reduction: Reduction,
    weights: ArrayLike | None = None,
    per_sample: bool = False,
) -> Loss:
    """Squared error of the softmax of `logits`.

    L = c Σ r², with r = p − y and p = softmax(z); its gradient is 2c p (r − Σ p r)

    Parameters
    ----------
    targets : array_like
        Class labels, integers of shape (n,), or distributions of shape (n, k).
    logits : array_like
        Shape (n, k), or (k,) for one sample; ``-inf`` rules a class out.
    reduction : {"mean", "sum", "half_sum"}
        ``"mean"`` over all n·k numbers (c = 1/nk), ``"sum"`` over the classes, averaged over
        the samples (c = 1/n), or half of that (c = 1/2n).
    weights, per_sample
        As for `softmax_cross_entropy`; `reduction` is then over the classes only.

    Returns
    -------
    Loss
        The value, and the gradient with respect to `logits`.

    Raises
    ------
    DistributionError, TypeError, ValueError
        As for `softmax_cross_entropy`; ValueError also for another `reduction`.

    Notes
    -----
    The factor p is what makes a confident mistake slow to correct: where the softmax is sure, all
    but one p are nearly 0, and for that one the bracket is nearly 0. With one logit far ahead, no
    digit of the bracket would be right if computed as written above. So r is shifted by its mean Σ
    p r first, which changes nothing but the rounding. Where the bracket is the small rest of larger
    parts, it has their absolute accuracy.

    References
    ----------
    M. A. Nielsen, *Neural Networks and Deep Learning*, 2015, chapter 3.

    Examples
    --------
    >>> value, grad = softmax_mse([0], [[0.0, 0.0]], reduction="sum")
    >>> value
    0.5
    >>> grad
    array([[-0.5,  0.5]])
    """
    samples = softmax_samples(targets, logits, weights)
    c = squared_error_weight(reduction, samples.z.shape[1])
    q = softmax_of_rows(samples.z)
    r = _residual(q, samples.y)
    values = c * row_sums(r * r)
    return _loss(values, softmax_squared_error_gradient(q.p, r, c), samples, per_sample)


@quiet
def mse(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    reduction: Reduction,
    weights: ArrayLike | None = None,
    per_sample: bool = False,
) -> Loss:
    """Squared error.

    L = c Σ (y_pred − y_true)²; its gradient is 2c (y_pred − y_true)

    Parameters
    ----------
    y_true, y_pred : array_like
        Truth and prediction, of the same shape: (n, k), or (n,) for one output.
    reduction : {"mean", "sum", "half_sum"}
        ``"mean"`` over all n·k numbers (c = 1/nk), ``"sum"`` over the outputs, averaged over
        the samples (c = 1/n), or half of that (c = 1/2n).
    weights, per_sample
        As for `softmax_cross_entropy`; `reduction` is then over the outputs only.

    Returns
    -------
    Loss
        The value, and the gradient with respect to `y_pred`.

    Raises
    ------
    DistributionError
        If weights are negative, not finite or all zero.
    TypeError
        If an argument does not hold real numbers.
    ValueError
        If shapes differ, a number is not finite, or the `reduction` is another.

    Notes
    -----
    Shapes never broadcast: (n, 1) against (n,) would compare everything with everything.

    References
    ----------
    C. M. Bishop, *Pattern Recognition and Machine Learning*, 2006, p. 140.

    Examples
    --------
    >>> mse([1.0, 2.0], [1.0, 4.0], reduction="half_sum").value
    1.0
    >>> mse([1.0, 2.0], [1.0, 4.0], reduction="sum", weights=[3, 1]).value
    1.0
    """
    samples = output_samples(y_true, y_pred, weights)
    c = squared_error_weight(reduction, samples.z.shape[1])
    error, unit = samples.z - samples.y, 1.0
    if not np.isfinite(error).all():  # a difference beyond the floats; its half is none
        error, unit = samples.z / 2 - samples.y / 2, 2.0
    # Squares of what is scaled to about 1 stay within the floats; so do the gradient's sums.
    largest = np.abs(error).max(axis=1 if per_sample else None, keepdims=True)
    _, exponent = np.frexp(largest)
    size = np.ldexp(1.0, exponent - 1)
    error /= size
    values = c * row_sums(error * error)
    value, grad = _loss(values, squared_error_gradient(error, c), samples, per_sample)
    size = size.ravel()
    value = value * (unit * size) * (unit * size)
    return Loss(value if per_sample else float(value[0]), (grad.T * size * unit).T)


def _loss(values: FloatArray, gradients: FloatArray, samples: Samples, per_sample: bool) -> Loss:
    """Return the average of each sample's own loss and gradient, or all of them."""
    weights, shape = samples.weights, samples.shape
    if per_sample:
        if weights is not None:
            values = np.where(weights > 0, weights * values, 0.0)
            gradients = weights[:, None] * gradients
        own = values.reshape(samples.each) + 0.0
        return Loss(own if samples.each else float(own), gradients.reshape(shape) + 0.0)
    if weights is None:
        value = values.sum() / len(values)
        gradients = gradients / len(values)
    else:
        share = scaled(weights)
        share /= share.sum()
        value = -weighted_sum(share, -values)
        gradients = share[:, None] * gradients
    return Loss(float(value) + 0.0, gradients.reshape(shape) + 0.0)


def _residual(q: Softmax, y: FloatArray) -> FloatArray:
    """Return p − y, from the side of 1 for a leader that is near it."""
    r = q.p - y
    near_one = np.expm1(q.log_p[q.leader]) + (1 - y[q.leader])
    r[q.leader] = np.where(q.p[q.leader] > 0.5, near_one, r[q.leader])
    return r
