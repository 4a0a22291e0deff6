"""What takes several races: the range over seeds, the steps from worse starts, enough steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

import infotheory as it
from ui.figures.tables import Columns, by_column, frozen, stack
from ui.lessons.training.own_rows import OwnRows
from ui.lessons.training.race_settings import LOSSES, RATES, STEPS, RaceSettings, Source
from ui.lessons.training.runs import MEASURES, curves, steps_to_target
from ui.serving.cache import cached
from ui.serving.long_work import LONG_WORK


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
    rate: float = RATES["sgd"],
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
