"""The rooms, in either store: nothing is lost, and nothing goes that should not."""

import contextlib
import math
import sys
import threading
from collections import Counter

import pytest

from ui.room.memory_rooms import MemoryRooms
from ui.room.rooms import (
    AWAY,
    FEW,
    HERE,
    LONGEST,
    MOST_KEPT,
    MOST_REMEMBERED,
    MOST_ROOMS,
    MOST_ROUNDS,
    MOST_VISITORS,
    SILENCE,
    Forecast,
    RoomError,
)
from ui.room.scores import leaning
from ui.room.store import StoreError, open_store

HALF = Forecast((0.5, 0.5))
HOSTILE = [
    "", "A", "AAAA", "ABCDE", "../..", "<b>", "\x00" * 4, "٣٣٣٣", "🎲🎲🎲🎲", "x" * 1_000_000,
    "__class__", "%00", "None", "BCDF\n", "' OR 1",
]  # fmt: skip


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


AGE = """
for _, key in ipairs(redis.call('KEYS', '*')) do
  local left = redis.call('PTTL', key)
  if left >= 0 then redis.call('PEXPIRE', key, left - ARGV[1]) end
end
"""


class RedisClock:
    """A clock that is set by hand, by which the keys of Redis grow older too."""

    def __init__(self, client) -> None:
        self._now, self._age = 0.0, client.register_script(AGE)

    def __call__(self) -> float:
        return self._now

    @property
    def now(self) -> float:
        return self._now

    @now.setter
    def now(self, now: float) -> None:
        self._age(args=[round(1000 * (now - self._now))])
        self._now = now


@pytest.fixture
def redis_client(redis_url):
    import redis

    with redis.Redis.from_url(redis_url, decode_responses=True) as client:
        client.flushall()
        yield client


@pytest.fixture(params=["memory", "redis"])
def clock(request):
    if request.param == "memory":
        return Clock()
    return RedisClock(request.getfixturevalue("redis_client"))


@pytest.fixture
def open_rooms(clock, request):
    """Open the store, as each of several processes would."""
    if isinstance(clock, Clock):
        rooms = MemoryRooms(clock)
        return lambda: rooms
    from ui.room.redis_rooms import RedisRooms

    url = request.getfixturevalue("redis_url")
    return lambda: RedisRooms(url, clock)


@pytest.fixture
def rooms(open_rooms):
    return open_rooms()


def said(rooms, code):
    """The forecasts of each round that is kept."""
    return [each.forecasts.tolist() for each in rooms.rounds(code)]


def owners(rooms, clock, count):
    """That many owners, each with a room, one a second."""
    for i in range(count):
        clock.now += 1
        yield rooms.open(f"owner {i}", "entropy", 2)


def attend(rooms, code, count=FEW):
    """Let that many students answer."""
    for i in range(count):
        rooms.vote(code, f"student {i}", HALF)


