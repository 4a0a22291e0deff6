"""The map of where the claim ends: stored cells are what the races give, and say what is said."""

import pytest

from scripts.claim_map import cell
from ui.claim_map import MAPS, race_of, read_map

START, NOISE = (read_map(name) for name in ("start", "noise"))


@pytest.mark.parametrize("name", MAPS)
def test_every_cell_is_there_once(name):
    chosen, table = MAPS[name], read_map(name)
    cells = {(a, r) for a in chosen.across for r in chosen.rates}
    assert sorted(zip(table["across"], table["rate"], strict=True)) == sorted(cells)


@pytest.mark.parametrize(
    ("name", "across", "rate"),
    [
        ("start", 0, 0.05),
        ("start", 2, 20),
        ("start", 4, 2),
        ("start", 6, 0.5),
        ("start", 8, 1),
        pytest.param("noise", 0.2, 0.5, marks=pytest.mark.slow),
    ],
)
def test_a_cell_is_computed_anew(name, across, rate):
    table = read_map(name)
    stored = table[(table["across"] == across) & (table["rate"] == rate)].iloc[0]
    assert cell(MAPS[name], across, rate) == pytest.approx((stored["lead"], stored["error"]))


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
