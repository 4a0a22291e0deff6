"""Targets and outputs of losses, one row per sample, or an error that says the cure."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.alignment import aligned, order_like
from infotheory._core.arrays import Numbers, all_finite, element, numbers
from infotheory._core.classes import NUMBER, class_labels
from infotheory._core.distributions import DistributionError, outcomes
from infotheory._core.softmax import logits_of, rows_of
from infotheory._core.sums import FloatArray

SWAPPED = "the two look swapped: the truth comes first, the logits second"
ROWS = "give distributions of the shape of the logits"


class Samples(NamedTuple):
    """Targets and outputs, both (n, k), and how much each sample counts, if they differ in it."""

    y: FloatArray
    z: FloatArray
    weights: FloatArray | None
    shape: tuple[int, ...]  # that the outputs had
    each: tuple[int, ...]  # (n,), or () for a single sample given without its axis


def softmax_samples(
    targets: ArrayLike, logits: ArrayLike, weights: ArrayLike | None = None
) -> Samples:
    """Return labels, or distributions, and logits over the same two classes or more."""
    y, z = numbers(targets, "targets", NUMBER), numbers(logits, "logits")
    shape, y_shape = z.values.shape, y.values.shape
    if len(shape) not in (1, 2):
        raise ValueError(
            f"logits must have shape (n, k), or (k,) for one sample, but have {shape}; reshape them"
        )
    _some_samples(shape)
    if y_shape not in (shape, shape[:-1]):
        swapped = len(y_shape) == 2 and shape == y_shape[:-1]
        raise ValueError(
            f"targets must be labels of shape {shape[:-1]} or distributions of shape {shape}, "
            f"as the logits are, but have shape {y_shape}; {SWAPPED if swapped else 'reshape them'}"
        )
    if shape[-1] == 1:
        raise ValueError(
            f"logits must have two classes or more, but have shape {shape}: the softmax of one "
            "logit is 1 whatever it is; use sigmoid_cross_entropy, or for one logit z per sample "
            "give the two columns (0, z)"
        )
    rows = rows_of(logits_of(z, "logits"))
    if y_shape == shape:
        p = _target_distributions(y, z)
    else:
        p = _one_hot(class_labels(y.values, "targets", shape[-1], y.labels, ROWS), shape[-1])
        y = y._replace(labels=(*y.labels, None) if y.labels else ())
    _, p = aligned(("logits", "targets"), z.values, z.labels, p, y.labels)
    counts = _weights(weights, "logits", z, shape[:-1])
    return Samples(rows_of(p), rows, counts, shape, shape[:-1])


def sigmoid_samples(
    targets: ArrayLike, logits: ArrayLike, weights: ArrayLike | None = None
) -> Samples:
    """Return probabilities of class 1 and one logit per sample, as columns."""
    y, z = numbers(targets, "targets", NUMBER), numbers(logits, "logits")
    shape, y_shape = z.values.shape, y.values.shape
    if shape[1:] not in ((), (1,)):
        raise ValueError(
            f"logits must have shape (n,), one per sample, but have {shape}; use "
            "softmax_cross_entropy for classes that exclude each other, or give a column at a time"
        )
    _some_samples(shape)
    count = shape[:1]
    if y_shape not in (shape, count):
        raise ValueError(
            f"targets must have shape {count}, one for each logit, but have {y_shape}; reshape them"
        )
    p = y.values.astype(np.float64, copy=False)
    bad = ~((p >= 0) & (p <= 1))
    if bad.any():
        given = z.values
        swapped = given.size and ((given >= 0) & (given <= 1)).all()
        raise DistributionError(
            f"targets must be 0 or 1, or probabilities of class 1 in [0, 1], but "
            f"{element('targets', p, bad, y.labels)}; "
            + (SWAPPED if swapped else "number the two classes 0 and 1")
        )
    log_odds = z.values.astype(np.float64, copy=False)
    if (bad := ~(log_odds < np.inf)).any():
        raise ValueError(
            f"logits must be numbers below inf, but {element('logits', log_odds, bad, z.labels)}; "
            "for a class 0 that is ruled out give softmax_cross_entropy the columns (-inf, 0)"
        )
    p = _in_order_of(("logits", "targets"), z, y, p)
    counts = _weights(weights, "logits", z, count)
    return Samples(p.reshape(-1, 1), log_odds.reshape(-1, 1), counts, shape, count)


def output_samples(
    y_true: ArrayLike, y_pred: ArrayLike, weights: ArrayLike | None = None
) -> Samples:
    """Return truth and prediction, each of k numbers per sample; vectors are columns."""
    truth, prediction = numbers(y_true, "y_true"), numbers(y_pred, "y_pred")
    y, z = (
        all_finite(x.values.astype(np.float64, copy=False), name, x.labels)
        for name, x in (("y_true", truth), ("y_pred", prediction))
    )
    shape = z.shape
    if y.shape != shape:
        raise ValueError(
            f"y_true and y_pred must have the same shape, but these are {y.shape} and "
            f"{shape}; reshape one of them"
        )
    if len(shape) not in (1, 2) or z.size == 0:
        raise ValueError(
            "y_true and y_pred must have shape (n,) or (n, k) with at least one number, "
            f"but have {shape}; reshape them"
        )
    z, y = aligned(("y_pred", "y_true"), z, prediction.labels, y, truth.labels)
    y, z = (np.ascontiguousarray(x).reshape(len(x), -1) for x in (y, z))
    return Samples(y, z, _weights(weights, "y_pred", prediction, shape[:1]), shape, shape[:1])


def _some_samples(shape: tuple[int, ...]) -> None:
    if 0 in shape[:1]:
        raise ValueError(f"logits of shape {shape} hold no sample; give at least one")


def _weights(
    weights: ArrayLike | None, name: str, z: Numbers, count: tuple[int, ...]
) -> FloatArray | None:
    """Return how much each sample of the outputs `name` counts."""
    if weights is None:
        return None
    given = numbers(weights, "weights")
    if given.values.shape not in (count, count or (1,)):
        raise ValueError(
            f"weights must have shape {count or (1,)}, one for each sample, but have "
            f"{given.values.shape}; reshape them"
        )
    given = given._replace(values=np.atleast_1d(given.values))
    counts = outcomes(given, "weights", normalize=True).values
    return _in_order_of((name, "weights"), z, given, counts) if count else counts


def _in_order_of(names: tuple[str, str], z: Numbers, x: Numbers, values: FloatArray) -> FloatArray:
    """Return values, one per sample, in the order of the outputs where both have labels."""
    if not (z.labels and x.labels) or z.labels[0] is None or x.labels[0] is None:
        return values
    return order_like(names, z.labels[0], x.labels[0]).sort(values, 0)


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
