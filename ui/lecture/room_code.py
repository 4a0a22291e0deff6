"""The code of the room that this visitor leads, shown on every step for latecomers."""

from ui.room.rooms import RoomError
from ui.room.store import rooms
from ui.room.visitor import visitor


def room_code() -> str:
    """Return the code of the visitor's room; empty where there is none."""
    try:
        room = rooms().of_owner(visitor())
    except RoomError:  # the room's own page says why
        return ""
    return room.code if room else ""
