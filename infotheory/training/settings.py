"""Everything that decides a training run, in one frozen and validated value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from infotheory._core.fields import fraction, number, one_of, whole

LOSSES = ("cross_entropy", "softmax_squared_error", "linear_squared_error")
REDUCTIONS = ("sum", "mean", "half_sum")
OPTIMIZERS = ("sgd", "adam")
INITS = ("glorot", "zero")


@dataclass(frozen=True)
class TrainingSettings:
    """Settings of one training run; hashable, and valid once constructed.

    Parameters
    ----------
    loss : {"cross_entropy", "softmax_squared_error", "linear_squared_error"}
        What is minimised, always **averaged over the samples** of a batch: −Σ t log p in nats with
        p = softmax(z); or squared error between t and p; or squared error between t and the
        logits z themselves.
    reduction : {"sum", "mean", "half_sum"}
        Of squared error over the K classes of one sample: Σ (t − p)², or that divided by K, or
        that divided by 2. Cross-entropy ignores it.
    hidden : int or None
        None: a linear model. n: one hidden ReLU layer of n units.
    learning_rate : float
        η > 0.
    steps : int
        Number of updates, ≥ 0.
    batch_size : int or None
        None (or a size that holds all samples): full batch. Otherwise each pass over the data is
        a fresh shuffle that takes every sample once; the last batch of a pass may be smaller.
    optimizer : {"sgd", "adam"}
        Plain gradient descent, or Adam with decays 0.9 and 0.999 and 1e-8 added to the root of
        the corrected second moment.
    label_smoothing : float
        ε in [0, 1]: training targets are (1 − ε)·onehot + ε/K. Metrics never see it.
    init : {"glorot", "zero"}
        Uniform on ±sqrt(6 / (fan in + fan out)) with zero biases; or all zero, for the linear
        model only, where it is the fair start of equal probabilities.
    wrong_bias : float
        B, added to the output bias of class 0 at the start: a confident mistake.
    seed : int
        ≥ 0; decides first weights and batch order, alike for every loss.
    snapshots : int
        How many snapshots a run yields, ≥ 2 (the first at 0, the last at `steps`); never more than
        ``steps + 1``.

    Raises
    ------
    ValueError
        If a field has an invalid value; the message names the field.

    Examples
    --------
    >>> TrainingSettings(loss="softmax_squared_error", hidden=32).learning_rate
    0.5
    >>> TrainingSettings(steps=-1)
    Traceback (most recent call last):
        ...
    ValueError: steps must be a whole number, at least 0; got -1
    """

    loss: str = "cross_entropy"
    reduction: str = "sum"
    hidden: int | None = None
    learning_rate: float = 0.5
    steps: int = 200
    batch_size: int | None = None
    optimizer: str = "sgd"
    label_smoothing: float = 0.0
    init: str = "glorot"
    wrong_bias: float = 0.0
    seed: int = 0
    snapshots: int = 100

    def __post_init__(self) -> None:
        checked: dict[str, Any] = {
            "loss": one_of("loss", self.loss, LOSSES),
            "reduction": one_of("reduction", self.reduction, REDUCTIONS),
            "optimizer": one_of("optimizer", self.optimizer, OPTIMIZERS),
            "init": one_of("init", self.init, INITS),
            "steps": whole("steps", self.steps, at_least=0),
            "seed": whole("seed", self.seed, at_least=0),
            "snapshots": whole("snapshots", self.snapshots, at_least=2),
            "learning_rate": number("learning_rate", self.learning_rate),
            "label_smoothing": fraction("label_smoothing", self.label_smoothing),
            "wrong_bias": number("wrong_bias", self.wrong_bias),
        }
        for field in ("hidden", "batch_size"):
            if getattr(self, field) is not None:
                checked[field] = whole(field, getattr(self, field), at_least=1)
        if checked["learning_rate"] <= 0:
            raise ValueError(f"learning_rate must be positive; got {self.learning_rate!r}")
        if "hidden" in checked and self.init == "zero":
            raise ValueError(
                'init="zero" is for the linear model only: hidden units that all start at '
                'zero never learn; pass init="glorot"'
            )
        for field, value in checked.items():
            object.__setattr__(self, field, value)
