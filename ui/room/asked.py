"""A room's question and its answer, in the words of the lesson."""

import streamlit as st

from ui.lessons.questions import QUESTIONS
from ui.lessons.registry import lesson
from ui.page.page import Page
from ui.page.prose import read_prose
from ui.room.rooms import Room

_GUESS = "**Guess first:** "


def write_question(page: Page, room: Room) -> None:
    """Write the question."""
    words = _part(page, room, "predict")
    if words.startswith(_GUESS):  # not needed in a room
        words = words.removeprefix(_GUESS)
        words = words[0].upper() + words[1:]
    st.markdown(f"### {words}")


def write_answer(page: Page, room: Room) -> None:
    """Write the right answer, and why it is right."""
    question = QUESTIONS[room.question]
    why = _part(page, room, "predict: why", **question.values(page.appearance.unit))
    st.markdown(f":material/lightbulb: **{question.answer}.** {why}")


def _part(page: Page, room: Room, heading: str, **values: str) -> str:
    prose = read_prose(lesson(room.question).prose)
    return prose.part(heading, page.appearance.palette, **values)
