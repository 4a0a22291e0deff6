"""The map of where the claim ends: precomputed results, and the race behind each cell."""

from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ui.figures.tables import Columns, by_column, frozen, read_csv, select
from ui.lessons.training.race_settings import RaceSettings
from ui.serving.cache import cached

FILE = Path(__file__).with_name("claim_map.csv")
"""Written by ``scripts/claim_map.py``."""


class Map(NamedTuple):
    """One map: the values of the setting across it, the learning rates, the number of seeds."""

    name: str
    across: tuple[float, ...]
    rates: tuple[float, ...]
    seeds: int
    steps: int


MAPS = {
    each.name: each
    for each in (
        Map("start", (0, 2, 4, 6, 8, 10), (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20), 5, 4000),
        Map("noise", (0, 0.1, 0.2, 0.3, 0.4), (0.1, 0.2, 0.5, 1, 2), 20, 4000),
    )
}


def race_of(chosen: Map, across: float, rate: float) -> RaceSettings:
    """Return the race of a cell."""
    if chosen.name == "start":
        return RaceSettings(
            "blobs", "linear", wrong_bias=across, learning_rate=rate, steps=chosen.steps
        )
    return RaceSettings(
        "moons",
        "ReLU-32",
        wrong_bias=0.0,
        learning_rate=rate,
        label_noise=across,
        steps=chosen.steps,
    )


@cached(8)
def read_map(name: str) -> Columns:
    """Return one map: across, rate, lead of cross-entropy, its standard error, who is ahead.

    The lead is in doublings of the steps to 90 % for ``"start"``, and in points of clean test
    accuracy at the end for ``"noise"``. The one ahead is ``"nobody"`` unless the lead is more than
    two standard errors.
    """
    races = read_csv(FILE)
    races = select(races, races["map"] == name)
    rows = []
    for across, rate in product(MAPS[name].across, MAPS[name].rates):
        leads = races["lead"][(races["across"] == across) & (races["rate"] == rate)]
        lead = np.round(leads.mean(), 3)
        error = np.round(leads.std(ddof=1) / np.sqrt(len(leads)), 3)
        is_clear = abs(lead) > 2 * max(error, 1e-9)
        ahead = "cross-entropy" if lead > 0 else "squared error"
        rows.append((across, rate, lead, error, ahead if is_clear else "nobody"))
    return frozen(by_column(rows, ["across", "rate", "lead", "error", "ahead"]))
