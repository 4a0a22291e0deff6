"""A confident mistake: what each loss charges for it, and how hard each pulls to undo it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.arrays import finite, numbers, real
from infotheory._core.checks import quiet
from infotheory._core.classes import NUMBER, class_labels
from infotheory._core.distributions import probabilities
from infotheory._core.fields import one_of, whole
from infotheory.losses import softmax_cross_entropy, softmax_mse

LOSSES = ("cross_entropy", "softmax_squared_error")


class Charge(NamedTuple):
    """Losses of single samples, and how fast they rise and how strong they pull.

    Parameters
    ----------
    loss : ndarray
        Cross-entropy in nats, or the sum of squares over the classes.
    slope : ndarray
        Its derivative with respect to the gap.
    gradient : ndarray
        The Euclidean norm of its gradient at the logits.
    """

    loss: NDArray[np.float64]
    slope: NDArray[np.float64]
    gradient: NDArray[np.float64]


def charge(loss: str, gaps: ArrayLike, classes: int = 3) -> Charge:
    """Charge for a wrong class whose logit leads all others, the true one among them, by a gap.

    The logits are (gap, 0, …, 0), and the last class is true.

    Parameters
    ----------
    loss : {"cross_entropy", "softmax_squared_error"}
        Which loss; the squares are summed over the classes.
    gaps : array_like
        One gap, or several.
    classes : int
        At least 2.

    Returns
    -------
    Charge
        Of the shape of `gaps`.

    Examples
    --------
    >>> for loss in LOSSES:
    ...     at = charge(loss, 6.0)
    ...     print(f"{at.loss:.3f} {at.gradient:.3f}")
    6.005 1.409
    1.985 0.018
    """
    one_of("loss", loss, LOSSES)
    gaps, classes = finite(gaps, "gaps"), whole("classes", classes, at_least=2)
    values, slopes, norms = [], [], []
    for gap in gaps.ravel():
        z = np.zeros(classes)
        z[0] = gap
        value, gradient = _loss(loss, classes - 1, z)
        values.append(value)
        slopes.append(gradient[0])
        norms.append(np.linalg.norm(gradient))
    return Charge(*(np.reshape(x, gaps.shape) for x in (values, slopes, norms)))


@quiet
def mean_lead(z: ArrayLike, labels: ArrayLike) -> float:
    """By how much a wrong class's logit leads the true one, averaged; 0 where none does.

    Parameters
    ----------
    z : array_like, shape (n, k)
        Logits of n samples.
    labels : array_like of integers, shape (n,)
        Their classes.

    Returns
    -------
    float
        In nats; NaN where an output is none or infinite.

    Examples
    --------
    >>> mean_lead([[6.0, 0.0, 0.0], [0.0, 1.0, 0.0]], [2, 1])
    3.0
    """
    z, given = real(z, "z"), numbers(labels, "labels", NUMBER).values
    if z.ndim != 2 or given.shape != z.shape[:1]:
        raise ValueError(
            f"z and labels must have shapes (n, k) and (n,), but have {z.shape} and {given.shape}"
        )
    true = z[np.arange(len(z)), class_labels(given, "labels", z.shape[1])]
    return float((z.max(axis=1) - true).mean())


def mean_gradient(loss: str, z: ArrayLike, labels: ArrayLike) -> float:
    """Size of a sample's gradient at its logits, averaged over the samples.

    Parameters
    ----------
    loss : {"cross_entropy", "softmax_squared_error"}
        Which loss; the squares are summed over the classes.
    z : array_like, shape (n, k)
        Logits of n samples.
    labels : array_like of integers, shape (n,)
        Their classes.

    Returns
    -------
    float
        The mean of the Euclidean norms.

    Examples
    --------
    >>> for loss in LOSSES:
    ...     print(round(mean_gradient(loss, [[6.0, 0.0, 0.0], [0.0, 0.0, 60.0]], [2, 2]), 3))
    0.704
    0.009
    """
    _, gradient = _loss(loss, np.asarray(labels), np.asarray(z, dtype=np.float64))
    return float(np.linalg.norm(gradient, axis=1).sum())


def pull(loss: str, p: ArrayLike) -> NDArray[np.float64]:
    """Size of the gradient at the true one of two logits, whose class has the probability p.

    1 − p for cross-entropy; 4p(1 − p)² for the sum of squares. Half the sum pulls half as hard,
    2p(1 − p)², and half the squared error of one sigmoid a quarter, p(1 − p)².

    Parameters
    ----------
    loss : {"cross_entropy", "softmax_squared_error"}
        Which loss; the squares are summed over the two classes.
    p : array_like
        Probabilities strictly between 0 and 1.

    Returns
    -------
    ndarray
        Of the shape of `p`.

    Examples
    --------
    >>> pull("softmax_squared_error", [0.5]) / 4
    array([0.125])
    """
    one_of("loss", loss, LOSSES)
    p = probabilities(p, "p")
    if not ((p > 0) & (p < 1)).all():
        raise ValueError("p must lie strictly between 0 and 1; a sure class has no finite logit")
    logit = np.log(p) - np.log1p(-p)
    sizes = [abs(_loss(loss, 1, np.array([0.0, z]))[1][1]) for z in logit.ravel()]
    return np.reshape(sizes, p.shape)


def curvature(loss: str, q: ArrayLike) -> NDArray[np.float64]:
    """Second derivative of the loss in the true one of two logits, whose class has probability q.

    q(1 − q) for cross-entropy, which is convex; 4q(1 − q)²(3q − 1) for the sum of squares, which
    is concave where the true class has less than a third, and pulls hardest at a third.

    Parameters
    ----------
    loss : {"cross_entropy", "softmax_squared_error"}
        Which loss; the squares are summed over the two classes.
    q : array_like
        Probabilities of the true class, in [0, 1].

    Returns
    -------
    ndarray
        Of the shape of `q`.

    Examples
    --------
    >>> curvature("softmax_squared_error", [0.25, 0.5])
    array([-0.140625,  0.25    ])
    """
    one_of("loss", loss, LOSSES)
    q = probabilities(q, "q")
    if loss == "cross_entropy":
        return q * (1 - q)
    return 4 * q * (1 - q) ** 2 * (3 * q - 1)


def _loss(loss: str, label: ArrayLike, z: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    if loss == "cross_entropy":
        return softmax_cross_entropy(label, z)
    return softmax_mse(label, z, reduction="sum")
