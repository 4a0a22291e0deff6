"""Scores of forecasts of events that happen or not; lower is better.

A forecast q of the event stands for the distribution (q, 1 − q). A score is *proper* if nobody
who believes p scores better on average by another forecast than p.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.checks import broadcast_shape
from infotheory._core.classes import events
from infotheory._core.distributions import distribution, probabilities
from infotheory._core.fields import fraction, whole
from infotheory._core.sums import FloatArray
from infotheory.information import self_information


def log_scores(forecasts: ArrayLike, happened: ArrayLike, *, base: float = 2) -> FloatArray:
    """Surprise at what happened: −log q, or −log(1 − q) where it did not happen.

    Parameters
    ----------
    forecasts : array_like
        Probabilities of the events.
    happened : array_like of bool
        Whether they happened.
    base : float, optional
        Base of the logarithm.

    Returns
    -------
    ndarray
        A score an event, from 0 without a ceiling; ``inf`` where what happened was ruled out.

    References
    ----------
    T. Gneiting and A. E. Raftery, "Strictly Proper Scoring Rules, Prediction, and Estimation",
    *Journal of the American Statistical Association* 102, 2007, 359-378.

    Examples
    --------
    >>> log_scores([0.25, 0.5], [True, False])
    array([2., 1.])
    """
    q, occurred = _checked(forecasts, happened)
    return np.atleast_1d(self_information(np.where(occurred, q, 1 - q), base=base))


def squared_scores(forecasts: ArrayLike, happened: ArrayLike) -> FloatArray:
    """Squared error over both outcomes, (q − y)² + ((1 − q) − (1 − y))²: from 0 to 2.

    This is Brier's score as he defined it; half of it is often called so too.

    References
    ----------
    G. W. Brier, "Verification of Forecasts Expressed in Terms of Probability", *Monthly Weather
    Review* 78, 1950, 1-3.

    Examples
    --------
    >>> squared_scores([0.5, 0.0], [True, True])
    array([0.5, 2. ])
    """
    error = _error(forecasts, happened)
    return 2 * error**2


def absolute_scores(forecasts: ArrayLike, happened: ArrayLike) -> FloatArray:
    """Absolute error over both outcomes, 2|q − y|: not proper.

    Examples
    --------
    >>> absolute_scores([0.5, 0.0], [True, True])
    array([1., 2.])
    """
    return 2 * np.abs(_error(forecasts, happened))


def class_log_scores(forecasts: ArrayLike, answer: int, *, base: float = 2) -> FloatArray:
    """Surprise at the answer that is right, −log q(answer), of each forecast over K answers.

    Parameters
    ----------
    forecasts : array_like
        Distributions, a row each.
    answer : int
        The index of what is right.
    base : float, optional
        Base of the logarithm.

    Examples
    --------
    >>> class_log_scores([[0.25, 0.75], [0.0, 1.0]], 0)
    array([ 2., inf])
    """
    q, answer = _checked_rows(forecasts, answer)
    return np.atleast_1d(self_information(q[:, answer], base=base))


def class_squared_scores(forecasts: ArrayLike, answer: int) -> FloatArray:
    """Squared error Σ (q − y)² of each forecast over K answers, with y one-hot: from 0 to 2.

    Brier's score as he defined it, for any number of answers; see `squared_scores`.

    Examples
    --------
    >>> class_squared_scores([[0.25, 0.75], [0.0, 1.0]], 0)
    array([1.125, 2.   ])
    """
    q, answer = _checked_rows(forecasts, answer)
    total: FloatArray = np.square(q - np.eye(q.shape[1])[answer]).sum(axis=1)
    return total


def expected_score(score: FloatArray, otherwise: FloatArray, p: float) -> FloatArray:
    """Average of a score where the event has probability `p`.

    Parameters
    ----------
    score, otherwise : ndarray
        The score if the event happens, and if it does not.
    p : float
        Its probability.

    Examples
    --------
    >>> expected_score(np.array([1.0]), np.array([3.0]), 0.25)
    array([2.5])
    """
    p = fraction("p", p)
    happens = p * score if p > 0 else np.zeros_like(score)
    does_not = (1 - p) * otherwise if p < 1 else np.zeros_like(otherwise)
    total: FloatArray = happens + does_not
    return total


def _error(forecasts: ArrayLike, happened: ArrayLike) -> FloatArray:
    q, occurred = _checked(forecasts, happened)
    return occurred - q


def _checked(forecasts: ArrayLike, happened: ArrayLike) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Return probabilities and whether the events happened, as arrays that broadcast."""
    q = np.atleast_1d(probabilities(forecasts, "forecasts"))
    occurred = np.atleast_1d(events(happened, "happened"))
    broadcast_shape(forecasts=q.shape, happened=occurred.shape)
    return q, occurred


def _checked_rows(forecasts: ArrayLike, answer: int) -> tuple[FloatArray, int]:
    """Return distributions as rows, and the index of one of their outcomes."""
    q = np.atleast_2d(
        distribution(forecasts, "forecasts", cure="divide each row by its sum").values
    )
    answer = whole("answer", answer, at_least=0)
    if answer >= q.shape[1]:
        raise ValueError(f"answer must be one of 0 … {q.shape[1] - 1}, but is {answer}")
    return q, answer
