"""What a classifier predicted, and what happened. No Streamlit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

import infotheory as it


@dataclass(frozen=True, eq=False)
class Predictions:
    """Labels and the probabilities that a model gave to the classes, a row for each case.

    Parameters
    ----------
    name : str
        What the model is called.
    labels : ndarray of integers, shape (n,)
        What happened: 0 … K − 1.
    q : ndarray
        Shape (n, K); of two classes the probability of the second, shape (n,), is enough.
    classes : tuple of str
        The K names.
    rows : ndarray of integers, shape (n,)
        Where each row is found: its line in a file, or its number, from 1.
    row : str
        What such a number is called: "line" or "row".
    code : str
        Python that makes ``labels`` and ``q`` again.
    """

    name: str
    labels: NDArray[np.integer[Any]]
    q: NDArray[np.float64]
    classes: tuple[str, ...]
    rows: NDArray[np.integer[Any]]
    row: str
    code: str

    @property
    def n(self) -> int:
        """The number of rows."""
        return len(self.labels)

    @property
    def by_class(self) -> NDArray[np.float64]:
        """The probability of every class, shape (n, K)."""
        return np.column_stack([1 - self.q, self.q]) if self.q.ndim == 1 else self.q

    @property
    def logits(self) -> NDArray[np.float64]:
        """Scores whose softmax the probabilities are: −∞ for what is ruled out."""
        return -np.asarray(it.self_information(self.by_class, base=math.e))

    @property
    def nbytes(self) -> int:
        """The memory that the arrays take."""
        return self.labels.nbytes + self.q.nbytes + self.rows.nbytes

    def against_the_rest(self, k: int) -> tuple[NDArray[np.integer[Any]], NDArray[np.float64]]:
        """Return whether class `k` happened, 0 or 1, and the probability that it was given."""
        if self.q.ndim == 1:
            return (self.labels, self.q) if k == 1 else (1 - self.labels, 1 - self.q)
        return (self.labels == k).astype(np.int64), np.minimum(self.q[:, k], 1.0)
