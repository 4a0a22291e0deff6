"""Each loss's gradient at the logits, sample by sample: where the losses part ways."""

from __future__ import annotations

import numpy as np

from infotheory.training.network import Array
from infotheory.training.settings import TrainingSettings


def output_gradient(z: Array, targets: Array, settings: TrainingSettings) -> Array:
    """Gradient of each sample's own loss at its logits; all arrays (n, k)."""
    if settings.loss == "cross_entropy":
        gradient = softmax(z)
        gradient -= targets
        return gradient
    if settings.loss == "linear_squared_error":
        gradient = z - targets
    else:
        gradient = through_softmax(softmax(z), targets)
    gradient *= {"sum": 2.0, "mean": 2.0 / z.shape[1], "half_sum": 1.0}[settings.reduction]
    return gradient


def softmax(z: Array) -> Array:
    """Probabilities exp z / Σ exp z along each row."""
    p: Array = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    return p


def through_softmax(p: Array, targets: Array) -> Array:
    """Gradient at the logits of ½ Σ (p − t)²: p (e − Σ p e) with e = p − t.

    Where one class holds nearly all of p, its e and the mean Σ p e agree in all but the last
    digits, and their difference, the very thing that a confident mistake has to learn from, would
    be rounding. Shifting e by a constant changes nothing in exact numbers: so shift by the
    mean as computed, which leaves the difference exact, and subtract the small mean that remains.
    """
    error = p - targets
    error -= mean(p, error)
    error -= mean(p, error)
    error *= p
    return error


def mean(p: Array, values: Array) -> Array:
    """Σ p·values along each row, shape (n, 1)."""
    total: Array = (p * values).sum(axis=1, keepdims=True)
    return total
