"""Runs of the training: each is done once, cached by its settings and shared by all visitors."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

import infotheory as it
from ui.figures.tables import Columns, by_column, frozen
from ui.lessons.training.race_settings import RUNS_OF_AN_OWNER, SPLITS_OF_AN_OWNER, Source
from ui.serving.cache import cached
from ui.serving.long_work import LONG_WORK
from ui.serving.presence import stop_if_gone

TARGET = 0.9
_NEAR_CHANCE, _STANDS_STILL = 0.05, 1e-9
MEASURES = ("accuracy", "cross_entropy", "brier", "gradient")
Progress = Callable[[float], object]


@dataclass(frozen=True, eq=False)
class Run:
    """One trained model: its snapshots, and a table of what the race compares.

    Columns of ``table``: ``step``, ``accuracy`` (a share), ``cross_entropy`` (nats) and ``brier``
    of the test data, and ``gradient`` (at the logits, of the training data).
    """

    settings: it.TrainingSettings
    snapshots: tuple[it.Snapshot, ...]
    table: Columns

    def at(self, step: int) -> it.Snapshot:
        """Return the last snapshot up to ``step``, or the first one if the run begins later.

        If the run diverged, return at most the last snapshot before that.
        """
        place = int(np.searchsorted(self.table["step"], step, side="right")) - 1
        last = len(self.snapshots) - 1 - self.end.diverged
        return self.snapshots[max(min(place, last), 0)]

    @property
    def end(self) -> it.Snapshot:
        """The last snapshot."""
        return self.snapshots[-1]

    @property
    def first_at_target(self) -> int | None:
        """The step of the first snapshot with 90 % of the training data right."""
        there = (each.step for each in self.snapshots if each.train.accuracy >= TARGET)
        return next(there, None)

    @property
    def stuck(self) -> bool:
        """Whether the weights no longer move, near chance: more steps would not help."""
        chance = 1 / self.end.parameters[-1].size
        moves = self.end.gradient_first * self.settings.learning_rate
        return self.end.test.accuracy < chance + _NEAR_CHANCE and moves < _STANDS_STILL


@cached(32, of_an_owner=SPLITS_OF_AN_OWNER)
def dataset(source: Source) -> it.Dataset:
    """Load a data set, once for all visitors, or split a visitor's own."""
    if source.own is not None:
        return source.own.split(source.seed, source.label_noise, as_they_are=source.as_they_are)
    return it.load_dataset(source.name, seed=source.seed, label_noise=source.label_noise)


@cached(16, LONG_WORK, of_an_owner=RUNS_OF_AN_OWNER)  # the largest run, on the digits, takes 6 MB
def run(
    source: Source, settings: it.TrainingSettings, *, progress: Progress = lambda _: None
) -> Run:
    """Train on these data; call ``progress`` with the share done."""
    snapshots = []
    for snapshot in _trained(source, settings):
        snapshots.append(snapshot)
        progress(snapshot.step / max(settings.steps, 1))
    return Run(settings, tuple(snapshots), _table(snapshots))


def _trained(
    source: Source,
    settings: it.TrainingSettings,
    start: tuple[NDArray[np.float64], ...] | None = None,
) -> Iterator[it.Snapshot]:
    """Train, and stop if the visitor has left."""
    for snapshot in it.train(dataset(source), settings, parameters=start):
        stop_if_gone()
        yield snapshot


@cached(400, LONG_WORK, of_an_owner=40)
def curves(source: Source, settings: it.TrainingSettings) -> Columns:
    """Train, and return only the table, since it is small to cache."""
    if run.is_cached(source, settings):
        return run(source, settings).table
    return _table(list(_trained(source, settings)))


@cached(2000, LONG_WORK, of_an_owner=400)
def steps_to_target(source: Source, settings: it.TrainingSettings) -> int | None:
    """Count the steps to 90 % of the training data."""
    return it.steps_to_accuracy(dataset(source), settings, target=TARGET)


def fork(
    source: Source,
    parent: it.TrainingSettings,
    settings: it.TrainingSettings,
    step: int,
) -> Run:
    """Train on from the weights that the run of ``parent`` has at ``step``.

    ``settings`` are those of a whole race; only its remaining steps are trained.
    """
    start = run(source, parent).at(step)
    left = max(settings.steps - start.step, 0)
    rest = replace(settings, steps=left, snapshots=max(2, min(settings.snapshots, left + 1)))
    snapshots = [
        replace(snapshot, step=start.step + snapshot.step)
        for snapshot in _trained(source, rest, start.parameters)
    ]
    return Run(settings, tuple(snapshots), _table(snapshots))


@cached(32, LONG_WORK)
def floor_and_total(source: Source, settings: it.TrainingSettings) -> Columns:
    """Split the training loss of cross-entropy: step, floor H(y) and total H(y, ŷ), in nats.

    The targets y are the smoothed labels of the training data; both are means over the samples.
    """
    data = dataset(source)
    classes = len(data.class_names)
    smoothing = settings.label_smoothing
    targets = (1 - smoothing) * np.eye(classes)[data.y_train] + smoothing / classes
    floor = float(np.mean(it.entropy(targets, base=math.e)))
    rows = [
        (s.step, floor, it.softmax_cross_entropy(targets, it.logits(s.parameters, data.x_train))[0])
        for s in run(source, settings).snapshots
        if not s.diverged
    ]
    return frozen(by_column(rows, ["step", "floor", "total"]))


def _table(snapshots: list[it.Snapshot]) -> Columns:
    """Tabulate what the race compares; values that are not finite become NaN."""
    measured = np.array(
        [
            (s.test.accuracy, s.test.cross_entropy, s.test.brier, s.gradient_output)
            for s in snapshots
        ]
    )
    measured[~np.isfinite(measured)] = np.nan
    steps = [s.step for s in snapshots]
    return frozen({"step": steps, **dict(zip(MEASURES, measured.T, strict=True))})
