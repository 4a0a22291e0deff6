"""Results that visitors share: worked out once, and never more at a time than there are cores."""

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import NamedTuple

import pytest

from ui.serving import cache as module
from ui.serving import cores
from ui.serving.cache import Owner, cached
from ui.serving.cores import CORES, Busy, Slots
from ui.serving.long_work import LONG_WORK

SOON = 10.0  # seconds; reached only where a test fails


class Gone(BaseException):
    """What ends a run whose visitor has left."""


@pytest.fixture
def crowd():
    with ThreadPoolExecutor(4 * CORES + 8) as pool:
        yield pool


@pytest.fixture
def slots(monkeypatch):
    """Places of this test's own, for as many as the machine has; nobody ever leaves."""

    def make(count=CORES, most_waiting=64, still_wanted=lambda: None):
        made = Slots(count, most_waiting, still_wanted)
        monkeypatch.setattr(cores, "_slots", made)
        return made

    monkeypatch.setattr(cores, "_POLL_SECONDS", 0.01)
    monkeypatch.setattr(module, "POLL_SECONDS", 0.01)
    return make


class Work:
    """Something to work out that lasts until it may end."""

    def __init__(self, most=64):
        self.begun, self.may_end, self.done = [], Event(), cached(most, LONG_WORK)(self._work)

    def _work(self, x):
        self.begun.append(x)
        assert self.may_end.wait(SOON)
        return x

    def wait_for(self, count):
        deadline = Event()
        for _ in range(1000):
            if len(self.begun) >= count:
                return
            deadline.wait(SOON / 1000)
        raise AssertionError(f"{self.begun} only")


def test_many_who_want_the_same_at_once_have_it_worked_out_once():
    visitors, calls, together = 16, [], Barrier(16)

    @cached(4, LONG_WORK)
    def square(x: int) -> int:
        calls.append(x)
        Event().wait(0.05)
        return x * x

    def ask(_: int) -> int:
        together.wait()
        return square(7)

    with ThreadPoolExecutor(visitors) as pool:
        assert list(pool.map(ask, range(visitors))) == [49] * visitors
    assert calls == [7]


def test_no_more_is_worked_out_at_a_time_than_there_are_cores(at_once):
    @cached(64, LONG_WORK)
    def work(x: int) -> int:
        with at_once:
            Event().wait(0.01)
        return x

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(work, range(48))) == list(range(48))
    assert at_once.most <= CORES


