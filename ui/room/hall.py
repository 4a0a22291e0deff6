"""The lecturer's screen: how to join, how many have answered, and then the reveal."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import partial

import streamlit as st

from ui.lecture.path import Stop
from ui.lecture.walk import arrived
from ui.lessons.questions import QUESTIONS
from ui.lessons.registry import ROOM, lesson
from ui.lessons.your_model.from_room import examine_room_button
from ui.link import ASK, CODE
from ui.page.page import Page
from ui.page.render import render_figure
from ui.room.answers_figure import both_scores, class_forecast
from ui.room.asked import answer_words, question_words
from ui.room.join.address import join_address
from ui.room.join.words import ruled_out_words
from ui.room.leading import (
    again_and_close_buttons,
    choose_question,
    do_step,
    open_button,
    other_question,
    reveal_button,
    show_fault,
)
from ui.room.rooms import LENGTH, Room, RoomError, Round, revealed
from ui.room.scores import ClassScores, by_confidence, class_scores
from ui.room.store import rooms
from ui.room.summary import reliability_of, save_button, summary_link
from ui.room.visitor import visitor
from ui.serving.open_page import fragment
from ui.sharing.address import address
from ui.sharing.qr import show_qr
from ui.style.appearance import Appearance
from ui.style.units import number

_QR = 900  # pixels, of which the screen shows as many as it has place for


def has_room() -> bool:
    """Tell whether this visitor leads a room."""
    try:
        return rooms().of_owner(visitor()) is not None
    except RoomError:  # the room's part of the page says why
        return False


@partial(fragment, run_every=2)
def hall(page: Page, *, inside: bool) -> None:
    """Show the visitor's room, or how to get one; ``inside``: had one at the last full run."""
    try:
        room = rooms().of_owner(visitor())
        kept = rooms().rounds(room.code) if room and room.revealed else ()
        here = rooms().present(room.code) if room and not room.revealed else 0
    except RoomError as why:
        st.warning(str(why), icon=":material/door_front:")
        return
    if inside != (room is not None):
        st.rerun()  # the headline changes too
    if page.stop and arrived():
        room = do_step(page.stop, room)
        kept = rooms().rounds(room.code) if room and room.revealed else ()
    if room is None:
        _door(page)
    elif room.revealed:
        _reveal(page, room, kept)
    else:
        _wait(page, room, max(here, room.voters))
    show_fault()
    page.caption("rooms pass")


def _by_hands(page: Page, stop: Stop) -> None:
    """Show the question of a step where there is no room: the class votes by hand."""
    question = dict(stop.state).get(ASK.name, "")
    if question not in QUESTIONS:
        return
    asked, is_revealed = QUESTIONS[question], stop.step.startswith("reveal")
    with st.container(key="hall_words"):
        st.markdown(f"## {question_words(question, page.appearance)}")
    with st.container(key="hall_hands", horizontal=True):
        for i, option in enumerate(asked.options):
            with st.container(border=True):
                st.markdown(f"## {chr(ord('A') + i)}")
                is_right = is_revealed and i == asked.right
                st.markdown(f"### {':green[✓]' if is_right else ''} {option}")
    if is_revealed:
        st.markdown(f":material/lightbulb: {answer_words(question, page.appearance)}")
    with st.container(key="hall_actions"):
        open_button(question)


def _question(question: str, appearance: Appearance) -> None:
    st.markdown(f"## {question_words(question, appearance)}")
    for option in QUESTIONS[question].options:
        st.markdown(f"### {option}")


def _door(page: Page) -> None:
    if page.stop and page.stop.state:
        _by_hands(page, page.stop)
        return
    teach, learn = st.columns(2, gap="large")
    with teach.container(border=True):
        page.write("lecturer")
        asked = choose_question(st.query_params.get(ASK.name, ""))
        open_button(asked)
    with learn.container(border=True):
        page.write("student")
        if way_in := join_address():
            st.link_button("Join", way_in, icon=":material/login:")
            return
        with st.form("room_join", border=False):
            code = st.text_input("Code of the room", max_chars=LENGTH)
            if st.form_submit_button("Join"):
                st.switch_page(ROOM.script, query_params={CODE.name: code[:LENGTH]})


