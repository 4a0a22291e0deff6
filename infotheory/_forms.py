"""The forms that keep their digits where the textbook's line loses them."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from infotheory._checks import FloatArray

Term: TypeAlias = Callable[[FloatArray, FloatArray, FloatArray], FloatArray]

# The smallest positive float. Its logarithm is finite, so that 0 · log(max(0, TINY)) = 0.
TINY = 5e-324

# Below this size an operation stays in the cache, and BLAS starts no threads.
BLOCK = 8192


def deviance(p: FloatArray, q: FloatArray, difference: FloatArray) -> FloatArray:
    """Return p log(p/q) − p + q ≥ 0 term by term; `difference` is p − q as exactly as known.

    Near p = q the logarithm cancels against p − q. With v = (p − q)/(p + q) and
    log(p/q) = 2 atanh v the same number is (p − q)v + 2p(v³/3 + v⁵/5 + …), where nothing cancels.
    """
    v = difference / np.maximum(p + q, TINY)
    near = np.abs(v) < 0.1
    if near.all():
        return _deviance_series(p, difference, v)
    far = p * _log_ratio(p, q) - difference
    if not near.any():
        return far
    return np.where(near, _deviance_series(p, difference, v), far)


def _deviance_series(p: FloatArray, difference: FloatArray, v: FloatArray) -> FloatArray:
    u = v * v
    tail = u / 15
    for divisor in (13, 11, 9, 7, 5, 3):
        tail += 1 / divisor
        tail *= u
    return v * (difference + 2 * p * tail)


def _log_ratio(p: FloatArray, q: FloatArray) -> FloatArray:
    """Return log(p/q), by two logarithms where the ratio leaves the range; 0 where p is 0."""
    logs = np.log(p / q)
    if np.isfinite(logs).all():
        return logs
    return np.where(p == 0, 0.0, np.where(np.isfinite(logs), logs, np.log(p) - np.log(q)))


def jensen_shannon(p: FloatArray, q: FloatArray, difference: FloatArray) -> FloatArray:
    """Return half of p log(p/m) + q log(q/m) with m = (p + q)/2, term by term, each ≥ 0.

    With v = |p − q|/(p + q) it is m/2 times (1 + v)log(1 + v) + (1 − v)log(1 − v), which near
    v = 0 is v² + v⁴/6 + v⁶/15 + …
    """
    total = p + q
    v = np.abs(difference) / np.maximum(total, TINY)
    u = v * v
    tail = u / 120
    for divisor in (91, 66, 45, 28, 15, 6):
        tail += 1 / divisor
        tail *= u
    near = u * (1 + tail)
    far = (1 + v) * np.log(1 + v) + (1 - v) * np.log(np.maximum(1 - v, TINY))
    result: FloatArray = np.where(v < 0.1, near, far) * (total / 4)
    return result


def exactly_normalized(
    term: Term, terms: FloatArray, excess: FloatArray, total: FloatArray
) -> FloatArray:
    """Return the measure M of p/P and q/Q, from the sum of the terms of p and q.

    The terms of p and q add up to P·M + term(P, Q). Here P is the `total` and P − Q the `excess`.
    Floats rarely sum to exactly 1, and this neither divides them by a rounded sum nor lets the
    mismatch of the sums pass for a difference of the distributions.
    """
    return (terms - term(total, total - excess, excess)) / total


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
    """Return the weights times a power of two that brings the largest into [1/2, 1).

    This is exact, but for weights 1e-308 of the largest, and no sum overflows after it.
    """
    _, exponent = np.frexp(weights.max(axis=-1, keepdims=True))
    result: FloatArray = np.ldexp(weights, -exponent)
    return result


def log_share(weights: FloatArray) -> FloatArray:
    """Return log(w / Σw) along the last axis.

    The largest may be so far ahead that its share rounds to 1 and the logarithm to 0;
    for it, −log1p(others / w) keeps the digits.
    """
    _, exponent = np.frexp(weights.max(axis=-1, keepdims=True))
    w = np.ldexp(weights, -exponent)
    leader = w.argmax(axis=-1, keepdims=True)
    largest = np.take_along_axis(w, leader, axis=-1)
    others = w.copy()
    np.put_along_axis(others, leader, 0.0, axis=-1)
    rest = others.sum(axis=-1, keepdims=True)
    total = rest + largest
    logs: FloatArray = np.where(
        w >= np.finfo(np.float64).tiny,
        np.log(w / total),
        np.log(weights) - exponent * np.log(2.0) - np.log(total),
    )
    np.put_along_axis(logs, leader, -np.log1p(rest / largest), axis=-1)
    return logs


def weighted_sum(p: FloatArray, logs: FloatArray) -> FloatArray:
    """Return Σ p·logs over the last axis, in which p = 0 adds nothing, whatever the logarithm."""
    total: FloatArray = np.einsum("...i,...i->...", p, np.where(p > 0, logs, 0.0))
    return total


def sum_in_blocks(sums: Callable[..., Any], *arrays: FloatArray) -> Any:
    """Return `sums(*arrays)`, which adds up over the last axis, in blocks that fit the cache."""
    if all(array.size <= BLOCK and array.ndim == 1 for array in arrays):
        return sums(*arrays)
    shape = np.broadcast_shapes(*(array.shape for array in arrays))
    n = shape[-1]
    if len(shape) == 1:
        starts = range(0, n, BLOCK)
        return sum(sums(*(array[i : i + BLOCK] for array in arrays)) for i in starts)
    rows = [np.broadcast_to(array, shape).reshape(-1, n) for array in arrays]
    count = rows[0].shape[0]
    if n > BLOCK:
        parts = [sum_in_blocks(sums, *(row[i] for row in rows)) for i in range(count)]
        result = np.stack(parts, axis=-1)
    else:
        step = BLOCK // n
        parts = [sums(*(row[i : i + step] for row in rows)) for i in range(0, max(count, 1), step)]
        result = np.concatenate(parts, axis=-1)
    return result.reshape(*result.shape[:-1], *shape[:-1])


def answer(nats: FloatArray, log_base: float = 1.0) -> float | FloatArray:
    """Return a measure in its unit, a float for one, an array for many; never below 0, nor −0.0."""
    result = np.maximum(nats, 0.0) / log_base + 0.0
    return result if result.ndim else float(result)
