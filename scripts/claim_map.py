"""Recompute the map of where the claim ends, in minutes: ``python -m scripts.claim_map``.

There are two maps, both over the learning rate η, which is the same for both losses: one over how
wrong the start is, on blobs; one over label noise, on moons. Every cell is measured as the app's
own race measures, under a few seeds, so that a click on the cell can run its race. On another
processor a seed's lead may differ in its last digits.
"""

from itertools import product

import numpy as np
import pandas as pd

import infotheory as it
from ui.lessons.training.claim_map import FILE, MAPS, Map, race_of
from ui.lessons.training.race_settings import LOSSES


def lead(chosen: Map, across: float, rate: float, seed: int) -> float:
    """Return cross-entropy's lead in one race: doublings of steps, or points of accuracy."""
    race = race_of(chosen, across, rate)
    data = it.load_dataset(race.data, seed=seed, label_noise=race.label_noise)
    if chosen.name == "start":
        cross_entropy, squared_error = (
            # A run that does not arrive counts as one step too late: the lead is at least this.
            it.steps_to_accuracy(data, race.training(loss, rate, seed)) or chosen.steps + 1
            for loss in LOSSES
        )
        return float(np.log2(squared_error / cross_entropy)) if cross_entropy else 0.0
    ends = [
        list(it.train(data, race.training(loss, rate, seed, snapshots=2)))[-1].test.accuracy
        for loss in LOSSES
    ]
    return 100 * (ends[0] - ends[1])


def main() -> None:
    """Compute every race of every cell and write the file."""
    rows = [
        (chosen.name, across, rate, seed, round(lead(chosen, across, rate, seed), 3))
        for chosen in MAPS.values()
        for across, rate in product(chosen.across, chosen.rates)
        for seed in range(chosen.seeds)
    ]
    columns = ["map", "across", "rate", "seed", "lead"]
    pd.DataFrame(rows, columns=columns).to_csv(FILE, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
