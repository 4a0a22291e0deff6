"""The summary of a room: each revealed round, and how reliable the class was over all."""

from collections.abc import Sequence

import streamlit as st

from infotheory.lessons.reliability import reliability
from ui.lessons.questions import QUESTIONS
from ui.lessons.registry import ROOM
from ui.lessons.your_model.from_room import examine_room_button
from ui.link import SUMMARY
from ui.page.page import Page
from ui.page.render import render_figure
from ui.room.answers_csv import answers_csv
from ui.room.asked import question_words
from ui.room.reliability_figure import reliability_figure
from ui.room.rooms import Room, RoomError, Round, revealed
from ui.room.scores import class_scores, events
from ui.room.store import rooms
from ui.sharing.address import address
from ui.style.units import number


def summary_link(room: Room) -> str:
    """Return the address of a room's summary, which works for as long as the room is there."""
    return f"{address(ROOM)}?{SUMMARY.name}={room.code}"


def summary(page: Page, code: str) -> None:
    """Show the summary of the room of this code to anybody."""
    try:
        rounds = revealed(rooms().rounds(code))
    except RoomError as why:
        st.warning(str(why), icon=":material/door_front:")
        return
    if not rounds:
        page.write_narrow("nothing kept")
    else:
        _questions(page, rounds)
        reliability_of(page, rounds)
        with st.container(horizontal=True, vertical_alignment="center"):
            save_button(rounds)
            examine_room_button(code)
    page.caption("summary stays")


def reliability_of(page: Page, rounds: Sequence[Round]) -> None:
    """Show how often what the class forecast was right, over all these rounds."""
    page.write_narrow("kept")
    given, right = events([(each.forecasts, QUESTIONS[each.question].right) for each in rounds])
    with st.container(width=700):
        render_figure(
            reliability_figure(reliability(given, right), page.appearance), "room_reliability"
        )


def save_button(rounds: Sequence[Round]) -> None:
    """Offer the answers of these rounds as a file."""
    st.download_button(
        "Save the answers as a file",
        lambda: answers_csv(rounds),
        "answers.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="room_save",
    )


def _questions(page: Page, rounds: Sequence[Round]) -> None:
    unit = page.appearance.unit
    for each in rounds:
        question = QUESTIONS[each.question]
        scores = class_scores(each.forecasts, question.right)
        turn = f" (round {each.turn})" if each.turn > 1 else ""
        st.markdown(f"#### {question_words(each.question, page.appearance)}{turn}")
        with st.container(horizontal=True):
            st.metric("answers", f"{scores.count:,}")
            given = scores.pool.probabilities[question.right]
            st.metric(f"gave “{question.answer}”", f"{given:.0%}")
            st.metric("surprise, pooled", unit.show(unit.of_bits(scores.pooled.bits)))
            st.metric("surprise, median", unit.show(unit.of_bits(scores.median.bits)))
            st.metric("squared error, pooled", number(scores.pooled.squared))
            st.metric("gave it 0%", f"{scores.ruled_out:,}")
