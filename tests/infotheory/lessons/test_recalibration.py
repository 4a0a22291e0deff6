"""Recalibration, its band, and the bootstrap, on data whose truth is known; and scikit-learn's."""

import math

import numpy as np
import pytest

import infotheory as it
from infotheory.lessons.bootstrap import bootstrap_means, percentile_interval
from infotheory.lessons.recalibration import (
    consistency_band,
    cross_fitted,
    cross_fitted_temperatures,
    isotonic_curve,
)


def calibrated(n: int, seed: int = 0):
    """A forecaster whose probabilities are spread evenly, and come true at their rate."""
    rng = np.random.default_rng(seed)
    q = rng.random(n)
    return (rng.random(n) < q).astype(int), q


def test_the_miscalibration_of_a_calibrated_forecaster_goes_to_zero():
    found = [it.score_decomposition(*calibrated(n)).miscalibration for n in (100, 1000, 30_000)]
    assert found[0] > found[1] > found[2] > 0
    assert found[2] < 0.003


def test_its_discrimination_goes_to_the_mutual_information():
    # H(Y) = 1 bit, and the mean binary entropy of an even spread is 1/(2 ln 2).
    found = it.score_decomposition(*calibrated(100_000))
    assert found.discrimination == pytest.approx(1 - 1 / (2 * math.log(2)), abs=0.01)


def test_cross_fitted_a_calibrated_forecaster_is_near_zero_where_the_sample_flatters():
    y, q = calibrated(2000)
    fitted = it.log_loss(y, q) - it.log_loss(y, cross_fitted(y, q))
    assert -0.02 < fitted < it.score_decomposition(y, q).miscalibration
    shuffled = np.random.default_rng(1).permutation(q)  # a forecast that tells nothing
    uncertainty = it.score_decomposition(y, q).uncertainty
    assert uncertainty - it.log_loss(y, cross_fitted(y, shuffled)) < 0.005


def test_a_half_is_corrected_by_the_other_half_alone():
    y, q = calibrated(40)
    before = cross_fitted(y, q)
    moved = [np.flatnonzero(cross_fitted(np.where(np.arange(40) == i, 1 - y, y), q) != before)
             for i in range(40)]  # fmt: skip
    for i, each in enumerate(moved):
        assert i not in each
        assert len(each) <= 20
    assert 0 < before.min() < before.max() < 1


def test_the_curve_is_the_isotonic_regression_of_scikit_learn():
    from sklearn import isotonic  # takes a second

    y, q = calibrated(500)
    curve = isotonic_curve(y, q)
    theirs = isotonic.IsotonicRegression().fit(q, y).predict(q)
    block = np.searchsorted(curve.high, q)
    assert curve.share[block] == pytest.approx(theirs, abs=1e-12)
    assert (curve.low[block] <= q).all()
    assert (np.diff(curve.share) > 0).all()
    assert curve.number.sum() == 500


def test_scores_are_those_of_scikit_learn():
    from sklearn import metrics

    rng = np.random.default_rng(2)
    q = rng.dirichlet(np.ones(4), 300)
    y = rng.integers(0, 4, 300)
    assert it.log_loss(y, q, base=math.e) == pytest.approx(
        metrics.log_loss(y, q, labels=range(4)), rel=1e-12
    )
    y, q = calibrated(300)
    theirs = metrics.brier_score_loss(y, q)  # of one of the two classes
    assert it.brier_score(y, q) == pytest.approx(2 * theirs, rel=1e-12)


def test_the_band_covers_calibrated_forecasters_at_its_rate():
    inside = []
    for seed in range(60):
        y, q = calibrated(400, seed)
        q = np.round(q * 40) / 40
        y = (np.random.default_rng([seed, 7]).random(400) < q).astype(int)
        curve, band = isotonic_curve(y, q), consistency_band(q, level=0.9, seed=seed)
        share = curve.share[np.searchsorted(curve.high, band.forecast)]
        inside.append(np.mean((band.low <= share) & (share <= band.high)))
    assert 0.86 < np.mean(inside) < 0.96


def test_the_band_shows_an_overconfident_forecaster():
    y, q = calibrated(2000)
    sure = np.round(q**3 / (q**3 + (1 - q) ** 3), 2)
    curve, band = isotonic_curve(y, sure), consistency_band(sure)
    share = curve.share[np.searchsorted(curve.high, band.forecast)]
    assert np.mean((band.low <= share) & (share <= band.high)) < 0.5


def test_more_forecasts_than_the_grid_has_are_rounded_to_it():
    band = consistency_band(np.random.default_rng(0).random(5000), grid=100, resamples=5)
    assert len(band.forecast) == 101


def test_cross_fitted_temperatures_find_the_one_that_made_the_scores():
    rng = np.random.default_rng(3)
    z = 2 * rng.normal(size=(4000, 3))
    p = it.softmax(z)
    y = (rng.random((4000, 1)) > np.cumsum(p, axis=1)).sum(axis=1)
    temperatures = np.unique(cross_fitted_temperatures(y, 3 * z))
    assert len(temperatures) == 2
    assert temperatures == pytest.approx(3, rel=0.08)


def test_the_spread_of_bootstrap_means_is_the_standard_error():
    x = np.random.default_rng(4).exponential(size=(400, 2))
    spread = bootstrap_means(x, draws=2000).std(axis=0)
    assert spread == pytest.approx(x.std(axis=0) / 20, rel=0.1)


def test_the_interval_covers_the_mean_at_its_rate():
    covers = []
    for seed in range(200):
        x = np.random.default_rng(seed).random(60)
        low, high = percentile_interval(bootstrap_means(x, draws=200, seed=seed))
        covers.append(low <= 0.5 <= high)
    assert 0.9 <= np.mean(covers) <= 0.985


def test_columns_share_the_rows_of_a_draw():
    x = np.random.default_rng(5).random(50)
    means = bootstrap_means(np.column_stack([x, x + 1]), draws=20)
    assert means[:, 1] == pytest.approx(means[:, 0] + 1)
