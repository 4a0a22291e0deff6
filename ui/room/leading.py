"""What a lecturer does with a room: open it, ask, reveal, begin another round, close it."""

from collections.abc import Callable

import streamlit as st

from ui.lecture.path import Stop
from ui.lessons.questions import QUESTIONS
from ui.lessons.registry import lesson
from ui.link import ASK
from ui.room.rooms import Room, RoomError
from ui.room.store import rooms
from ui.room.visitor import has_cookie, visitor

_FAULT = "hall_fault"
_UNSURE = "hall_unsure"  # the action that waits for confirmation, since it deletes answers
_ICONS = {
    "Open a room": ":material/meeting_room:",
    "Reveal": ":material/visibility:",
    "Another round": ":material/replay:",
    "Ask this question": ":material/swap_horiz:",
    "Close the room": ":material/close:",
    "Do it anyway": ":material/delete:",
    "Keep the answers": ":material/undo:",
}


def do_step(stop: Stop, room: Room | None) -> Room | None:
    """Do what a step of the lecture implies for the room: ask, begin another round, or reveal."""
    question, action = dict(stop.state).get(ASK.name, ""), stop.step.partition("-")[0]
    if room is None or question not in QUESTIONS:
        return room
    mine = (room.code, visitor())
    is_open = room.question == question and not room.revealed
    try:
        if action == "vote" and room.question != question:
            return rooms().ask(*mine, question, _answers(question), room.asked)
        if action == "again" and is_open and room.voters:
            return rooms().again(*mine, room.asked)
        if action == "reveal" and is_open:
            return rooms().reveal(*mine, room.asked)
    except RoomError as why:
        st.session_state[_FAULT] = str(why)
    return room


def open_button(question: str) -> None:
    """Show a button that opens a room with this question."""
    _button(
        "Open a room",
        lambda: rooms().open(visitor(), question, _answers(question), known=has_cookie()),
    )


def reveal_button(room: Room) -> None:
    """Show a button that closes the round and shows everybody the answer."""
    _button("Reveal", lambda: rooms().reveal(room.code, visitor(), room.asked))


def again_and_close_buttons(room: Room) -> None:
    """Show the buttons for another round, and to close the room."""

    def again() -> None:
        rooms().again(room.code, visitor(), room.asked)

    if room.revealed:
        _button("Another round", again)
    else:
        _do_for_good(room, "Another round", again, "This round has not been revealed.")
    lost = "1 answer" if room.answered == 1 else f"{room.answered:,} answers"
    _do_for_good(
        room,
        "Close the room",
        lambda: rooms().close(room.code, visitor()),
        f"{lost} will be lost.",
    )


def other_question(room: Room) -> None:
    """Show the choice of another question, and the button that asks it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = choose_question(st.query_params.get(ASK.name, room.question))
        _button(
            "Ask this question",
            lambda: rooms().ask(room.code, visitor(), chosen, _answers(chosen), room.asked),
            disabled=chosen == room.question,
        )


def choose_question(first: str) -> str:
    """Show the choice of a lesson's question; return its stem."""
    stems = list(QUESTIONS)
    chosen = st.selectbox(
        "A lesson's question",
        stems,
        index=stems.index(first) if first in stems else 0,
        format_func=lambda stem: lesson(stem).title,
        key="room_question",
    )
    return chosen if chosen in QUESTIONS else stems[0]


def show_fault() -> None:
    """Say why the last action was refused, if it was."""
    if fault := st.session_state.pop(_FAULT, None):
        st.warning(fault)


def _button(label: str, action: Callable[[], object], *, disabled: bool = False) -> None:
    """Show a button for an action of the lecturer; an error is shown as a sentence."""

    def attempt() -> None:
        try:
            action()
        except RoomError as why:
            st.session_state[_FAULT] = str(why)

    st.button(label, key=f"room_{label}", icon=_ICONS[label], on_click=attempt, disabled=disabled)


def _do_for_good(room: Room, label: str, action: Callable[[], object], consequence: str) -> None:
    """Show a button for an action that cannot be undone; if there are answers, ask first."""
    this = (label, room.code, room.asked)

    def do_or_ask() -> None:
        try:
            if rooms().look(room.code).answered:  # perhaps only since the screen was drawn
                st.session_state[_UNSURE] = this
            else:
                action()
        except RoomError as why:
            st.session_state[_FAULT] = str(why)

    if st.session_state.get(_UNSURE) == this and room.answered:
        st.markdown(f"**{label}?** {consequence}")
        _button("Do it anyway", action)
        _button("Keep the answers", lambda: st.session_state.pop(_UNSURE, None))
    else:
        _button(label, do_or_ask)


def _answers(question: str) -> int:
    return len(QUESTIONS[question].options)
