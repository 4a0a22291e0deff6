"""Losses and their gradients, in nats: the softmax family and squared error."""

import math
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.alignment import aligned
from infotheory._core.arrays import Numbers, all_finite, numbers
from infotheory._core.checks import quiet
from infotheory._core.classes import NUMBER, class_labels
from infotheory._core.distributions import DistributionError, outcomes
from infotheory._core.softmax import Softmax, exponentials, logits_of, rows_of, softmax_of_rows
from infotheory._core.sums import FloatArray, row_sums, weighted_sum

Reduction: TypeAlias = Literal["mean", "sum", "half_sum"]


class Loss(NamedTuple):
    """A loss and its gradient with respect to the last array argument.

    Examples
    --------
    >>> value, grad = mse([1.0, 2.0], [1.0, 4.0], reduction="mean")
    >>> value
    2.0
    >>> grad
    array([0., 2.])
    """

    value: float
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
        In nats: a float for one vector, else an array with `axis` gone.

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
    """Probabilities that logits stand for.

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
def softmax_cross_entropy(targets: ArrayLike, logits: ArrayLike) -> Loss:
    """Cross-entropy of the softmax of `logits`, averaged over the samples.

    L = −(1/n) Σ y log p, with p = softmax(z); its gradient is (p − y)/n

    Parameters
    ----------
    targets : array_like
        Class labels, integers of shape (n,), or distributions of shape (n, k).
    logits : array_like
        Shape (n, k); ``-inf`` rules a class out. Shape (k,) is one sample, with one label or a
        distribution of shape (k,).

    Returns
    -------
    Loss
        The value in nats, ``inf`` where a true class is ruled out, and the gradient with respect
        to `logits`.

    Raises
    ------
    DistributionError
        If targets of shape (n, k) are not distributions.
    TypeError
        If labels are not integers, or numbers not real.
    ValueError
        If a label is not in 0 … k − 1, if shapes do not fit, or logits are bad as for
        `logsumexp`.

    Notes
    -----
    As p → 1 at the true class p − 1 cancels; it is expm1(log p) there. For a soft target that
    the model has nearly met, p − y is the small rest of two large parts, and has their
    absolute accuracy.

    References
    ----------
    C. M. Bishop, *Pattern Recognition and Machine Learning*, 2006, p. 209.

    Examples
    --------
    >>> value, grad = softmax_cross_entropy([0], [[0.0, 0.0]])
    >>> value
    0.6931471805599453
    >>> grad
    array([[-0.5,  0.5]])
    """
    y, z, shape = _samples(targets, logits)
    q = softmax_of_rows(z)
    value = -weighted_sum(y, q.log_p).sum() / len(z)
    return _loss(value, _residual(q, y) / len(z), shape)


@quiet
def softmax_mse(targets: ArrayLike, logits: ArrayLike, *, reduction: Reduction) -> Loss:
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
    The factor p is what makes a confident mistake slow to unlearn: where the softmax is sure,
    all but one p are nearly 0, and there the bracket is. With one logit far ahead the bracket
    of the leader is (1 − p)r minus the other classes' p·r, with 1 − p = −expm1(log p); as
    written above no digit would be right. Where the bracket is the small rest of
    larger parts, it has their absolute accuracy.

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
    y, z, shape = _samples(targets, logits)
    c = _weight(reduction, z.shape)
    log_p, p, leader = q = softmax_of_rows(z)
    r = _residual(q, y)
    p_r = p * r
    led = p_r[leader]
    p_r[leader] = 0.0
    others = row_sums(p_r)
    bracket = r - (led + others)[:, None]
    bracket[leader] = -np.expm1(log_p[leader]) * r[leader] - others
    return _loss(c * (r * r).sum(), 2 * c * p * bracket, shape)


@quiet
def mse(y_true: ArrayLike, y_pred: ArrayLike, *, reduction: Reduction) -> Loss:
    """Squared error.

    L = c Σ (y_pred − y_true)²; its gradient is 2c (y_pred − y_true)

    Parameters
    ----------
    y_true, y_pred : array_like
        Truth and prediction, of the same shape: (n, k), or (n,) for one output.
    reduction : {"mean", "sum", "half_sum"}
        ``"mean"`` over all n·k numbers (c = 1/nk), ``"sum"`` over the outputs, averaged over
        the samples (c = 1/n), or half of that (c = 1/2n).

    Returns
    -------
    Loss
        The value, and the gradient with respect to `y_pred`.

    Raises
    ------
    TypeError
        If an argument does not hold real numbers.
    ValueError
        If the shapes differ, a number is not finite, or the `reduction` is another.

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
    """
    truth, prediction = numbers(y_true, "y_true"), numbers(y_pred, "y_pred")
    y_true, y_pred = (
        all_finite(x.values.astype(np.float64, copy=False), name, x.labels)
        for name, x in (("y_true", truth), ("y_pred", prediction))
    )
    if y_true.shape != y_pred.shape:
        raise ValueError(
            f"y_true and y_pred must have the same shape, but these are {y_true.shape} and "
            f"{y_pred.shape}; reshape one of them"
        )
    if y_pred.ndim not in (1, 2) or y_pred.size == 0:
        raise ValueError(
            "y_true and y_pred must have shape (n,) or (n, k) with at least one number, "
            f"but have {y_pred.shape}; reshape them"
        )
    c = _weight(reduction, y_pred.shape)
    names = "y_pred", "y_true"
    y_pred, y_true = aligned(names, y_pred, prediction.labels, y_true, truth.labels)
    y_pred, y_true = np.ascontiguousarray(y_pred), np.ascontiguousarray(y_true)
    error, unit = y_pred - y_true, 1.0
    if not np.isfinite(error).all():  # a difference beyond the floats; its half is none
        error, unit = y_pred / 2 - y_true / 2, 2.0
    # Squares of what is scaled to about 1 stay within the floats.
    _, exponent = np.frexp(np.abs(error).max())
    size = np.ldexp(1.0, exponent - 1)
    square = ((error / size) ** 2).sum()
    return _loss(c * square * (unit * size) * (unit * size), 2 * c * unit * error, error.shape)


def _residual(q: Softmax, y: FloatArray) -> FloatArray:
    """Return p − y, from the side of 1 for a leader that is near it."""
    r = q.p - y
    near_one = np.expm1(q.log_p[q.leader]) + (1 - y[q.leader])
    r[q.leader] = np.where(q.p[q.leader] > 0.5, near_one, r[q.leader])
    return r


def _loss(value: np.float64, grad: FloatArray, shape: tuple[int, ...]) -> Loss:
    return Loss(float(value) + 0.0, grad.reshape(shape) + 0.0)


def _weight(reduction: Reduction, shape: tuple[int, ...]) -> float:
    """Return the factor of the sum of squares."""
    if reduction == "mean":
        return 1 / math.prod(shape)
    if reduction == "sum":
        return 1 / shape[0]
    if reduction == "half_sum":
        return 1 / (2 * shape[0])
    raise ValueError(
        f"reduction must be 'mean', 'sum' or 'half_sum', but is {reduction!r}; choose one"
    )


SWAPPED = "the two look swapped: the truth comes first, the logits second"


def _samples(
    targets: ArrayLike, logits: ArrayLike
) -> tuple[FloatArray, FloatArray, tuple[int, ...]]:
    """Return targets as distributions (n, k), logits (n, k), and the shape that logits had."""
    y, z = numbers(targets, "targets", NUMBER), numbers(logits, "logits")
    shape, y_shape = z.values.shape, y.values.shape
    if len(shape) not in (1, 2):
        raise ValueError(
            f"logits must have shape (n, k), or (k,) for one sample, but have {shape}; reshape them"
        )
    if shape[0] == 0:
        raise ValueError(f"logits of shape {shape} hold no sample; give at least one")
    if y_shape not in (shape, shape[:-1]):
        swapped = len(y_shape) == 2 and shape == y_shape[:-1]
        raise ValueError(
            f"targets must be labels of shape {shape[:-1]} or distributions of shape {shape}, "
            f"as the logits are, but have shape {y_shape}; {SWAPPED if swapped else 'reshape them'}"
        )
    if shape[-1] == 1:
        raise ValueError(
            f"logits must have two classes or more, but have shape {shape}: the softmax of one "
            "logit is 1 whatever it is; for one logit z a sample give the two columns (0, z)"
        )
    rows = rows_of(logits_of(z, "logits"))
    if y_shape == shape:
        p = _target_distributions(y, z)
    else:
        p = _one_hot(class_labels(y.values, "targets", shape[-1], y.labels, ROWS), shape[-1])
        y = y._replace(labels=(*y.labels, None) if y.labels else ())
    _, p = aligned(("logits", "targets"), z.values, z.labels, p, y.labels)
    return rows_of(p), rows, shape


ROWS = "give distributions of the shape of the logits"


def _target_distributions(y: Numbers, z: Numbers) -> FloatArray:
    cure = "divide each row by its sum"
    if y.values.ndim == 1:
        cure = "divide it by its sum; for labels of n samples give logits of shape (n, k)"
    try:
        return outcomes(y, "targets", cure=cure).values
    except DistributionError as fault:
        try:
            outcomes(z, "logits")
        except DistributionError:
            raise fault from None
        raise DistributionError(f"{fault}; {SWAPPED}") from None


def _one_hot(labels: NDArray[np.int64], classes: int) -> FloatArray:
    one_hot = np.zeros((*labels.shape, classes))
    np.put_along_axis(one_hot, labels[..., None], 1.0, axis=-1)
    return one_hot
