"""Calibration at the end of the race: what the page says of it is so."""

import numpy as np
import pytest

from ui.lessons.training.calibration import calibration
from ui.lessons.training.race_settings import CROSS_ENTROPY, LOSSES, SQUARED_ERROR, RaceSettings


def at_the_end(loss, data="moons", noise=0.0, smoothing=0.0, **other):
    race = RaceSettings(data, label_noise=noise, **other)
    rate = other.get("learning_rate", 0.5)
    return calibration(race.source(), race.training(loss, rate, label_smoothing=smoothing))


def too_modest(found):
    """By how much the answers are right more often than they say, on average."""
    bins = found.bins
    return float(np.average(bins.share - bins.forecast, weights=bins.number))


@pytest.mark.parametrize("loss", LOSSES)
def test_the_error_is_the_mean_distance_of_the_points_to_the_diagonal(loss):
    found = at_the_end(loss)
    apart = np.abs(found.bins.share - found.bins.forecast)
    assert found.error == pytest.approx(np.average(apart, weights=found.bins.number), rel=1e-9)


@pytest.mark.parametrize("data", ["blobs", "moons"])
def test_after_few_steps_both_are_too_modest_and_the_slower_one_more_so(data):
    sooner, later = (at_the_end(loss, data) for loss in (CROSS_ENTROPY, SQUARED_ERROR))
    assert 0 < too_modest(sooner) < too_modest(later)
    assert sooner.error < later.error


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("change", [{"smoothing": 0.2}, {"noise": 0.2}], ids=str)
def test_smoothed_and_wrong_labels_make_a_model_too_modest(loss, change):
    plain, changed = at_the_end(loss), at_the_end(loss, **change)
    assert too_modest(changed) > too_modest(plain) + 0.02
    assert changed.cross_entropy > plain.cross_entropy


def test_a_diverged_run_has_none():
    assert at_the_end(CROSS_ENTROPY, learning_rate=1e6) is None
