"""The usual repair of a model that rules something out; it hides an infinity behind an ε."""

from numpy.typing import ArrayLike

from infotheory._core.distributions import distribution
from infotheory._core.fields import fraction
from infotheory._core.sums import FloatArray


def mix_uniform(q: ArrayLike, epsilon: float) -> FloatArray:
    """Return (1 − ε) q + ε/K over the K outcomes: label smoothing, if q is a one-hot label.

    Parameters
    ----------
    q : array_like
        A distribution, with its outcomes on the last axis.
    epsilon : float
        The share of the uniform part, from 0 to 1.

    References
    ----------
    C. Szegedy and others, "Rethinking the Inception Architecture for Computer Vision", 2016, §7.

    Examples
    --------
    >>> mix_uniform([1.0, 0.0], 0.5)
    array([0.75, 0.25])
    """
    q = distribution(q, "q", cure="divide it by its sum").values
    epsilon = fraction("epsilon", epsilon)
    mixed: FloatArray = (1 - epsilon) * q + epsilon / q.shape[-1]
    return mixed
