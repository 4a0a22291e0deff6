"""Texts and labels as files, and back: what a model is worth, in bytes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.arrays import numbers
from infotheory._core.classes import class_labels
from infotheory._core.distributions import DistributionError
from infotheory._core.fields import whole
from infotheory.arithmetic_coding import ArithmeticDecoder, ArithmeticEncoder
from infotheory.context_model import ContextModel

Symbols = NDArray[np.int64]
Progress = Callable[[float], object]

_EVERY = 500  # symbols between two reports of progress


def _no_report(share: float) -> None:
    """Report nothing."""


class TextWriter:
    """Write a text under a model that learns it on the way, in as many goes as one likes.

    Parameters
    ----------
    symbols : array_like of integers, shape (n,)
        The letters, each one of 0 … `alphabet` − 1.
    order : int
        How many letters the model looks back, at least −1.
    alphabet : int
        The number of different letters.

    Examples
    --------
    >>> writer = TextWriter([0, 1, 0, 1, 0, 1, 0, 1] * 10, order=1, alphabet=2)
    >>> writer.write_up_to(40)
    >>> len(writer.finish())
    2
    """

    def __init__(self, symbols: ArrayLike, order: int, alphabet: int) -> None:
        self._left = iter(_symbols(symbols, "symbols", alphabet).tolist())
        self._encoder, self._model = ArithmeticEncoder(), ContextModel(order, alphabet)
        self._written = 0

    def write_up_to(self, count: int) -> None:
        """Write letters until so many are written, or the text ends."""
        for symbol in islice(self._left, max(count - self._written, 0)):
            self._encoder.encode(symbol, self._model.predict())
            self._model.update(symbol)
            self._written += 1

    def finish(self) -> bytes:
        """Write what is left, and return the file."""
        for symbol in self._left:
            self._encoder.encode(symbol, self._model.predict())
            self._model.update(symbol)
        return self._encoder.finish()


def write_text(symbols: ArrayLike, order: int, alphabet: int) -> bytes:
    """Write a whole text; parameters as for `TextWriter`.

    Returns
    -------
    bytes
        Who reads it must know `order`, `alphabet` and the number of letters.

    Examples
    --------
    >>> data = write_text([0, 1, 0, 1, 0, 1, 0, 1] * 10, order=1, alphabet=2)
    >>> len(data)
    2
    >>> read_text(data, 80, order=1, alphabet=2)[:8].tolist()
    [0, 1, 0, 1, 0, 1, 0, 1]
    """
    return TextWriter(symbols, order, alphabet).finish()


def read_text(
    data: bytes, count: int, order: int, alphabet: int, *, progress: Progress = _no_report
) -> Symbols:
    """Read what `write_text` wrote, with a model of its own that learns the same on the way.

    Parameters
    ----------
    data : bytes
        The file.
    count : int
        The number of letters.
    order, alphabet : int
        Those that the file was written with; others read other letters.
    progress : callable
        Is told the share done, now and then.

    Returns
    -------
    ndarray, shape (count,)

    Raises
    ------
    ValueError
        If the file ends before the text does.
    """
    count = whole("count", count, at_least=0)
    decoder, model = ArithmeticDecoder(data), ContextModel(order, alphabet)
    read = np.zeros(count, np.int64)
    for i in range(count):
        read[i] = decoder.decode(model.predict())
        model.update(int(read[i]))
        if i % _EVERY == 0:
            progress(i / count)
    return read


def write_labels(labels: ArrayLike, q: ArrayLike) -> bytes:
    """Write labels, each under the distribution that a model predicts for it.

    Parameters
    ----------
    labels : array_like of integers, shape (n,)
        The classes, each one of 0 … k − 1.
    q : array_like, shape (n, k)
        A distribution a label. Who reads the file must have the very same.

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        If the model ruled out a label: what has probability 0 cannot be sent.

    Examples
    --------
    >>> q = [[0.9, 0.1]] * 6
    >>> data = write_labels([0, 0, 0, 1, 0, 0], q)
    >>> len(data), read_labels(data, q).tolist()
    (1, [0, 0, 0, 1, 0, 0])
    """
    rows = _rows(q)
    given = _symbols(labels, "labels", rows.shape[1])
    if given.size != len(rows):
        raise ValueError(
            f"labels and q must have shapes (n,) and (n, k), but have {given.shape} and "
            f"{rows.shape}; give one distribution a label"
        )
    encoder = ArithmeticEncoder()
    for label, row in zip(given.tolist(), rows, strict=True):
        encoder.encode(label, row)
    return encoder.finish()


def read_labels(data: bytes, q: ArrayLike) -> Symbols:
    """Read the labels that `write_labels` wrote under the same distributions."""
    decoder = ArithmeticDecoder(data)
    return np.array([decoder.decode(row) for row in _rows(q)], np.int64)


def _rows(q: ArrayLike) -> NDArray[np.float64]:
    rows = np.ascontiguousarray(numbers(q, "q").values, np.float64)
    if rows.ndim != 2 or not rows.shape[1]:
        raise DistributionError(
            f"q must have shape (n, k), one distribution a label, but has {rows.shape}; reshape it"
        )
    return rows


def _symbols(values: ArrayLike, name: str, alphabet: int) -> Symbols:
    given = numbers(values, name).values
    if given.ndim != 1:
        raise ValueError(f"{name} must have shape (n,), but have {given.shape}; give one sequence")
    return class_labels(given, name, alphabet) if given.size else np.zeros(0, np.int64)
