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
MOST_REMEMBERED = 1000  # visitors who have opened a room a short while ago
SILENCE = 3 * 60 * 60.0  # seconds without a deed or an answer after which a room is gone
LONGEST = 12 * 60 * 60.0  # seconds after the lecturer's last deed, whatever is answered
FEW = 3  # answers of a round: fewer do not show that a class is there
AWAY = 10 * 60.0  # seconds after which a lecturer whose screen is gone may lose even a full room
ANYBODY = ""  # whose allowance is used by those who cannot be told apart


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
    heard: float  # when something was last done or answered in it
    led: float  # when the lecturer last did something
    seen: float  # when the lecturer's screen last asked for it
    rounds: tuple[Mapping[str, Forecast], ...] = ({},)
    revealed: bool = False
    pace: Mapping[str, Allowance] = field(default_factory=dict)  # by visitor

    @property
    def asked(self) -> tuple[str, int]:
        """What is asked: the question, and in which round."""
        return self.question, len(self.rounds)

    @property
    def answered(self) -> int:
        """How many answers its rounds hold together."""
        return sum(map(len, self.rounds))

    @property
    def attended(self) -> bool:
        """Whether there have been answers enough for a class."""
        return max(map(len, self.rounds)) >= FEW

    def forecast_of(self, visitor: str) -> Forecast | None:
        """Return what this visitor said in the current round."""
        return self.rounds[-1].get(visitor)


class Rooms:
    """All rooms, by code; ``clock`` tells the seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._rooms: dict[str, Room] = {}
        self._openings: dict[str, Allowance] = {}  # by visitor

    def look(self, code: str) -> Room:
        """Return the room of that code, however it is typed."""
        with self._lock:
            return self._at(code)

    def of_owner(self, owner: str) -> Room | None:
        """Return the room that this visitor opened, and note that its screen is there."""
        with self._lock:
            self._sweep()
            mine = self._of(owner)
            if mine:
                mine = self._rooms[mine.code] = replace(mine, seen=self._clock())
            return mine

    def open(self, owner: str, question: str, answers: int, *, known: bool = True) -> Room:
        """Open a room; whoever has one already is led to it.

        ``known`` says whether this visitor can be told from others. All others have one allowance
        of rooms together, so that a script among them cannot use up a lecturer's.
        """
        with self._lock:
            self._sweep()
            mine = self._of(owner)
            if mine:
                return mine
            self._spend_opening(owner if known else ANYBODY)
            self._make_way()
            now = self._clock()
            return self._put(Room(self._new_code(), question, answers, owner, now, now, now))

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

    def ask(
        self,
        code: str,
        owner: str,
        question: str,
        answers: int,
        asked: tuple[str, int] | None = None,
    ) -> Room:
        """Put another question to the room; what was said before is forgotten.

        As in all that a lecturer does, ``asked`` is what the screen showed: a second click, or one
        on an old screen, changes nothing.
        """
        with self._lock:
            room = self._owned(code, owner)
            if asked not in (None, room.asked):
                return room
            return self._lead(
                replace(
                    room, question=question, answers=answers, rounds=({},), revealed=False, pace={}
                )
            )

    def reveal(self, code: str, owner: str, asked: tuple[str, int] | None = None) -> Room:
        """Close the round and let everybody see the answer."""
        with self._lock:
            room = self._owned(code, owner)
            if asked not in (None, room.asked):
                return room
            return self._lead(replace(room, revealed=True))

    def again(self, code: str, owner: str, asked: tuple[str, int] | None = None) -> Room:
        """Begin another round on the same question; everybody may answer in it anew."""
        with self._lock:
            room = self._owned(code, owner)
            if asked not in (None, room.asked):
                return room
            if len(room.rounds) == MOST_ROUNDS:
                raise RoomError(f"{MOST_ROUNDS} rounds on one question are enough.")
            return self._lead(replace(room, rounds=(*room.rounds, {}), revealed=False, pace={}))

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

    def _of(self, owner: str) -> Room | None:
        return next((room for room in self._rooms.values() if room.owner == owner), None)

    def _lead(self, room: Room) -> Room:
        now = self._clock()
        return self._put(replace(room, led=now, seen=now))

    def _put(self, room: Room) -> Room:
        self._rooms[room.code] = room = replace(room, heard=self._clock())
        return room

    def _sweep(self) -> None:
        now = self._clock()
        for room in list(self._rooms.values()):
            if room.heard < now - SILENCE or room.led < now - LONGEST:
                del self._rooms[room.code]

    def _make_way(self) -> None:
        """Where all rooms are taken, drop one: without a class if possible, longest unattended.

        The screen of a lecturer asks for the room every other second, so that whoever opens rooms
        and leaves them loses these first. An answer or two do not hold a room.
        """
        if len(self._rooms) < MOST_ROOMS:
            return
        away = self._clock() - AWAY
        may_go = [each for each in self._rooms.values() if not each.attended or each.seen < away]
        if not may_go:
            raise RoomError("All rooms of this server are taken: try again in a while.")
        del self._rooms[min(may_go, key=lambda room: (room.attended, room.seen)).code]

    def _spend_opening(self, who: str) -> None:
        now = self._clock()
        if who == ANYBODY:
            at_first = Allowance(most=30, seconds=2, left=30, at=now)
        else:
            at_first = Allowance(most=5, seconds=20, left=5, at=now)
        # Where the time has given all back, nothing need be remembered.
        self._openings = {
            each: left
            for each, left in self._openings.items()
            if left.left + (now - left.at) / left.seconds < left.most
        }
        if len(self._openings) >= MOST_REMEMBERED:
            del self._openings[next(iter(self._openings))]
        self._openings[who] = self._openings.get(who, at_first).spend(now)

    def _new_code(self) -> str:
        while (code := "".join(secrets.choice(LETTERS) for _ in range(LENGTH))) in self._rooms:
            pass
        return code


ROOMS = Rooms()
"""The rooms of this process: in a module, since any client may clear Streamlit's caches."""
