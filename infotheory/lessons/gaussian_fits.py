"""Normal models fitted to data and to densities: a line, and one bell for two bumps."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from infotheory._core.arrays import finite
from infotheory._core.checks import log_of_base
from infotheory._core.fields import number
from infotheory._core.sums import FloatArray
from infotheory.losses import mse

# Steps of the trapezoid rule, in standard deviations. For smooth functions that fade at both
# ends its error falls faster than any power of the step.
_Z = np.linspace(-12, 12, 2401)
_WEIGHTS = np.exp(-(_Z**2) / 2) * (_Z[1] - _Z[0]) / math.sqrt(2 * math.pi)


class Bell(NamedTuple):
    """A normal distribution, and what it costs as a model (or its divergence as a source)."""

    mean: float
    std: float
    divergence: float


def gaussian_cross_entropy(
    y: ArrayLike, predicted: ArrayLike, std: float, *, base: float = 2
) -> float:
    """Average −log of the density that N(ŷ, σ²) gives to the data.

    ½ log(2πσ²) + MSE / (2σ² ln b): at σ = 1 half of the squared error and a constant

    Parameters
    ----------
    y, predicted : array_like
        The data and the means predicted for them.
    std : float
        The standard deviation σ, positive.
    base : float, optional
        Base of the logarithm.

    Returns
    -------
    float
        It may be negative: densities may exceed 1.

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, 2016, §5.5.1.

    Examples
    --------
    >>> f"{gaussian_cross_entropy([0.0, 0.0], [1.0, -1.0], 1.0, base=math.e):.4f}"
    '1.4189'
    """
    std = _positive("std", std)
    y, predicted = finite(y, "y"), finite(predicted, "predicted")
    if y.shape != predicted.shape:
        raise ValueError(
            f"y and predicted must have the same shape, but these are {y.shape} and "
            f"{predicted.shape}; reshape one of them"
        )
    square: float = mse(y, predicted, reduction="mean").value
    nats = math.log(2 * math.pi * std**2) / 2 + square / (2 * std**2)
    return nats / log_of_base(base)


def least_squares_line(x: ArrayLike, y: ArrayLike) -> tuple[float, float]:
    """Intercept and slope of the line with the least mean squared error.

    Examples
    --------
    >>> least_squares_line([0, 1, 2], [1, 3, 5])
    (1.0, 2.0)
    """
    x, y = finite(x, "x"), finite(y, "y")
    if x.ndim != 1 or x.shape != y.shape or x.size < 2 or np.ptp(x) == 0:
        raise ValueError(
            f"x and y must be as many numbers, at two places or more, but have {x.shape} and "
            f"{y.shape}; a line needs two points that differ in x"
        )
    away = x - x.mean()
    slope = float((away * (y - y.mean())).sum() / (away**2).sum())
    return float(y.mean() - slope * x.mean()), slope


def two_bumps(x: ArrayLike, apart: float, std: float) -> FloatArray:
    """Density of ½N(−a, s²) + ½N(a, s²), a = `apart`, s = `std`.

    Examples
    --------
    >>> f"{two_bumps(0.0, 2.0, 1.0):.6f}"
    '0.053991'
    """
    return np.exp(_log_two_bumps(finite(x, "x"), *_bumps(apart, std)))


def forward_fit(apart: float, std: float, *, base: float = 2) -> Bell:
    """Return the normal model q with the least D(p‖q) from the two bumps p.

    Its mean and variance are those of p: 0 and a² + s².

    References
    ----------
    C. M. Bishop, *Pattern Recognition and Machine Learning*, 2006, §10.7.

    Examples
    --------
    >>> mean, sigma, _ = forward_fit(2.0, 0.5)
    >>> f"{mean:.4f} {sigma:.4f}"
    '0.0000 2.0616'
    """
    apart, std = _bumps(apart, std)
    # By symmetry one bump stands for both: an average under p is one under the bump at +a,
    # of the function made even; mean 0 is then exact, and x² is even.
    x = apart + std * _Z
    sigma = math.sqrt(float(_WEIGHTS @ x**2))
    gap = _log_two_bumps(x, apart, std) - _log_bell(x, 0.0, sigma)
    return Bell(0.0, sigma, max(float(_WEIGHTS @ gap), 0.0) / log_of_base(base))


def reverse_divergence(mean: float, sigma: float, apart: float, std: float) -> float:
    """D(q‖p) in nats of the bell q = N(mean, sigma²) from the two bumps p, by quadrature.

    Examples
    --------
    >>> f"{reverse_divergence(0.0, 1.0, 0.0, 2.0):.4f}"
    '0.3181'
    """
    mean, sigma = number("mean", mean), _positive("sigma", sigma)
    return _reverse_divergence(mean, sigma, *_bumps(apart, std))


def _reverse_divergence(mean: float, sigma: float, apart: float, std: float) -> float:
    x = mean + sigma * _Z
    return float(_WEIGHTS @ (_log_bell(x, mean, sigma) - _log_two_bumps(x, apart, std)))


def reverse_fit(apart: float, std: float, *, base: float = 2) -> Bell:
    """Return the normal q with the least D(q‖p) from the two bumps p.

    Of two candidates, one starting on the bump at +a, the other over both, the better one: a
    search on ever finer grids around each.

    References
    ----------
    C. M. Bishop, *Pattern Recognition and Machine Learning*, 2006, §10.1.2.

    Examples
    --------
    >>> mean, sigma, bits = reverse_fit(2.0, 0.5)
    >>> f"{mean:.2f} {sigma:.2f} {bits:.5f}"
    '2.00 0.50 0.99986'
    """
    apart, std = _bumps(apart, std)
    one = _search(apart, std, apart, std, mean_moves=True)
    both = _search(0.0, math.hypot(apart, std), apart, std, mean_moves=False)  # by symmetry
    # A walk from one bump may end in the middle too, but for the last digits.
    nats, mean, sigma = one if one[0] < both[0] - 1e-9 else both
    return Bell(mean, sigma, max(nats, 0.0) / log_of_base(base))


def spreading_width(apart: float) -> float:
    """Return the width s of the bumps from which on the reverse fit spreads over both.

    Found by bisection: narrower bumps draw it onto one of them.

    Examples
    --------
    >>> f"{spreading_width(2.0):.4f}"
    '0.7143'
    """
    apart = _positive("apart", apart)
    narrow, wide = 0.2 * apart, 0.8 * apart
    while wide - narrow > 1e-6 * apart:
        middle = (narrow + wide) / 2
        narrow, wide = (narrow, middle) if reverse_fit(apart, middle).mean == 0 else (middle, wide)
    return wide


def _search(
    mean: float, sigma: float, apart: float, std: float, *, mean_moves: bool
) -> tuple[float, float, float]:
    """Walk downhill on (mean, log sigma) in steps that are halved where no step goes down.

    Return the divergence at the end, in nats, with its mean and sigma.
    """
    best, step = (_reverse_divergence(mean, sigma, apart, std), mean, sigma), 0.125
    while step > 1e-7:
        _, mean, sigma = best
        places = [(mean, sigma * math.exp(step)), (mean, sigma * math.exp(-step))]
        if mean_moves:
            places += [(mean + step * std, sigma), (mean - step * std, sigma)]
        lowest = min((_reverse_divergence(m, s, apart, std), m, s) for m, s in places)
        if lowest[0] < best[0]:
            best = lowest
        else:
            step /= 2
    return best


def _positive(name: str, value: float) -> float:
    if (checked := number(name, value)) <= 0:
        raise ValueError(f"{name} must be positive, but is {value}")
    return checked


def _bumps(apart: float, std: float) -> tuple[float, float]:
    """Return where the bumps stand, and their standard deviation."""
    if (checked := number("apart", apart)) < 0:
        raise ValueError(f"apart must not be negative, but is {apart}")
    return checked, _positive("std", std)


def _log_bell(x: FloatArray, mean: float, sigma: float) -> FloatArray:
    return -(((x - mean) / sigma) ** 2) / 2 - math.log(sigma * math.sqrt(2 * math.pi))


def _log_two_bumps(x: FloatArray, apart: float, std: float) -> FloatArray:
    both = np.logaddexp(_log_bell(x, -apart, std), _log_bell(x, apart, std))
    log_density: FloatArray = both - math.log(2)
    return log_density
