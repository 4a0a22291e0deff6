"""A room's question and its answer, in the words of the lesson, as Markdown. No Streamlit."""

from ui.lessons.questions import QUESTIONS
from ui.lessons.registry import lesson
from ui.page.prose import read_prose
from ui.style.appearance import Appearance

_GUESS = "**Guess first:** "


def question_words(question: str, appearance: Appearance) -> str:
    """Return the question of that lesson."""
    words = _part(question, appearance, "predict")
    if words.startswith(_GUESS):  # not needed in a room
        words = words.removeprefix(_GUESS)
        words = words[0].upper() + words[1:]
    return words


def answer_words(question: str, appearance: Appearance) -> str:
    """Return the right answer, and why it is right."""
    asked = QUESTIONS[question]
    why = _part(question, appearance, "predict: why", **asked.values(appearance.unit))
    return f"**{asked.answer}.** {why}"


def _part(question: str, appearance: Appearance, heading: str, **values: str) -> str:
    return read_prose(lesson(question).prose).part(heading, appearance.palette, **values)
