"""The lesson on divergence: its numbers, against arithmetic done here."""

import contextlib
import io
import math
from functools import cache

import pandas as pd
import pytest

from tests.test_pages import BASES, assert_no_exception, metrics, visit
from ui.lessons.kl_divergence.microscope import SOURCES, correct_digits, digits
from ui.lessons.kl_divergence.which_measure import MEASURES
from ui.lessons.registry import lesson
from ui.style.units import UNITS, number

FOLDED = ("kl_symmetric", "kl_gaussians", "kl_bumps", "kl_microscope", "kl_code")


def kl(p, q) -> float:
    return sum(a * math.log2(a / b) for a, b in zip(p, q, strict=True) if a)


def words(at) -> str:
    return "\n".join(each.value for each in [*at.markdown, *at.caption])


def in_unit(bits: float, unit: str) -> str:
    return f"{number(bits * math.log(2, BASES[unit]))} {unit}"


@cache
def shown_while_folded() -> int:
    return count_shown(visit("kl_divergence"))


def count_shown(at) -> int:
    """How many numbers, figures and pieces of code a page shows."""
    return len(metrics(at)) + len(at.get("vega_lite_chart")) + len(at.code)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("block", FOLDED)
def test_a_link_opens_a_folded_block(block, unit):
    opened = visit("kl_divergence", open=block, units=unit)
    assert_no_exception(opened)
    assert count_shown(opened) > shown_while_folded()


def test_the_guess_is_answered_with_both_costs():
    at = visit("kl_divergence")
    at.button(key="kl_divergence_guess_the same").click().run()
    assert "The answer is **believing q costs more**" in words(at)
    assert "costs 0.737 bits per flip, believing p 0.531 bits" in words(at)


def test_swapping_truth_and_model_swaps_the_divergences():
    at = visit("kl_divergence")
    before = metrics(at)
    at.button(key="kl_swap").click().run()
    assert_no_exception(at)
    assert metrics(at)["D(p‖q)"] == before["D(q‖p)"]
    assert metrics(at)["D(q‖p)"] == before["D(p‖q)"]
    assert before["D(p‖q)"] != before["D(q‖p)"]


def test_merging_outcomes_loses_divergence_and_the_page_says_of_which():
    p, q = (0.6, 0.3, 0.1), (0.2, 0.5, 0.3)
    at = visit("kl_divergence", kl_p="0.6, 0.3, 0.1", kl_q="0.2, 0.5, 0.3")
    merged = kl((0.6, 0.4), (0.2, 0.8))
    assert merged < kl(p, q)
    assert metrics(at)["A or not"] == f"{merged:.3f} bits"
    assert metrics(at)["all outcomes"] == f"{kl(p, q):.3f} bits"
    assert "With 3 outcomes, the hill shows **A** against the rest" in words(at)


@pytest.mark.parametrize("unit", UNITS)
def test_evidence_comes_at_the_rate_of_the_divergence(unit):
    biased, fair = kl((0.25, 0.75), (0.5, 0.5)), kl((0.5, 0.5), (0.25, 0.75))
    assert (round(biased, 4), round(fair, 4)) == (0.1887, 0.2075)
    at = visit("kl_divergence", units=unit)
    assert metrics(at)["evidence per flip, D"] == in_unit(biased, unit)
    assert metrics(at)["flips for one bit"] == "5.30" == f"{1 / biased:.2f}"
    at = visit("kl_divergence", units=unit, kl_coin="the fair coin")
    assert metrics(at)["evidence per flip, D"] == in_unit(fair, unit)
    assert metrics(at)["flips for one bit"] == "4.82" == f"{1 / fair:.2f}"
    in_base = math.log(2, BASES[unit])
    assert f"{biased * in_base:.4f} {unit} per flip, so one bit takes 5.30 flips" in words(at)
    assert f"{fair * in_base:.4f} {unit}, so one bit takes 4.82" in words(at)


def test_other_flips_are_others():
    at = visit("kl_divergence")

    def evidence():
        return next(
            x for x in at.get("vega_lite_chart") if "evidence" in x.proto.spec
        ).proto.SerializeToString()

    before = evidence()
    at.button(key="kl_reflip").click().run()
    assert_no_exception(at)
    assert evidence() != before


@pytest.mark.parametrize("unit", UNITS)
def test_a_detour_can_be_shorter_than_the_straight_way(unit):
    a, b, c = (0.5, 0.5), (0.25, 0.75), (0.1, 0.9)
    assert round(kl(a, c), 3) == 0.737
    assert round(kl(a, b) + kl(b, c), 3) == 0.341
    shown = metrics(visit("kl_divergence", units=unit))
    assert shown["straight from a to c"] == in_unit(kl(a, c), unit)
    assert shown["via b"] == in_unit(kl(a, b) + kl(b, c), unit)


def test_it_is_symmetric_in_special_cases():
    at = visit("kl_divergence", units="nats")
    shown = metrics(at)
    assert shown["swapped outcomes"] == shown["and back"] == f"{0.6 * math.log(4):.3f} nats"
    assert "0.500 nats there and 0.500 nats back" in words(at)


def test_the_challenge_is_met_by_an_outcome_that_hardly_ever_comes():
    at = visit("kl_divergence")
    assert "Done" not in words(at)
    at.text_input(key="kl_cq").set_value("0.52, 0.31, 0.17, 0").run()
    assert_no_exception(at)
    assert metrics(at)["total variation"] == "0.040"
    assert metrics(at)["divergence"] == "∞ bits"
    assert "Done: D did it" in words(at)


