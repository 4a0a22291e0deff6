"""Work after a page is drawn: how much of it a visit does itself, and what it leaves."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from ui.serving import background
from ui.serving.cache import cached

SECONDS = 0.02  # of a job


@pytest.fixture
def slow():
    """A cached function that takes a while."""

    @cached(64)
    def job(number):
        time.sleep(SECONDS)
        return number

    return job


def page(jobs):
    from ui.serving.background import run_in_background

    run_in_background(jobs)


def done(jobs):
    return [job.done for job in jobs]


def test_a_first_visit_has_what_is_quick_at_once(slow, monkeypatch):
    monkeypatch.setattr(background, "FIRST_WORK", 60.0)
    jobs = [background.Job(slow, (number,)) for number in range(3)]
    assert not AppTest.from_function(page, args=(jobs,)).run().exception
    assert all(done(jobs))


def test_a_first_visit_begins_no_job_after_its_time_and_a_later_run_none_at_all(slow, monkeypatch):
    monkeypatch.setattr(background, "FIRST_WORK", SECONDS / 2)
    jobs = [background.Job(slow, (number,)) for number in range(3)]
    at = AppTest.from_function(page, args=(jobs,)).run()
    assert done(jobs) == [True, False, False]
    at.run()
    assert not at.exception
    assert done(jobs) == [True, False, False]
