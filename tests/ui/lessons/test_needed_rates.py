"""The learning rate that each loss needs: stored results obey the law, and are what is raced."""

import math

import numpy as np
import pytest

import infotheory as it
from ui.lessons.training.needed_rates import (
    SEEDS,
    STARTS,
    WITHIN,
    arrivals,
    needed_rate,
    needed_rates,
)
from ui.lessons.training.race_settings import CROSS_ENTROPY, LOSSES, SQUARED_ERROR, RaceSettings

TABLE = needed_rates()
STORED = {
    (loss, int(start)): float(rate)
    for loss, start, rate in zip(TABLE["loss"], TABLE["start"], TABLE["rate"], strict=True)
}
CE, SE = LOSSES[CROSS_ENTROPY], LOSSES[SQUARED_ERROR]


def test_every_start_is_there_once_for_each_loss():
    assert sorted(STORED) == sorted((loss, start) for loss in LOSSES.values() for start in STARTS)


def test_squared_errors_rate_climbs_like_exp_b_and_cross_entropys_in_proportion_to_b():
    slope = math.log(STORED[SE, 12] / STORED[SE, 8]) / 4
    assert slope == pytest.approx(1, abs=0.05)
    per_unit = [STORED[CE, start] / start for start in STARTS]
    assert max(per_unit) / min(per_unit) < 1.1
    # The law behind it, integrated: T = 0.81 B / η.
    assert STORED[CE, 12] == pytest.approx(0.81 * 12 / WITHIN, rel=0.15)


@pytest.mark.parametrize("start", [2, 6, 10])
@pytest.mark.parametrize("loss", LOSSES)
def test_a_rate_is_searched_again(loss, start):
    assert needed_rate(loss, start) == pytest.approx(STORED[LOSSES[loss], start], rel=0.05)


@pytest.mark.parametrize("loss", LOSSES)
def test_it_is_the_least_rate_that_is_in_time(loss):
    race, data = RaceSettings("blobs", "linear", 10.0), it.load_dataset("blobs")
    rate = STORED[LOSSES[loss], 10]
    for factor, in_time in ((0.7, False), (1.05, True), (2, True), (8, True)):
        settings = race.training(loss, factor * rate, steps=WITHIN)
        assert (it.steps_to_accuracy(data, settings) is not None) == in_time


def test_at_that_rate_the_other_data_arrive_under_cross_entropy_alone():
    start, loss = np.asarray(TABLE["start"]), np.asarray(TABLE["loss"])
    for data, wrecked_from in (("digits", 6), ("spiral", 9)):
        arrived = np.asarray(TABLE[data])
        assert (arrived[loss == CE] == len(SEEDS)).all()
        assert (arrived[(loss == SE) & (start >= wrecked_from)] == 0).all()
        assert arrived[(loss == SE) & (start == wrecked_from - 1)] > 0
    assert arrivals("digits", SQUARED_ERROR, 10, STORED[SE, 10]) == 0
