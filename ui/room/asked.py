"""What a room asks, in the words of the lesson."""

import streamlit as st

from ui.frame import Page
from ui.lessons import lesson
from ui.prose import read_prose
from ui.questions import QUESTIONS
from ui.room.rooms import Room


def write_question(page: Page, room: Room) -> None:
    """Write the question."""
    words = _part(page, room, "predict").removeprefix("**Guess first:** ")
    st.markdown(f"### {words[0].upper()}{words[1:]}" if words[1] != " " else f"### {words}")


def write_answer(page: Page, room: Room) -> None:
    """Write the right answer, and why it is right."""
    question = QUESTIONS[room.question]
    why = _part(page, room, "predict: why", **question.values(page.look.unit))
    st.markdown(f":material/lightbulb: **{question.answer}.** {why}")


def _part(page: Page, room: Room, heading: str, **values: str) -> str:
    prose = read_prose(lesson(room.question).prose)
    return prose.part(heading, page.look.palette, **values)
