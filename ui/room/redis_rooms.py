"""Rooms in Redis (or Valkey): the store that several processes share.

A room is a hash, its answers and allowances are hashes by visitor, its earlier rounds a list, and
who is here a sorted set. Every action on a room is one script (``rooms.lua``), so it happens whole
or not at all, whichever process sent it. Redis deletes what has been silent for too long by itself.
"""

import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import redis

from ui.room.rooms import (
    ANSWER_SECONDS,
    ANYBODY,
    HERE,
    LENGTH,
    LETTERS,
    LONGEST,
    MOST_ANSWERS,
    MOST_KEPT,
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
    RoomError,
    RoomFull,
    Rooms,
    Round,
    RoundClosed,
    StoreAway,
    TooManyRounds,
    TooQuick,
    clean_code,
    openings_of,
    room_to_drop,
)

_SECONDS = 2.0  # for an answer of Redis, before it counts as away
_CONNECTIONS = 16  # of a process; whoever comes then waits for one
_SALT_SECONDS = 10.0  # between two looks whether the salt is still there
_ALL, _SALT, _LOCK = "rooms", "rooms:salt", "rooms:lock"
_SCRIPT = Path(__file__).with_name("rooms.lua").read_text(encoding="utf-8")
_LIMITS = {
    "silence": SILENCE,
    "longest": LONGEST,
    "visitors": MOST_VISITORS,
    "here": HERE,
    "rounds": MOST_ROUNDS,
    "kept": MOST_KEPT,
    "most_answers": MOST_ANSWERS,
    "answer_seconds": ANSWER_SECONDS,
}
_REFUSALS: Mapping[str, type[RoomError]] = {
    "none": NoRoom,
    "not yours": NotYours,
    "closed": RoundClosed,
    "changed": QuestionChanged,
    "full": RoomFull,
    "quick": TooQuick,
    "rounds": TooManyRounds,
}


