"""Each loss's gradient at the logits, sample by sample: where the losses part ways."""

from __future__ import annotations

from infotheory._core.loss_kernels import (
    softmax_squared_error_gradient,
    squared_error_gradient,
    squared_error_weight,
)
from infotheory._core.softmax import probabilities_of_rows
from infotheory.training.network import Array
from infotheory.training.settings import TrainingSettings


def output_gradient(z: Array, targets: Array, settings: TrainingSettings) -> Array:
    """Gradient of each sample's own loss at its logits; all arrays (n, k)."""
    if settings.loss == "cross_entropy":
        residual = probabilities_of_rows(z)
        residual -= targets
        return residual
    c = squared_error_weight(settings.reduction, z.shape[1])
    if settings.loss == "linear_squared_error":
        return squared_error_gradient(z - targets, c)
    p = probabilities_of_rows(z)
    return softmax_squared_error_gradient(p, p - targets, c)
