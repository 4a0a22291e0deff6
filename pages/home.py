"""Home: the question, a picture that answers it, and the lessons in order."""

import streamlit as st

from ui.charts.escape import escape_times
from ui.frame import enter
from ui.lessons import LESSONS
from ui.races import escape_steps
from ui.show import show

STARTS = tuple(range(11))
LIMIT = 4000

page = enter(__file__)
page.say("question")


@st.fragment
def answer() -> None:
    picture, control = st.columns([3, 2], gap="large")
    with control:
        start = st.slider(
            "How wrong is the start? (B)", 0, 10, 6, key="home_b", bind="query-params"
        )
        page.hint("answer")
    times = escape_steps("blobs", STARTS, LIMIT)
    with control.container(horizontal=True):
        for loss, steps in times[times["start"] == start][["loss", "steps"]].itertuples(
            index=False
        ):
            st.metric(loss, f"{steps:,} steps")
    with control:
        page.say("honest")
    with picture:
        show(escape_times(times, start, page.look), "home_escape")


answer()
page.say("lessons")
for each in LESSONS[1:]:
    st.page_link(each.script, label=f"**{each.title}** · {each.question}", icon=each.icon)
    page.hint(each.stem)