def test_work_that_asks_for_other_work_does_not_wait_for_itself():
    @cached(64, LONG_WORK)
    def inner(x: int) -> int:
        return x + 1

    @cached(64, LONG_WORK)
    def outer(x: int) -> int:
        return inner(x // 2) * 2

    with ThreadPoolExecutor(16) as pool:
        answers = pool.map(outer, list(range(32)), timeout=20)
        assert list(answers) == [(x // 2 + 1) * 2 for x in range(32)]


def test_when_one_gives_up_the_next_works_it_out():
    given_up = []

    @cached(4, LONG_WORK)
    def work(x: int) -> int:
        if not given_up:
            given_up.append(x)
            raise RuntimeError("the visitor has left")
        return x

    with pytest.raises(RuntimeError):
        work(3)
    assert not work.is_cached(3)
    assert work(3) == 3


def test_the_oldest_results_are_forgotten():
    @cached(2, LONG_WORK)
    def work(x: int) -> int:
        return x

    for x in (1, 2, 1, 3):
        work(x)
    assert work.is_cached(1)
    assert work.is_cached(3)
    assert not work.is_cached(2)


def test_they_who_wait_for_the_same_result_hold_no_core(slots, crowd):
    slots(count=2)
    work, other = Work(), Work()
    other.may_end.set()
    same = [crowd.submit(work.done, 1) for _ in range(4)]
    work.wait_for(1)
    assert crowd.submit(other.done, 2).result(SOON) == 2  # on the core that is left
    assert not any(each.done() for each in same)
    work.may_end.set()
    assert [each.result(SOON) for each in same] == [1] * 4
    assert work.begun == [1]


def test_work_that_waits_for_others_leaves_them_its_core(slots, crowd):
    slots(count=1)
    inner, may_ask = Work(), Event()
    inner.may_end.set()

    @cached(8, LONG_WORK)
    def outer(x):
        assert may_ask.wait(SOON)
        return inner.done(0) + x

    first = crowd.submit(outer, 1)  # has the one core
    second = crowd.submit(inner.done, 0)  # is to make what the first will ask for, and has none
    while not inner.done._shared.in_progress:
        Event().wait(0.01)
    may_ask.set()
    assert (first.result(SOON), second.result(SOON)) == (1, 0)
    assert inner.begun == [0]


def test_whoever_comes_when_the_queue_is_full_is_told_so(slots, crowd):
    slots(count=1, most_waiting=2)
    work = Work()
    first = crowd.submit(work.done, 0)
    work.wait_for(1)
    waiting = [crowd.submit(work.done, x) for x in (1, 2)]
    while len(cores._slots._queue) < 2:
        Event().wait(0.01)
    with pytest.raises(Busy, match=r"try again in a minute\.$"):
        work.done(3)
    work.may_end.set()
    assert [each.result(SOON) for each in (first, *waiting)] == [0, 1, 2]
    assert work.done(3) == 3  # there is room again


def test_those_who_wait_are_served_in_the_order_in_which_they_came(slots, crowd):
    slots(count=1)
    work = Work()
    asked = [crowd.submit(work.done, 0)]
    work.wait_for(1)
    for x in range(1, 6):
        asked.append(crowd.submit(work.done, x))
        while len(cores._slots._queue) < x:
            Event().wait(0.01)
    work.may_end.set()
    for each in asked:
        each.result(SOON)
    assert work.begun == list(range(6))


def test_work_whose_visitor_has_gone_is_not_begun_when_its_turn_comes(slots, crowd):
    gone = Event()

    def still_wanted():
        if gone.is_set():
            raise Gone

    places = slots(count=1, still_wanted=still_wanted)
    work = Work()
    first = crowd.submit(work.done, 0)
    work.wait_for(1)
    left = [crowd.submit(work.done, x) for x in (1, 2)]
    while len(places._queue) < 2:
        Event().wait(0.01)
    gone.set()
    for each in left:
        assert isinstance(each.exception(SOON), Gone)
    gone.clear()
    work.may_end.set()
    first.result(SOON)
    assert work.begun == [0]
    assert not places.crowded, "a place was lost"


class Result:
    """Something that takes room."""


def test_to_be_asked_about_counts_as_use():
    work = cached(2)(lambda x: Result())
    first = work(1)
    work(2)
    assert work.is_cached(1)
    del first
    work(3)
    assert work.is_cached(1)
    assert not work.is_cached(2)


def test_what_somebody_holds_is_found_however_many_others_were_asked_for():
    made = []

    @cached(2, LONG_WORK)
    def work(x):
        made.append(x)
        return Result()

    held = [work(x) for x in range(9)]
    for _ in range(3):
        assert [work(x) for x in range(9)] == held
    assert made == list(range(9))
    del held[5]
    for x in (0, 1, 2):
        work(x)
    assert not work.is_cached(5), "nobody holds it any more"


def test_a_figure_that_many_ask_for_together_is_built_once_and_shared():
    visitors, built, together = 16, [], Barrier(16)

    @cached(4)
    def figure(scheme: str) -> dict[str, str]:
        built.append(scheme)
        Event().wait(0.05)
        return {"background": scheme}

    def ask(_: int) -> dict[str, str]:
        together.wait()
        return figure("light")

    with ThreadPoolExecutor(visitors) as pool:
        answers = list(pool.map(ask, range(visitors)))
    assert built == ["light"]
    assert all(answer is answers[0] for answer in answers)
    assert figure("dark") == {"background": "dark"}


def test_different_results_are_computed_side_by_side():
    together = Barrier(2)

    @cached(4)
    def meet(x: int) -> int:
        together.wait(SOON)  # holds only if both are computed at the same time
        return x

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(meet, (1, 2))) == [1, 2]


def test_a_result_may_need_another_of_the_same_function():
    @cached(16)
    def factorial(n: int) -> int:
        return n * factorial(n - 1) if n else 1

    assert factorial(10) == 3628800


class Race(NamedTuple):
    """A key that says whose data it is about."""

    steps: int
    owner: Owner


def test_what_is_computed_of_an_owner_lies_in_it_and_goes_with_it():
    @cached(4)
    def work(race: Race) -> set[int]:
        return {race.steps}

    mine, other = Owner(), Owner()
    found = work(Race(1, mine))
    assert work(Race(1, mine)) is found
    assert work.is_cached(Race(1, mine))
    assert not work.is_cached(Race(1, other))
    assert work(Race(1, other)) is not found
    gone, result = weakref.ref(mine), weakref.ref(found)
    del mine, found
    gc.collect()
    assert gone() is None
    assert result() is None


def test_an_owners_results_are_bounded_and_can_be_let_go_at_once():
    @cached(4, of_an_owner=2)
    def work(x: int, owner: Owner) -> int:
        return x

    mine = Owner()
    for x in (1, 2, 3):
        work(x, mine)
    assert [work.is_cached(x, mine) for x in (1, 2, 3)] == [False, True, True]
    mine.clear()
    assert not work.is_cached(3, mine)
