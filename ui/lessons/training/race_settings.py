"""The settings of a race: data, model, start, optimiser, how the learning rates are made fair."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import infotheory as it

CROSS_ENTROPY, SQUARED_ERROR = "cross_entropy", "softmax_squared_error"
LOSSES = {CROSS_ENTROPY: "cross-entropy", SQUARED_ERROR: "squared error"}
"""The two losses of the race: their names in ``infotheory``, and on screen."""

NAMES = {shown: loss for loss, shown in LOSSES.items()}
"""The inverse of ``LOSSES``: from the name on screen to that in ``infotheory``."""

OPTIMIZERS = {"gradient descent": "sgd", "Adam": "adam"}
SAME, BEST, MATCHED = "the same η", "each its best η", "matched first gradient"
FAIRNESS = (SAME, BEST, MATCHED)
RATES = {"sgd": 0.5, "adam": 0.1}
"""The default learning rate, by optimiser."""

MODELS = {"linear": None, "ReLU-1": 1, "ReLU-8": 8, "ReLU-32": 32, "ReLU-64": 64, "ReLU-100": 100}
STEPS = (1, 10, 50, 100, 200, 400, 1000, 2000, 4000)
FITTING = "as suits the data"

MOST_WRONG, MOST_NOISE = 12.0, 0.5
LEAST_RATE, MOST_RATE = 1e-3, 1e6
LAST_SEED = 99
_MOMENTS, _MOMENTS_OF_DIGITS = 400, 100  # snapshots at most, besides the start
MOST_WORK = 1.3e8
"""Steps × samples × hidden units of one run, at most: it bounds a visitor's wait."""

MOST_SEARCH = 8e8
"""The same bound for all trials of a search for the best learning rates together."""


class Kind(NamedTuple):
    """Defaults for a kind of data: model, steps, start, seeds of a band; its training samples."""

    model: str
    steps: int
    wrong_bias: float = 6.0
    seeds: int = 5
    samples: int = 300


KINDS = {
    "blobs": Kind("linear", 200),
    "moons": Kind("ReLU-32", 400),
    "rings": Kind("ReLU-32", 400),
    "spiral": Kind("ReLU-100", 1000),
    "digits": Kind("ReLU-64", 200, wrong_bias=0.0, seeds=3, samples=1437),
}


class Source(NamedTuple):
    """The data: the arguments of ``infotheory.load_dataset``."""

    name: str
    seed: int
    label_noise: float


@dataclass(frozen=True)
class RaceSettings:
    """One race. Values are clamped here, so that any link gives a race that can be run.

    ``model`` is a key of ``MODELS`` and ``steps`` one of ``STEPS``; any other value is replaced by
    the default for the data.
    """

    data: str = "blobs"
    model: str = FITTING
    wrong_bias: float = 6.0
    optimizer: str = "sgd"
    fairness: str = SAME
    learning_rate: float = 0.5
    label_noise: float = 0.0
    seed: int = 0
    steps: int = 0

    def __post_init__(self) -> None:
        kind = KINDS.get(self.data, KINDS["blobs"])
        clamped = {
            "data": self.data if self.data in KINDS else "blobs",
            "model": self.model if self.model in MODELS else kind.model,
            "wrong_bias": _within(self.wrong_bias, 0.0, MOST_WRONG, kind.wrong_bias),
            "optimizer": self.optimizer if self.optimizer in RATES else "sgd",
            "fairness": self.fairness if self.fairness in FAIRNESS else SAME,
            "learning_rate": _within(self.learning_rate, LEAST_RATE, MOST_RATE, 0.5),
            "label_noise": _within(self.label_noise, 0.0, MOST_NOISE, 0.0),
            "seed": int(_within(self.seed, 0, LAST_SEED, 0)),
        }
        for name, value in clamped.items():
            object.__setattr__(self, name, value)
        if self.steps not in STEPS:
            # A more confident mistake takes longer to correct.
            steps = kind.steps if self.wrong_bias <= 7 else max(kind.steps, 400)
            object.__setattr__(self, "steps", steps)
        bearable = [each for each in STEPS if each * self.work_of_a_step <= MOST_WORK]
        object.__setattr__(self, "steps", min(self.steps, bearable[-1]))

    @property
    def work_of_a_step(self) -> int:
        """Samples × hidden units."""
        return KINDS[self.data].samples * (MODELS[self.model] or 1)

    @property
    def seeds(self) -> range:
        """The seeds of the band, the race's own first."""
        return range(self.seed, self.seed + KINDS[self.data].seeds)

    @property
    def snapshots(self) -> int:
        """The number of snapshots that are kept and can be shown: of every step, or every few.

        Each snapshot holds a model; the models of the digits are large, so they have fewer.
        """
        most = _MOMENTS_OF_DIGITS if self.data == "digits" else _MOMENTS
        strides = range(math.ceil(self.steps / most), self.steps + 1)
        stride = next(each for each in strides if self.steps % each == 0)
        return self.steps // stride + 1

    def source(self, seed: int | None = None) -> Source:
        """Return the data of this race, or of another seed."""
        return Source(self.data, self.seed if seed is None else seed, self.label_noise)

    def training(
        self, loss: str, learning_rate: float, seed: int | None = None, **other: object
    ) -> it.TrainingSettings:
        """Return one model's training settings in this race; ``other`` overrides more of them."""
        hidden = MODELS[self.model]
        chosen: dict[str, object] = {
            "loss": loss,
            "hidden": hidden,
            "init": "zero" if hidden is None else "glorot",
            "wrong_bias": self.wrong_bias,
            "optimizer": self.optimizer,
            "learning_rate": learning_rate,
            "steps": self.steps,
            "snapshots": max(self.snapshots, 2),
            "seed": self.seed if seed is None else seed,
        }
        return it.TrainingSettings(**{**chosen, **other})  # type: ignore[arg-type]


def _within(value: object, low: float, high: float, otherwise: float) -> float:
    """Clamp a number; return ``otherwise`` for anything else, and for NaN."""
    if not isinstance(value, int | float) or value != value:  # only NaN differs from itself
        return otherwise
    return min(max(value, low), high)
