"""The lecturer's screen: how to join, how many have answered, and then the reveal."""

from collections.abc import Callable

import streamlit as st

from ui.lessons.questions import QUESTIONS
from ui.lessons.registry import ROOM, lesson
from ui.link import ASK, CODE
from ui.page.page import Page
from ui.page.render import render_figure
from ui.room.answers_figure import both_scores, class_forecast
from ui.room.asked import write_answer, write_question
from ui.room.rooms import LENGTH, ROOMS, Room, RoomError
from ui.room.scores import pooled, scores, ways
from ui.room.visitor import has_cookie, visitor
from ui.sharing.address import address
from ui.sharing.qr import show_qr
from ui.style.units import number

_FAULT = "hall_fault"
_UNSURE = "hall_unsure"  # the action that waits for confirmation, since it deletes answers
_ICONS = {
    "Open a room": ":material/meeting_room:",
    "Reveal": ":material/visibility:",
    "Another round": ":material/replay:",
    "Ask this instead": ":material/swap_horiz:",
    "Close the room": ":material/close:",
    "Do it all the same": ":material/delete:",
    "Keep the answers": ":material/undo:",
}


def has_room() -> bool:
    """Tell whether this visitor leads a room."""
    return ROOMS.of_owner(visitor()) is not None


@st.fragment(run_every=2)
def hall(page: Page, *, inside: bool) -> None:
    """Show the visitor's room, or how to get one; ``inside``: had one at the last full run."""
    room = ROOMS.of_owner(visitor())
    if inside != (room is not None):
        st.rerun()  # the headline changes too
    if room is None:
        _door(page)
    elif room.revealed:
        _reveal(page, room)
    else:
        _wait(page, room)
    if fault := st.session_state.pop(_FAULT, None):
        st.warning(fault)
    page.caption("one process")


def _door(page: Page) -> None:
    teach, learn = st.columns(2, gap="large")
    with teach.container(border=True):
        page.write("lecturer")
        asked = _choose(st.query_params.get(ASK.name, ""))
        _do("Open a room", lambda: _open(asked))
    with learn.container(border=True), st.form("room_join", border=False):
        page.write("student")
        code = st.text_input("Code of the room", max_chars=LENGTH)
        if st.form_submit_button("Come in"):
            st.switch_page(ROOM.script, query_params={CODE.name: code[:LENGTH]})


def _open(question: str) -> None:
    ROOMS.open(visitor(), question, _answers(question), known=has_cookie())


def _wait(page: Page, room: Room) -> None:
    words, entrance = st.columns([3, 2], gap="large")
    with words:
        write_question(page, room)
        for option in QUESTIONS[room.question].options:
            st.markdown(f"#### {option}")
        with st.container(horizontal=True):
            st.metric("answers", len(room.rounds[-1]))
            st.metric("round", len(room.rounds))
        with st.container(horizontal=True):
            _do("Reveal", lambda: ROOMS.reveal(room.code, visitor(), room.asked))
            _lead(room)
        _other_question(room)
    with entrance:
        st.markdown(f"## Code: {room.code}")
        show_qr(link_of(room), "room_qr")
        st.markdown(f"**{link_of(room)}**")


def _reveal(page: Page, room: Room) -> None:
    question = QUESTIONS[room.question]
    write_question(page, room)
    rounds = [list(each.values()) for each in room.rounds if each]
    if rounds:
        pools = [pooled(each) for each in rounds]
        left, right = st.columns(2, gap="large")
        with left:
            shares = [pool.probabilities for pool in pools]
            render_figure(
                class_forecast(question.options, shares, question.right, page.appearance),
                "room_pool",
            )
        with right:
            table = ways(rounds[-1], question.right, room.answers)
            render_figure(both_scores(table, page.appearance), "room_ways")
        unit = page.appearance.unit
        with st.container(horizontal=True):
            for whose, forecasts in (("the class, on average", rounds[-1]), ("pooled", pools[-1:])):
                cost = scores(forecasts, question.right)
                bits, squared = unit.of_bits(float(cost.bits.mean())), cost.squared.mean()
                st.metric(f"surprise, {whose}", unit.show(bits))
                st.metric(f"squared error, {whose}", number(squared))
    else:
        page.write("nobody")
    write_answer(page, room)
    with st.container(horizontal=True):
        _lead(room)
        there = lesson(room.question)
        st.page_link(there.script, label=f"{there.title}: see the figure", icon=there.icon)
    _other_question(room)


def _lead(room: Room) -> None:
    _do("Another round", lambda: ROOMS.again(room.code, visitor(), room.asked))
    _do_for_good(room, "Close the room", lambda: ROOMS.close(room.code, visitor()))


def _other_question(room: Room) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = _choose(st.query_params.get(ASK.name, room.question))
        _do_for_good(
            room,
            "Ask this instead",
            lambda: ROOMS.ask(room.code, visitor(), chosen, _answers(chosen), room.asked),
            disabled=chosen == room.question,
        )


def _choose(first: str) -> str:
    stems = list(QUESTIONS)
    chosen = st.selectbox(
        "Question of the lesson",
        stems,
        index=stems.index(first) if first in stems else 0,
        format_func=lambda stem: lesson(stem).title,
        key="room_question",
    )
    return chosen if chosen in QUESTIONS else stems[0]


def _do(label: str, action: Callable[[], object], *, disabled: bool = False) -> None:
    """Show a button for an action of the lecturer; an error is shown as a sentence."""

    def attempt() -> None:
        try:
            action()
        except RoomError as why:
            st.session_state[_FAULT] = str(why)

    st.button(label, key=f"room_{label}", icon=_ICONS[label], on_click=attempt, disabled=disabled)


def _do_for_good(
    room: Room, label: str, action: Callable[[], object], *, disabled: bool = False
) -> None:
    """Show a button for an action that deletes answers; if there are any, ask first."""
    this = (label, room.code, room.asked)

    def do_or_ask() -> None:
        if ROOMS.look(room.code).answered:  # perhaps only since the screen was drawn
            st.session_state[_UNSURE] = this
        else:
            action()

    if st.session_state.get(_UNSURE) == this and room.answered and not disabled:
        lost = "1 answer" if room.answered == 1 else f"{room.answered:,} answers"
        st.markdown(f"**{label}?** {lost} will be lost.")
        _do("Do it all the same", action)
        _do("Keep the answers", lambda: st.session_state.pop(_UNSURE, None))
    else:
        _do(label, do_or_ask, disabled=disabled)


def link_of(room: Room) -> str:
    """Return the address at which a phone opens the room."""
    return f"{address(ROOM)}?{CODE.name}={room.code}"


def _answers(question: str) -> int:
    return len(QUESTIONS[question].options)
