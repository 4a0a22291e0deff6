"""Every page in its frame: at its defaults, in each unit, and with broken values in the link."""

import math
import re
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import infotheory as it
from ui.lessons.file_size import texts
from ui.lessons.registry import EVERY_PAGE, LESSONS
from ui.link import EVERY_PAGE as EVERY
from ui.link import OPEN, ROOM, Block, of_page
from ui.page import hero_first
from ui.style.units import UNITS, number

STEMS = [lesson.stem for lesson in LESSONS]
BASES = {"bits": 2, "nats": math.e, "bans": 10}

# The editor that serves each of these keys, and the page that it is on.
DISTRIBUTIONS = {
    "ent_p": "entropy",
    "ce_p": "cross_entropy",
    "ce_q": "cross_entropy",
    "kl_p": "kl_divergence",
    "kl_q": "kl_divergence",
}
BROKEN = {
    "a word": "abc",
    "one number": "0.5",
    "too many numbers": " ".join(["1"] * 10_000),
    "a negative number": "0.5, -0.5, 1",
    "all zero": "0 0 0",
    "not a number": "nan, 1",
    "infinite": "inf, 1",
    "empty": "",
    "markup": "<b>1</b>, **2**, $x$",
}

_IN_A_CLAIM = re.compile(r"^> - \*(.*)\* \*\*(.*)\*\*$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def visit(stem: str, **query: str | list[str]) -> AppTest:
    """Open a page as a link does."""
    at = AppTest.from_file("../ui/main.py", default_timeout=60)
    if stem != "home":
        at.switch_page(f"../pages/{stem}.py")
    for key, value in query.items():
        at.query_params[key] = value
    return at.run()


def metrics(at: AppTest) -> dict[str, str]:
    """The value of each metric by its label, the first of equal ones, with plain spaces.

    The numbers beside a claim are metrics too.
    """
    shown: dict[str, str] = {}
    for each in at.main:
        if each.type == "metric":
            shown.setdefault(_plain(each.label), each.value)
        elif each.type == "markdown":
            for label, value in _IN_A_CLAIM.findall(each.value):
                shown.setdefault(_plain(_read(label)), _read(value))
    return shown


def _read(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _plain(label: str) -> str:
    return label.replace("\N{NO-BREAK SPACE}", " ")


@cache
def metrics_at_first(stem: str) -> dict[str, str]:
    """The metrics of a page as it opens."""
    return metrics(visit(stem))


def assert_no_exception(at: AppTest) -> None:
    assert not at.exception, at.exception[0].stack_trace


@pytest.mark.parametrize("stem", sorted({*STEMS} - {"home"}))
def test_until_the_browser_has_drawn_it_a_page_is_its_hero_alone(stem, monkeypatch):
    monkeypatch.setattr(hero_first, "AT_ONCE", False)
    at = visit(stem)
    assert_no_exception(at)
    assert len(at.get("vega_lite_chart")) <= 2
    said = len(at.markdown)
    monkeypatch.setattr(hero_first, "AT_ONCE", True)
    assert len(at.run().markdown) >= said + 3


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("unit", UNITS)
def test_a_page_opens_in_each_unit(stem, unit):
    at = visit(stem, units=unit)
    assert_no_exception(at)
    assert not at.error
    assert not at.warning
    assert at.title[0].value == next(x.question for x in LESSONS if x.stem == stem)
    assert at.sidebar.segmented_control(key="units").value == unit
    words = [*at.markdown, *at.caption]
    assert not any(":material/warning:" in text.value for text in words), "prose is missing"
    own = [each for each in at.get("bidi_component") if each.proto.component_name == "race_player"]
    assert [*at.get("vega_lite_chart"), *own], "no figure"


@pytest.mark.parametrize("stem", STEMS)
def test_a_made_up_unit_in_the_link_falls_back_to_bits(stem):
    at = visit(stem, units="furlongs")
    assert_no_exception(at)
    assert at.sidebar.segmented_control(key="units").value == "bits"


@pytest.mark.parametrize("unit", UNITS)
def test_self_information_is_right_in_each_unit(unit):
    shown = metrics(visit("self_information", si_p="1/32", units=unit))
    assert shown["I(x)"] == f"{number(5 * math.log(2, BASES[unit]))} {unit}"


@pytest.mark.parametrize("unit", UNITS)
def test_entropy_is_right_in_each_unit(unit):
    shown = metrics(visit("entropy", ent_p="1/2, 1/4, 1/8, 1/8", units=unit))
    assert shown["H(p)"] == f"{number(1.75 * math.log(2, BASES[unit]))} {unit}"


@pytest.mark.parametrize("unit", UNITS)
def test_cross_entropy_is_right_in_each_unit(unit):
    link = {"ce_p": "1/2, 1/4, 1/8, 1/8", "ce_q": "1/8, 1/2, 1/4, 1/8", "units": unit}
    shown = metrics(visit("cross_entropy", **link))
    bit = math.log(2, BASES[unit])
    assert shown["H(p)"] == f"{number(1.75 * bit)} {unit}"
    assert shown["D(p‖q)"] == f"{number(0.625 * bit)} {unit}"
    assert shown["H(p, q)"] == f"{number(2.375 * bit)} {unit}"


@pytest.mark.parametrize("unit", UNITS)
def test_divergence_is_right_in_each_unit_and_either_way(unit):
    shown = metrics(visit("kl_divergence", kl_p="1/2, 1/2", kl_q="1/4, 3/4", units=unit))
    bit = math.log(2, BASES[unit])
    forward = (-1 - 0.5 * math.log2(3 / 16)) * bit
    backward = (0.25 * math.log2(1 / 4) + 0.75 * math.log2(3 / 4) + 1) * bit
    assert shown["D(p‖q)"] == f"{number(forward)} {unit}"
    assert shown["D(q‖p)"] == f"{number(backward)} {unit}"


@pytest.mark.parametrize("unit", UNITS)
def test_a_model_that_rules_out_what_happens_costs_infinity(unit):
    shown = metrics(visit("cross_entropy", ce_p="1/2, 1/2", ce_q="1, 0", units=unit))
    assert shown["D(p‖q)"] == shown["H(p, q)"] == f"∞ {unit}"
    shown = metrics(visit("kl_divergence", kl_p="1/2, 1/2", kl_q="1, 0", units=unit))
    assert shown["D(p‖q)"] == f"∞ {unit}"
    assert shown["D(q‖p)"] == f"{number(math.log(2, BASES[unit]))} {unit}"


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("key", DISTRIBUTIONS)
def test_a_broken_distribution_gets_a_sentence_and_keeps_the_figure(key, text):
    at = visit(DISTRIBUTIONS[key], **{key: text})
    assert_no_exception(at)
    assert len(at.error) == 1
    assert at.error[0].value.strip().endswith(".")
    assert at.text_input(key=key).value == text, "what was typed is lost"
    assert metrics(at) == metrics_at_first(DISTRIBUTIONS[key])


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_event_gets_a_sentence_and_keeps_the_figure(text):
    at = visit("self_information", si_p=text)
    if text == "0.5":
        pytest.skip("one number is what an event wants")
    assert_no_exception(at)
    assert len(at.error) == 1
    assert metrics(at) == metrics_at_first("self_information")


WIDGETS = (
    "text_input", "text_area", "number_input", "slider", "select_slider", "toggle", "checkbox",
    "selectbox", "multiselect", "radio", "segmented_control", "pills",
)  # fmt: skip


HOSTILE = [
    "", "abc", "-1", "1e308", "nan", "0,0", "٣", "\x00\x1b", "<b>1</b>", "9" * 10_000,
    "1 " + "9" * 2000 + "/" + "9" * 2000 + "x", "1" + " " * 15_000 + "1",
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value[:8]))
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)
def test_no_value_in_a_link_breaks_a_page(lesson, value):
    assert_no_exception(visit(lesson.stem, **dict.fromkeys(lesson.keys, value)))


