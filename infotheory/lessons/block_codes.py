"""Codes for blocks of symbols: the way from Huffman's code down to the entropy."""

from functools import reduce

import numpy as np
from numpy.typing import ArrayLike

from infotheory._core.distributions import one_distribution
from infotheory._core.fields import whole
from infotheory._core.sums import FloatArray
from infotheory.coding import expected_length, huffman_code


def blocks(p: ArrayLike, size: int) -> FloatArray:
    """Distribution of `size` independent symbols in a row, in the order of their outcomes.

    Examples
    --------
    >>> blocks([0.75, 0.25], 2)
    array([0.5625, 0.1875, 0.1875, 0.0625])
    """
    once = one_distribution(p, "p", cure="divide it by its sum")
    size = whole("size", size, at_least=1)
    return reduce(lambda row, each: np.outer(row, each).ravel(), [once] * size)


def block_rate(p: ArrayLike, size: int) -> float:
    """Bits per symbol that Huffman's code needs when it codes blocks of `size` symbols.

    It is at least H(p), and less than H(p) + 1/size.

    References
    ----------
    T. M. Cover and J. A. Thomas, *Elements of Information Theory*, 2nd ed., 2006, section 5.4.

    Examples
    --------
    >>> round(block_rate([0.9, 0.1], 2), 3)
    0.645
    """
    together = blocks(p, size)
    return expected_length(together, huffman_code(together)) / size
