"""A stage: in lecture mode a page is its figure, main numbers, controls and one sentence."""

import json
import math

import pytest
import streamlit as st

from tests.test_pages import assert_no_exception, metrics, visit
from ui.lecture.mode import IN_MARKS, SMALLEST, enlarged
from ui.lecture.pointer import is_asked
from ui.lessons.registry import LESSONS


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)
def test_a_stage_has_the_figure_the_main_numbers_and_nothing_below(lesson):
    page, stage = visit(lesson.stem), visit(lesson.stem, lecture="true")
    assert_no_exception(stage)
    assert set(metrics(stage)) <= set(metrics(page))
    assert metrics(stage)
    assert not stage.expander
    assert len(stage.get("vega_lite_chart")) <= 2
    assert [title.value for title in stage.title] == [lesson.question]


def test_other_data_in_a_lecture_are_started_from_the_same_mistake():
    at = visit("training", lecture="true", tr_b="9", tr_steps="1")
    at.selectbox(key="tr_data").set_value("digits").run()
    assert_no_exception(at)
    assert at.text_input(key="tr_b_digits").value == "9"
    at.selectbox(key="tr_data").set_value("moons").run()
    assert at.text_input(key="tr_b").value == "9"


@pytest.mark.parametrize(
    "asked",
    [
        *(None, 3, [], {}, {"step": 1}, {"number": 1}, {"step": "1", "number": 1}),
        *({"step": True, "number": 1}, {"step": 1.5, "number": 1}, {"step": 1, "number": "1"}),
        *({"step": 1, "number": math.nan}, {"step": 1, "number": 10**400}),  # new at each look
    ],
)
def test_what_no_pointer_would_send_asks_for_no_step(monkeypatch, asked):
    monkeypatch.setattr(st, "session_state", {"k": {"asked": asked}})
    assert not is_asked("k")
    st.session_state["k"]["asked"] = {"step": 1, "number": 2}
    assert is_asked("k")


def test_nothing_is_asked_or_hidden_where_the_mode_is_off():
    at = visit("entropy")
    assert_no_exception(at)
    assert not at.sidebar.toggle(key="lecture").value
    assert any("fair one" in button.label for button in at.button)
    assert any("average surprise" in each.value for each in at.markdown)


# The race is drawn by an element of our own, whose type the browser tests measure.
@pytest.mark.parametrize(
    "lesson",
    [lesson for lesson in LESSONS if lesson.stem != "training"],
    ids=lambda lesson: lesson.stem,
)
def test_no_type_in_a_figure_is_smaller_than_the_last_row_can_read(lesson):
    for figure in visit(lesson.stem, lecture="true").get("vega_lite_chart"):
        spec = json.loads(figure.proto.spec)
        assert min(font_sizes(spec)) >= SMALLEST
        marks = [spec.get("layer", []), spec.get("mark", {}), spec["config"]["text"]]
        assert min(font_sizes(marks)) >= IN_MARKS


def font_sizes(spec):
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key == "axis":
                continue
            if key.lower().endswith("fontsize") and isinstance(value, int | float):
                yield value
            else:
                yield from font_sizes(value)
    elif isinstance(spec, list):
        for each in spec:
            yield from font_sizes(each)


def test_a_figure_keeps_what_it_does_not_write():
    spec = {"mark": {"type": "bar", "size": 7}, "width": "container", "data": {"name": "rows"}}
    larger = enlarged(spec)
    assert {key: larger[key] for key in spec} == spec
    assert "config" not in spec
