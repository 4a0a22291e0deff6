"""What the losses and the trainer share: targets, reductions and gradients, sample by sample."""

from typing import Literal, TypeAlias

from infotheory._core.sums import FloatArray

Reduction: TypeAlias = Literal["mean", "sum", "half_sum"]


def smooth(y: FloatArray, epsilon: float) -> FloatArray:
    """Return (1 − ε) y + ε/K: targets that are never sure."""
    smoothed: FloatArray = (1 - epsilon) * y + epsilon / y.shape[-1]
    return smoothed


def squared_error_weight(reduction: str, classes: int) -> float:
    """Return the c of each sample's squared error c Σ r²."""
    weights = {"mean": 1 / classes, "sum": 1.0, "half_sum": 0.5}
    if reduction not in weights:
        raise ValueError(
            f"reduction must be 'mean', 'sum' or 'half_sum', but is {reduction!r}; choose one"
        )
    return weights[reduction]


def squared_error_gradient(r: FloatArray, c: float) -> FloatArray:
    """Return the gradient of c Σ r² at r, which is overwritten: 2c r."""
    r *= 2 * c
    return r


def softmax_squared_error_gradient(p: FloatArray, r: FloatArray, c: float) -> FloatArray:
    """Return the gradient of c Σ r² at the logits, with r = p − y overwritten: 2c p (r − Σ p r).

    Where one class holds nearly all of p, its r and the mean Σ p r agree in all but the last
    digits, and their difference, the very thing that a confident mistake has to learn from, would
    be rounding. Shifting r by a constant changes nothing in exact numbers: so shift by the
    mean as computed, which leaves the difference exact, and subtract the small mean that remains.
    """
    r -= _mean(p, r)
    r -= _mean(p, r)
    r *= p
    r *= 2 * c
    return r


def _mean(p: FloatArray, r: FloatArray) -> FloatArray:
    """Return Σ p r of each row, shape (n, 1)."""
    total: FloatArray = (p * r).sum(axis=1, keepdims=True)
    return total
