"""A confident mistake: the numbers of the bridge, and the law behind the race."""

import math
from fractions import Fraction

import numpy as np
import pytest

from infotheory.lessons.confident_error import LOSSES, charge, curvature, mean_lead, pull

CROSS_ENTROPY, SQUARED_ERROR = LOSSES


def test_the_bridge_has_the_numbers_of_a_gap_of_six_and_three_classes():
    ramp, plateau = (charge(loss, 6.0) for loss in LOSSES)
    assert (ramp.loss, plateau.loss) == pytest.approx((6.005, 1.985), abs=5e-4)
    assert (ramp.gradient, plateau.gradient) == pytest.approx((1.409, 0.018), abs=5e-4)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("classes", [2, 3, 10])
def test_the_slope_is_the_derivative_of_the_loss(loss, classes):
    gap = np.array([0.5, 3.0, 8.0])
    h = 1e-5
    rise = (charge(loss, gap + h, classes).loss - charge(loss, gap - h, classes).loss) / (2 * h)
    assert charge(loss, gap, classes).slope == pytest.approx(rise, rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("classes", [3, 10])
def test_a_sure_mistakes_gradient_fades_like_exp_minus_b_under_squares_alone(classes):
    b = 20.0
    law = np.array([2 * classes, -4] + [-2] * (classes - 2)) * math.exp(-b)
    assert charge(SQUARED_ERROR, b, classes).gradient == pytest.approx(
        np.linalg.norm(law), rel=1e-6
    )
    assert charge(CROSS_ENTROPY, b, classes).gradient == pytest.approx(math.sqrt(2), rel=1e-6)


@pytest.mark.parametrize(("scale", "peak"), [(1, 16 / 27), (2, 8 / 27), (4, 4 / 27)])
def test_squared_error_pulls_hardest_where_the_truth_has_a_third(scale, peak):
    p = np.linspace(0.001, 0.999, 2997)
    size = pull(SQUARED_ERROR, p) / scale
    assert p[size.argmax()] == pytest.approx(1 / 3, abs=1e-3)
    assert size.max() == pytest.approx(peak, rel=1e-6)


def test_cross_entropy_pulls_with_all_that_is_missing():
    p = np.array([1e-9, 0.25, 1 - 1e-9])
    assert pull(CROSS_ENTROPY, p) == pytest.approx(1 - p, rel=1e-6)
    assert pull(SQUARED_ERROR, p) == pytest.approx(4 * p * (1 - p) ** 2, rel=1e-6)


def test_where_no_wrong_class_leads_the_mean_lead_is_zero():
    assert mean_lead([[1.0, 0.0], [0.0, 3.0]], [0, 1]) == 0
    assert mean_lead([[1.0, 0.0], [0.0, 3.0]], [1, 1]) == 0.5


SHARES = [Fraction(1, n) for n in (1000, 7, 4, 3, 2)] + [Fraction(9, 10)]


def exact(q):
    """Gradient and curvature of both losses in the true logit, in exact fractions.

    dq/dz = q(1 − q) is the softmax's; the losses are −ln q and 2(1 − q)², the square of both
    classes' errors.
    """
    first = q * (1 - q)  # of q, in the logit
    second = first * (1 - 2 * q)
    surprise = -first / q, -(second / q - (first / q) ** 2)
    squares = -4 * (1 - q) * first, 4 * first**2 - 4 * (1 - q) * second
    return {CROSS_ENTROPY: surprise, SQUARED_ERROR: squares}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("q", SHARES, ids=str)
def test_gradient_and_curvature_are_those_of_exact_fractions(loss, q):
    gradient, bend = exact(q)[loss]
    assert pull(loss, [float(q)]) == pytest.approx(float(-gradient), rel=1e-13)
    assert curvature(loss, float(q)) == pytest.approx(float(bend), rel=1e-13, abs=1e-16)


def test_squared_error_is_concave_exactly_below_a_third_where_its_gradient_peaks():
    at = [exact(q)[SQUARED_ERROR][1] for q in (Fraction(333, 1000), Fraction(1, 3), Fraction(1, 2))]
    assert at[0] < at[1] == 0 < at[2]
    assert all(exact(q)[CROSS_ENTROPY][1] > 0 for q in SHARES)
    q = np.linspace(0.001, 0.999, 999)
    assert ((curvature(SQUARED_ERROR, q) < 0) == (q < 1 / 3)).all()
    assert (curvature(CROSS_ENTROPY, q) > 0).all()
