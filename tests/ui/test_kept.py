"""Results that visitors share: worked out once, and never more at a time than there are cores."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from ui.kept import CORES, kept


def test_many_who_want_the_same_at_once_have_it_worked_out_once():
    visitors, calls, together = 16, [], Barrier(16)

    @kept(4)
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
    @kept(64)
    def work(x: int) -> int:
        with at_once:
            Event().wait(0.01)
        return x

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(work, range(48))) == list(range(48))
    assert at_once.most <= CORES


def test_work_that_asks_for_other_work_does_not_wait_for_itself():
    @kept(64)
    def inner(x: int) -> int:
        return x + 1

    @kept(64)
    def outer(x: int) -> int:
        return inner(x // 2) * 2

    with ThreadPoolExecutor(16) as pool:
        answers = pool.map(outer, list(range(32)), timeout=20)
        assert list(answers) == [(x // 2 + 1) * 2 for x in range(32)]


def test_when_one_gives_up_the_next_works_it_out():
    given_up = []

    @kept(4)
    def work(x: int) -> int:
        if not given_up:
            given_up.append(x)
            raise RuntimeError("the visitor has left")
        return x

    with pytest.raises(RuntimeError):
        work(3)
    assert not work.knows(3)
    assert work(3) == 3


def test_the_oldest_results_are_forgotten():
    @kept(2)
    def work(x: int) -> int:
        return x

    for x in (1, 2, 1, 3):
        work(x)
    assert work.knows(1)
    assert work.knows(3)
    assert not work.knows(2)
