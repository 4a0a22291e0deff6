"""Home: the question, a picture that answers it, and the lessons in order."""

import streamlit as st

from ui.figures.escape import escape_times
from ui.figures.tables import select
from ui.lessons.home.confident_starts import given_to_the_truth
from ui.lessons.home.lecture_plan import plan
from ui.lessons.home.precomputed import steps_shown
from ui.lessons.registry import LESSONS, PUT_TO_USE, Lesson
from ui.link import HOME_B, HOME_PLAN
from ui.page.blocks import lazy_expander
from ui.page.hero_first import end_after_hero
from ui.page.page import enter
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.widgets.live_slider import live_slider

page = enter(__file__)


@fragment
def answer() -> None:
    stage = page.stage("question")
    with stage.controls:
        start = live_slider(
            HOME_B,
            label="How wrong is the start?  B =",
            colour=page.appearance.palette.ink,
        )
        page.write("answer")
        page.write("formulas")
    times = steps_shown()
    here = select(times, times["start"] == start)
    with stage.numbers:
        for loss, steps in zip(here["loss"], here["steps"], strict=True):
            st.metric(f"{loss}: steps to 90\N{NO-BREAK SPACE}%", f"{steps:,}")
    if page.is_on_stage:  # no answer before its step: the curves grow with B
        times = select(times, times["start"] <= start)
    with stage.figure:
        asked = float(HOME_B.default) if page.stop and page.stop.is_question else None
        figure = escape_times(times, start, page.appearance, asked)
        render_figure(figure, "home_escape")
    a, b = (f"{steps:,}" for steps in here["steps"])
    page.say(stage, start=f"{start:g}", cross_entropy=a, squared_error=b)


def cards(lessons: list[Lesson]) -> None:
    """Link to lessons, with what each one is about."""
    for each, column in zip(lessons, st.columns(len(lessons)), strict=True):
        with column.container(border=True, height="stretch"):
            st.page_link(each.script, label=f"**{each.title}**")
            page.caption(each.stem)


answer()
if page.is_on_stage:
    end_after_hero()
with st.expander(
    "What is counted: steps of plain gradient descent, from a start that is wrong by B",
    icon=":material/footprint:",
):
    page.write_narrow("steps", **given_to_the_truth())

page.write("lessons")
cards([each for each in LESSONS[1:] if each.section != PUT_TO_USE])
page.write("put to use")
cards([each for each in LESSONS if each.section == PUT_TO_USE])

page.write_narrow("honest")
with st.expander("How to use it in a lecture", icon=":material/co_present:"):
    page.write_narrow("lecture")
lazy_expander("A lecture of 20, 45 or 90 minutes", HOME_PLAN, plan, icon=":material/schedule:")
with st.expander("An aside: the playground that uses squared error", icon=":material/info:"):
    page.write_narrow("aside")