def _wait(page: Page, room: Room, here: int) -> None:
    words, entrance = st.columns(2, gap="large")
    with words:
        with st.container(key="hall_words"):
            _question(room.question, page.appearance)
            with st.container(horizontal=True):
                st.metric("have answered", f"{room.voters:,} of {here:,}")
                st.metric("round", room.turn)
        with _actions(page), st.container(horizontal=True):
            reveal_button(room)
            again_and_close_buttons(room)
            other_question(room)
    with entrance, st.container(key="hall_entrance"):
        show_qr(link_of(room), "room_qr", pixels=_QR)
        st.markdown(f"## Code: {room.code}")
        st.markdown(f"**{link_of(room)}**")


def _actions(page: Page) -> AbstractContextManager[object]:
    """Return the container of the buttons; in a lecture, a popover."""
    place = st.container(key="hall_actions")
    return place.popover("Lead the room") if page.stop else place


def _reveal(page: Page, room: Room, kept: Sequence[Round]) -> None:
    question = QUESTIONS[room.question]
    rounds = [each for each in _of_this_question(kept) if len(each.forecasts)]
    with st.container(key="hall_reveal"):
        st.markdown(f"### {question_words(room.question, page.appearance)}")
        st.markdown(f":material/lightbulb: {answer_words(room.question, page.appearance)}")
        if rounds:
            scores = [class_scores(each.forecasts, question.right) for each in rounds]
            left, right = st.columns([5, 6], gap="medium")
            with left:
                shares = [each.pool.probabilities for each in scores]
                render_figure(
                    class_forecast(question.options, shares, question.right, page.appearance),
                    "room_pool",
                )
            with right:
                groups = by_confidence(rounds[-1].forecasts, question.right)
                render_figure(both_scores(groups, page.appearance), "room_groups")
            _numbers(page, scores[-1])
        else:
            page.write("nobody")
    with _actions(page):
        with st.container(horizontal=True):
            again_and_close_buttons(room)
            there = lesson(room.question)
            st.page_link(there.script, label=f"{there.title}: see the figure", icon=there.icon)
        other_question(room)
        _keep(page, room, kept)


def _of_this_question(kept: Sequence[Round]) -> list[Round]:
    """Return the rounds of the current question since it was asked last."""
    begun = max(i for i, each in enumerate(kept) if i == 0 or each.question != kept[i - 1].question)
    return [*kept[begun:]]


def _numbers(page: Page, scores: ClassScores) -> None:
    """Show both scores of the class: on average, of its median member, and of the pool."""
    unit = page.appearance.unit
    if page.stop:
        with st.container(horizontal=True):
            st.metric("surprise, on average", unit.show(unit.of_bits(scores.mean.bits)))
            st.metric("median", unit.show(unit.of_bits(scores.median.bits)))
            st.metric("owe ∞", f"{scores.ruled_out:,} of {scores.count:,}")
        return
    for name, show in (
        ("surprise", lambda each: unit.show(unit.of_bits(each.bits))),
        ("squared error", lambda each: number(each.squared)),
    ):
        with st.container(horizontal=True):
            st.metric(f"{name}, the class, on average", show(scores.mean))
            st.metric(f"{name}, median", show(scores.median))
            st.metric(f"{name}, pooled", show(scores.pooled))
    if scores.ruled_out:
        st.markdown(ruled_out_words(scores))


def _keep(page: Page, room: Room, kept: Sequence[Round]) -> None:
    """Show the rounds so far, and offer to save or examine them."""
    over = revealed(kept)
    if not over:
        return
    label = "The lecture so far: how reliable was the class?"
    box = st.expander(label, key="room_kept", on_change="rerun")
    if box.open:
        with box:
            reliability_of(page, over)
    with st.container(horizontal=True, vertical_alignment="center"):
        save_button([each for each in kept if len(each.forecasts)])
        st.link_button("Summary", summary_link(room), icon=":material/summarize:")
        examine_room_button(room.code)


def link_of(room: Room) -> str:
    """Return the address at which a phone opens the room."""
    return join_address(room.code) or f"{address(ROOM)}?{CODE.name}={room.code}"
