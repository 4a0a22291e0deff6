"""Sentences of the prose that state a number or a theorem, each held to arithmetic done here."""

import itertools
import math

import pytest

import infotheory as it
from tests.test_pages import assert_no_exception, metrics, visit
from ui.lessons.kl_divergence.microscope import answers


def words(at):
    return "\n".join(each.value for each in [*at.markdown, *at.caption])


@pytest.fixture(scope="module")
def escape():
    at = visit("training", open=["tr_escape", "tr_map"])
    assert_no_exception(at)
    return at


def test_a_digit_carries_at_most_one_bit_on_average_and_more_where_it_is_a_surprise():
    said = words(visit("self_information"))
    rare, dull = -math.log2(0.01), -math.log2(0.99)
    assert rare > 1
    assert f"{dull:.3f} bits when it is 0 and {rare:.3f} bits when it is 1" in said
    assert f"{0.01 * rare + 0.99 * dull:.3f} bits on average" in said


def test_from_a_fair_start_the_difference_is_the_scale_of_the_gradient(escape):
    shown = metrics(escape)
    assert shown["blobs"] == "1 against 1"
    cross_entropy, squared_error = map(int, shown["digits"].split(" against "))
    assert 4 < squared_error / cross_entropy < 6  # K/2 = 5
    z = [[0.0] * 10]
    (_, of_cross), (_, of_squares) = (
        it.softmax_cross_entropy([3], z),
        it.softmax_mse([3], z, reduction="sum"),
    )
    assert of_cross / of_squares == pytest.approx(5)


def test_without_a_softmax_squared_error_is_out_first_at_the_same_rate(escape):
    shown = metrics(escape)
    assert shown["squared error, linear outputs"] == "13"
    assert shown["cross-entropy, same η"] == "76"
    assert shown["squared error, softmax"] == "more than 4,000"


def test_adam_makes_squared_error_sooner_at_one_rate_and_not_at_the_other(escape):
    data = it.load_dataset("blobs")

    def steps(loss, rate):
        settings = it.TrainingSettings(
            loss=loss, init="zero", wrong_bias=10.0, optimizer="adam", learning_rate=rate
        )
        return it.steps_to_accuracy(data, settings)

    losses = ("softmax_squared_error", "cross_entropy")
    squared, cross = (steps(loss, 0.1) for loss in losses)
    assert squared > cross
    assert f"({squared} steps against {cross})" in words(escape)
    settings = {"init": "zero", "wrong_bias": 10.0, "optimizer": "adam", "steps": 400}
    late = [
        it.steps_to_accuracy(data, it.TrainingSettings(loss=loss, learning_rate=0.01, **settings))
        for loss in losses
    ]
    assert late[0] < late[1]


def test_each_unit_of_b_multiplies_squared_errors_time_by_less_than_e(escape):
    factor = float(metrics(escape)["squared error, B 9 → 10"].removeprefix("×"))
    assert 2.5 < factor < math.e


def test_the_curve_of_a_loss_below_two_flattens_as_the_lead_grows():
    z = [[lead, 0.0, 0.0] for lead in range(12)]
    losses = [it.softmax_mse([2], [row], reduction="sum").value for row in z]
    steps = [b - a for a, b in itertools.pairwise(losses)]
    assert all(step > 0 for step in steps)
    assert losses[-1] < 2
    assert steps[2:] == sorted(steps[2:], reverse=True)


def test_a_code_within_krafts_budget_may_be_read_in_two_ways():
    code = ("0", "01", "10")
    assert it.kraft_sum(code) == 1
    read = [each for n in (2, 3) for each in itertools.product(code, repeat=n)]
    assert len([each for each in read if "".join(each) == "010"]) == 2


def test_jensen_shannon_is_what_a_code_for_the_middle_loses_on_average():
    p, q = [0.5, 0.3, 0.2], [0.1, 0.2, 0.7]
    m = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
    lost = sum(it.cross_entropy(x, m) - it.entropy(x) for x in (p, q)) / 2
    assert it.js_divergence(p, q) == pytest.approx(lost)


def test_three_of_the_four_formulas_are_the_same_number_and_that_with_an_epsilon_is_not():
    ours, plain, subtracted, with_epsilon = answers((0.1, 0.2, 0.3, 0.4), 0.05).values()
    assert plain == pytest.approx(ours, rel=1e-12)
    assert subtracted == pytest.approx(ours, rel=1e-12)
    assert with_epsilon != pytest.approx(ours, rel=1e-12)


def test_the_square_is_the_cross_entropy_of_a_normal_model_up_to_a_factor_and_a_constant():
    from infotheory.lessons.gaussian_fits import gaussian_cross_entropy

    y, sigma = [0.0, 1.0, 3.0], 0.7
    paid = [gaussian_cross_entropy(y, [c] * 3, sigma, base=math.e) for c in (0.0, 1.0, 2.0)]
    squares = [it.mse(y, [c] * 3, reduction="mean").value for c in (0.0, 1.0, 2.0)]
    factors = [(paid[i] - paid[0]) / (squares[i] - squares[0]) for i in (1, 2)]
    assert factors == pytest.approx([1 / (2 * sigma**2)] * 2)
