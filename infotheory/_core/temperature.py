"""The temperature at which logits predict labels best."""

import math

import numpy as np
from numpy.typing import NDArray

from infotheory._core.arrays import element
from infotheory._core.sums import FloatArray, row_sums

# Relative accuracy of the temperature; the slope's own rounding allows no more.
ACCURACY = 1e-14

# A slope as near to 0, of leads of which the largest is 1, may be rounding.
ROUNDING = 1e-15


def best_temperature(y: NDArray[np.int64], z: FloatArray) -> float:
    """Return the T for which the cross-entropy of softmax(z / T) is least.

    In β = 1/T and the leads d = z − z(y) the cross-entropy is the mean of log Σ exp(β d): convex,
    with the slope Σ p d and the curvature Σ p d² − (Σ p d)², averaged.
    """
    true = z[np.arange(len(y)), y]
    ruled_out = true == -np.inf
    if ruled_out.any():
        raise ValueError(
            "labels must not be ruled out by their logits, but "
            f"{element('labels', y, ruled_out)} and its logit is -inf: the cross-entropy is "
            "infinite at every temperature; leave such rows out"
        )
    possible = z > -np.inf
    _, exponent = np.frexp(np.abs(z[possible]).max())
    z = np.ldexp(z, -exponent)  # the differences of what is below 1 stay within the floats
    d = np.where(possible, z - np.ldexp(true, -exponent)[:, None], 0.0)
    size = np.abs(d).max()
    if size == 0:
        return 1.0
    d /= size
    at_once = row_sums(d) / row_sums(possible.astype(np.float64))
    if at_once.mean() > -ROUNDING:  # the slope at β = 0
        return math.inf
    top = d.max(axis=1)
    if not (top > 0).any():  # nor is there a slope upwards at any β
        return 0.0
    low, high, beta = 0.0, math.inf, 1.0
    for _ in range(200):
        slope, curvature = _slope(beta, d, possible, top)
        if slope < 0:
            low = beta
        else:
            high = beta
        step = beta - slope / curvature if curvature > 0 else math.nan
        if not low < step < min(high, 8 * beta):
            step = 4 * beta if high == math.inf else math.sqrt(low * high) if low else high / 4
        if abs(step - beta) <= ACCURACY * beta or slope == 0:
            break
        beta = step
    return float(np.ldexp(size / beta, exponent))


def _slope(
    beta: float, d: FloatArray, possible: NDArray[np.bool_], top: FloatArray
) -> tuple[float, float]:
    """Return the slope of the cross-entropy in β, and its curvature."""
    weight = np.exp(beta * (d - top[:, None])) * possible
    p = weight / row_sums(weight)[:, None]
    mean = row_sums(p * d)
    spread = d - mean[:, None]
    return float(mean.mean()), float(row_sums(p * spread * spread).mean())
