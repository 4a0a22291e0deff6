"""Classes whose posterior is known, held to Bayes' rule and to another way to integrate."""

import math

import numpy as np
import pytest

from infotheory.lessons.known_classes import CENTRES, CLASSES, known, posterior, sample

SPREADS = [0.6, 1.0, 2.0, 4.0]


def densities(x, spread):
    """The density of each class at each point, as the formula of the normal has it."""
    squares = ((np.asarray(x)[:, None, :] - CENTRES) ** 2).sum(axis=2)
    return np.exp(-squares / (2 * spread**2)) / (2 * math.pi * spread**2)


@pytest.mark.parametrize("spread", SPREADS)
def test_the_posterior_is_bayes_rule(spread):
    x, _ = sample(60, spread, seed=1)
    joint = densities(x, spread) / CLASSES
    bayes = joint / joint.sum(axis=1, keepdims=True)
    assert posterior(x, spread) == pytest.approx(bayes, rel=1e-9)


@pytest.mark.parametrize("spread", SPREADS)
def test_what_is_left_open_is_the_best_losss_average_by_gauss_hermite(spread):
    """The classes are alike but for a turn: the average of −log p(0 | x) over class 0."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(120)
    x = CENTRES[0] + spread * np.stack(np.meshgrid(nodes, nodes), axis=-1).reshape(-1, 2)
    weight = np.outer(weights, weights).ravel() / (2 * math.pi)
    gaps = ((x[:, None, :] - CENTRES) ** 2).sum(axis=2) / (2 * spread**2)
    loss = np.log2(np.exp(gaps[:, :1] - gaps).sum(axis=1))
    assert known(spread).left_open == pytest.approx(float(weight @ loss), rel=1e-6)


@pytest.mark.parametrize("spread", SPREADS)
def test_a_samples_loss_under_the_posterior_is_near_the_floor(spread):
    x, y = sample(30_000, spread, seed=3)
    loss = -np.log2(posterior(x, spread)[np.arange(y.size), y])
    error = loss.std() / math.sqrt(y.size)
    assert loss.mean() == pytest.approx(known(spread).left_open, abs=4 * error)


@pytest.mark.parametrize("spread", SPREADS)
def test_told_and_left_open_make_the_entropy_and_a_guess_tells_no_more_than_the_place(spread):
    found = known(spread, base=math.e)
    assert found.left_open + found.told == pytest.approx(math.log(CLASSES), rel=1e-9)
    assert 0 < found.told_by_guess < found.told  # the data processing inequality
    # Fano: who is seldom wrong has little left open.
    wrong = 1 - found.right
    least = -wrong * math.log(wrong) - found.right * math.log(found.right) + wrong * math.log(2)
    assert found.left_open <= least


def test_no_other_model_of_the_place_has_a_smaller_loss():
    x, y = sample(30_000, 1.0, seed=5)
    best, *others = (
        -np.log2(posterior(x, spread)[np.arange(y.size), y]).mean() for spread in (1.0, 0.7, 1.5)
    )
    assert all(best < other for other in others)


@pytest.mark.parametrize("spread", [0, -1, float("nan"), float("inf")])
def test_a_spread_that_is_none_is_refused(spread):
    with pytest.raises(ValueError, match="spread"):
        known(spread)
