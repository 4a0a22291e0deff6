"""The lesson on self-information: its numbers, against logarithms taken here and counts by hand."""

import contextlib
import io
import math

import pytest

from tests.test_pages import BASES, assert_no_exception, metrics, visit
from ui.style.units import UNITS, number

RULES = {  # which of the three rules each candidate keeps, by hand
    "1/p": [False, True, False],
    "1 − p": [True, True, False],
    "−√p": [False, True, False],
    "(log p)²": [True, True, False],
    "+log p": [True, False, True],
    "−log p": [True, True, True],
}


def words(at) -> str:
    return "\n".join(each.value for each in [*at.markdown, *at.caption])


def in_unit(bits: float, unit: str) -> str:
    return f"{number(bits * math.log(2, BASES[unit]))} {unit}"


@pytest.mark.parametrize("unit", UNITS)
def test_the_lottery_is_23_74_bits(unit):
    at = visit("self_information", si_p="1/13983816", units=unit)
    bits = math.log2(math.comb(49, 6))
    assert f"{bits:.2f}" == "23.74"
    assert metrics(at)["I(x)"] == in_unit(bits, unit)
    assert metrics(at)["the lottery"] == in_unit(bits, unit)
    assert metrics(at)["half as probable"] == in_unit(bits + 1, unit)
    assert "7.15\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}10⁻⁸" in words(at)


@pytest.mark.parametrize("unit", UNITS)
def test_two_sixes_surprise_twice_as_much_as_one(unit):
    at = visit("self_information", units=unit)
    at.button(key="self_information_guess_six times").click().run()
    assert_no_exception(at)
    one, two = in_unit(math.log2(6), unit), in_unit(2 * math.log2(6), unit)
    assert f"{one} for one six, {two} for two" in words(at)
    assert "The answer is **twice as much**" in words(at)


@pytest.mark.parametrize("name", RULES)
def test_each_candidate_is_told_which_rules_it_breaks(name):
    at = visit("self_information", si_f=name)
    assert_no_exception(at)
    lines = [line for each in at.markdown for line in each.value.splitlines()]
    verdicts = [line for line in lines if "**Holds.**" in line or "**Broken.**" in line]
    assert ["**Holds.**" in verdict for verdict in verdicts] == RULES[name]
    assert all((":material/check:" in v) == ("**Holds.**" in v) for v in verdicts)


def test_a_counterexample_is_told_in_numbers():
    at = visit("self_information", si_f="1 − p")
    assert "events of p = 1/2 and p = 1/2 have 0.500 + 0.500 = 1, both together 0.750" in words(at)


@pytest.mark.parametrize("unit", UNITS)
def test_two_independent_events_are_laid_end_to_end(unit):
    at = visit("self_information", si_a="1/4", si_b="1/8", units=unit)
    charts = [chart.proto for chart in at.get("vega_lite_chart")]
    lanes = [c for c in charts if "A and B" in str(c.datasets)]
    assert len(lanes) == 1
    for bits in (2, 3, 5):
        assert in_unit(bits, unit) in str(lanes[0].datasets)


def test_a_die_takes_two_and_two_thirds_questions():
    at = visit("self_information", open="si_questions_open")
    assert_no_exception(at)
    assert metrics(at)["log₂ n"] == "2.585 bits"
    # Of six leaves two lie at depth 2 and four at depth 3: 2/6 · 2 + 4/6 · 3.
    assert metrics(at)["best average"] == f"{8 / 3:.3f} questions"
    at = visit("self_information", open="si_questions_open", si_n="8")
    assert metrics(at)["best average"] == "3.000 questions"


def test_no_number_of_things_builds_a_figure_anew():
    pages = (visit("self_information", open="si_questions_open", si_n=n) for n in ("2", "9", "16"))
    assert len({tuple(c.proto.spec for c in at.get("vega_lite_chart")) for at in pages}) == 1


def test_the_code_follows_the_event_and_the_scale_stays_as_it_was():
    at = visit("self_information", open="si_code", si_log="true")
    at.text_input(key="si_p").set_value("1/3").run()
    assert_no_exception(at)
    assert f"p = {1 / 3!r}" in at.code[0].value
    assert at.toggle(key="si_log").value


def test_what_is_folded_is_not_computed(monkeypatch):
    import ui.lessons.self_information.yes_no_questions as part

    monkeypatch.setattr(part, "best_average", lambda n: pytest.fail("computed while folded"))
    assert_no_exception(visit("self_information"))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("p", ["1/6", "1e-6", "1"])
def test_the_code_prints_the_numbers_on_screen(p, unit):
    at = visit("self_information", open="si_code", units=unit, si_p=p)
    assert_no_exception(at)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(at.code[0].value, {})
    first, second, third = (number(float(line)) for line in printed.getvalue().split())
    shown = metrics(at)
    assert f"{first} {unit}" == shown["I(x)"]
    assert second == shown["halvings"]
    assert f"{third} {unit}" == shown["half as probable"]


def test_picking_a_rare_event_switches_the_one_scale_of_slider_and_curve():
    at = visit("self_information")
    assert not at.toggle(key="si_log").value
    events = next(each for each in at.get("button_group") if "the sky is purple" in each.options)
    events.set_value("the sky is purple").run()
    assert_no_exception(at)
    assert at.toggle(key="si_log").value
    assert metrics(at)["I(x)"] == "19.932 bits"
