"""Each loss's gradient at the logits, sample by sample: where the losses part ways."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from infotheory.network import Array
from infotheory.settings import TrainingSettings

OutputGradient = Callable[[Array, Array], Array]
"""(logits, targets), both (n, k) → gradient of each sample's own loss at its logits, (n, k)."""


def output_gradient(settings: TrainingSettings, classes: int) -> OutputGradient:
    """Pick the gradient that belongs to a loss and its reduction over the classes."""
    if settings.loss == "cross_entropy":
        return _cross_entropy
    factor = {"sum": 2.0, "mean": 2.0 / classes, "half_sum": 1.0}[settings.reduction]
    squared = _softmax_squared if settings.loss == "softmax_squared_error" else _linear_squared
    return lambda z, targets: factor * squared(z, targets)


def _cross_entropy(z: Array, targets: Array) -> Array:
    return _softmax(z) - targets


def _softmax_squared(z: Array, targets: Array) -> Array:
    p = _softmax(z)
    error = p - targets
    gradient: Array = p * (error - (p * error).sum(axis=1, keepdims=True))
    return gradient


def _linear_squared(z: Array, targets: Array) -> Array:
    return z - targets


def _softmax(z: Array) -> Array:
    p: Array = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    return p
