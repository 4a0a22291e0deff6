"""The plan of a lecture as the home page shows it: its steps, what to say, what most answer."""

import streamlit as st

from ui.lecture.path import PLAN
from ui.link import LECTURE, LECTURE_MINUTES, LECTURE_STEP

_COLUMN = 700  # pixels


def plan() -> None:
    """Show the plan; its links open in lecture mode."""
    _, _, text = PLAN.read_text(encoding="utf-8").partition("\n")  # the label is its headline
    begin, *lectures = text.split("\n## ")
    with st.container(width=_COLUMN):
        st.markdown(begin)
        for lecture in lectures:
            minutes = lecture.partition(" ")[0]
            step = f"&{LECTURE_STEP.name}="
            opened = f"&{LECTURE.name}=true&{LECTURE_MINUTES.name}={minutes}{step}"
            st.markdown(f"### {lecture.replace('### ', '#### ').replace(step, opened)}")
