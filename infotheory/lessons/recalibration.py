"""Forecasts of an event put right: the curve of it, how far chance moves it, and on other rows."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.calibration import Counts, pooled
from infotheory._core.distributions import probabilities as checked_probabilities
from infotheory._core.fields import fraction, whole
from infotheory._core.predictions import labels_and_logits, two_classes
from infotheory._core.sums import FloatArray
from infotheory._core.temperature import best_temperature


class Curve(NamedTuple):
    """The blocks of isotonic regression, from low to high; each spans its forecasts."""

    low: FloatArray
    """The least forecast in each block."""
    high: FloatArray
    """The greatest one."""
    share: FloatArray
    """The share of its events that happened."""
    number: NDArray[np.int64]
    """The number of its rows."""


class Band(NamedTuple):
    """Where the curve of a calibrated forecaster would lie, at each forecast."""

    forecast: FloatArray
    low: FloatArray
    high: FloatArray


def isotonic_curve(labels: ArrayLike, probabilities: ArrayLike) -> Curve:
    """Return the rising step function that `recalibrate` puts forecasts right by.

    Parameters
    ----------
    labels, probabilities : array_like
        As for `recalibrate`: two classes.

    Examples
    --------
    >>> found = isotonic_curve([0, 1, 0, 1], [0.125, 0.25, 0.375, 0.875])
    >>> found.share.tolist(), found.number.tolist()
    ([0.0, 0.5, 1.0], [1, 2, 1])
    """
    y, q = _events(labels, probabilities, "isotonic_curve")
    forecast, hits, sizes = _grouped(y, q)
    block_hits, rows, groups = pooled(hits, sizes)
    last = np.cumsum(groups) - 1
    return Curve(forecast[last - groups + 1], forecast[last], block_hits / rows, rows)


def consistency_band(
    forecasts: ArrayLike,
    *,
    level: float = 0.9,
    resamples: int = 200,
    seed: int = 0,
    grid: int = 1000,
) -> Band:
    """Return the band in which the isotonic curve lies if the forecasts are calibrated.

    Events are drawn as the forecasts say, again and again, and recalibrated; at each forecast the
    band holds the share ``level`` of what came out.

    Parameters
    ----------
    forecasts : array_like
        Probabilities of the event, shape (n,).
    level : float, optional
        The share of the resampled curves inside the band, at each forecast.
    resamples, seed : int, optional
        How many times events are drawn, and which.
    grid : int, optional
        More different forecasts than this are rounded to so many steps, for speed.

    References
    ----------
    T. Dimitriadis, T. Gneiting and A. I. Jordan, "Stable Reliability Diagrams for
    Probabilistic Classifiers", *Proceedings of the National Academy of Sciences* 118, 2021,
    e2016191118.

    Examples
    --------
    >>> consistency_band([0.0, 1.0, 1.0], resamples=5)
    Band(forecast=array([0., 1.]), low=array([0., 1.]), high=array([0., 1.]))
    """
    q = np.atleast_1d(checked_probabilities(forecasts, "forecasts")).ravel()
    outside = 1 - fraction("level", level)
    resamples, grid = whole("resamples", resamples, at_least=1), whole("grid", grid, at_least=1)
    rng = np.random.default_rng(whole("seed", seed, at_least=0))
    exact = np.unique(q)
    q = q if len(exact) <= grid else np.round(q * grid) / grid
    forecast, sizes = np.unique(q, return_counts=True)
    curves = np.empty((resamples, len(forecast)))
    for curve in curves:
        hits, rows, groups = pooled(rng.binomial(sizes, forecast), sizes)
        curve[:] = np.repeat(hits / rows, groups)
    low, high = np.quantile(curves, [outside / 2, 1 - outside / 2], axis=0)
    return Band(forecast, low, high)


def cross_fitted(labels: ArrayLike, probabilities: ArrayLike, *, seed: int = 0) -> FloatArray:
    """Put each half of the forecasts right by the labels of the other half.

    Isotonic regression on one half gives a share to each of its blocks; a forecast of the other
    half gets the share at its place, along straight lines between the blocks. Shares are
    (hits + ½) / (rows + 1) here: a share of 0 or 1 would rule out what the other half may hold.

    Parameters
    ----------
    labels, probabilities : array_like
        As for `recalibrate`: two classes, and at least two rows.
    seed : int, optional
        Which rows are in which half.

    Returns
    -------
    ndarray
        Probability of class 1, shape (n,).

    References
    ----------
    R. E. Krichevsky and V. K. Trofimov, "The Performance of Universal Encoding", *IEEE
    Transactions on Information Theory* 27, 1981, 199-207, for the half.

    Examples
    --------
    >>> cross_fitted([0, 1], [0.25, 0.25])
    array([0.75, 0.25])
    """
    y, q = _events(labels, probabilities, "cross_fitted")
    fitted = np.empty(len(q))
    for here, there in _halves(len(q), seed):
        forecast, hits, sizes = _grouped(y[there], q[there])
        block_hits, rows, groups = pooled(hits, sizes)
        fitted[here] = np.interp(
            q[here], forecast, np.repeat((block_hits + 0.5) / (rows + 1), groups)
        )
    return fitted


def cross_fitted_temperatures(labels: ArrayLike, logits: ArrayLike, *, seed: int = 0) -> FloatArray:
    """Return for each row the temperature that suits the other half of the rows best.

    Parameters
    ----------
    labels, logits : array_like
        As for `fit_temperature`, with at least two rows.
    seed : int, optional
        Which rows are in which half; the same as in `cross_fitted`.

    Examples
    --------
    >>> cross_fitted_temperatures([0, 0], [[1.0, 0.0], [1.0, 0.0]])
    array([0., 0.])
    """
    y, z = labels_and_logits(labels, logits)
    temperatures = np.empty(len(y))
    for here, there in _halves(len(y), seed):
        temperatures[here] = best_temperature(y[there], z[there])
    return temperatures


def _halves(n: int, seed: int) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    if n < 2:
        raise ValueError(
            f"labels must be at least two, to be halved, but {n} is there; give more rows"
        )
    order = np.random.default_rng(whole("seed", seed, at_least=0)).permutation(n)
    a, b = order[: n // 2], order[n // 2 :]
    return [(a, b), (b, a)]


def _events(labels: ArrayLike, q: ArrayLike, function: str) -> tuple[NDArray[np.bool_], FloatArray]:
    given = two_classes(labels, q, function)
    return given.labels == 1, given.q if given.q.ndim == 1 else given.q[:, 1]


def _grouped(y: NDArray[np.bool_], q: FloatArray) -> tuple[FloatArray, Counts, Counts]:
    """Return each different forecast once, its hits, and its rows."""
    forecast, group, sizes = np.unique(q, return_inverse=True, return_counts=True)
    hits = np.bincount(group, weights=y, minlength=len(sizes)).astype(np.int64)
    return forecast, hits, sizes
