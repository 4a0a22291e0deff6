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

# Where v² is below this, the series in v of the deviance is used.
NEAR = 0.005

# Where v² is below this, neither p nor q is 0, however their difference was rounded.
ALL = 1 - 1e-12

# 2/3, 2/5, …; with v below NEAR the next term is below the last digit.
DEVIANCE = tuple(2 / (2 * k + 1) for k in range(1, 8))


def deviance(p: FloatArray, q: FloatArray, difference: FloatArray) -> FloatArray:
    """Return p log(p/q) − p + q ≥ 0 term by term; `difference` is p − q as exactly as known.

    Near p = q the logarithm cancels against p − q. With v = (p − q)/(p + q) and
    log(p/q) = 2 atanh v the same number is v(p − q) + 2p(v³/3 + v⁵/5 + …), where nothing cancels.
    """
    v = p + q
    np.divide(difference, v, out=v)
    u = v * v
    largest = float(np.maximum.reduce(u, axis=None, initial=0.0))
    if largest < NEAR:
        return _deviance_series(p, difference, v, u, largest)
    near = (u < NEAR).ravel().nonzero()[0]
    series = None
    if near.size:
        near_p = (p if p.shape == v.shape else np.broadcast_to(p, v.shape)).take(near)
        series = _deviance_series(near_p, difference.take(near), v.take(near), u.take(near), NEAR)
    del u
    terms = np.divide(p, q, out=v)  # from here on the memory of v is put to other use
    if largest < ALL:
        np.log(terms, out=terms)
    else:  # or NaN, of two zeros
        # Where p = 0 any ratio will do, and the logarithm of a normal number is the fastest.
        np.fmax(terms, SMALLEST_NORMAL, out=terms)
        beyond = np.count_nonzero(terms == np.inf)
        logs = np.log(terms, out=terms)
        terms = np.where(logs == np.inf, np.log(p) - np.log(q), logs) if beyond else logs
    terms *= p
    terms -= difference
    if series is not None:
        terms.put(near, series)
    return terms


def _deviance_series(
    p: FloatArray, difference: FloatArray, v: FloatArray, u: FloatArray, largest: float
) -> FloatArray:
    """Return the deviance by its series in v, with u = v² at most `largest`."""
    terms = _series(u, DEVIANCE, largest)
    terms *= p
    terms += difference
    terms *= v
    return terms


def deviance_of_totals(p: FloatArray, q: FloatArray, difference: FloatArray) -> FloatArray:
    """Return the `deviance` of sums that differ by less than one in a thousand."""
    v = difference / (p + q)
    u = v * v
    return v * (difference + p * u * (DEVIANCE[0] + u * (DEVIANCE[1] + u * DEVIANCE[2])))


def jensen_shannon_of_totals(p: FloatArray, q: FloatArray, difference: FloatArray) -> FloatArray:
    """Return `jensen_shannon` of sums that differ by less than one in a thousand."""
    m, half = (p + q) / 2, difference / 2
    return (deviance_of_totals(p, m, half) + deviance_of_totals(q, m, -half)) / 2


def jensen_shannon(p: FloatArray, q: FloatArray, difference: FloatArray) -> FloatArray:
    """Return half of p log(p/m) + q log(q/m) with m = (p + q)/2, term by term, each ≥ 0.

    It is half of both deviances from m, since p − m and q − m add up to 0.
    """
    m = np.maximum((p + q) / 2, TINY)
    half = difference / 2
    terms = deviance(p, m, half)
    terms += deviance(q, m, -half)
    terms /= 2
    return terms


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
    difference = x - y
    lost = _lost(a, b, x)
    lost -= _lost(c, d, y)
    difference += lost
    return x, y, difference


def _lost(a: FloatArray, b: FloatArray, product: FloatArray) -> FloatArray:
    """Return ab − product, for the product as rounded."""
    a_high, b_high = _upper_half(a), _upper_half(b)
    a_low, b_low = a - a_high, b - b_high
    lost = a_high * b_high
    lost -= product
    part = a_low * b_high
    lost += part
    lost += np.multiply(a_high, b_low, out=part)
    lost += np.multiply(a_low, b_low, out=part)
    return lost


def _upper_half(a: FloatArray) -> FloatArray:
    shifted: FloatArray = a * (2.0**27 + 1)
    return shifted - (shifted - a)


def scaled(weights: FloatArray) -> FloatArray:
    """Return the weights times a power of two that brings the largest near 2^TOP.

    This is exact, but for weights below 1e-428 of the largest. No sum of products of two of them
    overflows after it, and no product that matters underflows.
    """
    shift = _shift(weights)
    half = shift // 2  # a power may be beyond the floats where its root is not
    result: FloatArray = weights * np.ldexp(1.0, half)
    result *= np.ldexp(1.0, shift - half)
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
    share = np.ldexp(weights, shift)  # of the sum, once it is divided by it
    leader = share.argmax(axis=-1, keepdims=True)
    largest = np.take_along_axis(share, leader, axis=-1)
    np.put_along_axis(share, leader, 0.0, axis=-1)
    rest = row_sums(share)[..., None]
    total = rest + largest
    np.put_along_axis(share, leader, largest, axis=-1)
    share /= total
    underflown = (share < SMALLEST_NORMAL) & (weights > 0)
    logs: FloatArray = np.log(share, out=share)  # long vectors take no more memory than they must
    if underflown.any():
        log_weights = np.log(weights) + shift * np.log(2.0)
        logs = np.where(underflown, log_weights - np.log(total), logs)
    np.put_along_axis(logs, leader, -np.log1p(rest / largest), axis=-1)
    return logs


# Rounding may carry a measure this far beyond a bound that it cannot exceed.
ROUNDING = 1e-12


def at_most(values: FloatArray, bound: FloatArray | float) -> FloatArray:
    """Return the measures, or their bound where they exceed it by rounding alone."""
    beyond = (values > bound) & (values <= bound * (1 + ROUNDING))
    result: FloatArray = np.where(beyond, bound, values)
    return result


def answer(
    nats: FloatArray, log_base: float = 1.0, kept_axis: int | None = None
) -> float | FloatArray:
    """Return a measure in its unit, a float for one, an array for many; never below 0, nor −0.0.

    With `kept_axis` it is an array in any case, and has that axis with length 1.
    """
    if kept_axis is not None:
        nats = np.expand_dims(nats, kept_axis)
    if nats.ndim == 0:
        return max(float(nats), 0.0) / log_base + 0.0
    positive: FloatArray = np.maximum(nats, 0.0)
    return positive / log_base + 0.0
