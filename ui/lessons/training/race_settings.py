"""The settings of a race: data, model, start, optimiser, how the learning rates are made fair."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple

import infotheory as it
from ui.lessons.training.own_rows import OwnRows

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

CONFIDENTLY_WRONG = 6.0
"""How wrong the start is, B, unless the data have another one."""

MODELS = {"linear": None, "ReLU-1": 1, "ReLU-8": 8, "ReLU-32": 32, "ReLU-64": 64, "ReLU-100": 100}
STEPS = (1, 10, 50, 100, 200, 400, 1000, 2000, 4000)
FITTING = "as suits the data"

MOST_WRONG, MOST_NOISE = 12.0, 0.5
LEAST_RATE, MOST_RATE = 1e-3, 1e6
LAST_SEED = 99
_MOMENTS, _MOMENTS_OF_DIGITS = 400, 100  # snapshots at most, besides the start
_MESSAGES = 2 * 2**20  # bytes of what is sent to a browser of a visitor's own data, and kept
_MOST_WEIGHTS = 4 * 2**20  # bytes of all snapshots of a run on a visitor's own data
MOST_WORK = 1.3e8
"""Steps × samples × hidden units of one run, at most: it bounds a visitor's wait."""

MOST_SEARCH = 8e8
"""The same bound for all trials of a search for the best learning rates together."""


RUNS_OF_AN_OWNER, RECORDS_OF_AN_OWNER, SPLITS_OF_AN_OWNER = 3, 6, 2
"""What is kept that is computed of one visitor's own data: runs with their weights, and others."""


class Kind(NamedTuple):
    """Defaults for a kind of data: model, steps, start, seeds of a band; its training samples.

    ``moments`` are the snapshots at most, besides the start. A step costs what it costs on the
    digits, times ``width``; a linear model is as much work as ``linear`` hidden units.
    """

    model: str
    steps: int
    wrong_bias: float = CONFIDENTLY_WRONG
    seeds: int = 5
    samples: int = 300
    moments: int = _MOMENTS
    width: float = 1.0
    linear: int = 1


KINDS = {
    "blobs": Kind("linear", 200),
    "moons": Kind("ReLU-32", 400),
    "rings": Kind("ReLU-32", 400),
    "spiral": Kind("ReLU-100", 1000),
    "digits": Kind(
        "ReLU-64", 200, wrong_bias=0.0, seeds=3, samples=1437, moments=_MOMENTS_OF_DIGITS
    ),
}
YOURS = "yours"
"""The data that a visitor brings."""

_DIGITS_WIDTH = 64 + 1.5 * 10  # features, and the classes, whose share of a step is larger


class Source(NamedTuple):
    """The data: the arguments of ``infotheory.load_dataset``, or rows that a visitor brought."""

    name: str
    seed: int
    label_noise: float
    own: OwnRows | None = None
    as_they_are: bool = False

    @property
    def owner(self) -> OwnRows | None:
        """The owner of all results that are computed from the data."""
        return self.own


