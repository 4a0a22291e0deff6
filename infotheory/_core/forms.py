"""The forms that keep their digits where the textbook's line loses them."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from infotheory._core.sums import FloatArray, row_sums

Term: TypeAlias = Callable[[FloatArray, FloatArray, FloatArray], FloatArray]

EPS = float(np.finfo(np.float64).eps)

# The smallest positive float. Its logarithm is finite, so that 0 · log(max(0, TINY)) = 0.
TINY = 5e-324

# Below this, floats have fewer digits.
SMALLEST_NORMAL = float(np.finfo(np.float64).tiny)

# Weights are brought to this power of two: near the root of the largest float, with room for sums.
TOP = 400

# Where v² is below this, the series in v of the terms below are used.
NEAR = 0.01

# 2/3, 2/5, … and 1/6, 1/15, …; with v² below NEAR the next term is below the last digit.
DEVIANCE = tuple(2 / (2 * k + 1) for k in range(1, 8))
JENSEN_SHANNON = tuple(1 / ((k + 1) * (2 * k + 1)) for k in range(1, 8))


def deviance(p: FloatArray, q: FloatArray, difference: FloatArray) -> FloatArray:
    """Return p log(p/q) − p + q ≥ 0 term by term; `difference` is p − q as exactly as known.

    Near p = q the logarithm cancels against p − q. With v = (p − q)/(p + q) and
    log(p/q) = 2 atanh v the same number is v(p − q) + 2p(v³/3 + v⁵/5 + …), where nothing cancels.
    """
    v = difference / (p + q)
    u = v * v
    largest = float(np.maximum.reduce(u, axis=None, initial=0.0))
    if largest < NEAR:
        return _deviance_series(p, difference, v, u, largest)
    # Here, where a pair of zeros has made a NaN too, u < NEAR picks those that are near.
    terms = p * _log_ratio(p, q) - difference
    i = (u < NEAR).ravel().nonzero()[0]
    if i.size:
        p, difference, v, u = (x.take(i) for x in (p, difference, v, u))
        terms.put(i, _deviance_series(p, difference, v, u, NEAR))
    return terms


def _deviance_series(
    p: FloatArray, difference: FloatArray, v: FloatArray, u: FloatArray, largest: float
) -> FloatArray:
    tail = _series(u, DEVIANCE, largest)
    tail *= p
    tail += difference
    tail *= v
    return tail


def _log_ratio(p: FloatArray, q: FloatArray) -> FloatArray:
    """Return log(p/q), finite where p = 0, and by two logarithms where p/q overflows."""
    logs = np.log(np.fmax(p / q, TINY))
    if np.maximum.reduce(logs, axis=None, initial=0.0) == np.inf:
        logs = np.where(logs == np.inf, np.log(p) - np.log(q), logs)
    return logs


def jensen_shannon(p: FloatArray, q: FloatArray, difference: FloatArray) -> FloatArray:
    """Return half of p log(p/m) + q log(q/m) with m = (p + q)/2, term by term, each ≥ 0.

    With v = |p − q|/(p + q) it is m/2 times (1 + v)log(1 + v) + (1 − v)log(1 − v), which is
    log(1 − v²) + 2v atanh v, where less cancels while v² < ½, and near v = 0 is
    v² + v⁴/6 + v⁶/15 + …
    """
    total = p + q
    v = np.abs(difference) / np.maximum(total, TINY)
    u = v * v
    largest = float(np.maximum.reduce(u, axis=None, initial=0.0))
    if largest < NEAR:
        return _jensen_shannon_series(u, largest) * (total / 4)
    far = (1 + v) * np.log(1 + v) + (1 - v) * np.log(np.maximum(1 - v, TINY))
    terms = np.where(u < 0.5, np.log1p(-u) + 2 * v * np.arctanh(v), far)
    i = (u < NEAR).ravel().nonzero()[0]
    if i.size:
        terms.put(i, _jensen_shannon_series(u.take(i), NEAR))
    return terms * (total / 4)


def _jensen_shannon_series(u: FloatArray, largest: float) -> FloatArray:
    series = _series(u, JENSEN_SHANNON, largest)
    series += 1
    series *= u
    return series


def _series(u: FloatArray, c: Sequence[float], largest: float) -> FloatArray:
    """Return c₀u + c₁u² + … by Horner's rule, with as many terms as the largest u needs."""
    last = 0
    while last < len(c) - 1 and largest ** (last + 1.5) > EPS / 4:
        last += 1
    total = u * c[last]
    for coefficient in reversed(c[:last]):
        total += coefficient
        total *= u
    return total


def product_difference(
    a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return ab, cd and ab − cd, the last as if rounded once, so that near-equal products keep it.

    What a product loses to rounding is itself a float, found by splitting the factors in
    halves (Dekker 1971, Numerische Mathematik 18, 224-242).
    """
    x, y = a * b, c * d
    return x, y, (x - y) + (_lost(a, b, x) - _lost(c, d, y))


def _lost(a: FloatArray, b: FloatArray, product: FloatArray) -> FloatArray:
    a_high, b_high = _upper_half(a), _upper_half(b)
    a_low, b_low = a - a_high, b - b_high
    return a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low)


def _upper_half(a: FloatArray) -> FloatArray:
    shifted: FloatArray = a * (2.0**27 + 1)
    return shifted - (shifted - a)


def scaled(weights: FloatArray) -> FloatArray:
    """Return the weights times a power of two that brings the largest near 2^TOP.

    This is exact, but for weights below 1e-428 of the largest. No sum of products of two of them
    overflows after it, and no product that matters underflows.
    """
    result: FloatArray = np.ldexp(weights, _shift(weights))
    return result


def _shift(weights: FloatArray) -> NDArray[np.intc]:
    _, exponent = np.frexp(weights.max(axis=-1, keepdims=True))
    shift: NDArray[np.intc] = TOP - exponent
    return shift


def log_share(weights: FloatArray) -> FloatArray:
    """Return log(w / Σw) along the last axis.

    The largest may be so far ahead that its share rounds to 1 and the logarithm to 0;
    for it, −log1p(others / w) keeps the digits.
    """
    shift = _shift(weights)
    w = np.ldexp(weights, shift)
    leader = w.argmax(axis=-1, keepdims=True)
    largest = np.take_along_axis(w, leader, axis=-1)
    others = w.copy()
    np.put_along_axis(others, leader, 0.0, axis=-1)
    rest = row_sums(others)[..., None]
    total = rest + largest
    share = w / total
    logs: FloatArray = np.log(share)
    underflown = (share < SMALLEST_NORMAL) & (weights > 0)
    if underflown.any():
        log_weights = np.log(weights) + shift * np.log(2.0)
        logs = np.where(underflown, log_weights - np.log(total), logs)
    np.put_along_axis(logs, leader, -np.log1p(rest / largest), axis=-1)
    return logs


def answer(nats: FloatArray, log_base: float = 1.0) -> float | FloatArray:
    """Return a measure in its unit, a float for one, an array for many; never below 0, nor −0.0."""
    if nats.ndim == 0:
        return max(float(nats), 0.0) / log_base + 0.0
    positive: FloatArray = np.maximum(nats, 0.0)
    return positive / log_base + 0.0
