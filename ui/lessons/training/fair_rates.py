"""The learning rates that make a race fair: the same, matched by gradient, or each loss's best."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import infotheory as it
from ui.figures.tables import Columns, by_column
from ui.lessons.training.race_settings import (
    BEST,
    LOSSES,
    MATCHED,
    MOST_SEARCH,
    SQUARED_ERROR,
    STEPS,
    RaceSettings,
    Source,
)
from ui.lessons.training.runs import Progress, dataset, steps_to_target
from ui.serving.presence import stop_if_gone

GRIDS = {
    "sgd": tuple(2.0**k for k in range(-4, 6)),
    "adam": tuple(float(f"{10 ** (k / 2):.1g}") for k in range(-6, 2)),
}
"""The learning rates that the search for each loss's best one tries, by optimiser."""


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
