"""How often what was forecast comes true: forecasts in bins, against the share that happened."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.checks import broadcast_shape
from infotheory._core.classes import events
from infotheory._core.distributions import probabilities
from infotheory._core.fields import whole
from infotheory._core.sums import FloatArray


class Reliability(NamedTuple):
    """The bins that hold a forecast, from low to high."""

    forecast: FloatArray
    """The average forecast in each."""
    share: FloatArray
    """The share of its events that happened."""
    number: NDArray[np.int64]
    """The number of its forecasts."""


def reliability(forecasts: ArrayLike, happened: ArrayLike, *, bins: int = 10) -> Reliability:
    """Compare forecasts of events with what happened, in equal bins (lo, hi] of the forecast.

    Who is calibrated has ``share`` near ``forecast`` in every bin: of what is called 70 % likely,
    70 % happens. A bin of its own holds each of the forecasts 0 and 1, which are never to fail.

    Parameters
    ----------
    forecasts : array_like
        Probabilities of the events.
    happened : array_like of bool
        Whether they happened.
    bins : int, optional
        The number of equal bins between 0 and 1.

    References
    ----------
    A. H. Murphy and R. L. Winkler, "Reliability of Subjective Probability Forecasts of
    Precipitation and Temperature", *Applied Statistics* 26, 1977, 41-47.

    Examples
    --------
    >>> found = reliability([0.75, 0.75, 0.0, 1.0], [True, False, False, True])
    >>> found.forecast.tolist(), found.share.tolist(), found.number.tolist()
    ([0.0, 0.75, 1.0], [0.0, 0.5, 1.0], [1, 2, 1])
    """
    q = np.atleast_1d(probabilities(forecasts, "forecasts"))
    occurred = np.atleast_1d(events(happened, "happened"))
    shape = broadcast_shape(forecasts=q.shape, happened=occurred.shape)
    bins = whole("bins", bins, at_least=1)
    q, occurred = np.broadcast_to(q, shape).ravel(), np.broadcast_to(occurred, shape).ravel()
    which = 1 + np.searchsorted(np.arange(1, bins) / bins, q, side="left")
    which = np.where(q == 0, 0, np.where(q == 1, bins + 1, which))
    number = np.bincount(which, minlength=bins + 2)
    held = number > 0
    total, hits = (np.bincount(which, weights=w, minlength=bins + 2)[held] for w in (q, occurred))
    return Reliability(total / number[held], hits / number[held], number[held])
