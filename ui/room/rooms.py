"""The rooms of this server: a plain store, safe under many threads. Pure; no Streamlit.

A room holds one question at a time and, round by round, one forecast a visitor. What the store
hands out is frozen, so it may be read without the lock; every change replaces the room.
"""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from math import fsum
from threading import Lock

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, so no words; nothing that looks like a digit
LENGTH = 4
MOST_ROOMS, MOST_VISITORS, MOST_ROUNDS = 200, 1000, 9
SILENCE = 3 * 60 * 60.0  # seconds after which a room is gone
IDLE = 10 * 60.0  # seconds after which an empty room makes way, when all are taken


class RoomError(Exception):
    """Something that cannot be done; its message says why, as a sentence in Markdown."""


@dataclass(frozen=True)
class Allowance:
    """How much may still be done at once: ``most`` things, one more every ``seconds``."""

    most: float
    seconds: float
    left: float
    at: float

    def spend(self, now: float) -> "Allowance":
        """Return what is left after one thing more."""
        left = min(self.most, self.left + (now - self.at) / self.seconds) - 1
        if left < 0:
            raise RoomError("That was too quick: wait a moment and try again.")
        return replace(self, left=left, at=now)


@dataclass(frozen=True)
class Forecast:
    """A probability on each answer."""

    probabilities: tuple[float, ...]

    def __post_init__(self) -> None:
        p = self.probabilities
        if not all(0 <= x <= 1 for x in p) or abs(fsum(p) - 1) > 1e-9:
            raise RoomError("A forecast is a probability on each answer, and they sum to 1.")


@dataclass(frozen=True)
class Room:
    """A question put to a class: the forecasts of each round, by visitor."""

    code: str
    question: str
    answers: int
    owner: str
    heard: float  # when something last happened in it
    rounds: tuple[Mapping[str, Forecast], ...] = ({},)
    revealed: bool = False
    pace: Mapping[str, Allowance] = field(default_factory=dict)  # by visitor

    @property
    def asked(self) -> tuple[str, int]:
        """What is asked: the question, and in which round."""
        return self.question, len(self.rounds)

    def forecast_of(self, visitor: str) -> Forecast | None:
        """Return what this visitor said in the current round."""
        return self.rounds[-1].get(visitor)


class Rooms:
    """All rooms, by code; ``clock`` tells the seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._rooms: dict[str, Room] = {}
        self._openings = Allowance(most=30, seconds=2, left=30, at=clock())

    def look(self, code: str) -> Room:
        """Return the room of that code, however it is typed."""
        with self._lock:
            return self._at(code)

    def of_owner(self, owner: str) -> Room | None:
        """Return the room that this visitor opened."""
        with self._lock:
            self._sweep()
            return next((room for room in self._rooms.values() if room.owner == owner), None)

    def open(self, owner: str, question: str, answers: int) -> Room:
        """Open a room; whoever has one already puts the question to that one."""
        with self._lock:
            self._sweep()
            mine = next((room for room in self._rooms.values() if room.owner == owner), None)
            if mine:
                return self._put(self._asked(mine, question, answers))
            self._openings = self._openings.spend(self._clock())
            self._make_way()
            code = self._new_code()
            return self._put(Room(code, question, answers, owner, self._clock()))

    def vote(
        self, code: str, visitor: str, forecast: Forecast, asked: tuple[str, int] | None = None
    ) -> Room:
        """Note a forecast; a later one of the same visitor and round takes its place.

        ``asked`` is what the visitor saw: an answer to an earlier question counts for no other.
        """
        with self._lock:
            room = self._at(code)
            if room.revealed:
                raise RoomError("The answer is out: this round is closed.")
            if asked not in (None, room.asked) or len(forecast.probabilities) != room.answers:
                raise RoomError("The question has changed: look again.")
            if visitor not in room.pace and len(room.pace) >= MOST_VISITORS:
                raise RoomError("This room is full.")
            now = self._clock()
            pace = room.pace.get(visitor) or Allowance(most=20, seconds=1, left=20, at=now)
            return self._put(
                replace(
                    room,
                    rounds=(*room.rounds[:-1], {**room.rounds[-1], visitor: forecast}),
                    pace={**room.pace, visitor: pace.spend(now)},
                )
            )

    def ask(self, code: str, owner: str, question: str, answers: int) -> Room:
        """Put another question to the room; what was said before is forgotten."""
        with self._lock:
            return self._put(self._asked(self._owned(code, owner), question, answers))

    def reveal(self, code: str, owner: str) -> Room:
        """Close the round and let everybody see the answer."""
        with self._lock:
            return self._put(replace(self._owned(code, owner), revealed=True))

    def again(self, code: str, owner: str) -> Room:
        """Begin another round on the same question."""
        with self._lock:
            room = self._owned(code, owner)
            if len(room.rounds) == MOST_ROUNDS:
                raise RoomError(f"{MOST_ROUNDS} rounds on one question are enough.")
            return self._put(replace(room, rounds=(*room.rounds, {}), revealed=False))

    def close(self, code: str, owner: str) -> None:
        """End the room."""
        with self._lock:
            del self._rooms[self._owned(code, owner).code]

    def _at(self, code: str) -> Room:
        self._sweep()
        room = self._rooms.get(code[:64].strip().upper())
        if room is None:
            raise RoomError(
                "There is no room of this code here. Codes have four letters; a room is gone "
                "when it is closed, or after three hours of silence."
            )
        return room

    def _owned(self, code: str, owner: str) -> Room:
        room = self._at(code)
        if room.owner != owner:
            raise RoomError("Only whoever opened the room can do that.")
        return room

    def _put(self, room: Room) -> Room:
        self._rooms[room.code] = room = replace(room, heard=self._clock())
        return room

    def _sweep(self) -> None:
        oldest = self._clock() - SILENCE
        for code in [code for code, room in self._rooms.items() if room.heard < oldest]:
            del self._rooms[code]

    def _make_way(self) -> None:
        """Where all rooms are taken, drop the empty one that is silent for longest."""
        if len(self._rooms) < MOST_ROOMS:
            return
        idle = self._clock() - IDLE
        empty = [each for each in self._rooms.values() if not each.pace and each.heard < idle]
        if not empty:
            raise RoomError("All rooms of this server are taken: try again in a while.")
        del self._rooms[min(empty, key=lambda room: room.heard).code]

    def _new_code(self) -> str:
        while (code := "".join(secrets.choice(LETTERS) for _ in range(LENGTH))) in self._rooms:
            pass
        return code

    @staticmethod
    def _asked(room: Room, question: str, answers: int) -> Room:
        return replace(room, question=question, answers=answers, rounds=({},), revealed=False)


ROOMS = Rooms()
"""The rooms of this process: in a module, since any client may clear Streamlit's caches."""
