"""A text under the models of all orders at once: each letter's surprise, and what was expected."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.arrays import numbers
from infotheory._core.classes import class_labels
from infotheory._core.fields import whole
from infotheory._core.sums import FloatArray

Places = NDArray[np.int64]


class TextModels:
    """What `ContextModel` says of a text, for the orders −1 … `deepest` together.

    Parameters
    ----------
    symbols : array_like of integers, shape (n,)
        The letters, each one of 0 … `alphabet` − 1.
    alphabet : int
        The number of different letters, at least 1.
    deepest : int
        The largest order, at least 0.

    Attributes
    ----------
    surprise : ndarray, shape (deepest + 2, n)
        −log₂ of the probability of each letter, given those before it. The first row is order −1,
        to which all letters are alike.

    Notes
    -----
    A letter's probability needs three counts of each context: how often it came before, how often
    with this letter, and with how many different letters. All are ranks within groups of equal
    contexts, so the whole text takes one sort an order.

    Examples
    --------
    >>> models = TextModels([0, 1, 0, 1, 0, 1], alphabet=2, deepest=1)
    >>> models.surprise.round(2)
    array([[1.  , 1.  , 1.  , 1.  , 1.  , 1.  ],
           [1.  , 2.  , 1.  , 1.32, 1.  , 1.22],
           [1.  , 2.  , 1.  , 0.51, 0.42, 0.3 ]])
    """

    def __init__(self, symbols: ArrayLike, alphabet: int, deepest: int = 5) -> None:
        self._alphabet = whole("alphabet", alphabet, at_least=1)
        self._deepest = whole("deepest", deepest, at_least=0)
        given = numbers(symbols, "symbols").values
        self._symbols: Places = (
            class_labels(given, "symbols", self._alphabet) if given.size else np.zeros(0, np.int64)
        )
        n = self._symbols.size
        p = np.full(n, 1 / self._alphabet)
        self._groups: list[_Groups] = []
        rows = [p]
        context = np.zeros(n, np.int64)
        for order in range(self._deepest + 1):
            if order:
                context = _longer(context, self._symbols, order)
            groups = _Groups(context)
            seen = groups.ranks()
            with_letter = _Groups(context * self._alphabet + self._symbols).ranks()
            different = groups.before(with_letter == 0)
            known = seen > 0
            total = np.where(known, seen + different, 1)
            p = np.where(known, (with_letter + different * p) / total, p)
            rows.append(p)
            self._groups.append(groups)
        self.surprise: FloatArray = -np.log2(np.array(rows)) + 0.0
        self.surprise.setflags(write=False)

    def predict(self, place: int, order: int) -> FloatArray:
        """Return the probability of each letter to come at a place of the text.

        Parameters
        ----------
        place : int
            From 0 to n − 1.
        order : int
            From −1 to `deepest`.

        Returns
        -------
        ndarray
            Shape (alphabet,).
        """
        if not 0 <= whole("place", place, at_least=0) < self._symbols.size:
            raise ValueError(f"place must be below {self._symbols.size}; got {place!r}")
        if whole("order", order, at_least=-1) > self._deepest:
            raise ValueError(f"order must be at most {self._deepest}; got {order!r}")
        p = np.full(self._alphabet, 1 / self._alphabet)
        for groups in self._groups[: order + 1]:
            seen = self._symbols[groups.earlier(place)]
            if seen.size:
                counts = np.bincount(seen, minlength=self._alphabet)
                different = np.count_nonzero(counts)
                p = (counts + different * p) / (seen.size + different)
        return p


class _Groups:
    """Places of a text that have something in common, in the order of the text."""

    def __init__(self, of: Places) -> None:
        order = np.argsort(of, kind="stable")
        ordered = of[order]
        begins = np.ones(of.size, np.bool_)
        begins[1:] = ordered[1:] != ordered[:-1]
        at = np.arange(of.size, dtype=np.int32)
        # All places sorted by group, where each one was sorted to, and where its group begins.
        self._sorted = order.astype(np.int32)
        self._sorted_to = np.empty_like(at)
        self._sorted_to[order] = at
        self._first = np.maximum.accumulate(np.where(begins, at, 0))[self._sorted_to]

    def ranks(self) -> Places:
        """Count, for each place, those before it in its group."""
        return (self._sorted_to - self._first).astype(np.int64)

    def before(self, flags: NDArray[np.bool_]) -> Places:
        """Count, for each place, the flagged ones before it in its group."""
        running = np.concatenate([[0], np.cumsum(flags[self._sorted])])
        counts: Places = running[self._sorted_to] - running[self._first]
        return counts

    def earlier(self, place: int) -> NDArray[np.int32]:
        """Return the earlier places of the same group."""
        places: NDArray[np.int32] = self._sorted[self._first[place] : self._sorted_to[place]]
        return places


def _longer(context: Places, symbols: Places, order: int) -> Places:
    """Tell contexts apart by one letter more; too near the beginning each is one of its own."""
    n = symbols.size
    joined = np.arange(-n, 0)
    joined[order:] = context[order:] * (symbols.max(initial=0) + 1) + symbols[:-order]
    return np.unique(joined, return_inverse=True)[1].astype(np.int64).reshape(n)
