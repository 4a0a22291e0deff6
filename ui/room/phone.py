"""The student's screen as a page of Streamlit, where the light phones are not served."""

from functools import partial

import streamlit as st

from ui.lessons.questions import QUESTIONS
from ui.page.page import Page
from ui.room.asked import answer_words, question_words
from ui.room.connection import watch_connection
from ui.room.rooms import Forecast, NoRoom, Room, RoomError
from ui.room.scores import leaning, score
from ui.room.store import rooms
from ui.room.visitor import visitor
from ui.serving.open_page import fragment
from ui.style.units import number

_FAULT = "room_fault"
_DEGREES = ("sure", "leaning")


@partial(fragment, run_every=2)
def phone(page: Page, code: str) -> None:
    """Show the room of this code to a student, who answers in it."""
    try:
        room = rooms().come(code, visitor())
        said = rooms().forecast(code, visitor())
    except RoomError as why:
        st.warning(str(why), icon=":material/door_front:")
        if isinstance(why, NoRoom):
            page.write("no room")
        return
    with st.container(width=560):
        watch_connection()
        st.markdown(f"### {question_words(room.question, page.appearance)}")
        if room.revealed:
            _score(page, room, said)
        else:
            _ask(page, room, said)
        if fault := st.session_state.pop(_FAULT, None):
            st.warning(fault)


def _ask(page: Page, room: Room, said: Forecast | None) -> None:
    for i, option in enumerate(QUESTIONS[room.question].options):
        with st.container(border=True):
            st.markdown(f"**{option}**")
            with st.container(horizontal=True):
                for how in _DEGREES:
                    _offer(room, said, i, how)
    with st.container(border=True):
        _offer(room, said, 0, "no idea")
    if said:
        st.success(page.part("said"), icon=":material/check:")
    else:
        page.caption("not said")


def _offer(room: Room, said: Forecast | None, towards: int, how: str) -> None:
    forecast = leaning(towards, room.answers, how)
    share = f"{forecast.probabilities[towards]:.0%}"

    def say() -> None:
        try:
            rooms().vote(room.code, visitor(), forecast, room.asked)
        except RoomError as why:
            st.session_state[_FAULT] = str(why)

    chosen = said == forecast
    words = f"{how}: {share} each" if how == "no idea" else f"{how}: {share}"
    st.button(
        f"**{words}**" if chosen else words,
        key=f"room_{'_'.join(map(str, room.asked))}_{towards}_{how}",
        icon=":material/check:" if chosen else None,
        width="stretch",
        on_click=say,
    )


def _score(page: Page, room: Room, said: Forecast | None) -> None:
    st.markdown(f":material/lightbulb: {answer_words(room.question, page.appearance)}")
    if said is None:
        page.caption("did not say")
        return
    right = QUESTIONS[room.question].right
    mine = score(said, right)
    page.write("your scores", share=f"{said.probabilities[right]:.0%}")
    with st.container(horizontal=True):
        unit = page.appearance.unit
        st.metric("your surprise", unit.show(unit.of_bits(mine.bits)))
        st.metric("your squared error", number(mine.squared))
    page.caption("wait")
