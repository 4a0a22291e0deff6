"""A model of sequences that learns as it reads: what came after the last few symbols before."""

import numpy as np

from infotheory._core.fields import whole
from infotheory._core.sums import FloatArray
from infotheory._core.symbols import symbol_index

# Integers up to here are floats, so that numpy divides them as exactly as Python does all others.
EXACT = 2**53


class ContextModel:
    """Predict each symbol from those before it, by counts that grow as it reads.

    pₖ(x) = (c(x) + t pₖ₋₁(x)) / (n + t), from p₋₁ = 1/K, the same for all, up to k = `order`

    After the last k symbols, x came c(x) times so far, any symbol n times, and t different symbols
    came. If nothing came yet, pₖ = pₖ₋₁.

    Parameters
    ----------
    order : int
        How many symbols to look back, at least −1: 0 only counts symbols, −1 learns nothing.
    alphabet : int
        K, the number of different symbols; they are 0 … K − 1.

    Raises
    ------
    ValueError
        If `order` is not a whole number of at least −1, or `alphabet` of at least 1.

    Notes
    -----
    If encoder and decoder each update their own model after each symbol, they have the same model
    all along, and none need be sent. Numerator and denominator are exact integers and are divided
    once, with the same result on every machine. Every symbol keeps a positive probability. This is
    Witten and Bell's method C, with the counts of all orders blended.

    References
    ----------
    I. H. Witten and T. C. Bell, "The Zero-Frequency Problem: Estimating the Probabilities of
    Novel Events in Adaptive Text Compression", *IEEE Transactions on Information Theory* 37,
    1991, 1085-1094.

    Examples
    --------
    >>> from infotheory import ArithmeticDecoder, ArithmeticEncoder
    >>> text = "to be, or not to be: that is the question: " * 3
    >>> letters = sorted(set(text))
    >>> encoder, model = ArithmeticEncoder(), ContextModel(2, len(letters))
    >>> for letter in text:
    ...     encoder.encode(letters.index(letter), model.predict())
    ...     model.update(letters.index(letter))
    >>> data = encoder.finish()
    >>> len(text), len(data)
    (129, 30)
    >>> decoder, model, read = ArithmeticDecoder(data), ContextModel(2, len(letters)), ""
    >>> while len(read) < len(text):
    ...     symbol = decoder.decode(model.predict())
    ...     model.update(symbol)
    ...     read += letters[symbol]
    >>> read == text
    True
    """

    def __init__(self, order: int, alphabet: int) -> None:
        self._order = whole("order", order, at_least=-1)
        self._alphabet = whole("alphabet", alphabet, at_least=1)
        # How often each symbol came, how many came, and how many different ones.
        self._counts = np.zeros(self._alphabet, np.int64)
        self._total = self._different = 0
        # How often each symbol came after each context of 1 … `order` symbols.
        self._after: dict[tuple[int, ...], dict[int, int]] = {}
        self._recent: tuple[int, ...] = ()

    def predict(self) -> FloatArray:
        """Return the probability that each symbol comes next.

        Returns
        -------
        ndarray
            Shape (K,); each is positive, and they sum to 1 but for rounding.
        """
        known = [seen for context in self._contexts() if (seen := self._after.get(context))]
        total, different = self._total, self._different
        # Of each order's counts the share in a common denominator, which the longer orders add to.
        denominator = self._alphabet * (total + different) if total else self._alphabet
        below = []
        for seen in known:
            below.append(denominator)
            denominator *= sum(seen.values()) + len(seen)
        escape = 1  # the product of t over the longer contexts
        longer: dict[int, int] = {}
        for seen, shorter in zip(reversed(known), reversed(below), strict=True):
            weight = shorter * escape
            for x, count in seen.items():
                longer[x] = longer.get(x, 0) + count * weight
            escape *= len(seen)
        weight, alike = self._alphabet * escape, escape * max(different, 1)
        integers = np.int64 if denominator <= EXACT else object
        parts = self._counts.astype(integers) * weight + alike
        if longer:
            at = np.fromiter(longer, np.intp, len(longer))
            parts[at] += np.fromiter(longer.values(), integers, len(longer))
        return np.asarray(parts / denominator, np.float64)

    def update(self, symbol: int) -> None:
        """Learn which symbol came.

        Parameters
        ----------
        symbol : int
            One of 0 … K − 1.

        Raises
        ------
        TypeError
            If `symbol` is not an integer.
        ValueError
            If it is not in 0 … K − 1.
        """
        symbol = symbol_index(symbol, self._alphabet)
        if self._order < 0:
            return
        self._different += int(self._counts[symbol] == 0)
        self._counts[symbol] += 1
        self._total += 1
        for context in self._contexts():
            seen = self._after.setdefault(context, {})
            seen[symbol] = seen.get(symbol, 0) + 1
        self._recent = (*self._recent, symbol)[-self._order :] if self._order > 0 else ()

    def _contexts(self) -> list[tuple[int, ...]]:
        """Return the last 1, 2, … symbols."""
        recent = self._recent
        return [recent[i:] for i in range(len(recent) - 1, -1, -1)]
