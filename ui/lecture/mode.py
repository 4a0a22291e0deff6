"""Lecture mode: large figures, prose in first sentences, and one claim at a time."""

import re
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.lecture.pointer import pointer
from ui.lessons.registry import LESSONS, Lesson
from ui.link import LECTURE
from ui.page.prose import Prose
from ui.widgets.remembered import remember, remembered_number

_LEAVING = "lecture_leaves"
SMALLEST = 20  # pixels of any text in a figure
IN_MARKS = 24  # pixels of what is written on marks, above all numbers
_LARGER = 1.3
# The title of an upright axis is written over it, level: it is read sooner, and never cut.
_LEVEL = {
    "titleAngle": 0,
    "titleAlign": "left",
    "titleAnchor": "end",
    "titleBaseline": "bottom",
    "titleX": -30,
    "titleY": -14,
}
_LOWER = 0.9  # of a figure that cannot be wider: it is to fit on a projector of 720 rows
_STYLE = Path(__file__).with_name("lecture.css")
_END = re.compile(r"[.?!][*_)”\"]*(?=\s|$)")
_FORMULA = re.compile(r"\$[^$]*\$")
# A full stop after these ends no sentence: "1." at the start, "by C. Olah", "p. 97".
_GOES_ON = re.compile(
    r"(?:^[*_]*\d+\.(?= )"
    r"|(?:^|[:;(&,] |\b[Bb]y )[A-Z]\.(?= [A-Z])"
    r"|\b(?:ch|ed|figs?|pp?|vol)\.(?= \d))"
)
_STEP = re.compile(r"formula$|claim: ")


def switched_on() -> bool:
    """Tell whether this visitor is giving a lecture."""
    if LECTURE.name in st.session_state:
        return bool(st.session_state[LECTURE.name])
    return st.query_params.get(LECTURE.name) == "true"  # the switch comes later in the first run


def enlarge_page() -> None:
    """Enlarge all type outside of figures, for this run."""
    st.html(_STYLE)


def is_step(heading: str) -> bool:
    """Tell whether a part of the prose is one of those that are revealed one by one."""
    return bool(_STEP.match(heading))


def steps_of(prose: Prose) -> tuple[str, ...]:
    """Return the headings that are revealed one by one, in the order of the file."""
    return tuple(heading for heading in prose.parts if is_step(heading))


def current_step(here: Lesson) -> int:
    """Return the current step of the lecture on this page; 0 is the figure alone."""
    return remembered_number(here.lecture_step)


def shown(here: Lesson, prose: Prose) -> str:
    """Return the heading of the current step; "" for the figure alone."""
    return ("", *steps_of(prose))[min(current_step(here), len(steps_of(prose)))]


def step_in_sight(prose: Prose, heading: str) -> DeltaGenerator:
    """Return a container that the pointer scrolls into view at this step."""
    return st.container(key=f"lecture_step_{steps_of(prose).index(heading) + 1}")


def walk(here: Lesson, steps: tuple[str, ...]) -> None:
    """Show *next* and *back*, which also lead to the next page and the previous one."""
    step = min(current_step(here), len(steps))

    def turn(asked: int) -> None:
        if 0 <= asked <= len(steps):
            remember(here.lecture_step, asked)
        else:
            st.session_state[_LEAVING] = 1 if asked > 0 else -1

    pointer(f"{here.stem}_pointer", step, len(steps), on_turn=turn)


def leave(here: Lesson) -> None:
    """Switch to the next page, or the previous one, if that was requested."""
    way = st.session_state.pop(_LEAVING, 0)
    at = LESSONS.index(here) + way if here in LESSONS else 0
    if way and 0 <= at < len(LESSONS):
        if way > 0:
            remember(LESSONS[at].lecture_step, 0)
        st.switch_page(LESSONS[at].script, query_params={})


def short(markdown: str) -> str:
    """Return the first sentence, as a headline, with the tables and formulas below it.

    A formula that comes first stands alone; a headline of the part's own needs no sentence.
    """
    first, *rest = markdown.strip().split("\n\n")
    if first.startswith("$$"):
        return _large(first)
    if first.startswith("#"):
        formulas = [_large(each) for each in rest if each.startswith("$$")]
        return "\n\n".join([first.partition("\n")[0], *formulas])
    kept = [_large(each) for each in rest if each.startswith(("|", "$$"))]
    sentence = re.sub(r"[$][.]$", "$", first_sentence(first))
    return "\n\n".join([f"## {sentence}", *kept])


def first_sentence(paragraph: str) -> str:
    """Return the first sentence of a paragraph of Markdown, with what is emphasised closed."""
    text = " ".join(paragraph.split())
    passed_over = [match.span() for kind in (_FORMULA, _GOES_ON) for match in kind.finditer(text)]
    ends = (
        match.end()
        for match in _END.finditer(text)
        if not any(start <= match.start() < end for start, end in passed_over)
    )
    sentence = text[: next(ends, len(text))]
    for mark in ("**", "*"):
        if sentence.replace("**", "" if mark == "*" else mark).count(mark) % 2:
            sentence += mark
    return sentence


def _large(formula: str) -> str:
    return formula.replace("$$", r"$$\large ", 1)


def enlarged(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a figure's specification with type that the last row can read."""
    config = dict(spec.get("config", {}))
    for part in ("axis", "legend", "header"):
        sizes = {"labelFontSize": SMALLEST, "titleFontSize": SMALLEST}
        config[part] = {**sizes, **config.get(part, {})}
    config["axisLeft"] = _LEVEL
    config["legend"]["offset"] = 2 * SMALLEST  # beyond the title of the axis
    larger: dict[str, Any] = _larger({**spec, "config": config})
    if isinstance(larger.get("width"), int):
        larger |= {side: round(larger[side] * _LOWER) for side in ("width", "height")}
    return larger


def _larger(spec: Any) -> Any:
    if isinstance(spec, dict):
        return {key: _of_type(key, value) or _larger(value) for key, value in spec.items()}
    return [_larger(each) for each in spec] if isinstance(spec, list) else spec


def _of_type(key: str, value: Any) -> int | None:
    """Return a font size, or a distance that depends on one, enlarged; None for other keys."""
    if not isinstance(value, int | float):
        return None
    if key in ("dx", "dy", "titlePadding"):
        return round(value * _LARGER)
    if key.lower().endswith("fontsize"):
        return max(IN_MARKS if key == "fontSize" else SMALLEST, round(value * _LARGER))
    return None
