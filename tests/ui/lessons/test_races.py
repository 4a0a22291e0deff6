"""Races: settings that can be run whatever a link holds, fair rates, bands and forks."""

import dataclasses
import math

import numpy as np
import pytest

import infotheory as it
from ui.lessons.training.fair_rates import GRIDS, gradient_ratio, rates, search_steps, trials
from ui.lessons.training.race_claims import counted
from ui.lessons.training.race_settings import (
    BEST,
    FAIRNESS,
    KINDS,
    LOSSES,
    MATCHED,
    MODELS,
    MOST_SEARCH,
    MOST_WORK,
    STEPS,
    RaceSettings,
)
from ui.lessons.training.races import band, escape_steps, long_enough
from ui.lessons.training.recording import record, record_fork
from ui.lessons.training.runs import MEASURES, dataset, floor_and_total, fork, run, steps_to_target

CE, SE = LOSSES
BLOBS = RaceSettings()


def steps_of(race, by_loss):
    return [steps_to_target(race.source(), race.training(loss, by_loss[loss])) for loss in LOSSES]


def test_the_default_race_is_the_headline():
    assert steps_of(BLOBS, rates(BLOBS).by_loss) == [8, 65]
    assert BLOBS.steps == 200
    assert BLOBS.training(CE, 0.5) == it.TrainingSettings(
        init="zero", wrong_bias=6.0, snapshots=201
    )


@pytest.mark.parametrize("data", KINDS)
@pytest.mark.parametrize("steps", STEPS)
def test_a_race_is_shown_at_evenly_spread_steps_and_where_it_is_light_at_every_one(data, steps):
    race = RaceSettings(data, steps=steps)
    stride, rest = divmod(race.steps, race.snapshots - 1)
    assert rest == 0
    assert race.snapshots <= 401
    if data != "digits" and race.steps <= 400:
        assert stride == 1


def test_digits_start_fair_and_get_more_steps_for_a_surer_mistake():
    assert RaceSettings("digits", wrong_bias=0).training(CE, 0.5).hidden == 64
    assert RaceSettings("digits", wrong_bias=0).steps == 200
    assert RaceSettings("digits", wrong_bias=10).steps == 400


HOSTILE = {
    "data": ["", "iris", "BLOBS", None],
    "model": ["", "ReLU-9999999", "ReLU--1", None],
    "wrong_bias": [10**400, math.nan, math.inf, -math.inf, -3.0, 1e300, "6", None],
    "optimizer": ["", "lion", None],
    "fairness": ["", "unfair", None],
    "learning_rate": [10**400, math.nan, 0.0, -1.0, math.inf, 1e300, "1", None],
    "label_noise": [math.nan, -0.1, 1.0, math.inf, None],
    "seed": [-1, 10**400, 10**12, math.nan, math.inf, None],
    "steps": [-5, 3, 10**9, None, "many"],
}


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field, values in HOSTILE.items() for value in values]
)
def test_whatever_a_link_holds_becomes_a_race_that_can_be_run(field, value):
    race = RaceSettings(**{field: value})
    assert race.data in KINDS
    assert race.steps in STEPS
    for loss in LOSSES:
        short = race.training(loss, race.learning_rate, steps=1)
        assert len(list(it.train(dataset(race.source()), short))) == 2


@pytest.mark.parametrize("data", KINDS)
@pytest.mark.parametrize("model", MODELS)
def test_no_race_keeps_a_visitor_waiting_for_long(data, model):
    race = RaceSettings(data, model, steps=max(STEPS))
    samples = len(dataset(race.source()).y_train)
    assert race.steps * samples * (MODELS[model] or 1) <= MOST_WORK


@pytest.mark.parametrize("optimizer", GRIDS)
@pytest.mark.parametrize("data", KINDS)
@pytest.mark.parametrize("model", MODELS)
def test_no_search_for_the_best_rates_takes_more_than_so_much_work(data, model, optimizer):
    race = RaceSettings(data, model, optimizer=optimizer, steps=max(STEPS))
    samples = len(dataset(race.source()).y_train)
    tried = [settings for loss in LOSSES for _, settings in trials(race, loss)]
    assert sum(each.steps for each in tried) * samples * (MODELS[model] or 1) <= MOST_SEARCH


