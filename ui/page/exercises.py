"""Exercises: a question, and folded behind it a hint and the answer, computed when it is shown."""

from collections.abc import Callable, Mapping

import streamlit as st

from ui.page.page import Page

Answer = Callable[[], Mapping[str, str]]
"""Returns the numbers that an answer quotes, by their names in the prose."""

_HINT, _ANSWER = "Hint", "Answer"


def exercises(page: Page, answers: Mapping[str, Answer]) -> None:
    """Show the lesson's exercises.

    Parameters
    ----------
    answers
        Where the words of each exercise are in the prose, in their order, with what computes the
        numbers of its answer. Under ``HEADING: hint`` and ``HEADING: answer`` is what helps.
    """
    for place, (heading, answer) in enumerate(answers.items(), start=1):
        with st.container(border=True):
            page.write_narrow(heading)
            shown = st.segmented_control(
                "Help",
                (_HINT, _ANSWER),
                selection_mode="multi",
                key=f"{page.lesson.stem}_exercise_{place}",
                label_visibility="collapsed",
            )
            if _HINT in shown:
                page.write_narrow(f"{heading}: hint")
            if _ANSWER in shown:
                page.write_narrow(f"{heading}: answer", **answer())
