"""The mathematics of the lessons: each number against a closed form or plain arithmetic."""

import decimal
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import infotheory as it
from infotheory.lessons.forecast_scores import (
    absolute_scores,
    expected_score,
    log_scores,
    squared_scores,
)
from infotheory.lessons.gaussian_fits import (
    forward_fit,
    gaussian_cross_entropy,
    least_squares_line,
    reverse_divergence,
    reverse_fit,
    two_bumps,
)
from infotheory.lessons.naive_kl import by_subtraction, exact_divergence, plain_sum, with_epsilon
from infotheory.lessons.sequences import running_cost, running_evidence, sample
from infotheory.lessons.smoothing import mix_uniform

P, Q = [0.5, 0.25, 0.125, 0.125], [0.125, 0.5, 0.25, 0.125]


def log_normal(x, mean, std):
    return -0.5 * ((x - mean) / std) ** 2 - math.log(std * math.sqrt(2 * math.pi))


def simpson(f, low, high, n=20_000):
    """Integrate in plain Python, on another grid and by another rule than the package."""
    h = (high - low) / n
    inner = sum((4 if i % 2 else 2) * f(low + i * h) for i in range(1, n))
    return (f(low) + inner + f(high)) * h / 3


# Sequences


def test_a_sample_costs_a_draw_the_cross_entropy_of_its_own_shares():
    draws = sample(P, 500, seed=3)
    shares = [Fraction(int((draws == i).sum()), 500) for i in range(4)]
    by_hand = sum(float(share) * -math.log2(q) for share, q in zip(shares, Q, strict=True))
    assert running_cost(draws, Q)[-1] / 500 == pytest.approx(by_hand, rel=1e-12)


def test_the_evidence_is_the_log_of_the_likelihood_ratio():
    walk = running_evidence([0, 1, 1], [0.25, 0.75], [0.5, 0.5], base=math.e)
    assert walk[-1] == pytest.approx(math.log(0.25 * 0.75**2 / 0.5**3), rel=1e-14)


def test_an_outcome_ruled_out_costs_infinity_from_then_on():
    assert list(running_cost([0, 1, 0], [1.0, 0.0])) == [0, math.inf, math.inf]


def test_draws_follow_the_source_and_never_show_what_cannot_happen():
    p = [0.2, 0.0, 0.5, 0.3, 0.0]
    counts = np.bincount(sample(p, 20_000, seed=1), minlength=5) / 20_000
    assert counts[1] == counts[4] == 0
    assert counts == pytest.approx(p, abs=4 * math.sqrt(0.25 / 20_000))


def test_the_same_seed_gives_the_same_draws():
    assert np.array_equal(sample(P, 50, seed=7), sample(P, 50, seed=7))
    assert not np.array_equal(sample(P, 50, seed=7), sample(P, 50, seed=8))


# Scores


def test_log_and_squared_score_are_proper_and_the_absolute_error_is_not():
    q = np.linspace(0, 1, 1001)
    best = {
        score: q[np.argmin(expected_score(score(q, True), score(q, False), 0.7))]
        for score in (log_scores, squared_scores, absolute_scores)
    }
    assert best[log_scores] == pytest.approx(0.7)
    assert best[squared_scores] == pytest.approx(0.7)
    assert best[absolute_scores] == 1


def test_the_expected_log_score_is_a_cross_entropy():
    q = np.array([0.2])
    expected = expected_score(log_scores(q, True), log_scores(q, False), 0.7)[0]
    assert expected == pytest.approx(-0.7 * math.log2(0.2) - 0.3 * math.log2(0.8), rel=1e-14)


def test_a_sure_event_makes_no_nan_of_what_cannot_happen():
    q = np.array([0.0, 1.0])
    assert list(expected_score(log_scores(q, True), log_scores(q, False), 1.0)) == [math.inf, 0]


def test_the_squared_error_of_a_forecast_is_at_most_two_and_the_log_score_has_no_ceiling():
    q = np.geomspace(1e-300, 1, 50)
    assert squared_scores(q, True).max() <= 2
    assert log_scores(1e-300, True)[0] == pytest.approx(300 * math.log2(10))


# Squared error as a cross-entropy


def test_at_sigma_one_the_normal_cross_entropy_is_half_the_squared_error_and_a_constant():
    y, fit = [1.0, 2.0, 4.0], [1.5, 1.0, 4.5]
    square = (0.25 + 1 + 0.25) / 3
    nats = gaussian_cross_entropy(y, fit, 1.0, base=math.e)
    assert nats == pytest.approx(0.9189385332046727 + square / 2, rel=1e-14)
    by_hand = -sum(log_normal(a, b, 1.7) for a, b in zip(y, fit, strict=True)) / 3
    assert gaussian_cross_entropy(y, fit, 1.7) == pytest.approx(by_hand / math.log(2), rel=1e-13)


def test_the_least_squares_line_leaves_errors_without_mean_and_without_slope():
    x = np.array([0.0, 1.0, 3.0, 7.0])
    y = np.array([1.0, 0.0, 4.0, 6.0])
    intercept, slope = least_squares_line(x, y)
    left = y - intercept - slope * x
    assert left.sum() == pytest.approx(0, abs=1e-12)
    assert (left * x).sum() == pytest.approx(0, abs=1e-12)


# One bell for two bumps


@pytest.mark.parametrize("s", [0.3, 0.5, 1.0, 2.0])
def test_the_forward_fit_has_the_mean_and_variance_of_the_bumps(s):
    fit = forward_fit(2.0, s)
    assert fit.mean == 0
    assert fit.std == pytest.approx(math.sqrt(4 + s**2), rel=1e-12)


