"""Sums over outcomes, on the last axis: quick for many short rows, and for few long ones."""

import math
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]

# A sum over rows as short as this is several times faster by einsum, and as exact.
SHORT = 64

# Several temporaries of this length fit the cache of a core, and each stays below the 128 KB from
# which on the usual allocator fetches memory afresh from the system.
BLOCK = 16_000

# No block needs more arrays than this at a time.
TEMPORARIES = 16

# On longer vectors BLAS starts threads, which cost more than they save.
DOT_BLOCK = 8192

# Products are added up one by one, which loses digits of sums that are longer than this.
EINSUM_BLOCK = 1024

# Below the logarithm of any float, or ratio of floats, and yet finite: 0 · LOWEST = 0.
LOWEST = -1e4


def row_sums(x: FloatArray) -> FloatArray:
    """Return Σ x."""
    short = x.ndim > 1 and x.shape[-1] <= SHORT
    total: FloatArray = np.einsum("...i->...", x) if short else np.add.reduce(x, axis=-1)
    return total


def dot(p: FloatArray, x: FloatArray) -> FloatArray:
    """Return Σ p·x."""
    n = p.shape[-1]
    total: FloatArray
    if p.ndim == x.ndim == 1 and n <= DOT_BLOCK:
        total = p.dot(x)
        return total
    if n <= EINSUM_BLOCK:
        total = np.einsum("...i,...i->...", p, x)
        return total
    whole = n - n % EINSUM_BLOCK
    blocks = (y[..., :whole].reshape(*y.shape[:-1], -1, EINSUM_BLOCK) for y in (p, x))
    return row_sums(dot(*blocks)) + dot(p[..., whole:], x[..., whole:])


def weighted_sum(p: FloatArray, logs: FloatArray) -> FloatArray:
    """Return Σ p·logs, where p = 0 adds nothing even to log 0 = −inf."""
    total = dot(p, logs)
    if not np.count_nonzero(np.isnan(total)):
        return total
    impossible = (p > 0) & (logs == -np.inf)
    total = dot(p, np.fmax(logs, LOWEST))
    return np.where(impossible.any(axis=-1), -np.inf, total)


def exact_sums(table: FloatArray, axis: int) -> tuple[FloatArray, FloatArray]:
    """Return the sums of a 2-D array of numbers ≥ 0 along an axis, and what rounding took of them.

    The leading bits of the numbers, as many as can be added without rounding, are summed apart
    from the rest (Rump, Ogita and Oishi 2008, SIAM Journal on Scientific Computing 31, 189-224).
    """
    _, exponent = np.frexp(np.maximum.reduce(table, axis=axis, keepdims=True))
    cut = np.ldexp(1.0, exponent + table.shape[axis].bit_length())
    step = max(1, BLOCK // table.shape[1])
    shape = np.delete(table.shape, axis)
    high_sum, low_sum = np.zeros(shape), np.zeros(shape)
    for i in range(0, len(table), step):
        here = slice(i, i + step) if axis == 1 else slice(None)  # of the sums, and of their cuts
        rows, rows_cut = table[i : i + step], cut[here] if axis == 1 else cut
        high = rows + rows_cut
        high -= rows_cut
        high_sum[here] += np.add.reduce(high, axis=axis)
        low_sum[here] += np.add.reduce(np.subtract(rows, high, out=high), axis=axis)
    total = high_sum + low_sum
    return total, (high_sum - total) + low_sum


def by_rows(
    function: Callable[..., FloatArray], *rows: FloatArray, block: int = BLOCK
) -> FloatArray:
    """Return what a function makes of each row of 2-D arrays, from as many as fit the cache."""
    count, n = rows[0].shape
    step = max(1, block // max(n, 1))
    if count <= step:
        return function(*rows)
    parts = [function(*(x[i : i + step] for x in rows)) for i in range(0, count, step)]
    return np.concatenate(parts, axis=-1)


def sum_in_blocks(sums: Callable[..., Any], *arrays: FloatArray, block: int = BLOCK) -> Any:
    """Return `sums(*arrays)`, which adds up over outcomes, in blocks that fit the cache.

    The arrays broadcast, and are never spread out beyond a block.
    """
    if all(array.ndim == 1 and array.size <= block for array in arrays):
        return sums(*arrays)
    shape = np.broadcast_shapes(*(array.shape for array in arrays))
    full = [array.reshape((1,) * (len(shape) - array.ndim) + array.shape) for array in arrays]
    # The allocator gives free memory at the end of its heap back to the system. With an array that
    # stays there, the temporaries of each block find the memory of the block before.
    held = [np.empty(block) for _ in range(TEMPORARIES)]
    del held[:-1]
    return _sum_in_blocks(sums, full, shape, block)


def _sum_in_blocks(
    sums: Callable[..., Any], arrays: list[FloatArray], shape: tuple[int, ...], block: int
) -> Any:
    if math.prod(shape) <= block:
        return sums(*arrays)
    first, *rest = shape
    below = math.prod(rest)
    step = max(1, block // below)
    parts = []
    for i in range(0, first, step):
        some = [x if len(x) == 1 else x[i : i + step] for x in arrays]
        if below > block:
            parts.append(_sum_in_blocks(sums, [x[0] for x in some], shape[1:], block))
        else:
            parts.append(sums(*some))
    if not rest:
        return row_sums(np.ascontiguousarray(np.array(parts).T))
    join = np.stack if below > block else np.concatenate
    return join(parts, axis=-len(rest))
