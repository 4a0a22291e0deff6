"""Exercises: a question, a number to try, and folded behind it a hint and the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from ui.page.page import Page
from ui.widgets.number_text import LONGEST_NUMBER, TextError, parse_lone_number, quote

_HINT, _ANSWER = "Hint", "Answer"


@dataclass(frozen=True)
class Exercise:
    """What belongs to an exercise beside its words; all of it is computed when it is asked for."""

    numbers: Callable[[], Mapping[str, str]] = dict
    """Returns the numbers that the answer quotes, by their names in the prose."""
    result: Callable[[], float] | None = None
    """Returns the number that is asked for; None where reasons are."""
    near: float = 0.01
    """How far from the result a number may be, relative to it, and still be right."""

    def is_right(self, said: float) -> bool:
        """Tell whether the number is near the result."""
        assert self.result is not None
        result = self.result()
        return abs(said - result) <= self.near * abs(result)


def exercises(page: Page, each: Mapping[str, Exercise]) -> None:
    """Show the lesson's exercises.

    Parameters
    ----------
    page
        The lesson's page, whose prose has ``exercises``, which comes first.
    each
        The exercises in their order, by the heading of their words. Under ``HEADING: hint`` and
        ``HEADING: answer`` is what helps.
    """
    page.write_narrow("exercises")
    for place, (heading, exercise) in enumerate(each.items(), start=1):
        key = f"{page.lesson.stem}_exercise_{place}"
        with st.container(border=True):
            page.write_narrow(heading)
            with st.container(horizontal=True, vertical_alignment="center"):
                said = ""
                if exercise.result:
                    said = st.text_input(
                        f"Your answer to exercise {place}",
                        key=f"{key}_said",
                        max_chars=LONGEST_NUMBER,
                        placeholder="your number",
                        label_visibility="collapsed",
                        width=160,
                    )
                shown = st.segmented_control(
                    "Help",
                    (_HINT, _ANSWER),
                    selection_mode="multi",
                    key=key,
                    label_visibility="collapsed",
                    width="content",
                )
                st.markdown(_verdict(exercise, said or ""), width="content")
            if _HINT in shown:
                page.write_narrow(f"{heading}: hint")
            if _ANSWER in shown:
                page.write_narrow(f"{heading}: answer", **exercise.numbers())


def _verdict(exercise: Exercise, said: str) -> str:
    if not said.strip():
        return ""
    try:
        number = parse_lone_number("".join(said.split()))
    except TextError as why:
        return f"{quote(said)} {why}."
    if exercise.is_right(number):
        return ":material/check_circle: **Right.**"
    return ":material/cancel: **Not yet.** The hint may help."
