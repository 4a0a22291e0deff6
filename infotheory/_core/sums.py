"""Sums over outcomes, on the last axis: quick for many short rows, and for few long ones."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]

# A sum over rows as short as this is several times faster by einsum, and as exact.
SHORT = 64

# Several temporaries of this length fit the cache of a core.
BLOCK = 16_384

# On longer vectors BLAS starts threads, which cost more than they save.
DOT_BLOCK = 8192

# Below the logarithm of any float, or ratio of floats, and yet finite: 0 · LOWEST = 0.
LOWEST = -1e4


def row_sums(x: FloatArray) -> FloatArray:
    """Return Σ x."""
    short = x.ndim > 1 and x.shape[-1] <= SHORT
    total: FloatArray = np.einsum("...i->...", x) if short else np.add.reduce(x, axis=-1)
    return total


def dot(p: FloatArray, x: FloatArray) -> FloatArray:
    """Return Σ p·x."""
    short = p.ndim == x.ndim == 1 and p.size <= DOT_BLOCK
    total: FloatArray = p.dot(x) if short else np.einsum("...i,...i->...", p, x)
    return total


def weighted_sum(p: FloatArray, logs: FloatArray) -> FloatArray:
    """Return Σ p·logs, where p = 0 adds nothing even to log 0 = −inf."""
    total = dot(p, logs)
    if not np.count_nonzero(np.isnan(total)):
        return total
    impossible = (p > 0) & (logs == -np.inf)
    total = dot(p, np.fmax(logs, LOWEST))
    return np.where(impossible.any(axis=-1), -np.inf, total)


def sum_in_blocks(sums: Callable[..., Any], *arrays: FloatArray, block: int = BLOCK) -> Any:
    """Return `sums(*arrays)`, which adds up over outcomes, in blocks that fit the cache."""
    if all(array.ndim == 1 and array.size <= block for array in arrays):
        return sums(*arrays)
    shape = np.broadcast_shapes(*(array.shape for array in arrays))
    arrays = tuple(np.broadcast_to(array, shape) for array in arrays)
    n = shape[-1]
    if len(shape) == 1:
        return sum(sums(*(x[i : i + block] for x in arrays)) for i in range(0, n, block))
    rows = [array.reshape(-1, n) for array in arrays]
    count = len(rows[0])
    if n > block:
        parts = [sum_in_blocks(sums, *(x[i] for x in rows), block=block) for i in range(count)]
        result = np.stack(parts, axis=-1)
    else:
        step = block // n
        starts = range(0, max(count, 1), step)
        result = np.concatenate([sums(*(x[i : i + step] for x in rows)) for i in starts], axis=-1)
    return result.reshape(*result.shape[:-1], *shape[:-1])
