"""How far a score would move with other rows: the bootstrap. Rows are drawn again, with return."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from infotheory._core.arrays import finite
from infotheory._core.fields import fraction, whole
from infotheory._core.sums import FloatArray


class Interval(NamedTuple):
    """From where to where."""

    low: float
    high: float


def bootstrap_means(
    values: ArrayLike,
    *,
    draws: int = 1000,
    seed: int = 0,
    progress: Callable[[float], object] = lambda _: None,
) -> FloatArray:
    """Mean of each column over rows that are drawn again, in each of many draws.

    Parameters
    ----------
    values : array_like
        Shape (n, m), a row for each case, or (n,). All columns share the drawn rows, so that what
        is computed from several means of one draw belongs together.
    draws : int, optional
        How many times n rows are drawn.
    seed : int, optional
        Which rows are drawn.
    progress : callable, optional
        Is told the share done.

    Returns
    -------
    ndarray
        Shape (draws, m), or (draws,).

    References
    ----------
    B. Efron and R. J. Tibshirani, *An Introduction to the Bootstrap*, 1993, ch. 6 and 13.

    Examples
    --------
    >>> bootstrap_means([2.0, 2.0, 2.0], draws=2)
    array([2., 2.])
    """
    x = finite(values, "values")
    if x.ndim not in (1, 2) or 0 in x.shape:
        raise ValueError(
            f"values must have shape (n,) or (n, m), with a row at least, but have {x.shape}; "
            "give a row for each case"
        )
    n, draws = len(x), whole("draws", draws, at_least=1)
    rng = np.random.default_rng(whole("seed", seed, at_least=0))
    means = np.empty((draws, *x.shape[1:]))
    for i in range(draws):
        times = np.bincount(rng.integers(0, n, n), minlength=n)
        means[i] = times.astype(np.float64) @ x / n  # a product of floats is BLAS's
        progress((i + 1) / draws)
    return means


def percentile_interval(draws: ArrayLike, *, level: float = 0.95) -> Interval:
    """Return the interval that leaves as many draws below it as above it.

    Examples
    --------
    >>> percentile_interval([0.0, 1.0, 2.0, 3.0, 4.0], level=0.5)
    Interval(low=1.0, high=3.0)
    """
    x, outside = finite(draws, "draws"), 1 - fraction("level", level)
    if x.ndim != 1 or not x.size:
        raise ValueError(
            f"draws must have shape (draws,), but have {x.shape}; give one number each"
        )
    low, high = np.quantile(x, [outside / 2, 1 - outside / 2])
    return Interval(float(low), float(high))