class RedisRooms(Rooms):
    """Rooms at a Redis address; ``clock`` returns the time in seconds, the same in each process."""

    waits = True

    def __init__(self, url: str, clock: Callable[[], float] = time.time) -> None:
        connections = redis.BlockingConnectionPool.from_url(
            url,
            max_connections=_CONNECTIONS,
            timeout=_SECONDS,
            decode_responses=True,
            socket_timeout=_SECONDS,
            socket_connect_timeout=_SECONDS,
            health_check_interval=30,
        )
        self._redis = redis.Redis(connection_pool=connections)
        self._act_on = self._redis.register_script(_SCRIPT)
        self._clock = clock
        self._salt, self._salt_until = secrets.token_hex(16), 0.0

    @property
    def salt(self) -> bytes:
        """The key that hides which browser an identity belongs to; all processes share it."""
        if time.monotonic() > self._salt_until:
            with _reached():
                self._redis.set(_SALT, self._salt, nx=True)
                self._salt = str(self._redis.get(_SALT))
            self._salt_until = time.monotonic() + _SALT_SECONDS
        return bytes.fromhex(self._salt)

    def fault(self) -> str:
        """Return a sentence if Redis does not answer, else an empty text."""
        try:
            with _reached():
                self._redis.ping()
        except StoreAway as why:
            return str(why)
        return ""

    def look(self, code: str) -> Room:
        """Return the room of that code."""
        (room,) = self._look_at([clean_code(code)])
        if room is None:
            raise NoRoom
        return room

    def come(self, code: str, visitor: str) -> Room:
        """Return the room of that code, and record that this visitor is in it."""
        return self._act(code, "come", visitor=visitor)

    def present(self, code: str) -> int:
        """Return how many visitors are in the room: who has asked lately, or has answered."""
        room_key, *_, here_key = _keys(clean_code(code))
        since = f"({self._clock() - HERE!r}"
        with _reached(), self._redis.pipeline() as pipe:
            there, count = pipe.exists(room_key).zcount(here_key, since, "+inf").execute()
        if not there:
            raise NoRoom
        return int(count)

    def of_owner(self, owner: str) -> Room | None:
        """Return the room that this visitor opened, and record that its screen is there."""
        with _reached():
            code = self._redis.get(_owner_key(owner))
        if code is None:
            return None
        try:
            return self._act(str(code), "attend", owner=owner)
        except (NoRoom, NotYours):  # it is gone, and the code may be somebody else's by now
            return None

    def forecast(self, code: str, visitor: str) -> Forecast | None:
        """Return this visitor's forecast in the current round."""
        room_key, said_key, *_ = _keys(clean_code(code))
        with _reached(), self._redis.pipeline() as pipe:
            there, said = pipe.exists(room_key).hget(said_key, visitor).execute()
        if not there:
            raise NoRoom
        return None if said is None else Forecast(tuple(json.loads(said)))

    def rounds(self, code: str) -> tuple[Round, ...]:
        """Return all rounds that are kept, the current one last."""
        code = clean_code(code)
        room_key, said_key, _, past_key, _ = _keys(code)
        with _reached(), self._redis.pipeline() as pipe:
            pipe.hgetall(room_key).hvals(said_key).lrange(past_key, 0, -1)
            fields, said, past = pipe.execute()
        if not fields:
            raise NoRoom
        room = _room(code, fields, len(said))
        rows = np.array([json.loads(each) for each in said], float).reshape(-1, room.answers)
        earlier = [
            Round(each["question"], each["turn"], each["revealed"], np.array(each["forecasts"]))
            for each in map(json.loads, past)
        ]
        return (*earlier, Round(room.question, room.turn, room.revealed, rows))

    def open(self, owner: str, question: str, answers: int, *, known: bool = True) -> Room:
        """Open a room, or return the one that this visitor already has."""
        with _reached(), self._redis.lock(_LOCK, timeout=10, sleep=0.01, blocking_timeout=5):
            mine = self.of_owner(owner)
            if mine:
                return mine
            self._spend_opening(owner if known else ANYBODY)
            if self._redis.scard(_ALL) >= MOST_ROOMS:
                self._make_way()
            return self._begin(owner, question, answers)

    def _make_way(self) -> None:
        codes = sorted(self._redis.smembers(_ALL))
        rooms = dict(zip(codes, self._look_at(codes), strict=True))
        gone = [code for code, room in rooms.items() if room is None]
        if not gone:
            drop = room_to_drop([room for room in rooms.values() if room], self._clock())
            self._redis.delete(*_keys(drop.code), _owner_key(drop.owner))
            gone = [drop.code]
        self._redis.srem(_ALL, *gone)

    def _begin(self, owner: str, question: str, answers: int) -> Room:
        code = _new_code()
        while self._redis.exists(_keys(code)[0]):
            code = _new_code()
        now = self._clock()
        room = Room(code, question, answers, owner, _new_version(), led=now, seen=now)
        room_key = _keys(code)[0]
        with self._redis.pipeline() as pipe:
            pipe.hset(room_key, mapping=_fields(room)).pexpire(room_key, int(1000 * SILENCE))
            pipe.set(_owner_key(owner), code, px=int(1000 * LONGEST))
            pipe.sadd(_ALL, code).pexpire(_ALL, int(1000 * LONGEST))
            pipe.execute()
        return room

    def vote(
        self, code: str, visitor: str, forecast: Forecast, asked: tuple[str, int] | None = None
    ) -> Room:
        """Store a forecast; it replaces an earlier one of the same visitor and round."""
        p = forecast.probabilities
        said = json.dumps(p)
        return self._act(code, "vote", asked, visitor=visitor, forecast=said, answers=len(p))

    def ask(
        self,
        code: str,
        owner: str,
        question: str,
        answers: int,
        asked: tuple[str, int] | None = None,
    ) -> Room:
        """Ask the room another question; the rounds so far are kept."""
        return self._lead(code, "ask", owner, asked, question=question, answers=answers)

    def reveal(self, code: str, owner: str, asked: tuple[str, int] | None = None) -> Room:
        """Close the round and show everybody the answer."""
        return self._lead(code, "reveal", owner, asked)

    def again(self, code: str, owner: str, asked: tuple[str, int] | None = None) -> Room:
        """Begin another round on the same question, in which everybody may answer again."""
        return self._lead(code, "again", owner, asked)

    def close(self, code: str, owner: str) -> None:
        """Delete the room and all its answers."""
        self._act(code, "close", owner=owner)
        with _reached(), self._redis.pipeline() as pipe:
            pipe.srem(_ALL, clean_code(code)).delete(_owner_key(owner)).execute()

    def _lead(
        self, code: str, action: str, owner: str, asked: tuple[str, int] | None, **given: object
    ) -> Room:
        room = self._act(code, action, asked, owner=owner, version=_new_version(), **given)
        with _reached():
            self._redis.pexpire(_owner_key(owner), int(1000 * LONGEST))
        return room

    def _act(
        self, code: str, action: str, asked: tuple[str, int] | None = None, **given: object
    ) -> Room:
        """Let Redis run an action on the room; return the room after it."""
        code = clean_code(code)
        given |= {"action": action, "asked": asked, "now": self._clock(), "limits": _LIMITS}
        with _reached():
            order = json.dumps({name: each for name, each in given.items() if each is not None})
            outcome, flat, voters = self._act_on(keys=_keys(code), args=[order])
        if refusal := _REFUSALS.get(outcome):
            raise refusal
        fields = dict(zip(flat[::2], flat[1::2], strict=True))
        return _room(code, fields, voters) if fields else _CLOSED

    def _look_at(self, codes: list[str]) -> list[Room | None]:
        with _reached(), self._redis.pipeline() as pipe:
            for code in codes:
                room_key, said_key, *_ = _keys(code)
                pipe.hgetall(room_key).hlen(said_key)
            found = pipe.execute() if codes else []
        pairs = zip(codes, found[::2], found[1::2], strict=True)
        return [_room(code, fields, voters) if fields else None for code, fields, voters in pairs]

    def _spend_opening(self, who: str) -> None:
        now, key = self._clock(), f"rooms:openings:{who}"
        kept = self._redis.get(key)
        full = openings_of(who, now)
        left = Allowance(full.most, full.seconds, *json.loads(str(kept))) if kept else full
        left = left.spend(now)
        # An allowance that is full again need not be stored.
        until_full = int(1000 * full.seconds * full.most)
        self._redis.set(key, json.dumps((left.left, left.at)), px=until_full)


