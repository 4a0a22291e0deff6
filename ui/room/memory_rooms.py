"""Rooms in this process's memory: the store where one process serves everybody."""

import math
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock

import numpy as np

from ui.room.rooms import (
    ANSWER_SECONDS,
    ANYBODY,
    HERE,
    LENGTH,
    LETTERS,
    LONGEST,
    MOST_ANSWERS,
    MOST_KEPT,
    MOST_REMEMBERED,
    MOST_ROOMS,
    MOST_ROUNDS,
    MOST_VISITORS,
    SILENCE,
    Allowance,
    Forecast,
    NoRoom,
    NotYours,
    QuestionChanged,
    Room,
    RoomFull,
    Rooms,
    Round,
    RoundClosed,
    TooManyRounds,
    clean_code,
    openings_of,
    room_to_drop,
)


@dataclass
class _Held:
    """A room with what only the store reads; changed under the store's lock alone."""

    room: Room
    heard: float  # when the last action or answer came
    said: dict[str, Forecast] = field(default_factory=dict)  # by visitor
    pace: dict[str, Allowance] = field(default_factory=dict)  # by visitor
    past: list[Round] = field(default_factory=list)
    here: dict[str, float] = field(default_factory=dict)  # when each visitor asked last

    def now(self) -> Room:
        """Return the room with its counts."""
        return replace(self.room, voters=len(self.said))

    def round(self) -> Round:
        """Return the current round."""
        rows = np.array([each.probabilities for each in self.said.values()])
        room = self.room
        return Round(room.question, room.turn, room.revealed, rows.reshape(-1, room.answers))

    def turn_over(self, question: str, answers: int, turn: int) -> None:
        """Keep the current round if it has an answer, and begin another.

        Who had answered is here until now, and longer if the phone asks again.
        """
        if self.said:
            self.past = [*self.past, self.round()][-MOST_KEPT:]
        self.room = replace(
            self.room,
            question=question,
            answers=answers,
            turn=turn,
            revealed=False,
            earlier=sum(len(each.forecasts) for each in self.past),
            most_voters=max(self.room.most_voters, len(self.said)),
        )
        self.said, self.pace = {}, {}
        self.here = {each: min(at, self.heard) for each, at in self.here.items()}

    def let_in(self, visitor: str, now: float) -> None:
        """Record that a visitor is here; who has answered stays until the next round."""
        if visitor not in self.here and len(self.here) >= MOST_VISITORS:
            self.here = {each: at for each, at in self.here.items() if at > now - HERE}
        if visitor in self.here or len(self.here) < MOST_VISITORS:
            self.here[visitor] = max(now, self.here.get(visitor, now))