def test_an_infinity_far_away_does_not_meet_the_challenge():
    at = visit("kl_divergence", kl_cp="0.5, 0.5", kl_cq="1, 0")
    assert metrics(at)["divergence"] == "∞ bits"
    assert "Done" not in words(at)
    assert "Infinite, but not near" in words(at)


@pytest.mark.parametrize("unit", UNITS)
def test_two_normal_distributions_have_the_closed_form(unit):
    forward = math.log(2) + 1 / 8 - 1 / 2
    back = -math.log(2) + 4 / 2 - 1 / 2
    assert (round(forward, 4), round(back, 4)) == (0.3181, 0.8069)
    shown = metrics(visit("kl_divergence", open="kl_gaussians", units=unit))
    base = math.log(BASES[unit])
    assert shown["p as the truth"] == f"{forward / base:.4f} {unit}"
    assert shown["q as the truth"] == f"{back / base:.4f} {unit}"


@pytest.mark.parametrize(
    ("s", "forward", "reverse", "bits"),
    [
        ("0.5", "μ = 0.0000, σ = 2.0616", "μ = 1.9998, σ = 0.5004", "0.99986 bits"),
        ("1", "μ = 0.0000, σ = 2.2361", "μ = 0.0000, σ = 2.0470", "0.32678 bits"),
    ],
)
def test_the_reverse_fit_seeks_a_mode_only_while_the_bumps_are_narrow(s, forward, reverse, bits):
    at = visit("kl_divergence", open="kl_bumps", kl_width=s)
    assert forward in words(at)
    assert reverse in words(at)
    assert metrics(at)["reverse fit costs"] == bits
    assert "From s = 0.7143 on, it spreads over both" in words(at)


def test_symmetric_measures_do_not_care_which_is_the_truth():
    at = visit("kl_divergence", open="kl_symmetric", kl_p="1, 0", kl_q="1/2, 1/2")
    shown = metrics(at)
    js = kl((1, 0), (0.75, 0.25)) / 2 + kl((0.5, 0.5), (0.75, 0.25)) / 2
    assert shown["Jensen–Shannon"] == shown["swapped"] == f"{js:.3f} bits"
    assert metrics(visit("kl_divergence", open="kl_symmetric"))["total variation"] == "0.400"


@pytest.mark.parametrize("p", SOURCES.values(), ids=SOURCES.keys())
def test_under_the_microscope_only_the_package_keeps_its_digits(p):
    table = pd.DataFrame(digits(p))
    worst = table.groupby("formula")["digits"].min()
    assert worst["infotheory"] > 12
    assert (worst.drop("infotheory") < 1).all()
    assert table.loc[table["formula"] == "infotheory", "negative"].sum() == 0
    assert table.loc[table["formula"] == "with ε in it", "negative"].any()


def test_other_formulas_turn_negative_for_some_sources():
    tables = [pd.DataFrame(digits(p)) for p in SOURCES.values()]
    for formula in ("Σ p log p/q", "H(p, q) − H(p)"):
        assert any(t.loc[t["formula"] == formula, "negative"].any() for t in tables)


def test_correct_digits_are_counted_relative_to_the_truth():
    assert correct_digits(1.001, 1.0) == pytest.approx(3, abs=1e-9)
    assert correct_digits(-5.0, 1.0) == 0
    assert correct_digits(1.0, 1.0) == 16


@pytest.mark.parametrize("measure", MEASURES, ids=[m[0] for m in MEASURES])
def test_each_link_of_the_table_opens_a_page_in_a_state_that_shows_it(measure):
    _, _, stem, state = measure
    assert set(state) <= {*lesson(stem).keys, "open"}
    at = visit(stem, **state)
    assert_no_exception(at)
    assert not at.error


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("pair", [{}, {"kl_p": "1 1 1 1 1 5", "kl_q": "2 1 1 1 1 1"}])
def test_the_snippet_prints_the_numbers_on_screen(unit, pair):
    at = visit("kl_divergence", open=["kl_symmetric", "kl_code"], units=unit, **pair)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(at.code[0].value, {})
    forward, back, js, variation = (number(float(x)) for x in printed.getvalue().split())
    on_screen = metrics(at)
    assert f"{forward} {unit}" == on_screen["D(p‖q)"]
    assert f"{back} {unit}" == on_screen["D(q‖p)"]
    assert f"{js} {unit}" == on_screen["Jensen–Shannon"]
    assert variation == on_screen["total variation"]


@pytest.mark.parametrize("value", ["abc", "", "1e999", "-5", "nan", "<b>1</b>", "1/0"])
def test_no_value_in_a_link_breaks_a_block_that_is_open(value):
    keys = [key for key in lesson("kl_divergence").keys if key not in ("kl_p", "kl_q")]
    at = visit("kl_divergence", **dict.fromkeys(keys, value), open=list(FOLDED))
    assert_no_exception(at)
    assert len(at.get("vega_lite_chart")) == 7


EXTREMES = ["1, 0", "0, 1", "1, 5e-324", " ".join(["1"] * 64)]


@pytest.mark.parametrize("p", EXTREMES)
def test_the_most_extreme_pairs_are_drawn(p):
    for q in EXTREMES:
        if len(p.split()) == len(q.split()):
            at = visit("kl_divergence", kl_p=p, kl_q=q, kl_cp=p, kl_cq=q, open="kl_symmetric")
            assert_no_exception(at)
            assert not at.error
            at = visit("cross_entropy", ce_p=p, ce_q=q)
            assert_no_exception(at)
            assert not at.error
