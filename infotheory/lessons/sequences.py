"""What a sequence of draws costs under a model, draw by draw, and what it tells."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.arrays import numbers
from infotheory._core.classes import class_labels
from infotheory._core.distributions import one_distribution
from infotheory._core.fields import whole
from infotheory._core.sums import FloatArray
from infotheory.information import self_information

CURE = "divide it by its sum"


def running_cost(draws: ArrayLike, q: ArrayLike, *, base: float = 2) -> FloatArray:
    """Surprise paid so far by somebody who believes `q`.

    Cₙ = −Σₖ≤ₙ log q(xₖ)

    Parameters
    ----------
    draws : array_like
        The outcomes drawn, as integers that count from 0.
    q : array_like
        The model: a probability for each outcome.
    base : float, optional
        Base of the logarithm.

    Returns
    -------
    ndarray
        As many numbers as draws; ``inf`` from the first draw that the model ruled out.

    Notes
    -----
    The last number over n is the average negative log-likelihood of the sample, which is the
    cross-entropy between the sample's own shares and the model.

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, 2016, §5.5.

    Examples
    --------
    >>> running_cost([0, 1, 1], [0.5, 0.25, 0.25])
    array([1., 3., 5.])
    """
    prices = self_information(one_distribution(q, "q", cure=CURE), base=base)
    cost: FloatArray = np.cumsum(np.asarray(prices)[_outcomes(draws, np.size(prices))])
    return cost


def running_evidence(
    draws: ArrayLike, p: ArrayLike, q: ArrayLike, *, base: float = 2
) -> FloatArray:
    """Evidence so far for the source `p` against the source `q`.

    Eₙ = Σₖ≤ₙ log(p(xₖ)/q(xₖ)), which grows by D(p‖q) a draw on average where p is true

    Parameters
    ----------
    draws : array_like
        The outcomes drawn, as integers that count from 0.
    p, q : array_like
        The two sources; both give every drawn outcome a probability above 0.
    base : float, optional
        Base of the logarithm.

    Returns
    -------
    ndarray
        As many numbers as draws.

    References
    ----------
    S. Kullback and R. A. Leibler, "On Information and Sufficiency", 1951: the mean information
    for discrimination.

    Examples
    --------
    >>> running_evidence([0, 1], [0.25, 0.75], [0.5, 0.5]).round(3)
    array([-1.   , -0.415])
    """
    return running_cost(draws, q, base=base) - running_cost(draws, p, base=base)


def sample(p: ArrayLike, n: int, *, seed: int) -> NDArray[np.intp]:
    """Draw `n` outcomes of the source `p`; the same seed gives the same draws.

    One uniform number a draw is compared with the cumulated probabilities, so that draws change
    little where p does.

    Examples
    --------
    >>> sample([0.5, 0.5], 8, seed=0)
    array([1, 0, 0, 0, 1, 1, 1, 1])
    """
    p = one_distribution(p, "p", cure=CURE)
    edges = np.cumsum(p)
    n, seed = whole("n", n, at_least=0), whole("seed", seed, at_least=0)
    uniform = np.random.default_rng(seed).random(n)
    places = np.searchsorted(edges / edges[-1], uniform, side="right")
    return np.minimum(places, int(np.flatnonzero(p)[-1]))


def _outcomes(draws: ArrayLike, count: int) -> NDArray[np.int64]:
    given = numbers(draws, "draws").values
    if given.ndim != 1:
        raise ValueError(f"draws must have shape (n,), but have {given.shape}; give one sequence")
    if given.size == 0:
        return np.zeros(0, np.int64)
    return class_labels(given, "draws", count)
