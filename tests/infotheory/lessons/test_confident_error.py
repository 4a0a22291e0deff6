"""A confident mistake: the numbers of the bridge, and the law behind the race."""

import math

import numpy as np
import pytest

from infotheory.lessons.confident_error import LOSSES, charge, mean_lead, pull

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
