"""The blocks that every lesson has: a guess before the figure, what is folded away, the code."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from ui.lessons.questions import QUESTIONS
from ui.lessons.registry import ROOM, lesson
from ui.link import ASK, ONLY, OPEN, Block
from ui.page.notebook import MIME, notebook
from ui.page.on_screen import OnScreen
from ui.page.page import Page
from ui.serving.errors import report_file_errors
from ui.serving.open_page import fragment


@fragment
def predict(page: Page, heading: str) -> None:
    """Ask for one guess; once it is made, show the answer and the reason beside it.

    The question is the lesson's in ``ui.lessons.questions``, its words are under ``heading`` in the
    prose, the reason under ``heading: why``. The guess is kept for the session, and nothing
    waits for it.
    """
    if page.is_on_stage:
        return  # a lecture asks the whole class
    question = QUESTIONS[page.lesson.stem]
    key = f"{page.lesson.stem}_guess"
    guess = st.session_state.get(key)
    asked, answered = st.columns([2, 3], gap="medium", vertical_alignment="center")
    with asked:
        page.write(heading)
    if guess is None:
        with answered.container(horizontal=True, vertical_alignment="center"):
            for option in question.options:
                st.button(
                    option,
                    key=f"{key}_{option}",
                    on_click=st.session_state.__setitem__,
                    args=(key, option),
                )
            st.page_link(
                ROOM.script,
                label="Ask the room",
                icon=ROOM.icon,
                query_params={ASK.name: page.lesson.stem},
            )
        return
    is_right = guess == question.answer
    verdict = "That is right." if is_right else f"The answer is **{question.answer}**."
    why = page.part(f"{heading}: why", **question.values(page.appearance.unit))
    answered.markdown(f":material/lightbulb: You said *{guess}*. {verdict} {why}")


def lazy_expander(
    label: str,
    block: Block,
    content: Callable[..., None],
    *,
    of: Sequence[OnScreen[Any]] = (),
    icon: str | None = None,
) -> None:
    """Put ``content`` in an expander, and call it only while the expander is open.

    It is called with what the parts ``of`` the page show at that moment, and called again when
    that changes. A link with ``open=NAME`` opens it.
    """
    for part in of:
        part.follow(block.name)
    _expander(label, block.name, content, of, icon)


@fragment
def _expander(
    label: str,
    key: str,
    content: Callable[..., None],
    of: Sequence[OnScreen[Any]],
    icon: str | None,
) -> None:
    named = (*st.query_params.get_all(OPEN.name), st.query_params.get(ONLY.name))
    linked = key in named
    box = st.expander(label, expanded=linked, key=key, on_change="rerun", icon=icon)
    if box.open:
        with box, report_file_errors():
            content(*(part.now for part in of))


def show_code(
    page: Page,
    template: str,
    values: Mapping[str, str],
    *,
    in_notebook: Callable[[], Mapping[str, str]] = dict,
    reads: str = "",
) -> None:
    """Show the snippet that prints the numbers on screen, and offer it as a notebook.

    ``{{name}}`` is a value on screen. A notebook does not stand in a copy of this project:
    ``in_notebook`` returns what it says otherwise. ``reads`` is the visitor's file that it reads.
    """
    st.code(filled(template, values), language="python")
    st.download_button(
        "Save as a notebook",
        lambda: notebook(
            page.lesson.question, filled(template, {**values, **in_notebook()}), reads=reads
        ),
        f"{page.lesson.stem}.ipynb",
        MIME,
        icon=":material/download:",
        on_click="ignore",
        key=f"{page.lesson.stem}_notebook",
    )


def filled(template: str, values: Mapping[str, str]) -> str:
    """Put values in the places of their names."""
    for name, value in values.items():
        template = template.replace(f"{{{{{name}}}}}", value)
    return template


def onward(page: Page, heading: str, *stems: str) -> None:
    """Say what comes next, and link to these lessons."""
    page.write(heading)
    for stem in stems:
        there = lesson(stem)
        st.page_link(there.script, label=there.question, icon=there.icon)
