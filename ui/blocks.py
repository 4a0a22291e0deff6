"""The blocks that every lesson has: a guess before the figure, what is folded away, the code."""

import time
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from ui.frame import Page
from ui.lessons import ROOM, lesson
from ui.questions import QUESTIONS

HEAD_START = 0.03  # seconds, in which a figure reaches the browser and is drawn


@st.fragment
def predict(page: Page, heading: str) -> None:
    """Ask for one guess; once it is made, show the answer and the reason beside it.

    The question is the lesson's in ``ui.questions``, its words are under ``heading`` in the prose,
    the reason under ``heading: why``. The guess is kept for the session, and nothing waits for it.
    """
    if page.shown is not None:
        return  # a lecture puts it to the room
    question = QUESTIONS[page.lesson.stem]
    key = f"{page.lesson.stem}_guess"
    guess = st.session_state.get(key)
    asked, answered = st.columns([2, 3], gap="medium", vertical_alignment="center")
    with asked:
        page.say(heading)
    if guess is None:
        with answered.container(horizontal=True):
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
                query_params={"ask": page.lesson.stem},
            )
        return
    verdict = "so it is." if guess == question.answer else f"it is **{question.answer}**."
    why = page.part(f"{heading}: why", **question.values(page.look.unit))
    answered.markdown(f":material/lightbulb: You said *{guess}*; {verdict} {why}")


@st.fragment
def folded(label: str, key: str, content: Callable[[], None], *, icon: str | None = None) -> None:
    """Fold ``content`` away under its label: it is computed only while it is open.

    A link with ``open=KEY`` opens it.
    """
    linked = key in st.query_params.get_all("open")
    box = st.expander(label, expanded=linked, key=key, on_change="rerun", icon=icon)
    if box.open:
        with box:
            content()


def pass_down(
    page: Page, key: str, value: object, texts: Sequence[str], folds: Sequence[str]
) -> None:
    """Keep what the hero shows, for the blocks below it, which are fragments of their own.

    Where one of these ``folds`` is open, they follow when one of the ``texts`` that hold the hero's
    controls is another one. A drag writes its text when it is settled: while it lasts it costs the
    hero alone, and what is folded lies out of its sight. Call this last, for it ends the run.
    """
    st.session_state[key] = value
    said = [st.session_state[text] for text in texts]
    let_page_follow(page, key, said, needed=any(map(st.session_state.get, folds)))


def let_page_follow(page: Page, key: str, said: object, *, needed: bool = True) -> None:
    """End a fragment's run with one of the whole page, if it says what it did not say before.

    Call this last: what the fragment has drawn is on its way, and the page would overtake it.
    """
    last_page, before = st.session_state.get(f"{key}_said", (page, said))
    st.session_state[f"{key}_said"] = (page, said)
    alone = last_page is page  # and not in a run of the whole page
    if needed and alone and before != said:
        head_start()
        st.rerun()


def head_start() -> None:
    """Wait until what is drawn so far is to be seen: a browser draws at once all that is there."""
    time.sleep(HEAD_START)


def show_code(template: str, values: Mapping[str, str]) -> None:
    """Show the snippet that prints the numbers on screen; ``{{name}}`` is a value on screen."""
    for name, value in values.items():
        template = template.replace(f"{{{{{name}}}}}", value)
    st.code(template, language="python")


def onward(page: Page, heading: str, *stems: str) -> None:
    """Say what comes next, and link to these lessons."""
    page.say(heading)
    for stem in stems:
        there = lesson(stem)
        st.page_link(there.script, label=there.question, icon=there.icon)