@pytest.mark.parametrize("start", [0.0, 6.0, 10.0])
@pytest.mark.parametrize("data", KINDS)
def test_a_search_for_the_race_that_suits_the_data_goes_to_its_end(data, start):
    race = RaceSettings(data, wrong_bias=start)
    assert search_steps(race) == race.steps


@pytest.mark.parametrize(("data", "factor"), [("blobs", 3 / 2), ("digits", 5.0)])
def test_e15_from_equal_probabilities_the_first_gradients_differ_by_half_the_classes(data, factor):
    race = RaceSettings(data, "linear", wrong_bias=0.0, fairness=MATCHED)
    assert gradient_ratio(race) == pytest.approx(factor, rel=1e-12)
    assert rates(race).by_loss == pytest.approx({CE: 0.5, SE: 0.5 * factor})


def test_e15_a_matched_first_gradient_lets_squared_error_win_from_a_confident_mistake():
    race = RaceSettings(fairness=MATCHED)
    by_loss = rates(race).by_loss
    assert 20 <= by_loss[SE] / by_loss[CE] <= 80
    assert steps_of(race, by_loss) == [8, 3]


def test_a_matched_run_starts_with_the_first_gradient_of_the_other():
    race = RaceSettings("spiral", wrong_bias=4, fairness=MATCHED)
    by_loss = rates(race).by_loss
    sizes = [
        by_loss[loss]
        * next(it.train(dataset(race.source()), race.training(loss, 1))).gradient_output
        for loss in LOSSES
    ]
    assert sizes[0] == pytest.approx(sizes[1])


def test_the_best_rate_is_not_beaten_by_any_other_of_the_grid():
    race = RaceSettings("rings", fairness=BEST, steps=200)
    by_loss = rates(race).by_loss
    for loss, best in zip(LOSSES, steps_of(race, by_loss), strict=True):
        for rate in GRIDS["sgd"]:
            other = steps_to_target(race.source(), race.training(loss, rate))
            assert other is None or best <= other


def test_where_no_rate_arrives_the_given_one_is_raced():
    race = RaceSettings("spiral", "ReLU-1", fairness=BEST, steps=10)
    found = rates(race)
    assert not found.found
    assert found.by_loss == {CE: 0.5, SE: 0.5}


def test_the_band_holds_the_race_itself():
    spans = band(BLOBS, {CE: 0.5, SE: 0.5})
    for loss, shown in LOSSES.items():
        table = run(BLOBS.source(), BLOBS.training(loss, 0.5)).table
        mine = spans["loss"] == shown
        for measure in MEASURES:
            assert (spans[f"{measure}_low"][mine] <= table[measure]).all()
            assert (spans[f"{measure}_high"][mine] >= table[measure]).all()


def test_a_fork_starts_from_the_very_weights_of_that_moment():
    parent = run(BLOBS.source(), BLOBS.training(SE, 0.5))
    left = parent.at(30)
    forked = fork(BLOBS.source(), parent.settings, BLOBS.training(CE, 0.5), 30)
    first = forked.snapshots[0]
    assert first.step == left.step
    assert first.test == left.test
    for mine, its in zip(first.parameters, left.parameters, strict=True):
        np.testing.assert_array_equal(mine, its)
    assert forked.end.step == BLOBS.steps


def test_the_same_weights_escape_under_cross_entropy_and_not_under_squared_error():
    race = RaceSettings(wrong_bias=10.0, steps=400)
    stuck, quick = (run(race.source(), race.training(loss, 0.5)) for loss in (SE, CE))
    assert stuck.first_at_target is None
    saved = fork(race.source(), stuck.settings, quick.settings, 200)
    assert saved.first_at_target <= 230
    held = fork(race.source(), quick.settings, stuck.settings, 0)
    assert held.first_at_target is None


