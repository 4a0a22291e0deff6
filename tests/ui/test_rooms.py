"""The rooms: nothing is lost under many threads, and nothing goes that should not."""

import math
import sys
import threading
from collections import Counter

import pytest

from ui.room.rooms import (
    IDLE,
    MOST_ROOMS,
    MOST_ROUNDS,
    MOST_VISITORS,
    SILENCE,
    Forecast,
    RoomError,
    Rooms,
)
from ui.room.scores import DOUBT, leaning, pooled, scores, ways

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


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def rooms(clock):
    return Rooms(clock)


def owners(rooms, clock, count):
    """That many owners, each with a room, opened slowly enough."""
    for i in range(count):
        clock.now += 2
        yield rooms.open(f"owner {i}", "entropy", 2)


def test_two_hundred_voters_in_ten_seconds_lose_no_answer():
    rooms = Rooms()
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
    said = rooms.look(code).rounds[-1]
    assert said == {f"student {i}": leaning((i + 2) % 3, 3, "sure") for i in range(200)}


def test_threads_that_open_rooms_get_a_code_each():
    rooms = Rooms()
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
    assert room.forecast_of("ann") == Forecast((1.0, 0.0))
    assert len(room.rounds[-1]) == 2


def test_a_code_may_be_typed_small_and_with_spaces(rooms):
    code = rooms.open("lecturer", "entropy", 2).code
    assert rooms.look(f" {code.lower()} ").code == code


@pytest.mark.parametrize("code", HOSTILE, ids=lambda code: repr(code[:8]))
def test_a_made_up_code_gets_a_sentence(rooms, code):
    rooms.open("lecturer", "entropy", 2)
    for attempt in (
        lambda: rooms.look(code),
        lambda: rooms.vote(code, "eve", HALF),
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
    with pytest.raises(RoomError, match="Only whoever opened"):
        deed(rooms, room.code)
    assert rooms.look(room.code) == room


def test_after_the_reveal_no_answer_changes_until_another_round(rooms):
    code = rooms.open("lecturer", "entropy", 2).code
    rooms.vote(code, "ann", HALF)
    assert rooms.reveal(code, "lecturer").revealed
    with pytest.raises(RoomError, match="closed"):
        rooms.vote(code, "ann", Forecast((0.0, 1.0)))
    rooms.again(code, "lecturer")
    room = rooms.vote(code, "ann", Forecast((0.0, 1.0)))
    assert [dict(each) for each in room.rounds] == [
        {"ann": HALF},
        {"ann": Forecast((0.0, 1.0))},
    ]


def test_another_question_begins_anew_in_the_same_room(rooms):
    code = rooms.open("lecturer", "entropy", 2).code
    rooms.vote(code, "ann", HALF)
    room = rooms.open("lecturer", "training", 3)
    assert (room.code, room.question, room.rounds) == (code, "training", ({},))
    with pytest.raises(RoomError, match="question has changed"):
        rooms.vote(code, "ann", HALF)


def test_an_answer_that_comes_late_counts_for_no_other_round(rooms):
    room = rooms.open("lecturer", "entropy", 2)
    rooms.again(room.code, "lecturer")
    with pytest.raises(RoomError, match="question has changed"):
        rooms.vote(room.code, "ann", HALF, room.asked)
    assert rooms.vote(room.code, "ann", HALF, ("entropy", 2)).forecast_of("ann") == HALF


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


def test_rooms_are_capped_in_number_and_an_idle_empty_one_makes_way(rooms, clock):
    first, second, *_ = owners(rooms, clock, MOST_ROOMS)
    rooms.vote(first.code, "ann", HALF)
    clock.now = IDLE
    with pytest.raises(RoomError, match="All rooms"):
        rooms.open("late", "entropy", 2)
    clock.now = IDLE + 10
    assert rooms.open("late", "entropy", 2).owner == "late"
    assert rooms.look(first.code).rounds[-1], "somebody answered there"
    with pytest.raises(RoomError, match="no room"):
        rooms.look(second.code)


def test_rooms_are_capped_in_size_and_rounds(rooms):
    code = rooms.open("lecturer", "entropy", 2).code
    for i in range(MOST_VISITORS):
        rooms.vote(code, str(i), HALF)
    with pytest.raises(RoomError, match="full"):
        rooms.vote(code, "late", HALF)
    rooms.vote(code, "0", HALF)  # who is in may change
    for _ in range(MOST_ROUNDS - 1):
        rooms.again(code, "lecturer")
    with pytest.raises(RoomError, match="enough"):
        rooms.again(code, "lecturer")


def test_rooms_are_capped_in_rate(rooms, clock):
    code = rooms.open("lecturer", "entropy", 2).code
    for _ in range(20):
        rooms.vote(code, "bot", HALF)
    with pytest.raises(RoomError, match="too quick"):
        rooms.vote(code, "bot", HALF)
    rooms.vote(code, "ann", HALF)  # others are not held up
    clock.now += 1
    rooms.vote(code, "bot", HALF)
    for i in range(29):
        rooms.open(f"bot {i}", "entropy", 2)
    with pytest.raises(RoomError, match="too quick"):
        rooms.open("one bot more", "entropy", 2)


def test_a_sure_and_wrong_answer_costs_infinity_and_at_most_two():
    scored = scores([leaning(1, 3, "sure"), leaning(0, 3, "sure"), leaning(2, 3, "no idea")], 0)
    assert scored.bits.tolist() == pytest.approx([math.inf, 0, math.log2(3)])
    assert scored.squared.tolist() == pytest.approx([2, 0, 2 / 3])


@pytest.mark.parametrize("answers", [2, 3, 4])
def test_no_idea_is_the_same_on_each_answer_and_leaning_is_half_way(answers):
    idea = {how: leaning(0, answers, how).probabilities for how in DOUBT}
    assert idea["no idea"] == pytest.approx([1 / answers] * answers)
    for sure, half, none in zip(*(idea[how] for how in DOUBT), strict=True):
        assert half == pytest.approx((sure + none) / 2)


def test_the_pool_of_a_class_is_the_average_and_never_worse_than_its_average_score():
    said = [leaning(0, 3, "sure"), leaning(1, 3, "leaning"), leaning(2, 3, "no idea")]
    pool = pooled(said)
    assert pool.probabilities == pytest.approx((3 / 6, 2 / 6, 1 / 6), abs=1e-12)
    for answer in range(3):
        one, each = scores([pool], answer), scores(said, answer)
        assert one.bits[0] <= each.bits.mean() + 1e-12
        assert one.squared[0] <= each.squared.mean() + 1e-12


@pytest.mark.parametrize("answers", [2, 3])
def test_every_answer_of_a_class_is_counted_in_the_way_it_was_given(answers):
    said = [leaning(i, answers, how) for i in range(answers) for how in DOUBT]
    table = ways(said, 0, answers).set_index("how")
    assert table["count"].sum() == len(said)
    wrong = answers - 1
    assert table["count"].to_list() == [1, 1, answers, wrong, wrong]
    assert table.loc["sure, right", ["bits", "squared"]].to_list() == [0, 0]
    assert table.loc["sure, wrong", ["bits", "squared"]].to_list() == [math.inf, 2]
    assert table["bits"].is_monotonic_increasing
    assert table["squared"].is_monotonic_increasing
