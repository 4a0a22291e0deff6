"""Which store holds the rooms: this process's memory, or the Redis that ``ROOM_STORE`` names."""

import os

from ui.room.memory_rooms import MemoryRooms
from ui.room.rooms import RoomError, Rooms
from ui.serving.cache import cached

VARIABLE = "ROOM_STORE"


class StoreError(RoomError):
    """``ROOM_STORE`` cannot be used; the message says why and what to do."""


@cached(1)
def rooms() -> Rooms:
    """Return the store of this process; it is kept here, where no client can clear it."""
    return open_store(os.environ.get(VARIABLE, ""))


def open_store(address: str) -> Rooms:
    """Return the store at an address such as ``redis://127.0.0.1:6379/0``; memory if empty."""
    if not address:
        return MemoryRooms()
    try:
        from ui.room.redis_rooms import RedisRooms  # noqa: PLC0415 - its client is an extra
    except ModuleNotFoundError as fault:
        if fault.name != "redis":
            raise
        raise StoreError(
            f"{VARIABLE} is set, but the client of Redis is not installed: "
            "pip install -r requirements-redis.txt"
        ) from fault
    try:
        return RedisRooms(address)
    except ValueError as fault:
        raise StoreError(
            f"{VARIABLE} must be an address such as redis://127.0.0.1:6379/0, "
            "which begins with redis://, rediss:// or unix://."
        ) from fault
