"""Binary codes: the entropy as a number of binary digits that you can write."""

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from infotheory._core.alignment import order_like
from infotheory._core.checks import quiet
from infotheory._core.distributions import one_distribution
from infotheory._core.forms import scaled

Code: TypeAlias = Sequence[str] | Mapping[Any, str]


@quiet
def huffman_code(p: ArrayLike, *, normalize: bool = False) -> tuple[str, ...]:
    """Prefix code of the smallest expected length for a source with the probabilities `p`.

    Parameters
    ----------
    p : array_like
        Probabilities of the outcomes, shape (n,).
    normalize : bool, optional
        Take `p` as weights or counts.

    Returns
    -------
    tuple of str
        A word of ``"0"`` and ``"1"`` for each outcome, also for one of probability 0. The only
        word of a single outcome is empty.

    Raises
    ------
    DistributionError
        If `p` is not a distribution, as for `entropy`.
    TypeError
        If `p` does not hold real numbers.
    ValueError
        If `p` has more than one axis.

    Notes
    -----
    The lengths come from joining the two least likely outcomes into one, again and again. The words
    are then the canonical ones: counted up in the order of length, and of the outcomes.

    If all probabilities are positive, the expected length is at least H(p) and less than H(p) + 1
    bits.

    References
    ----------
    D. A. Huffman, "A Method for the Construction of Minimum-Redundancy Codes", *Proceedings of
    the IRE* 40, 1952, 1098-1101.

    Examples
    --------
    >>> huffman_code([0.5, 0.25, 0.125, 0.125])
    ('0', '10', '110', '111')
    >>> huffman_code([45, 13, 12, 16, 9, 5], normalize=True)
    ('0', '100', '101', '110', '1110', '1111')
    """
    weights = one_distribution(p, "p", normalize)
    lengths = _huffman_lengths(scaled(weights).tolist())
    code = [""] * len(lengths)
    word, digits = 0, 0
    for outcome in sorted(range(len(lengths)), key=lengths.__getitem__):
        word <<= lengths[outcome] - digits
        digits = lengths[outcome]
        code[outcome] = f"{word:0{digits}b}" if digits else ""
        word += 1
    return tuple(code)


def _huffman_lengths(weights: list[float]) -> list[int]:
    """Return the length of each outcome's word: its depth in Huffman's tree."""
    n = len(weights)
    heap = list(zip(weights, range(n), strict=True))
    heapq.heapify(heap)
    parent = {}
    for node in range(n, 2 * n - 1):
        least, one = heapq.heappop(heap)
        next_least, other = heap[0]
        parent[one] = parent[other] = node
        heapq.heapreplace(heap, (least + next_least, node))
    depth = [0] * (2 * n - 1)
    for node in range(2 * n - 3, -1, -1):
        depth[node] = depth[parent[node]] + 1
    return depth[:n]


@quiet
def expected_length(p: ArrayLike, code: Code) -> float:
    """Average length of the words that a source with the probabilities `p` sends.

    L = Σ pᵢ |cᵢ|, in binary digits

    Parameters
    ----------
    p : array_like
        Probabilities of the outcomes, shape (n,).
    code : sequence of str, or mapping to str
        A word of ``"0"`` and ``"1"`` for each outcome; if both are mappings, by their keys.

    Returns
    -------
    float
        Not below H(p) for any code that can be read back.

    Raises
    ------
    DistributionError
        If `p` is not a distribution, as for `entropy`.
    TypeError
        If `p` does not hold real numbers, or the code strings.
    ValueError
        If `p` has more than one axis, if the numbers of outcomes and words differ, or a word
        holds other signs.

    References
    ----------
    T. M. Cover and J. A. Thomas, *Elements of Information Theory*, 2nd ed., 2006, p. 104.

    Examples
    --------
    >>> expected_length([0.5, 0.25, 0.125, 0.125], ("0", "10", "110", "111"))
    1.75
    """
    probabilities = one_distribution(p, "p", cure="divide it by its sum").tolist()
    if isinstance(p, Mapping) and isinstance(code, Mapping):
        order = order_like(("p", "code"), tuple(p), tuple(code))
        code = order.sort(np.array(list(code.values()), dtype=object)).tolist()
    lengths = word_lengths(code)
    if len(lengths) != len(probabilities):
        raise ValueError(
            f"code must have a word for each outcome of p, but has {len(lengths)} words for "
            f"{len(probabilities)} outcomes; add or remove words"
        )
    return math.fsum(p * length for p, length in zip(probabilities, lengths, strict=True))


def kraft_sum(code: Code) -> float:
    """Share of all infinite binary sequences that the words of a code take up.

    K = Σ 2^−|cᵢ|

    Parameters
    ----------
    code : sequence of str, or mapping to str
        Words of ``"0"`` and ``"1"``.

    Returns
    -------
    float
        At most 1 for a prefix code, and exactly 1 if no word can be added. Above 1, some messages
        cannot be read back. At most 1 does not prove that they can: 0, 01 and 10 have K = 1, and
        010 can be read in two ways.

    Raises
    ------
    TypeError
        If the words are not strings.
    ValueError
        If a word holds other signs than 0 and 1.

    References
    ----------
    B. McMillan, "Two Inequalities Implied by Unique Decipherability", *IRE Transactions on
    Information Theory* 2, 1956, 115-116.

    Examples
    --------
    >>> kraft_sum(("0", "10", "110", "111"))
    1.0
    >>> kraft_sum(("0", "1", "01"))
    1.25
    """
    return math.fsum(math.ldexp(1.0, -length) for length in word_lengths(code))


def word_lengths(code: Code) -> list[int]:
    """Return the lengths of the words of a code."""
    if isinstance(code, str) or not isinstance(code, Iterable):
        raise TypeError(f"code must be a sequence of words, but is {code!r}; put it in a tuple")
    code = tuple(code.values() if isinstance(code, Mapping) else code)
    for i, word in enumerate(code):
        if not isinstance(word, str):
            raise TypeError(
                f"code must hold strings, but code[{i}] is {word!r}; write words like '10'"
            )
        if not set(word) <= {"0", "1"}:
            raise ValueError(
                f"code must hold words of 0 and 1, but code[{i}] is {word!r}; "
                "replace the other signs"
            )
    return [len(word) for word in code]
