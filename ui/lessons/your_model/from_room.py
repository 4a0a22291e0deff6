"""What a class said in the room, as forecasts of events: each answer, and whether it is right."""

from __future__ import annotations

import numpy as np

from ui.lessons.questions import QUESTIONS
from ui.lessons.your_model.examine import examine
from ui.lessons.your_model.examined import Examined
from ui.lessons.your_model.predictions import Predictions
from ui.lessons.your_model.sources import FROM_ROOM
from ui.link import YM_ROOM
from ui.room.rooms import LENGTH, revealed
from ui.room.scores import events
from ui.room.store import rooms
from ui.room.visitor import visitor
from ui.widgets.remembered import remembered

_CODE = """\
labels = np.array({labels})  # whether an answer was right
q = np.array({q})  # what it was given"""


def examine_room_button(code: str) -> None:
    """Show a button that opens what a room's class said on the page *your model*."""
    examine("Examine the class in bits", "room_examine", FROM_ROOM, YM_ROOM, code)


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
    rounds = revealed(rooms().rounds(code))
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
