"""The map of where the claim ends: stored races are what is raced, and say what is said."""

import numpy as np
import pandas as pd
import pytest

from scripts.claim_map import lead
from ui.lessons.training.claim_map import FILE, MAPS, race_of, read_map

STORED = pd.read_csv(FILE).set_index(["map", "across", "rate", "seed"])["lead"].sort_index()
START, NOISE = (pd.DataFrame(read_map(name)) for name in ("start", "noise"))


@pytest.mark.parametrize("name", MAPS)
def test_every_race_of_every_cell_is_there_once(name):
    chosen = MAPS[name]
    races = {(a, r, s) for a in chosen.across for r in chosen.rates for s in range(chosen.seeds)}
    assert sorted(STORED[name].index) == sorted(races)
    cells = {(a, r) for a in chosen.across for r in chosen.rates}
    table = read_map(name)
    assert sorted(zip(table["across"], table["rate"], strict=True)) == sorted(cells)


@pytest.mark.parametrize("name", MAPS)
def test_a_cell_is_the_mean_of_its_races_and_its_standard_error(name):
    for row in pd.DataFrame(read_map(name)).itertuples():
        leads = STORED[name, row.across, row.rate].to_numpy()
        error = np.std(leads, ddof=1) / np.sqrt(leads.size)
        assert (row.lead, row.error) == pytest.approx((leads.mean(), error), abs=6e-4)


@pytest.mark.parametrize(
    ("across", "rate"), [(0, 0.05), (2, 20), (4, 2), (6, 0.5), (8, 1)], ids=lambda x: f"{x:g}"
)
def test_a_race_from_a_confident_mistake_is_run_again(across, rate):
    # Doublings of the steps: another processor may count a step more or less.
    for seed in (0, 3):
        stored = STORED["start", across, rate, seed]
        assert lead(MAPS["start"], across, rate, seed) == pytest.approx(stored, abs=0.15)


@pytest.mark.parametrize(("across", "rate"), [(0.2, 0.1), (0.4, 0.2)], ids=lambda x: f"{x:g}")
def test_races_with_wrong_labels_are_run_again(across, rate):
    # At small rates, where a run forgets the last bits in which processors differ.
    again = [lead(MAPS["noise"], across, rate, seed) for seed in (0, 1, 2)]
    stored = [STORED["noise", across, rate, seed] for seed in (0, 1, 2)]
    assert np.mean(again) == pytest.approx(np.mean(stored), abs=0.5)


@pytest.mark.parametrize("name", MAPS)
def test_a_cell_can_be_raced_as_it_is(name):
    chosen = MAPS[name]
    for across in chosen.across:
        for rate in chosen.rates:
            race = race_of(chosen, across, rate)
            assert (race.learning_rate, race.steps) == (rate, chosen.steps)
            assert across == (race.wrong_bias if name == "start" else race.label_noise)


def test_from_a_fair_start_nobody_is_clearly_sooner():
    assert set(START.loc[START["across"] == 0, "ahead"]) == {"nobody"}


def test_from_a_confident_mistake_cross_entropy_is_sooner_at_every_rate():
    assert set(START.loc[START["across"] >= 4, "ahead"]) == {"cross-entropy"}


def test_with_wrong_labels_squared_error_is_ahead_here_and_there_and_nowhere_clearly_behind():
    assert set(NOISE["ahead"]) == {"nobody", "squared error"}
    ahead = NOISE.loc[NOISE["ahead"] == "squared error"]
    assert (ahead["across"] > 0).all()
    assert ahead["lead"].between(-3, -0.9).all()
