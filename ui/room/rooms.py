"""The rooms of this server: a thread-safe store. Pure; no Streamlit.

A room holds one question at a time and, for each round, one forecast per visitor. The store returns
frozen objects, which may be read without the lock; every change replaces the room.
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
MOST_REMEMBERED = 1000  # visitors who opened a room recently
SILENCE = 3 * 60 * 60.0  # seconds without an action or an answer until a room is deleted
LONGEST = 12 * 60 * 60.0  # seconds since the lecturer's last action, whatever is answered
FEW = 3  # answers in a round: fewer do not show that a class is there
AWAY = 10 * 60.0  # seconds without the lecturer's screen, after which even a class's room may go
ANYBODY = ""  # owner of the allowance shared by visitors who cannot be told apart


class RoomError(Exception):
    """An action that is refused; its message says why, as a sentence in Markdown."""


@dataclass(frozen=True)
class Allowance:
    """A rate limit: ``most`` actions at once, and one more every ``seconds``."""

    most: float
    seconds: float
    left: float
    at: float

    def spend(self, now: float) -> "Allowance":
        """Return what is left after one more action."""
        left = min(self.most, self.left + (now - self.at) / self.seconds) - 1
        if left < 0:
            raise RoomError("That was too quick: wait a moment and try again.")
        return replace(self, left=left, at=now)


@dataclass(frozen=True)
class Forecast:
    """A probability for each answer."""

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
    heard: float  # when the last action or answer came
    led: float  # when the lecturer's last action came
    seen: float  # when the lecturer's screen last requested it
    rounds: tuple[Mapping[str, Forecast], ...] = ({},)
    revealed: bool = False
    pace: Mapping[str, Allowance] = field(default_factory=dict)  # by visitor

    @property
    def asked(self) -> tuple[str, int]:
        """The current question, and the number of its round."""
        return self.question, len(self.rounds)

    @property
    def answered(self) -> int:
        """The number of answers in all rounds together."""
        return sum(map(len, self.rounds))

    @property
    def attended(self) -> bool:
        """Whether some round has enough answers to show that a class is there."""
        return max(map(len, self.rounds)) >= FEW

    def forecast_of(self, visitor: str) -> Forecast | None:
        """Return this visitor's forecast in the current round."""
        return self.rounds[-1].get(visitor)


class Rooms:
    """All rooms, by code; ``clock`` returns the time in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._rooms: dict[str, Room] = {}
        self._openings: dict[str, Allowance] = {}  # by visitor

    def look(self, code: str) -> Room:
        """Return the room of that code; case and spaces around it do not matter."""
        with self._lock:
            return self._at(code)

    def of_owner(self, owner: str) -> Room | None:
        """Return the room that this visitor opened, and record that its screen is there."""
        with self._lock:
            self._sweep()
            mine = self._of(owner)
            if mine:
                mine = self._rooms[mine.code] = replace(mine, seen=self._clock())
            return mine

    def open(self, owner: str, question: str, answers: int, *, known: bool = True) -> Room:
        """Open a room, or return the one that this visitor already has.

        ``known`` says whether this visitor can be told from others. All others share one
        allowance of rooms, so that a script among them cannot use up a lecturer's.
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
        """Store a forecast; it replaces an earlier one of the same visitor and round.

        ``asked`` is what the visitor saw: an answer to an earlier question is refused.
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
        """Ask the room another question; all earlier forecasts are deleted.

        Here and in the lecturer's other actions, ``asked`` is what the screen showed: a second
        click, or one on an outdated screen, changes nothing.
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
        """Close the round and show everybody the answer."""
        with self._lock:
            room = self._owned(code, owner)
            if asked not in (None, room.asked):
                return room
            return self._lead(replace(room, revealed=True))

    def again(self, code: str, owner: str, asked: tuple[str, int] | None = None) -> Room:
        """Begin another round on the same question, in which everybody may answer again."""
        with self._lock:
            room = self._owned(code, owner)
            if asked not in (None, room.asked):
                return room
            if len(room.rounds) == MOST_ROUNDS:
                raise RoomError(f"{MOST_ROUNDS} rounds on one question are enough.")
            return self._lead(replace(room, rounds=(*room.rounds, {}), revealed=False, pace={}))

    def close(self, code: str, owner: str) -> None:
        """Delete the room."""
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
        """If all rooms are taken, drop one: without a class if possible, longest unattended.

        A lecturer's screen requests its room every two seconds, so abandoned rooms are dropped
        first. One or two answers do not keep a room.
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
        # An allowance that is full again need not be stored.
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
"""The rooms of this process, kept in a module: any client may clear Streamlit's caches."""