def test_two_hundred_voters_in_ten_seconds_lose_no_answer(rooms):
    code = rooms.open("lecturer", "entropy", 3).code
    start, faults = threading.Barrier(200), []
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # threads change as often as they can

    def student(number: int) -> None:
        start.wait()
        try:
            for turn in range(3):  # two changes of mind
                rooms.vote(code, f"student {number}", leaning((number + turn) % 3, 3, "sure"))
                rooms.look(code)
        except Exception as fault:
            faults.append(fault)

    try:
        threads = [threading.Thread(target=student, args=(i,)) for i in range(200)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
    finally:
        sys.setswitchinterval(interval)
    assert not faults
    assert rooms.look(code).voters == 200
    for i in range(200):
        assert rooms.forecast(code, f"student {i}") == leaning((i + 2) % 3, 3, "sure")


def test_threads_that_open_rooms_get_a_code_each(rooms):
    codes = []
    threads = [
        threading.Thread(target=lambda i=i: codes.append(rooms.open(str(i), "entropy", 2).code))
        for i in range(25)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(Counter(codes).values()) == 1
    assert len(codes) == 25


def test_one_forecast_a_visitor_and_round_the_last_one_counts(rooms):
    code = rooms.open("lecturer", "entropy", 2).code
    rooms.vote(code, "ann", HALF)
    rooms.vote(code, "ben", HALF)
    room = rooms.vote(code, "ann", Forecast((1.0, 0.0)))
    assert rooms.forecast(code, "ann") == Forecast((1.0, 0.0))
    assert room.voters == 2
    assert sorted(*said(rooms, code)) == [[0.5, 0.5], [1.0, 0.0]]


def test_a_code_may_be_typed_small_and_with_spaces(rooms):
    code = rooms.open("lecturer", "entropy", 2).code
    assert rooms.look(f" {code.lower()} ").code == code


@pytest.mark.parametrize("code", HOSTILE, ids=lambda code: repr(code[:8]))
def test_a_made_up_code_gets_a_sentence(rooms, code):
    rooms.open("lecturer", "entropy", 2)
    for attempt in (
        lambda: rooms.look(code),
        lambda: rooms.vote(code, "eve", HALF),
        lambda: rooms.forecast(code, "eve"),
        lambda: rooms.rounds(code),
        lambda: rooms.reveal(code, "lecturer"),
        lambda: rooms.close(code, "lecturer"),
    ):
        with pytest.raises(RoomError, match=r"no room.*\.$"):
            attempt()


@pytest.mark.parametrize(
    "deed",
    [
        lambda rooms, code: rooms.reveal(code, "student"),
        lambda rooms, code: rooms.again(code, "student"),
        lambda rooms, code: rooms.ask(code, "student", "training", 3),
        lambda rooms, code: rooms.close(code, "student"),
    ],
    ids=["reveal", "again", "ask", "close"],
)
def test_only_whoever_opened_a_room_leads_it(rooms, deed):
    room = rooms.open("lecturer", "entropy", 2)
    with pytest.raises(RoomError, match="Only the person who opened"):
        deed(rooms, room.code)
    assert rooms.look(room.code) == room


def test_after_the_reveal_no_answer_changes_until_another_round(rooms):
    code = rooms.open("lecturer", "entropy", 2).code
    rooms.vote(code, "ann", HALF)
    assert rooms.reveal(code, "lecturer").revealed
    with pytest.raises(RoomError, match="closed"):
        rooms.vote(code, "ann", Forecast((0.0, 1.0)))
    rooms.again(code, "lecturer")
    rooms.vote(code, "ann", Forecast((0.0, 1.0)))
    assert said(rooms, code) == [[[0.5, 0.5]], [[0.0, 1.0]]]
    assert [each.revealed for each in rooms.rounds(code)] == [True, False]


def test_another_question_begins_in_the_same_room_and_what_was_said_is_kept(rooms):
    code = rooms.open("lecturer", "entropy", 2).code
    rooms.vote(code, "ann", HALF)
    room = rooms.ask(code, "lecturer", "training", 3)
    assert (room.code, room.asked) == (code, ("training", 1))
    assert (room.voters, room.earlier) == (0, 1)
    with pytest.raises(RoomError, match="question has changed"):
        rooms.vote(code, "ann", HALF)
    rooms.vote(code, "ann", Forecast((0.25, 0.25, 0.5)))
    assert said(rooms, code) == [[[0.5, 0.5]], [[0.25, 0.25, 0.5]]]
    assert [each.asked for each in rooms.rounds(code)] == [("entropy", 1), ("training", 1)]


def test_what_is_kept_of_a_lecture_is_bounded_and_counted(rooms):
    code = rooms.open("lecturer", "entropy", 2).code
    for i in range(MOST_KEPT + 3):
        rooms.vote(code, "ann", HALF)
        if i % 2:
            rooms.vote(code, "ben", HALF)
        rooms.ask(code, "lecturer", f"question {i}", 2)
    assert rooms.ask(code, "lecturer", "a round that nobody answers", 2).earlier == 75
    kept = rooms.rounds(code)
    assert len(kept) == MOST_KEPT + 1
    assert sum(len(each.forecasts) for each in kept) == 75
    assert kept[0].question == "question 2"


def test_a_screen_can_tell_that_something_has_changed(rooms):
    code = rooms.open("lecturer", "entropy", 2).code
    versions = [rooms.vote(code, "ann", HALF).version]
    assert versions == [rooms.look(code).version], "an answer changes nobody else's screen"
    versions += [
        rooms.reveal(code, "lecturer").version,
        rooms.again(code, "lecturer").version,
        rooms.ask(code, "lecturer", "entropy", 2).version,
        rooms.open("another", "entropy", 2).version,
    ]
    assert len({*versions}) == 5


def test_an_answer_that_comes_late_counts_for_no_other_round(rooms):
    room = rooms.open("lecturer", "entropy", 2)
    rooms.again(room.code, "lecturer")
    with pytest.raises(RoomError, match="question has changed"):
        rooms.vote(room.code, "ann", HALF, room.asked)
    assert rooms.vote(room.code, "ann", HALF, ("entropy", 2)).voters == 1


@pytest.mark.parametrize(
    "bad", [(0.5, 0.6), (-0.5, 1.5), (math.nan, 1.0), (math.inf, 0.0), (), (1e308, 1e308)]
)
def test_what_is_no_forecast_is_refused(bad):
    with pytest.raises(RoomError, match="sum to 1"):
        Forecast(bad)


def test_a_room_is_gone_after_hours_of_silence(rooms, clock):
    code = rooms.open("lecturer", "entropy", 2).code
    clock.now = SILENCE - 1
    rooms.vote(code, "ann", HALF)
    clock.now += SILENCE - 1
    assert rooms.look(code).code == code
    clock.now += 2
    with pytest.raises(RoomError, match="no room"):
        rooms.look(code)
    assert rooms.of_owner("lecturer") is None


def test_a_closed_room_is_gone(rooms):
    code = rooms.open("lecturer", "entropy", 2).code
    rooms.close(code, "lecturer")
    with pytest.raises(RoomError, match="no room"):
        rooms.look(code)


def test_where_all_rooms_are_taken_the_one_makes_way_whose_lecturer_is_away_for_longest(
    rooms, clock
):
    first, second, third, *_ = owners(rooms, clock, MOST_ROOMS)
    rooms.of_owner("owner 0")  # the screen is still there
    attend(rooms, second.code)
    assert rooms.open("late", "entropy", 2).owner == "late"
    for kept in (first, second):
        assert rooms.look(kept.code).code == kept.code
    with pytest.raises(RoomError, match="no room"):
        rooms.look(third.code)


def test_an_answer_or_two_do_not_hold_a_room_for_ever(rooms, clock):
    taken = list(owners(rooms, clock, MOST_ROOMS))
    for each in taken:
        attend(rooms, each.code, FEW - 1)
    assert rooms.open("lecturer", "entropy", 2)
    with pytest.raises(RoomError, match="no room"):
        rooms.look(taken[0].code)


def test_a_script_that_opens_rooms_without_end_takes_none_from_a_lecturer(rooms, clock):
    mine = rooms.open("lecturer", "entropy", 2)
    for i in range(2 * MOST_ROOMS):  # twenty a second, each with another cookie and an answer
        clock.now += 0.05
        rooms.vote(rooms.open(f"bot {i}", "entropy", 2).code, "bot", HALF)
        if i % 40 == 0:  # the lecturer's screen, every two seconds
            assert rooms.of_owner("lecturer").code == mine.code
    assert rooms.open("another lecturer", "entropy", 2)


def test_a_class_loses_its_room_only_when_its_lecturer_has_been_away_for_long(rooms, clock):
    taken = list(owners(rooms, clock, MOST_ROOMS))
    for each in taken:
        attend(rooms, each.code)
    with pytest.raises(RoomError, match="All rooms"):
        rooms.open("late", "entropy", 2)
    clock.now += AWAY
    for each in taken[1:]:
        rooms.of_owner(each.owner)
    assert rooms.open("late", "entropy", 2).owner == "late"
    with pytest.raises(RoomError, match="no room"):
        rooms.look(taken[0].code)


def test_who_has_come_is_here_for_a_while_and_who_has_answered_until_the_next_round(rooms, clock):
    code = rooms.open("lecturer", "entropy", 2).code
    assert rooms.present(code) == 0
    for phone in ("ann", "ben", "ann"):
        assert rooms.come(code, phone).code == code
    assert rooms.present(code) == 2
    rooms.vote(code, "ann", HALF)
    rooms.come(code, "ann")
    clock.now += 0.9 * HERE
    rooms.come(code, "cas")
    clock.now += 0.2 * HERE  # ben is gone; ann's phone sleeps
    assert rooms.present(code) == 2
    rooms.again(code, "lecturer")
    clock.now += 0.8 * HERE  # cas is gone
    assert rooms.present(code) == 1
    clock.now += 0.3 * HERE
    assert rooms.present(code) == 0


def test_who_comes_and_looks_does_not_keep_a_room(rooms, clock):
    code = rooms.open("lecturer", "entropy", 2).code
    clock.now += SILENCE / 2
    rooms.come(code, "ann")
    clock.now += SILENCE / 2 + 1
    for asked in (rooms.present, lambda code: rooms.come(code, "ann")):
        with pytest.raises(RoomError, match="no room"):
            asked(code)
    assert rooms.of_owner("lecturer") is None


def test_answers_alone_do_not_keep_a_room_for_ever(rooms, clock):
    code = rooms.open("lecturer", "entropy", 2).code
    while clock.now < LONGEST:
        rooms.vote(code, "bot", HALF)
        rooms.of_owner("lecturer")  # a screen that was left on
        clock.now += SILENCE / 2
    clock.now += 1
    with pytest.raises(RoomError, match="no room"):
        rooms.look(code)


def test_two_clicks_on_another_round_begin_one(rooms):
    seen = rooms.open("lecturer", "entropy", 2)
    assert rooms.again(seen.code, "lecturer", seen.asked).asked == ("entropy", 2)
    rooms.vote(seen.code, "ann", HALF)
    assert rooms.again(seen.code, "lecturer", seen.asked).asked == ("entropy", 2)
    assert rooms.forecast(seen.code, "ann") == HALF


@pytest.mark.parametrize(
    "deed",
    [
        lambda rooms, seen: rooms.reveal(seen.code, "lecturer", seen.asked),
        lambda rooms, seen: rooms.again(seen.code, "lecturer", seen.asked),
        lambda rooms, seen: rooms.ask(seen.code, "lecturer", "training", 3, seen.asked),
        lambda rooms, seen: rooms.open("lecturer", "training", 3),
    ],
    ids=["reveal", "again", "ask", "open"],
)
def test_what_is_done_on_an_old_screen_changes_nothing(rooms, deed):
    seen = rooms.open("lecturer", "entropy", 2)
    rooms.again(seen.code, "lecturer")
    room = rooms.vote(seen.code, "ann", HALF)
    assert deed(rooms, seen) == room


def test_another_round_has_room_for_everybody_again(rooms):
    code = rooms.open("lecturer", "entropy", 2).code
    attend(rooms, code, MOST_VISITORS)
    with pytest.raises(RoomError, match="full"):
        rooms.vote(code, "late", HALF)
    for _ in range(20):
        with contextlib.suppress(RoomError):
            rooms.vote(code, "student 0", HALF)
    rooms.again(code, "lecturer")
    rooms.vote(code, "late", HALF)
    rooms.vote(code, "student 0", HALF)  # what was too quick is over


def test_rooms_are_capped_in_size_and_rounds(rooms):
    code = rooms.open("lecturer", "entropy", 2).code
    for i in range(MOST_VISITORS):
        rooms.vote(code, str(i), HALF)
    with pytest.raises(RoomError, match="full"):
        rooms.vote(code, "late", HALF)
    rooms.vote(code, "0", HALF)  # who is in may change
    for _ in range(MOST_ROUNDS - 1):
        rooms.again(code, "lecturer")
    with pytest.raises(RoomError, match="at most"):
        rooms.again(code, "lecturer")


def test_rooms_are_capped_in_rate(rooms, clock):
    code = rooms.open("lecturer", "entropy", 2).code
    for _ in range(20):
        rooms.vote(code, "bot", HALF)
    with pytest.raises(RoomError, match="too fast"):
        rooms.vote(code, "bot", HALF)
    rooms.vote(code, "ann", HALF)  # others are not held up
    clock.now += 1
    rooms.vote(code, "bot", HALF)


def test_visitors_who_cannot_be_told_apart_use_up_no_allowance_but_their_own(rooms, clock):
    for i in range(30):
        rooms.open(f"bot {i}", "entropy", 2, known=False)
    with pytest.raises(RoomError, match="too fast"):
        rooms.open("one bot more", "entropy", 2, known=False)
    assert rooms.open("lecturer", "entropy", 2).owner == "lecturer"
    clock.now += 2
    rooms.open("a lecturer without cookies", "entropy", 2, known=False)


def test_nobody_opens_and_closes_rooms_without_end(rooms, clock):
    def open_and_close():
        rooms.close(rooms.open("bot", "entropy", 2).code, "bot")

    for _ in range(5):
        open_and_close()
    with pytest.raises(RoomError, match="too fast"):
        open_and_close()
    clock.now += 20
    open_and_close()


def test_what_is_remembered_of_those_who_opened_a_room_is_bounded():
    clock = Clock()
    rooms = MemoryRooms(clock)
    for i in range(MOST_REMEMBERED + 50):
        rooms.open(f"bot {i}", "entropy", 2)
    assert len(rooms._openings) <= MOST_REMEMBERED
    clock.now += 1000
    rooms.open("lecturer", "entropy", 2)
    assert len(rooms._openings) == 1


def test_redis_forgets_a_room_and_its_visitors_by_itself(redis_client, redis_url):
    from ui.room.redis_rooms import RedisRooms

    rooms = RedisRooms(redis_url)
    code = rooms.open("lecturer", "entropy", 2).code
    rooms.vote(code, "ann", HALF)
    rooms.again(code, "lecturer")
    rooms.vote(code, "ann", HALF)
    rooms.reveal(code, "lecturer")
    assert rooms.salt
    lasting = [key for key in redis_client.scan_iter() if redis_client.ttl(key) < 0]
    assert lasting == ["rooms:salt"]
    assert all(redis_client.ttl(key) <= SILENCE for key in redis_client.keys(f"room:{code}*"))


def test_processes_that_share_a_store_see_one_room_and_know_one_another_s_visitors(open_rooms):
    here, there = open_rooms(), open_rooms()
    code = here.open("lecturer", "entropy", 2).code
    there.vote(code, "ann", HALF)
    here.vote(code, "ann", Forecast((1.0, 0.0)))
    assert there.of_owner("lecturer").voters == 1
    assert said(there, code) == [[[1.0, 0.0]]]
    assert here.salt == there.salt


def test_a_connection_that_redis_has_dropped_is_made_anew(redis_client, redis_url):
    from ui.room.redis_rooms import RedisRooms

    rooms = RedisRooms(redis_url)
    code = rooms.open("lecturer", "entropy", 2).code
    for action in (
        lambda: rooms.vote(code, "ann", HALF),
        lambda: rooms.rounds(code),
        lambda: rooms.again(code, "lecturer", ("entropy", 1)),
        lambda: rooms.open("another", "entropy", 2),
    ):
        redis_client.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
        action()
    assert rooms.look(code).asked == ("entropy", 2)


def test_while_redis_is_away_a_sentence_says_so():
    pytest.importorskip("redis")
    from ui.room.redis_rooms import RedisRooms

    rooms = RedisRooms("redis://127.0.0.1:1/0")
    assert rooms.fault().startswith("The rooms cannot be reached")
    for attempt in (
        lambda: rooms.look("BCDF"),
        lambda: rooms.vote("BCDF", "ann", HALF),
        lambda: rooms.open("lecturer", "entropy", 2),
        lambda: rooms.salt,
    ):
        with pytest.raises(RoomError, match="cannot be reached") as why:
            attempt()
        assert "127.0.0.1" not in str(why.value)


def test_an_address_that_is_none_is_refused_in_a_sentence():
    pytest.importorskip("redis")
    with pytest.raises(StoreError, match=r"ROOM_STORE must be an address such as redis://"):
        open_store("localhost")


def test_without_the_client_a_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "redis", None)
    monkeypatch.delitem(sys.modules, "ui.room.redis_rooms", raising=False)
    with pytest.raises(StoreError, match=r"pip install -r requirements-redis\.txt"):
        open_store("redis://127.0.0.1/0")