class MemoryRooms(Rooms):
    """All rooms, by code; ``clock`` returns the time in seconds."""

    waits = False

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._rooms: dict[str, _Held] = {}
        self._owners: dict[str, str] = {}  # codes
        self._openings: dict[str, Allowance] = {}  # by visitor
        self._salt = secrets.token_bytes(16)

    @property
    def salt(self) -> bytes:
        """The key that hides which browser an identity belongs to."""
        return self._salt

    def fault(self) -> str:
        """Return an empty text: memory is always at hand."""
        return ""

    def look(self, code: str) -> Room:
        """Return the room of that code."""
        with self._lock:
            return self._at(code).now()

    def come(self, code: str, visitor: str) -> Room:
        """Return the room of that code, and record that this visitor is in it."""
        with self._lock:
            held = self._at(code)
            held.let_in(visitor, self._clock())
            return held.now()

    def present(self, code: str) -> int:
        """Return how many visitors are in the room: who has asked lately, or has answered."""
        with self._lock:
            since = self._clock() - HERE
            return sum(at > since for at in self._at(code).here.values())

    def of_owner(self, owner: str) -> Room | None:
        """Return the room that this visitor opened, and record that its screen is there."""
        with self._lock:
            mine = self._of(owner)
            if mine is None:
                return None
            mine.room = replace(mine.room, seen=self._clock())
            return mine.now()

    def forecast(self, code: str, visitor: str) -> Forecast | None:
        """Return this visitor's forecast in the current round."""
        with self._lock:
            return self._at(code).said.get(visitor)

    def rounds(self, code: str) -> tuple[Round, ...]:
        """Return all rounds that are kept, the current one last."""
        with self._lock:
            held = self._at(code)
            return (*held.past, held.round())

    def open(self, owner: str, question: str, answers: int, *, known: bool = True) -> Room:
        """Open a room, or return the one that this visitor already has."""
        with self._lock:
            mine = self._of(owner)
            if mine:
                return mine.now()
            self._spend_opening(owner if known else ANYBODY)
            now = self._clock()
            if len(self._rooms) >= MOST_ROOMS:
                self._drop(room_to_drop([each.now() for each in self._rooms.values()], now).code)
            code = self._new_code()
            room = Room(code, question, answers, owner, _new_version(), led=now, seen=now)
            self._rooms[code], self._owners[owner] = _Held(room, heard=now), code
            return room

    def vote(
        self, code: str, visitor: str, forecast: Forecast, asked: tuple[str, int] | None = None
    ) -> Room:
        """Store a forecast; it replaces an earlier one of the same visitor and round."""
        with self._lock:
            held = self._at(code)
            room, now = held.room, self._clock()
            if room.revealed:
                raise RoundClosed
            if asked not in (None, room.asked) or len(forecast.probabilities) != room.answers:
                raise QuestionChanged
            if visitor not in held.pace and len(held.pace) >= MOST_VISITORS:
                raise RoomFull
            at_first = Allowance(MOST_ANSWERS, ANSWER_SECONDS, MOST_ANSWERS, now)
            held.pace[visitor] = held.pace.get(visitor, at_first).spend(now)
            held.said[visitor] = forecast
            held.here[visitor] = math.inf
            held.heard = now
            return held.now()

    def ask(
        self,
        code: str,
        owner: str,
        question: str,
        answers: int,
        asked: tuple[str, int] | None = None,
    ) -> Room:
        """Ask the room another question; the rounds so far are kept."""
        return self._lead(code, owner, asked, lambda held: held.turn_over(question, answers, 1))

    def reveal(self, code: str, owner: str, asked: tuple[str, int] | None = None) -> Room:
        """Close the round and show everybody the answer."""

        def show(held: _Held) -> None:
            held.room = replace(held.room, revealed=True)

        return self._lead(code, owner, asked, show)

    def again(self, code: str, owner: str, asked: tuple[str, int] | None = None) -> Room:
        """Begin another round on the same question, in which everybody may answer again."""

        def next_round(held: _Held) -> None:
            room = held.room
            if room.turn >= MOST_ROUNDS:
                raise TooManyRounds
            held.turn_over(room.question, room.answers, room.turn + 1)

        return self._lead(code, owner, asked, next_round)

    def close(self, code: str, owner: str) -> None:
        """Delete the room and all its answers."""
        with self._lock:
            self._drop(self._owned(code, owner).room.code)

    def _lead(
        self,
        code: str,
        owner: str,
        asked: tuple[str, int] | None,
        action: Callable[[_Held], None],
    ) -> Room:
        with self._lock:
            held = self._owned(code, owner)
            if asked in (None, held.room.asked):
                now = held.heard = self._clock()
                action(held)
                held.room = replace(held.room, led=now, seen=now, version=_new_version())
            return held.now()

    def _at(self, code: str) -> _Held:
        self._sweep()
        held = self._rooms.get(clean_code(code))
        if held is None:
            raise NoRoom
        return held

    def _owned(self, code: str, owner: str) -> _Held:
        held = self._at(code)
        if held.room.owner != owner:
            raise NotYours
        return held

    def _of(self, owner: str) -> _Held | None:
        self._sweep()
        return self._rooms.get(self._owners.get(owner, ""))

    def _drop(self, code: str) -> None:
        del self._owners[self._rooms.pop(code).room.owner]

    def _sweep(self) -> None:
        now = self._clock()
        for code, held in list(self._rooms.items()):
            if held.heard < now - SILENCE or held.room.led < now - LONGEST:
                self._drop(code)

    def _spend_opening(self, who: str) -> None:
        now = self._clock()
        # An allowance that is full again need not be stored.
        self._openings = {
            each: left
            for each, left in self._openings.items()
            if left.left + (now - left.at) / left.seconds < left.most
        }
        if len(self._openings) >= MOST_REMEMBERED:
            del self._openings[next(iter(self._openings))]
        self._openings[who] = self._openings.get(who, openings_of(who, now)).spend(now)

    def _new_code(self) -> str:
        while (code := "".join(secrets.choice(LETTERS) for _ in range(LENGTH))) in self._rooms:
            pass
        return code


def _new_version() -> str:
    return secrets.token_hex(8)
