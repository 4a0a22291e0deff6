"""Races of the losses: each is trained once, cached by its settings, and shared by all visitors."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

import infotheory as it
from ui.figures.tables import Columns, by_column, frozen, stack
from ui.lessons.training.own_rows import OwnRows
from ui.lessons.training.race_settings import (
    BEST,
    LOSSES,
    MATCHED,
    MOST_SEARCH,
    RUNS_OF_AN_OWNER,
    SPLITS_OF_AN_OWNER,
    SQUARED_ERROR,
    STEPS,
    RaceSettings,
    Source,
)
from ui.serving.cache import cached
from ui.serving.long_work import LONG_WORK
from ui.serving.presence import stop_if_gone

TARGET = 0.9
_NEAR_CHANCE, _STANDS_STILL = 0.05, 1e-9
GRIDS = {
    "sgd": tuple(2.0**k for k in range(-4, 6)),
    "adam": tuple(float(f"{10 ** (k / 2):.1g}") for k in range(-6, 2)),
}
"""The learning rates that the search for each loss's best one tries, by optimiser."""

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


class Rates(NamedTuple):
    """Each loss's learning rate by its name in ``infotheory``, and whether a search found both."""

    by_loss: Mapping[str, float]
    found: bool = True  # False: for some loss no rate of the grid reaches the target


def rates(race: RaceSettings, progress: Progress = lambda _: None) -> Rates:
    """Return the learning rates of a race, made fair in the way that it chooses."""
    if race.fairness == BEST:
        best = {}
        for before, loss in enumerate(LOSSES):
            best[loss] = best_rate(
                race,
                loss,
                lambda share, b=before: progress((b + share) / len(LOSSES)),  # type: ignore[misc]
            )
        by_loss = {loss: rate or race.learning_rate for loss, rate in best.items()}
        return Rates(by_loss, all(best.values()))
    same = dict.fromkeys(LOSSES, race.learning_rate)
    if race.fairness == MATCHED:
        same[SQUARED_ERROR] *= gradient_ratio(race)
    return Rates(same)


def gradient_ratio(race: RaceSettings) -> float:
    """Return cross-entropy's first mean gradient at the logits, divided by squared error's."""
    cross_entropy, squared_error = (
        next(it.train(dataset(race.source()), race.training(loss, 1.0))).gradient_output
        for loss in LOSSES
    )
    return cross_entropy / squared_error if squared_error > 0 else 1.0


def trials(race: RaceSettings, loss: str) -> list[tuple[Source, it.TrainingSettings]]:
    """Return the runs that search for the loss's best rate: one for each rate of the grid."""
    return [trial(race, loss, rate) for rate in GRIDS[race.optimizer]]


def trial(race: RaceSettings, loss: str, rate: float) -> tuple[Source, it.TrainingSettings]:
    """Return one run of the search for the best rate."""
    return race.source(), race.training(loss, rate, steps=search_steps(race))


def search_steps(race: RaceSettings) -> int:
    """Return the steps of each trial: the race's, or fewer if the search would take too long."""
    of_a_step = race.work_of_a_step * len(GRIDS[race.optimizer]) * len(LOSSES)
    return min(race.steps, max(each for each in STEPS if each * of_a_step <= MOST_SEARCH))


def best_rate(race: RaceSettings, loss: str, progress: Progress = lambda _: None) -> float | None:
    """Find the rate of the grid with the fewest steps to 90 %; None if no rate gets there."""
    todo = trials(race, loss)
    arrived = []
    for done, each in enumerate(todo, 1):
        steps = steps_to_target(*each)
        if steps is not None:
            arrived.append((steps, each[1].learning_rate))
        stop_if_gone()
        progress(done / len(todo))
    return min(arrived)[1] if arrived else None


def tried_rates(race: RaceSettings) -> Columns:
    """Tabulate steps to 90 % (NaN: not within the race) over the rates: loss, rate, steps."""
    rows = [
        (shown, each[1].learning_rate, math.nan if steps is None else steps)
        for loss, shown in LOSSES.items()
        for each in trials(race, loss)
        for steps in [steps_to_target(*each)]
    ]
    return by_column(rows, ["loss", "rate", "steps"])


def band(race: RaceSettings, by_loss: Mapping[str, float]) -> Columns:
    """Return each measure's range over the seeds: loss, step, and MEASURE_low and _high."""
    return _band(race, tuple(by_loss[loss] for loss in LOSSES))


@cached(64, LONG_WORK)
def _band(race: RaceSettings, rates: tuple[float, ...]) -> Columns:
    parts = []
    for (loss, shown), rate in zip(LOSSES.items(), rates, strict=True):
        runs = stack([curves(*each) for each in of_seeds(race, loss, rate)])
        steps, which = np.unique(runs["step"], return_inverse=True)
        part: dict[str, Any] = {"step": steps, "loss": np.full(len(steps), shown)}
        for name in MEASURES:
            low, high = np.full((2, len(steps)), np.nan)
            np.fmin.at(low, which, runs[name])  # both pass over NaN
            np.fmax.at(high, which, runs[name])
            part |= {f"{name}_low": low, f"{name}_high": high}
        parts.append(part)
    return frozen(stack(parts))


def of_seeds(
    race: RaceSettings, loss: str, rate: float
) -> list[tuple[Source, it.TrainingSettings]]:
    """Return the race's run under each seed of the band: other data, other initial weights."""
    return [(race.source(seed), race.training(loss, rate, seed)) for seed in race.seeds]


@cached(8, LONG_WORK)
def escape_steps(
    data: str,
    starts: tuple[float, ...],
    limit: int,
    optimizer: str = "sgd",
    rate: float = 0.5,
    own: OwnRows | None = None,
    as_they_are: bool = False,
) -> Columns:
    """Count a linear model's steps to 90 % from increasingly wrong starts: start, loss, steps."""
    rows = [
        (start, shown, steps)
        for start in starts
        for race in [
            RaceSettings(data, "linear", start, optimizer, own=own, as_they_are=as_they_are)
        ]
        for loss, shown in LOSSES.items()
        for steps in [steps_to_target(race.source(), race.training(loss, rate, steps=limit))]
        if steps is not None
    ]
    return frozen(by_column(rows, ["start", "loss", "steps"]))


def longest_race(race: RaceSettings) -> RaceSettings:
    """Return the same race with the largest number of steps."""
    return replace(race, steps=STEPS[-1])


def long_enough(race: RaceSettings) -> RaceSettings:
    """Return the same race with just enough steps for the slower loss to arrive, if it can."""
    steps = [
        steps_to_target(race.source(), race.training(loss, race.learning_rate)) for loss in LOSSES
    ]
    arrivals = [each for each in steps if each is not None]
    if len(arrivals) < len(steps):
        return race
    enough = (each for each in STEPS if each >= max(100, 1.2 * max(arrivals)))
    return replace(race, steps=next(enough, race.steps))


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
