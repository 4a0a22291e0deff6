"""Code words as a tree and as a model: where they clash, what they believe, what they cost."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from infotheory._core.sums import FloatArray
from infotheory.coding import expected_length, kraft_sum, word_lengths
from infotheory.divergence import kl_divergence
from infotheory.information import entropy


class CodeCost(NamedTuple):
    """What a code costs, in bits per symbol: length = entropy + divergence + slack."""

    length: float  # L, the expected length
    entropy: float  # H(p)
    divergence: float  # D(p‖q), for lengths that fit another source
    slack: float  # −log₂ K, for budget left over; negative where words clash


def clashes(code: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Pairs of words of which the first begins the second, so that no prefix code holds both.

    Examples
    --------
    >>> clashes(("0", "10", "01"))
    ((0, 2),)
    >>> clashes(("0", "10", "11"))
    ()
    """
    word_lengths(code)
    return tuple(
        (i, j)
        for j, word in enumerate(code)
        for i, start in enumerate(code)
        if i != j and word.startswith(start) and (word != start or i < j)
    )


def implied_model(code: Sequence[str]) -> FloatArray:
    """Source for which the lengths of the code are ideal, but for its slack.

    qᵢ = 2^−|cᵢ| / K, with the Kraft sum K

    References
    ----------
    D. J. C. MacKay, *Information Theory, Inference, and Learning Algorithms*, 2003, p. 97.

    Examples
    --------
    >>> implied_model(("0", "10", "11"))
    array([0.5 , 0.25, 0.25])
    """
    shares = np.array([math.ldexp(1.0, -length) for length in word_lengths(code)])
    return np.asarray(shares / kraft_sum(code))


def code_cost(p: ArrayLike, code: Sequence[str]) -> CodeCost:
    """Split the expected length of a code into what it must cost and what it wastes.

    L = H(p) + D(p‖q) − log₂ K, for any lengths, with q the `implied_model`

    Examples
    --------
    >>> code_cost([0.5, 0.5], ("00", "11"))
    CodeCost(length=2.0, entropy=1.0, divergence=0.0, slack=1.0)
    """
    return CodeCost(
        expected_length(p, code),
        float(entropy(p)),
        float(kl_divergence(p, implied_model(code))),
        0.0 - math.log2(kraft_sum(code)),
    )
