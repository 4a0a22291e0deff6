"""The learning rate that each loss needs, by how wrong the start is: precomputed results."""

import math
from pathlib import Path

import infotheory as it
from ui.figures.tables import Columns, read_csv
from ui.lessons.training.race_settings import KINDS, LOSSES, RATES, RaceSettings
from ui.lessons.training.runs import TARGET, dataset
from ui.serving.cache import cached

FILE = Path(__file__).with_name("needed_rates.csv")
"""Written by ``scripts/needed_rates.py``."""

STARTS = tuple(range(1, 13))
WITHIN = 15
"""The steps that cross-entropy takes from B = 10 at the race's own η."""

ELSEWHERE = {"spiral": 1000, "digits": 400}
"""Other data that are trained at the η that the blobs need, and for how many steps."""

SEEDS = range(3)
_LOW, _HIGH, _PRECISION = 1e-3, 1e5, 1.005


def needed_rate(loss: str, start: float) -> float:
    """Return the least η that takes a linear model on the blobs to 90 % within ``WITHIN`` steps."""
    race = RaceSettings("blobs", "linear", start)
    data = dataset(race.source())
    low, high = _LOW, _HIGH
    while high / low > _PRECISION:
        middle = math.sqrt(low * high)
        settings = race.training(loss, middle, steps=WITHIN)
        arrives = it.steps_to_accuracy(data, settings, target=TARGET) is not None
        low, high = (low, middle) if arrives else (middle, high)
    return high


def arrivals(data: str, loss: str, start: float, rate: float) -> int:
    """Count the seeds under which the usual network arrives, at that η or the race's if larger."""
    rate = max(rate, RATES["sgd"])
    count = 0
    for seed in SEEDS:
        race = RaceSettings(data, KINDS[data].model, start, seed=seed)
        settings = race.training(loss, rate, steps=ELSEWHERE[data])
        count += it.steps_to_accuracy(dataset(race.source()), settings, target=TARGET) is not None
    return count


def measured(start: float) -> list[dict[str, object]]:
    """Return a row for each loss: start, loss, rate, and the arrivals elsewhere."""
    rows = []
    for loss, shown in LOSSES.items():
        rate = needed_rate(loss, start)
        there = {data: arrivals(data, loss, start, rate) for data in ELSEWHERE}
        rows.append({"start": start, "loss": shown, "rate": float(f"{rate:.4g}"), **there})
    return rows


@cached(1)
def needed_rates() -> Columns:
    """Return what ``measured`` gives for every start."""
    return read_csv(FILE)
