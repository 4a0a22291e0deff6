"""The lesson on cross-entropy: its numbers, against arithmetic done here."""

import contextlib
import io
import math

import pytest

from tests.test_pages import BASES, assert_no_exception, metrics, visit
from ui.lessons.registry import lesson
from ui.style.units import UNITS, number

P, Q = (1 / 2, 1 / 4, 1 / 8, 1 / 8), (1 / 8, 1 / 2, 1 / 4, 1 / 8)
FOLDED = ("ce_forecasters", "ce_least", "ce_infinity", "ce_code")


def words(at) -> str:
    return "\n".join(each.value for each in [*at.markdown, *at.caption])


def in_unit(bits: float, unit: str) -> str:
    return f"{number(bits * math.log(2, BASES[unit]))} {unit}"


@pytest.mark.parametrize("block", FOLDED)
def test_a_link_opens_a_folded_block_and_without_it_nothing_of_it_is_computed(block):
    key = {"ce_forecasters": "ce_rain", "ce_least": "ce_first", "ce_infinity": "ce_mix"}
    closed, opened = visit("cross_entropy"), visit("cross_entropy", open=block)
    assert_no_exception(opened)
    if block in key:
        assert key[block] not in {field.key for field in closed.text_input}
        assert key[block] in {field.key for field in opened.text_input}
    else:
        assert not closed.code
        assert opened.code


@pytest.mark.parametrize("unit", UNITS)
def test_two_sources_under_two_codes(unit):
    shown = words(visit("cross_entropy", units=unit))
    own, there, back = (in_unit(bits, unit) for bits in (1.75, 2.375, 2.25))
    assert f"| **source p** | {own} | {there} |" in shown
    assert f"| **source q** | {back} | {own} |" in shown


def test_the_guess_is_answered_with_its_reason():
    at = visit("cross_entropy")
    at.button(key="cross_entropy_guess_yes, with the right q").click().run()
    assert_no_exception(at)
    assert "The answer is **no, never**" in words(at)


@pytest.mark.parametrize("unit", UNITS)
def test_the_loss_is_the_self_information_of_the_true_class(unit):
    scores = (2.5, -1.0, 3.2, 0.5)
    total = sum(math.exp(z) for z in scores)
    shares = [math.exp(z) / total for z in scores]
    assert [round(x, 4) for x in shares] == [0.3145, 0.0095, 0.6334, 0.0426]
    at = visit("cross_entropy", units=unit)
    loss = in_unit(-math.log2(shares[0]), unit)
    assert metrics(at)["loss"] == metrics(at)["I(ŷ of cat)"] == loss
    assert metrics(at)["floor H(y)"] == in_unit(0, unit)
    at = visit("cross_entropy", units=unit, ce_true="fox")
    assert metrics(at)["loss"] == in_unit(-math.log2(shares[2]), unit)


def test_a_smoothed_label_has_a_floor_that_no_scores_go_below():
    y = [1 - 0.4 + 0.1, 0.1, 0.1, 0.1]
    floor = -sum(x * math.log(x) for x in y)
    at = visit(
        "cross_entropy",
        units="nats",
        ce_eps="0.4",
        **{f"ce_z{i}": repr(math.log(x)) for i, x in enumerate(y, start=1)},
    )
    assert metrics(at)["floor H(y)"] == metrics(at)["loss"] == f"{floor:.3f} nats"
    ten = -0.91 * math.log(0.91) - 9 * 0.01 * math.log(0.01)
    assert round(ten, 4) == 0.5003
    assert "ε = 0.1 it is 0.5003 nats" in words(at)


@pytest.mark.parametrize("unit", UNITS)
def test_draws_cost_what_their_own_shares_cost_and_the_gap_follows_n_d(unit):
    at = visit("cross_entropy", units=unit, ce_n="200")
    shown = metrics(at)
    assert shown["paid per draw"] == shown["H(p̂, q)"]
    assert shown["expected, n · D"] == f"{number(200 * 0.625 * math.log(2, BASES[unit]), 1)} {unit}"
    gap, expected = (float(shown[x].split()[0]) for x in ("gap so far", "expected, n · D"))
    spread = math.sqrt(sum(p * (math.log2(p / q) - 0.625) ** 2 for p, q in zip(P, Q, strict=True)))
    assert abs(gap - expected) < 4 * spread * math.sqrt(200)


def test_other_draws_are_others():
    at = visit("cross_entropy")
    before = metrics(at)["gap so far"]
    at.button(key="ce_redraw").click().run()
    assert metrics(at)["gap so far"] != before


def test_a_model_that_rules_a_draw_out_pays_infinity():
    at = visit("cross_entropy", ce_p="1/2, 1/2", ce_q="1, 0")
    assert_no_exception(at)
    assert metrics(at)["gap so far"] == metrics(at)["expected, n · D"] == "∞ bits"


