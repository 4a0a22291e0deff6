"""Pages take turns: one is opened at a time, and nobody waits for a training."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import pytest
from streamlit.testing.v1 import AppTest

from ui.serving import page_slots as turns
from ui.serving.cache import cached
from ui.serving.long_work import LONG_WORK
from ui.serving.page_slots import AT_A_TIME, page_slot, release_slot

APP = str(Path(__file__).parents[3] / "ui" / "main.py")
SOON = 5.0  # seconds; reached only where a test fails


@pytest.fixture
def crowd():
    """Threads enough for all turns to be taken, and more."""
    with ThreadPoolExecutor(4 * AT_A_TIME) as pool:
        yield pool


def all_turns_taken(crowd, page):
    """Let as many pages as there are turns run ``page``; return when all are in it."""
    inside = Barrier(AT_A_TIME + 1)

    def visit():
        with page_slot():
            inside.wait(SOON)
            page()

    visits = [crowd.submit(visit) for _ in range(AT_A_TIME)]
    inside.wait(SOON)
    return visits


def turn_comes(crowd):
    """Somebody else's visit, which is done once it had a turn."""

    def visit():
        with page_slot():
            pass

    return crowd.submit(visit)


def test_no_more_pages_are_opened_at_a_time_than_there_are_turns(crowd, at_once):
    def visit():
        with page_slot(), at_once:
            Event().wait(0.01)

    for each in [crowd.submit(visit) for _ in range(4 * AT_A_TIME)]:
        each.result(SOON)
    assert 1 <= at_once.most <= AT_A_TIME


def test_whoever_comes_when_all_turns_are_taken_waits_for_one(crowd):
    leave = Event()
    first = all_turns_taken(crowd, lambda: leave.wait(SOON))
    late = turn_comes(crowd)
    assert not late.done()
    leave.set()
    late.result(SOON)
    for each in first:
        each.result(SOON)


def test_whoever_only_moves_something_does_not_wait(crowd):
    at = AppTest.from_file(APP, default_timeout=20).run()
    leave = Event()
    others = all_turns_taken(crowd, lambda: leave.wait(SOON))
    at.sidebar.segmented_control(key="units").set_value("nats").run()
    assert not at.exception
    assert not any(each.done() for each in others), "it waited until they had gone"
    leave.set()


def test_a_page_that_trains_lets_the_others_go_first(crowd):
    trained = Event()

    @cached(AT_A_TIME, LONG_WORK)
    def training(_):
        return trained.wait(SOON)

    names = iter(range(AT_A_TIME))
    first = all_turns_taken(crowd, lambda: training(next(names)))
    turn_comes(crowd).result(SOON)
    assert not any(each.done() for each in first)
    trained.set()
    for each in first:
        each.result(SOON)


def test_a_page_that_hangs_holds_the_others_up_for_a_time_only(crowd, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    leave = Event()
    hanging = all_turns_taken(crowd, lambda: leave.wait(SOON))
    turn_comes(crowd).result(SOON)
    assert not any(each.done() for each in hanging)
    leave.set()


def test_a_page_that_breaks_gives_its_turn_back(crowd):
    def broken():
        with page_slot(), release_slot():
            raise ValueError("broken")

    for each in [crowd.submit(broken) for _ in range(3 * AT_A_TIME)]:
        with pytest.raises(ValueError, match="broken"):
            each.result(SOON)
    turn_comes(crowd).result(SOON)
