"""Home: the question, a picture that answers it, and the lessons in order."""

import streamlit as st

from ui.figures.escape import escape_times
from ui.lessons.home.lecture_plan import plan, stations
from ui.lessons.home.precomputed import SHOWN, steps_to_escape
from ui.lessons.registry import LESSONS
from ui.link import HOME_B, HOME_PLAN
from ui.page.blocks import folded
from ui.page.page import enter
from ui.page.render import show
from ui.widgets.live_slider import live_slider

page = enter(__file__)


@st.fragment
def answer() -> None:
    numbers = page.head("question")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        page.say("formulas")
        start = live_slider(
            HOME_B,
            label="How wrong is the start?  B =",
            step=1,
            colour=page.look.palette.ink,
        )
        page.say("answer")
    every = steps_to_escape()
    times = every[every["start"].isin(SHOWN)]
    with numbers:
        for loss, steps in times.loc[times["start"] == start, ["loss", "steps"]].to_numpy():
            st.metric(f"{loss}: steps to 90 %", f"{steps:,}")
    with figure:
        show(escape_times(times, start, page.look), "home_escape")


answer()

page.say("lessons")
for each, column in zip(LESSONS[1:], st.columns(len(LESSONS) - 1), strict=True):
    with column.container(border=True, height="stretch"):
        st.page_link(each.script, label=f"**{each.title}**")
        page.hint(each.stem)

page.tell("honest")
with st.expander("How to use it in a lecture", icon=":material/co_present:"):
    page.tell("lecture")
    stations(page)
folded("A lecture of 45 minutes", HOME_PLAN, plan, icon=":material/schedule:")
with st.expander("An aside: the playground that uses squared error", icon=":material/info:"):
    page.tell("aside")
