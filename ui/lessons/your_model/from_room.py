"""What a class said in the room, as forecasts of events: each answer, and whether it is right."""

from __future__ import annotations

import numpy as np
import streamlit as st

from ui.lessons.questions import QUESTIONS
from ui.lessons.registry import lesson
from ui.lessons.your_model.examined import Examined
from ui.lessons.your_model.predictions import Predictions
from ui.lessons.your_model.sources import FROM_ROOM
from ui.link import YM_FROM, YM_ROOM, YOUR_MODEL
from ui.room.rooms import LENGTH
from ui.room.scores import events
from ui.room.store import rooms
from ui.room.visitor import visitor
from ui.widgets.remembered import remember, remembered

_CODE = """\
labels = np.array({labels})  # whether an answer was right
q = np.array({q})  # what it was given"""


def examine_room_button(code: str) -> None:
    """Show a button that opens what a room's class said on the page *your model*."""
    if st.button(
        "Examine the class in bits",
        icon=":material/fact_check:",
        key="room_examine",
        type="tertiary",
    ):
        remember(YM_ROOM, code)
        st.switch_page(lesson(YOUR_MODEL).script, query_params={YM_FROM.name: FROM_ROOM})


def class_in_the_room() -> Examined | None:
    """Return what the class of the room has said so far, in rounds that are revealed.

    Raises
    ------
    RoomError
        If the room is gone.
    """
    code = remembered(YM_ROOM)[:LENGTH]
    if not code:
        own = rooms().of_owner(visitor())
        code = own.code if own else ""
    if not code:
        return None
    rounds = [each for each in rooms().rounds(code) if each.revealed and len(each.forecasts)]
    q, right = events([(each.forecasts, QUESTIONS[each.question].right) for each in rounds])
    if not len(q):
        return None
    labels = right.astype(np.int64)
    code_text = _CODE.format(labels=labels.tolist(), q=q.tolist())
    return Examined(
        Predictions(
            "the class", labels, q, ("wrong", "right"), np.arange(1, len(q) + 1), "row", code_text
        )
    )