_CLOSED = Room("", "", 0, "", "", 0, 0)


def _keys(code: str) -> list[str]:
    """Return the keys of a room, in the order of the script."""
    return [f"room:{code}{each}" for each in ("", ":said", ":pace", ":past", ":here")]


def _owner_key(owner: str) -> str:
    return f"rooms:owner:{owner}"


def _fields(room: Room) -> dict[str, Any]:
    names = ("question", "answers", "owner", "version", "turn", "earlier", "most_voters")
    whole = {name: getattr(room, name) for name in names}
    return {**whole, "revealed": 0, "led": repr(room.led), "seen": repr(room.seen)}


def _room(code: str, fields: Mapping[str, str], voters: int) -> Room:
    return Room(
        code,
        fields["question"],
        int(fields["answers"]),
        fields["owner"],
        fields["version"],
        led=float(fields["led"]),
        seen=float(fields["seen"]),
        turn=int(fields["turn"]),
        revealed=fields["revealed"] == "1",
        voters=voters,
        earlier=int(fields["earlier"]),
        most_voters=int(fields["most_voters"]),
    )


def _new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def _new_version() -> str:
    return secrets.token_hex(8)


@contextmanager
def _reached() -> Iterator[None]:
    """Turn an error of Redis into a sentence; the error itself would show its address."""
    try:
        yield
    except redis.RedisError as why:
        raise StoreAway from why