@dataclass(frozen=True)
class RaceSettings:
    """One race. Values are clamped here, so that any link gives a race that can be run.

    ``model`` is a key of ``MODELS`` and ``steps`` one of ``STEPS``; any other value is replaced by
    the default for the data. ``own`` are the rows of data that are the visitor's; without them the
    default data are raced. Their features are standardised unless they are taken ``as_they_are``.
    """

    data: str = "blobs"
    model: str = FITTING
    wrong_bias: float = CONFIDENTLY_WRONG
    optimizer: str = "sgd"
    fairness: str = SAME
    learning_rate: float = RATES["sgd"]
    label_noise: float = 0.0
    seed: int = 0
    steps: int = 0
    own: OwnRows | None = field(default=None, repr=False)
    as_they_are: bool = False

    def __post_init__(self) -> None:
        own = self.own if self.data == YOURS else None
        data = self.data if own is not None or self.data in KINDS else "blobs"
        object.__setattr__(self, "data", data)
        object.__setattr__(self, "own", own)
        kind = self.kind
        clamped = {
            "as_they_are": own is not None and self.as_they_are is True,
            "model": self.model if self.model in MODELS else kind.model,
            "wrong_bias": _within(self.wrong_bias, 0.0, MOST_WRONG, kind.wrong_bias),
            "optimizer": self.optimizer if self.optimizer in RATES else "sgd",
            "fairness": self.fairness if self.fairness in FAIRNESS else SAME,
            "learning_rate": _within(self.learning_rate, LEAST_RATE, MOST_RATE, RATES["sgd"]),
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
    def owner(self) -> OwnRows | None:
        """The owner of all results that are computed from the race."""
        return self.own

    @property
    def kind(self) -> Kind:
        """The kind of its data."""
        if self.own is not None:
            return _kind_of(self.own, as_they_are=self.as_they_are)
        return KINDS[self.data]

    @property
    def work_of_a_step(self) -> float:
        """Samples × hidden units, on wider data more."""
        kind = self.kind
        return kind.samples * (MODELS[self.model] or kind.linear) * kind.width

    @property
    def seeds(self) -> range:
        """The seeds of the band, the race's own first."""
        return range(self.seed, self.seed + self.kind.seeds)

    @property
    def snapshots(self) -> int:
        """The number of snapshots that are kept and can be shown: of every step, or every few.

        Each snapshot holds a model; the models of the digits are large, so they have fewer.
        """
        most = self.kind.moments
        if self.own is not None:
            most = min(most, _MOST_WEIGHTS // weights_of(self.own, MODELS[self.model]))
        strides = range(math.ceil(self.steps / most), self.steps + 1)
        stride = next(each for each in strides if self.steps % each == 0)
        return self.steps // stride + 1

    def source(self, seed: int | None = None) -> Source:
        """Return the data of this race, or of another seed."""
        seed = self.seed if seed is None else seed
        return Source(self.data, seed, self.label_noise, self.own, self.as_they_are)

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


def _kind_of(own: OwnRows, *, as_they_are: bool) -> Kind:
    features, classes = len(own.used(as_they_are=as_they_are)), len(own.classes)
    width = max((features + 1.5 * classes) / _DIGITS_WIDTH, 1.0)
    if features == 2:
        return Kind("ReLU-32", 400, samples=own.n_train, width=width, linear=classes)
    return Kind(
        "ReLU-64",
        200,
        seeds=3,
        samples=own.n_train,
        moments=_MOMENTS_OF_DIGITS,
        width=width,
        linear=classes,
    )


def weights_of(own: OwnRows, hidden: int | None) -> int:
    """Return the bytes that a model's weights take, at most."""
    features, classes = len(own.features), len(own.classes)
    if hidden is None:
        return 8 * (features + 1) * classes
    return 8 * ((features + 1) * hidden + (hidden + 1) * classes)


def most_bytes_of(own: OwnRows) -> int:
    """Return what a visitor's rows take, and what the caches keep that is computed of them."""
    kinds = [_kind_of(own, as_they_are=each) for each in (False, True)]
    moments = max(kind.moments for kind in kinds)
    weights = min(_MOST_WEIGHTS, moments * weights_of(own, max(filter(None, MODELS.values()))))
    return _MESSAGES + own.nbytes(
        splits=SPLITS_OF_AN_OWNER,
        weights=RUNS_OF_AN_OWNER * weights,
        pictures=RECORDS_OF_AN_OWNER * _MOMENTS_OF_DIGITS,
    )


def _within(value: object, low: float, high: float, otherwise: float) -> float:
    """Clamp a number; return ``otherwise`` for anything else, and for NaN."""
    if not isinstance(value, int | float) or value != value:  # only NaN differs from itself
        return otherwise
    return min(max(value, low), high)