def test_the_forward_fit_at_a_half_is_wide():
    assert forward_fit(2.0, 0.5).std == pytest.approx(2.0616, abs=5e-5)


def test_the_forward_divergence_of_bumps_far_apart_has_a_closed_form():
    # Their entropy is one bit more than that of one of them.
    nats = math.log(math.hypot(20, 1)) - math.log(2)
    assert forward_fit(20.0, 1.0, base=math.e).divergence == pytest.approx(nats, rel=1e-10)


@pytest.mark.parametrize(("mean", "sigma", "std"), [(0.0, 1.0, 2.0), (1.5, 0.4, 1.1)])
def test_bumps_in_one_place_are_a_single_bell_with_the_closed_form(mean, sigma, std):
    closed = it.gaussian_kl(mean, sigma, 0, std, base=math.e)
    assert reverse_divergence(mean, sigma, 0.0, std) == pytest.approx(closed, rel=1e-10)


def test_the_reverse_fit_to_bumps_far_apart_sits_on_one_and_costs_a_bit():
    fit = reverse_fit(20.0, 1.0)
    assert fit.mean == pytest.approx(20, abs=1e-5)
    assert fit.std == pytest.approx(1, abs=1e-5)
    assert fit.divergence == pytest.approx(1, rel=1e-10)


def reverse_by_simpson(mean, sigma, s):
    def term(x):
        log_p = np.logaddexp(log_normal(x, -2, s), log_normal(x, 2, s)) - math.log(2)
        log_q = log_normal(x, mean, sigma)
        return math.exp(log_q) * (log_q - log_p)

    return simpson(term, mean - 9 * sigma, mean + 9 * sigma) / math.log(2)


@pytest.mark.parametrize(("s", "bits"), [(0.5, 0.99986), (1.0, 0.3268)])
def test_the_price_of_the_reverse_fit_agrees_with_another_quadrature(s, bits):
    fit = reverse_fit(2.0, s)
    assert fit.divergence == pytest.approx(reverse_by_simpson(fit.mean, fit.std, s), rel=1e-7)
    assert fit.divergence == pytest.approx(bits, abs=5e-6 if s == 0.5 else 5e-5)


@pytest.mark.parametrize("s", [0.3, 0.5, 0.71, 0.72, 1.0, 1.6])
def test_no_bell_on_a_grid_is_better_than_the_reverse_fit(s):
    fit = reverse_fit(2.0, s, base=math.e)
    grid = [
        reverse_divergence(mean, sigma, 2.0, s)
        for mean in np.linspace(0, 2.5, 11)
        for sigma in np.geomspace(0.2, 3, 15)
    ]
    assert fit.divergence <= min(grid) + 1e-12


def test_mode_seeking_ends_where_the_bumps_are_wide_enough():
    assert reverse_fit(2.0, 0.714).mean == pytest.approx(1.977, abs=1e-3)
    assert reverse_fit(2.0, 0.7143).mean == 0
    fit = reverse_fit(2.0, 1.0)
    assert (fit.mean, fit.std) == (0, pytest.approx(2.047, abs=5e-4))


def test_the_two_bumps_are_a_density():
    total = simpson(lambda x: float(two_bumps(x, 2.0, 0.5)), -8, 8, 4000)
    assert total == pytest.approx(1, rel=1e-12)


# Repair, and the formulas of textbooks


def test_a_smoothed_label_over_ten_classes_has_the_floor_of_half_a_nat():
    y = mix_uniform(np.eye(10)[0], 0.1)
    by_hand = -0.91 * math.log(0.91) - 9 * 0.01 * math.log(0.01)
    assert it.entropy(y, base=math.e) == pytest.approx(by_hand, rel=1e-14)
    assert by_hand == pytest.approx(0.5003, abs=5e-5)


def test_the_exact_divergence_has_fifty_digits():
    # D((1/2, 1/2) ‖ (1/4, 3/4)) = 1 − ½ log₂ 3 bits; log₂ 3 from OEIS A020857
    log2_of_3 = Decimal("1.58496250072115618145373894394781650875981440769248")
    exact = exact_divergence([0.5, 0.5], [0.25, 0.75])
    with decimal.localcontext(prec=60):
        assert abs(exact - (1 - log2_of_3 / 2)) < Decimal("1e-49")


@pytest.mark.parametrize("formula", [it.kl_divergence, by_subtraction, plain_sum, with_epsilon])
def test_far_from_p_all_formulas_agree(formula):
    assert formula(P, Q) == pytest.approx(0.625, rel=1e-10)


def test_close_to_p_only_the_package_is_right():
    p = np.array([1 / 3, 2 / 3])
    q = p + np.array([1e-9, -1e-9])
    truth = float(exact_divergence(p, q))
    assert it.kl_divergence(p, q) == pytest.approx(truth, rel=1e-12)
    for formula in (by_subtraction, plain_sum, with_epsilon):
        assert abs(formula(p, q) - truth) > truth / 2
    assert with_epsilon(p, q) < 0


def test_an_epsilon_makes_the_divergence_whatever_it_says():
    p, q = [0.6, 0.3, 0.1], [0.7, 0.3, 0.0]
    costs = [it.cross_entropy(p, mix_uniform(q, 10.0**-k)) for k in range(4, 12)]
    steps = np.diff(costs)
    assert steps == pytest.approx(0.1 * math.log2(10), rel=1e-3)
