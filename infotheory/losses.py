"""Losses and their gradients, in nats: the softmax family and squared error."""

import math
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.checks import array, element, finite, outcomes_last, quiet, real
from infotheory._core.distributions import distribution, line
from infotheory._core.sums import FloatArray, row_sums, weighted_sum

Reduction: TypeAlias = Literal["mean", "sum", "half_sum"]

# Row and column numbers, to index with.
Place: TypeAlias = tuple[NDArray[np.intp], NDArray[np.intp]]


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
def logsumexp(z: ArrayLike, *, axis: int = -1) -> float | FloatArray:
    """Logarithm of the sum of exponentials, a smooth maximum.

    log Σ exp(zᵢ)

    Parameters
    ----------
    z : array_like
        Logits; ``-inf`` rules a class out.
    axis : int, optional
        The axis of the classes.

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
    values = _logits(z, "z", axis)
    top, _, _, rest = _exponentials(_rows(values))
    total = (top + np.log1p(rest)).reshape(values.shape[:-1]) + 0.0
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
    I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, 2016, p. 184.

    Examples
    --------
    >>> softmax([0.0, 0.0])
    array([0.5, 0.5])
    >>> softmax([-float("inf"), 3.0])
    array([0., 1.])
    """
    values = _logits(z, "z", axis)
    p = _softmax(_rows(values)).p.reshape(values.shape)
    return np.moveaxis(p, -1, axis) if np.ndim(z) else float(p[0])


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
    values = _logits(z, "z", axis)
    log_p = _softmax(_rows(values)).log_p.reshape(values.shape)
    return np.moveaxis(log_p, -1, axis) if np.ndim(z) else float(log_p[0])


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
    q = _softmax(z)
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
    log_p, p, leader = q = _softmax(z)
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
    y_true, y_pred = finite(y_true, "y_true"), finite(y_pred, "y_pred")
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
    error = y_pred - y_true
    return _loss(c * (error * error).sum(), 2 * c * error, error.shape)


class _Softmax(NamedTuple):
    """The softmax of rows of logits, and where each row's largest is, to index with."""

    log_p: FloatArray
    p: FloatArray
    leader: Place


def _softmax(z: FloatArray) -> _Softmax:
    top, leader, e, rest = _exponentials(z)
    log_p = z - top[:, None] - np.log1p(rest)[:, None]
    e[leader] = 1.0
    return _Softmax(log_p, e / (1 + rest)[:, None], leader)


def _exponentials(z: FloatArray) -> tuple[FloatArray, Place, FloatArray, FloatArray]:
    """Return each row's largest logit, its place, the others' exp(z − largest), and their sum."""
    leader = np.arange(len(z)), z.argmax(axis=-1)
    top = z[leader]
    e = np.exp(z - top[:, None])
    e[leader] = 0.0
    return top, leader, e, row_sums(e)


def _residual(q: _Softmax, y: FloatArray) -> FloatArray:
    """Return p − y, from the side of 1 for a leader that is near it."""
    r = q.p - y
    near_one = np.expm1(q.log_p[q.leader]) + (1 - y[q.leader])
    r[q.leader] = np.where(q.p[q.leader] > 0.5, near_one, r[q.leader])
    return r


def _rows(z: FloatArray) -> FloatArray:
    return z.reshape(-1, z.shape[-1])


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


def _logits(z: ArrayLike, name: str, axis: int) -> FloatArray:
    """Return logits as float64 with the classes on the last axis; a number is one class."""
    given = real(z, name)
    values = outcomes_last(np.atleast_1d(given), name, axis)
    if values.shape[-1] == 0:
        raise ValueError(f"{name} has no classes along axis {axis}; give at least one logit")
    if not (values < np.inf).all():
        bad = ~(given < np.inf)
        raise ValueError(
            f"{name} must be below inf, but {element(name, given, bad)}; "
            "only -inf is allowed, for a class ruled out"
        )
    ruled_out = values[..., 0] == -np.inf
    if ruled_out.any() and (ruled_out := (values == -np.inf).all(axis=-1)).any():
        raise ValueError(
            f"{name} must leave a class in each line along axis {axis}, but "
            f"{line(ruled_out, axis, values.ndim)}rules all of them out with -inf; "
            "give one a finite logit"
        )
    return values


def _samples(
    targets: ArrayLike, logits: ArrayLike
) -> tuple[FloatArray, FloatArray, tuple[int, ...]]:
    """Return targets as distributions (n, k), logits (n, k), and the shape that logits had."""
    given = real(logits, "logits")
    if given.ndim not in (1, 2):
        raise ValueError(
            f"logits must have shape (n, k), or (k,) for one sample, but have {given.shape}; "
            "reshape them"
        )
    shape = given.shape
    if shape[0] == 0:
        raise ValueError(f"logits of shape {shape} hold no sample; give at least one")
    z = _logits(given, "logits", -1).reshape(-1, shape[-1])
    n, k = z.shape
    y = array(targets, "targets")
    if y.shape == shape:
        y = distribution(targets, "targets", cure="divide each row by its sum").values
        return y.reshape(n, k), z, shape
    if y.shape != shape[:-1]:
        raise ValueError(
            f"targets must be labels of shape {shape[:-1]} or distributions of shape {shape}, "
            f"as the logits are, but have shape {y.shape}; reshape them"
        )
    if y.dtype.kind not in "iu":
        raise TypeError(
            f"targets must be integers where they are labels, not {y.dtype}; "
            "convert with .astype(int), or give distributions of the shape of the logits"
        )
    labels = y.reshape(-1).astype(np.int64)
    bad = (labels < 0) | (labels >= k)
    if bad.any():
        first = element("targets", y, bad.reshape(y.shape))
        raise ValueError(
            f"targets must be labels in 0 … {k - 1}, but {first}; "
            "count classes from 0, and give a logit to each"
        )
    one_hot = np.zeros((n, k))
    one_hot[np.arange(n), labels] = 1.0
    return one_hot, z, shape
