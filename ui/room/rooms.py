"""What a room is, its rules and its limits, and what a store of rooms does. Pure; no Streamlit.

A room puts one question at a time to a class. In each round, every visitor gives one forecast; the
rounds before the current one are kept without identities, until the room is gone.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import fsum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, so no words; nothing that looks like a digit
LENGTH = 4
MOST_ROOMS, MOST_VISITORS, MOST_ROUNDS = 200, 6000, 9
MOST_KEPT = 50  # earlier rounds of a room, over all its questions; the oldest go
MOST_REMEMBERED = 1000  # visitors who opened a room recently
SILENCE = 3 * 60 * 60.0  # seconds without an action or an answer until a room is deleted
LONGEST = 12 * 60 * 60.0  # seconds since the lecturer's last action, whatever is answered
FEW = 3  # answers in a round: fewer do not show that a class is there
AWAY = 10 * 60.0  # seconds without the lecturer's screen, after which even a class's room may go
HERE = 90.0  # seconds since a phone last asked, for which it counts as here
ANYBODY = ""  # owner of the allowance shared by visitors who cannot be told apart


class RoomError(Exception):
    """An action that is refused; its message says why, as a sentence in Markdown."""


class NoRoom(RoomError):
    """No room has this code."""

    def __init__(self) -> None:
        super().__init__(
            "There is no room with this code. Codes have four letters. A room is deleted "
            "when it is closed, or after three idle hours."
        )


class NotYours(RoomError):
    """An action of the lecturer, by somebody else."""

    def __init__(self) -> None:
        super().__init__("Only the person who opened the room can do that.")


class NoForecast(RoomError):
    """What was sent is not a forecast."""

    def __init__(self) -> None:
        super().__init__("A forecast gives each answer a probability, and these sum to 1.")


class RoundClosed(RoomError):
    """The answer has been revealed."""

    def __init__(self) -> None:
        super().__init__("The answer has been revealed: this round is closed.")


class QuestionChanged(RoomError):
    """The answer belongs to an earlier question or round."""

    def __init__(self) -> None:
        super().__init__("The question has changed. Please look again.")


class RoomFull(RoomError):
    """As many visitors as a room holds have answered."""

    def __init__(self) -> None:
        super().__init__("This room is full.")


class TooQuick(RoomError):
    """An allowance is used up."""

    def __init__(self) -> None:
        super().__init__("That was too fast: wait a moment and try again.")


class TooManyRounds(RoomError):
    """One question had all its rounds."""

    def __init__(self) -> None:
        super().__init__(f"One question can have at most {MOST_ROUNDS} rounds.")


class NoRoomLeft(RoomError):
    """Every room of this server is in use."""

    def __init__(self) -> None:
        super().__init__("All rooms of this server are in use. Try again later.")


class StoreAway(RoomError):
    """The store of the rooms does not answer."""

    def __init__(self) -> None:
        super().__init__(
            "The rooms cannot be reached at the moment. Answers already sent are kept. "
            "Try again in a minute."
        )


class Asked(NamedTuple):
    """What a screen shows: a question, and the number of its round."""

    question: str
    turn: int


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
            raise TooQuick
        return replace(self, left=left, at=now)


MOST_ANSWERS, ANSWER_SECONDS = 20, 1.0  # a visitor's allowance of answers in a round


def openings_of(who: str, now: float) -> Allowance:
    """Return the full allowance of rooms that a visitor, or ``ANYBODY``, may open."""
    if who == ANYBODY:
        return Allowance(most=30, seconds=2, left=30, at=now)
    return Allowance(most=5, seconds=20, left=5, at=now)


@dataclass(frozen=True)
class Forecast:
    """A probability for each answer."""

    probabilities: tuple[float, ...]

    def __post_init__(self) -> None:
        p = self.probabilities
        if not all(0 <= x <= 1 for x in p) or abs(fsum(p) - 1) > 1e-9:
            raise NoForecast


@dataclass(frozen=True)
class Room:
    """A question put to a class; the forecasts are asked of the store."""

    code: str
    question: str
    answers: int  # options to choose from
    owner: str
    version: str  # another one after each of the lecturer's actions, and in every other room
    led: float  # when the lecturer's last action came
    seen: float  # when the lecturer's screen last requested it
    turn: int = 1  # number of the round, of this question's
    revealed: bool = False
    voters: int = 0  # who have answered in this round
    earlier: int = 0  # answers in the earlier rounds that are kept
    most_voters: int = 0  # of any round

    @property
    def asked(self) -> Asked:
        """The current question, and the number of its round."""
        return Asked(self.question, self.turn)

    @property
    def answered(self) -> int:
        """The number of answers in all rounds together."""
        return self.voters + self.earlier

    @property
    def attended(self) -> bool:
        """Whether some round has enough answers to show that a class is there."""
        return max(self.voters, self.most_voters) >= FEW


@dataclass(frozen=True, eq=False)
class Round:
    """The forecasts of one round, a row each, sorted: no order tells who gave them."""

    question: str
    turn: int
    revealed: bool
    forecasts: NDArray[np.float64]

    def __post_init__(self) -> None:
        rows = self.forecasts
        object.__setattr__(self, "forecasts", rows[np.lexsort(rows.T[::-1])])

    @property
    def asked(self) -> Asked:
        """The question, and the number of its round."""
        return Asked(self.question, self.turn)


def revealed(rounds: Iterable[Round]) -> list[Round]:
    """Return the rounds whose answer has been revealed and that somebody answered."""
    return [each for each in rounds if each.revealed and len(each.forecasts)]


def room_to_drop(rooms: Iterable[Room], now: float) -> Room:
    """Return the room that makes way: without a class if possible, longest unattended.

    A lecturer's screen requests its room every two seconds, so abandoned rooms are dropped
    first. One or two answers do not keep a room.
    """
    may_go = [each for each in rooms if not each.attended or each.seen < now - AWAY]
    if not may_go:
        raise NoRoomLeft
    return min(may_go, key=lambda room: (room.attended, room.seen))


def clean_code(code: str) -> str:
    """Return a code as it is stored: case and spaces around it do not matter."""
    cleaned = code[:64].strip().upper()
    if len(cleaned) != LENGTH or not set(cleaned) <= set(LETTERS):
        raise NoRoom
    return cleaned


class Rooms(ABC):
    """A store of rooms; every method is one atomic action, from any thread."""

    waits: bool
    """Whether a call waits for a network: then it has no place in an event loop."""

    @property
    @abstractmethod
    def salt(self) -> bytes:
        """The key that hides which browser an identity belongs to; all processes share it."""

    @abstractmethod
    def fault(self) -> str:
        """Return a sentence if the store does not work, else an empty text."""

    @abstractmethod
    def look(self, code: str) -> Room:
        """Return the room of that code; case and spaces around it do not matter."""

    @abstractmethod
    def come(self, code: str, visitor: str) -> Room:
        """Return the room of that code, and record that this visitor is in it."""

    @abstractmethod
    def present(self, code: str) -> int:
        """Return how many visitors are in the room: who has asked lately, or has answered.

        A phone that has answered and sleeps is still here, until the next round.
        """

    @abstractmethod
    def of_owner(self, owner: str) -> Room | None:
        """Return the room that this visitor opened, and record that its screen is there."""

    @abstractmethod
    def forecast(self, code: str, visitor: str) -> Forecast | None:
        """Return this visitor's forecast in the current round."""

    @abstractmethod
    def rounds(self, code: str) -> tuple[Round, ...]:
        """Return all rounds that are kept, the current one last."""

    @abstractmethod
    def open(self, owner: str, question: str, answers: int, *, known: bool = True) -> Room:
        """Open a room, or return the one that this visitor already has.

        ``known`` says whether this visitor can be told from others. All others share one
        allowance of rooms, so that a script among them cannot use up a lecturer's.
        """

    @abstractmethod
    def vote(
        self, code: str, visitor: str, forecast: Forecast, asked: tuple[str, int] | None = None
    ) -> Room:
        """Store a forecast; it replaces an earlier one of the same visitor and round.

        ``asked`` is what the visitor saw: an answer to an earlier question is refused.
        """

    @abstractmethod
    def ask(
        self,
        code: str,
        owner: str,
        question: str,
        answers: int,
        asked: tuple[str, int] | None = None,
    ) -> Room:
        """Ask the room another question; the rounds so far are kept.

        Here and in the lecturer's other actions, ``asked`` is what the screen showed: a second
        click, or one on an outdated screen, changes nothing.
        """

    @abstractmethod
    def reveal(self, code: str, owner: str, asked: tuple[str, int] | None = None) -> Room:
        """Close the round and show everybody the answer."""

    @abstractmethod
    def again(self, code: str, owner: str, asked: tuple[str, int] | None = None) -> Room:
        """Begin another round on the same question, in which everybody may answer again."""

    @abstractmethod
    def close(self, code: str, owner: str) -> None:
        """Delete the room and all its answers."""
