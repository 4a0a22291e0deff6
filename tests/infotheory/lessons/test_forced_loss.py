"""The loss that a wished pull forces, held to fifty digits and to exact fractions."""

from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest

from infotheory.lessons.forced_loss import WISHES, forced_loss, wished_pull

Q = [Fraction(1, n) for n in (1000, 7, 3, 2)] + [Fraction(9, 10)]
H = Decimal("1e-16")

# Of each wish: the loss to any number of digits, and the pull as it is written.
TRUTH = {
    "1": (lambda q: ((1 - q) / q).ln(), lambda q: Fraction(1)),
    "1 − ŷ": (lambda q: -q.ln(), lambda q: 1 - q),
    "(1 − ŷ)²": (lambda q: -q.ln() - 1 + q, lambda q: (1 - q) ** 2),
    "ŷ(1 − ŷ)": (lambda q: 1 - q, lambda q: q * (1 - q)),
    "ŷ(1 − ŷ)²": (lambda q: (1 - q) ** 2 / 2, lambda q: q * (1 - q) ** 2),
}


@pytest.mark.parametrize("wish", WISHES)
def test_the_wished_pull_is_the_forced_losss_derivative_in_the_logit(wish):
    """f′(q) q(1 − q) = −g(q), with f′ from differences in fifty digits."""
    loss, pull = TRUTH[wish]
    with localcontext(prec=50):
        for q in Q:
            exact = Decimal(q.numerator) / q.denominator
            slope = (loss(exact + H) - loss(exact - H)) / (2 * H)
            wished = Decimal(pull(q).numerator) / pull(q).denominator
            assert abs(slope * exact * (1 - exact) + wished) < Decimal("1e-24")
            assert forced_loss(wish, float(q)) == pytest.approx(float(loss(exact)), abs=1e-14)
            assert wished_pull(wish, float(q)) == pytest.approx(float(wished), rel=1e-13)


@pytest.mark.parametrize("wish", [each for each in WISHES if each != "1"])
def test_a_right_answer_costs_nothing(wish):
    assert forced_loss(wish, 1 - 1e-15) == pytest.approx(0, abs=1e-14)


def test_to_ask_for_the_error_itself_gives_back_the_surprise_of_the_first_lesson():
    q = np.array([1e-9, 0.1, 0.5, 1 - 1e-9])
    assert forced_loss("1 − ŷ", q) == pytest.approx(-np.log(q), rel=1e-15)


@pytest.mark.parametrize("wish", WISHES)
def test_a_loss_has_no_ceiling_exactly_if_its_pull_stays_where_the_model_is_sure_and_wrong(wish):
    far, farther = forced_loss(wish, [1e-100, 1e-200])
    stays = wished_pull(wish, 1e-100) > 0.5
    assert (farther - far > 200) == stays
    assert (farther <= 1) == (not stays)


@pytest.mark.parametrize("q", [0, 1, -0.1, float("nan")])
def test_a_sure_class_is_refused(q):
    with pytest.raises(ValueError, match="q must"):
        forced_loss("1 − ŷ", q)