def test_squared_error_is_the_cross_entropy_of_a_normal_model():
    at = visit("cross_entropy", units="nats", ce_sigma="1")
    shown = metrics(at)
    square = float(shown["mean squared error"])
    assert math.log(2 * math.pi) / 2 == pytest.approx(0.919, abs=5e-4)
    paid = float(shown["−mean log N(y; ŷ, σ²)"].split()[0])
    assert paid == pytest.approx(0.9189385 + square / 2, abs=2e-3)
    assert "a constant, 0.919 nats" in words(at)


def test_the_best_line_for_squared_error_is_the_best_for_the_normal_model():
    at = visit("cross_entropy")
    at.button(key="ce_best").click().run()
    assert_no_exception(at)
    assert metrics(at)["mean squared error"] == metrics(at)["smallest possible"]
    best = metrics(at)["−mean log N(y; ŷ, σ²)"]
    for key, shift in (("ce_slope", 0.05), ("ce_slope", -0.05), ("ce_intercept", 0.1)):
        moved = visit(
            "cross_entropy",
            **{k: at.text_input(key=k).value for k in ("ce_slope", "ce_intercept")}
            | {key: str(float(at.text_input(key=key).value) + shift)},
        )
        assert metrics(moved)["−mean log N(y; ŷ, σ²)"] > best


def test_the_ranking_of_the_forecasters_flips():
    at = visit("cross_entropy", open="ce_forecasters")
    assert_no_exception(at)
    figure = next(x for x in at.get("vega_lite_chart") if "forecasters" in x.proto.spec)
    assert "cross show that the two rank them differently" in figure.proto.spec
    ann_log = (4 * -math.log2(0.99) - math.log2(0.02)) / 5
    ben_log = -math.log2(0.55)
    assert ben_log < 1 < ann_log
    assert (4 * 2 * 0.01**2 + 2 * 0.98**2) / 5 < 2 * 0.45**2 < 0.5


def test_the_log_score_has_no_ceiling_and_the_squared_error_has_two():
    shown = metrics(visit("cross_entropy", open="ce_forecasters"))
    assert shown["log score"] == f"{6 * math.log2(10):.3f} bits"
    assert shown["squared error"] == "2.000"


@pytest.mark.parametrize(
    "text", ["abc", "", "1, 2", "0.5 0.5 0.5 0.5 1.5", "nan 0 0 0 0", "9" * 500]
)
def test_a_broken_forecast_gets_a_sentence(text):
    at = visit("cross_entropy", open="ce_forecasters", ce_ann=text)
    assert_no_exception(at)
    assert len(at.error) == 1
    assert at.error[0].value.endswith(".")


def test_the_least_cross_entropy_is_the_entropy_and_not_zero():
    at = visit("cross_entropy", open="ce_least", ce_first="0.25")
    h = -0.25 * math.log2(0.25) - 0.75 * math.log2(0.75)
    assert metrics(at)["smallest cross-entropy"] == f"{h:.3f} bits"
    assert metrics(at)["smallest divergence"] == "0.000 bits"


def test_an_epsilon_hides_an_infinity_and_sets_the_answer():
    costs = {}
    for epsilon in ("1e-3", "1e-9"):
        shown = metrics(visit("cross_entropy", open="ce_infinity", ce_mix=epsilon))
        assert shown["without ε"] == "∞ bits"
        e = float(epsilon)
        mixed = [(1 - e) * q + e / 3 for q in (0.7, 0.3, 0.0)]
        costs[epsilon] = -sum(p * math.log2(q) for p, q in zip((0.6, 0.3, 0.1), mixed, strict=True))
        assert shown["with ε"] == f"{costs[epsilon]:.3f} bits"
    assert costs["1e-9"] - costs["1e-3"] == pytest.approx(0.1 * 6 * math.log2(10), rel=0.01)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("pair", [{}, {"ce_p": "1 1 1 1 1 5", "ce_q": "2 1 1 1 1 1"}])
def test_the_snippet_prints_the_numbers_on_screen(unit, pair):
    at = visit("cross_entropy", open="ce_code", units=unit, **pair)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(at.code[0].value, {})
    lines = [f"{number(float(line))} {unit}" for line in printed.getvalue().split()]
    shown = metrics(at)
    assert lines == [shown[label] for label in ("H(p)", "D(p‖q)", "H(p, q)", "loss")]


def test_the_snippet_follows_the_bars():
    at = visit("cross_entropy", open="ce_code")
    at.text_input(key="ce_q").set_value("1 1 1 1").run()
    assert_no_exception(at)
    assert "q = [0.25, 0.25, 0.25, 0.25]" in at.code[0].value


@pytest.mark.parametrize("value", ["abc", "", "1e999", "-5", "nan", "<b>1</b>", "1/0"])
def test_no_value_in_a_link_breaks_a_block_that_is_open(value):
    keys = [key for key in lesson("cross_entropy").keys if key not in ("ce_p", "ce_q")]
    at = visit("cross_entropy", **dict.fromkeys(keys, value), open=list(FOLDED))
    assert_no_exception(at)
    assert len(at.get("vega_lite_chart")) == 10