@pytest.mark.parametrize("loss", LOSSES)
def test_a_fork_at_the_end_has_nothing_left_to_do(loss):
    other = next(each for each in LOSSES if each != loss)
    forked = fork(BLOBS.source(), BLOBS.training(loss, 0.5), BLOBS.training(other, 0.5), 200)
    assert [each.step for each in forked.snapshots] == [200]


def test_a_run_that_diverged_is_shown_up_to_there():
    race = RaceSettings("moons", learning_rate=1e6)
    diverged = run(race.source(), race.training(CE, 1e6))
    assert diverged.end.diverged
    assert not diverged.at(race.steps).diverged
    assert counted(None, race.steps, record(race.source(), diverged.settings)) == "diverged"


def test_a_run_at_rest_at_chance_is_stuck_and_one_on_a_plateau_is_not():
    race = RaceSettings("rings", learning_rate=1000.0)
    assert counted(None, race.steps, record(race.source(), race.training(SE, 1000.0))) == "stuck"
    slow = RaceSettings(wrong_bias=10.0)
    assert counted(None, 400, record(slow.source(), slow.training(SE, 0.5))) == "more than 400"


def test_a_run_that_has_learned_all_there_is_in_wrong_labels_is_not_stuck():
    race = RaceSettings(label_noise=0.5)
    assert counted(None, 200, record(race.source(), race.training(CE, 0.5))) == "more than 200"


def test_smoothed_labels_have_the_floor_of_their_entropy():
    race = RaceSettings("digits", wrong_bias=0.0, steps=10)
    table = floor_and_total(race.source(), race.training(CE, 0.5, label_smoothing=0.1))
    assert table["floor"][0] == pytest.approx(0.5003, abs=5e-5)
    assert (table["total"] > table["floor"]).all()
    assert (np.diff(table["total"]) <= 0).all()


def test_hard_labels_have_no_floor():
    table = floor_and_total(BLOBS.source(), BLOBS.training(CE, 0.5))
    assert (table["floor"] == 0).all()


def test_e7_squared_errors_escape_time_approaches_an_e_fold_a_unit():
    table = escape_steps("blobs", (9.0, 10.0), 4000)
    steps = dict(zip(zip(table["start"], table["loss"], strict=True), table["steps"], strict=True))
    assert steps[10, "squared error"] / steps[9, "squared error"] == pytest.approx(2.66, abs=0.005)
    assert steps[10, "cross-entropy"] == 15


def test_e12_with_adam_the_exponential_is_gone():
    table = escape_steps("blobs", (6.0, 10.0), 4000, "adam", 0.01)
    steps = dict(zip(zip(table["start"], table["loss"], strict=True), table["steps"], strict=True))
    assert steps[10, "squared error"] < steps[10, "cross-entropy"] < 400


def test_long_enough_is_just_enough_for_the_slower_one():
    race = long_enough(RaceSettings(wrong_bias=8.0, steps=4000))
    slow = steps_to_target(race.source(), race.training(SE, 0.5))
    assert slow <= race.steps < 4000


@pytest.mark.parametrize("fairness", FAIRNESS)
def test_a_race_is_the_same_value_for_the_same_settings(fairness):
    race = RaceSettings(fairness=fairness)
    assert race == dataclasses.replace(race)
    assert hash(race) == hash(dataclasses.replace(race))


def test_what_is_kept_of_runs_takes_less_than_150_megabytes():
    heaviest = max(
        (RaceSettings(data, model) for data in KINDS for model in MODELS),
        key=lambda race: KINDS[race.data].samples * (MODELS[race.model] or 1),
    )
    whole = run(heaviest.source(), heaviest.training(CE, 0.5))
    weights = sum(w.nbytes for snapshot in whole.snapshots for w in snapshot.parameters)
    shown = record(heaviest.source(), heaviest.training(CE, 0.5))
    drawn = shown.answers.nbytes + shown.shares.nbytes + sum(c.nbytes for c in shown.table.values())
    assert run.most * weights + (record.most + record_fork.most) * drawn < 150e6