ANYTHING = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=80),
    st.floats().map(repr),
    st.integers().map(str),
    st.lists(st.floats(0), max_size=70).map(lambda xs: " ".join(map(repr, xs))),
)


@contextmanager
def short_prose():
    """Let the lesson on files have the beginning of its prose alone: the whole takes seconds."""

    def beginning(name):
        whole = given_text(name)
        return texts.Sample(name, whole.text[:3000], whole.letters)

    given_text = texts._given
    with patch.object(texts, "_given", beginning):
        yield


@pytest.mark.slow
@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.stem)
@given(data=st.data())
@settings(max_examples=8, deadline=None, derandomize=True)
def test_no_link_at_all_breaks_a_page(page, data):
    value = ANYTHING | st.lists(ANYTHING, min_size=2, max_size=3)
    table = (*of_page(EVERY), *of_page(page.stem), *of_page(ROOM))
    keys = {key.name for key in table if not isinstance(key, Block)} - {OPEN.name} | {"unknown"}
    link = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(sorted(keys), value)))
    opened = data.draw(st.lists(st.sampled_from(page.blocks or HOSTILE), max_size=3))
    with short_prose():
        assert_no_exception(visit(page.stem, open=opened, **link))


def test_the_last_good_distribution_stays_while_another_is_typed():
    at = visit("entropy", ent_p="1 1 1 1 1 1 1 1")
    at.text_input(key="ent_p").set_value("1 1 oops").run()
    assert_no_exception(at)
    assert metrics(at)["H(p)"] == "3.000 bits"


def test_the_units_switch_holds_on_every_page():
    at = visit("home")
    at.sidebar.segmented_control(key="units").set_value("nats").run()
    for stem in STEMS[1:]:
        at.switch_page(f"../pages/{stem}.py").run()
        assert_no_exception(at)
        assert at.sidebar.segmented_control(key="units").value == "nats"


def test_entropy_never_exceeds_that_of_the_uniform_source():
    text = "3 1 4 1 5 9 2 6"
    at = visit("entropy", ent_p=text)
    h = it.entropy([int(x) for x in text.split()], normalize=True)
    assert metrics(at)["H(p)"] == f"{number(h)} bits"
    assert metrics(at)["at most, over 8 outcomes"] == "3.000 bits"


COUNTS = {
    ("home", "home_b", ""): "3.7",
    ("self_information", "si_n", "si_questions_open"): "6.5",
    ("entropy", "ent_n", "ent_estimate"): "30.5",
    ("cross_entropy", "ce_n", ""): "120.5",
    ("kl_divergence", "kl_n", ""): "60.5",
    ("training", "tr_seed", ""): "0.5",
}


@pytest.mark.parametrize(("place", "between"), COUNTS.items(), ids=lambda x: x[1])
def test_what_is_counted_is_a_whole_number_and_no_other_is_shown_as_if_it_were_measured(
    place, between
):
    stem, key, block = place
    at = visit(stem, open=block, **{key: between})
    assert_no_exception(at)
    (error,) = at.error
    assert "whole number" in error.value
    assert metrics(at) == metrics(visit(stem, open=block))
