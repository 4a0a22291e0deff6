"""How good predictions are, measured alike whatever loss was trained."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from infotheory._core.calibration import binned_gap
from infotheory.training.network import Array


@dataclass(frozen=True)
class Metrics:
    """Averages over the samples of one part of the data, against its labels as they stand.

    Where the outputs are linear, all but the accuracy use the softmax of the outputs. All are
    NaN once an output is not finite.

    Parameters
    ----------
    accuracy : float
        Share of samples whose largest logit is the label's; ties go to the lowest class.
    cross_entropy : float
        Mean of −ln p of the true class, in nats, with no epsilon.
    brier : float
        Mean of Σ (p − onehot)² over the classes; 1 − 1/K at equal probabilities, 2 at worst.
    calibration_error : float
        Mean distance between confidence (the largest probability) and accuracy over 15 equal
        bins (lo, hi] of confidence, each weighed by its share of the samples.
    """

    accuracy: float
    cross_entropy: float
    brier: float
    calibration_error: float


def measure(z: Array, y: NDArray[np.int64]) -> Metrics:
    """Compare logits (n, k) with labels (n,)."""
    if not np.isfinite(z).all():
        return Metrics(math.nan, math.nan, math.nan, math.nan)
    rows = np.arange(len(y))
    right = z.argmax(axis=1) == y
    # −ln p = ln Σ e^lead, over each class's lead on the true one. The true class's own part is
    # kept apart from the wrong ones', which would lose their digits beside it where p is near 1.
    lead = z - z[rows, y][:, None]
    top = lead.max(axis=1)
    wrong = np.exp(lead - top[:, None])
    wrong[rows, y] = 0
    weight = wrong.sum(axis=1)
    total = weight + np.exp(-top)
    wrong /= total[:, None]
    return Metrics(
        accuracy=float(right.mean()),
        cross_entropy=float((top + np.log1p(weight + np.expm1(-top))).mean()),
        brier=float(((wrong**2).sum(axis=1) + (weight / total) ** 2).mean()),
        calibration_error=binned_gap(1 / total, right),
    )
