"""A server beside clients that hold to no rule: links that are slow to read, messages made up."""

import asyncio
import threading
import time
import urllib.request
from contextlib import contextmanager
from urllib.parse import quote, urlencode

import pytest

from benchmarks.load import NO_NUMBERS, SLOW, Visitor, send_crafted, tab
from ui.lessons import EVERY_PAGE, LESSONS

TOOK_PATIENCE = 0.25  # seconds that a health check may wait, beyond what any page costs it
BETWEEN = 0.02  # seconds between two checks


@pytest.fixture(scope="module")
def server(serve):
    return serve()


@contextmanager
def pulse(url):
    """Ask for the server's health all the while; give the list of how long each answer took."""
    waits, over = [], threading.Event()

    def beat():
        while not over.wait(BETWEEN):
            began = time.perf_counter()
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=60) as answer:
                answer.read()
            waits.append(time.perf_counter() - began)

    thread = threading.Thread(target=beat)
    thread.start()
    try:
        yield waits
    finally:
        over.set()
        thread.join()


def open_links(url, lessons, texts):
    """Open each page in a tab of its own with each text in all of its controls; what broke."""

    async def visit(lesson, text):
        query = urlencode(dict.fromkeys(lesson.keys, text), quote_via=quote)
        async with tab(url) as socket:
            shown = await Visitor(socket, lesson, query).run()
        return [f"{lesson.stem} {text[:20]}…: {each}" for each in shown.exceptions]

    async def all_of_them():
        return [each for text in texts for at in lessons for each in await visit(at, text)]

    return asyncio.run(all_of_them())


def test_the_server_answers_all_the_while_that_slow_links_are_opened(server):
    open_links(server.url, LESSONS, [""])  # figures are built at the first visit
    with pulse(server.url) as usual:
        assert open_links(server.url, LESSONS, ["", "1"]) == []
    with pulse(server.url) as waits:
        assert open_links(server.url, LESSONS, SLOW) == []
    assert max(waits) <= TOOK_PATIENCE + 3 * max(usual)
    assert "Traceback" not in server.log()


@pytest.mark.parametrize("lesson", EVERY_PAGE, ids=lambda lesson: lesson.stem)
def test_no_message_that_is_made_up_breaks_a_page(server, lesson):
    async def visit():
        async with tab(server.url) as socket:
            visitor = Visitor(socket, lesson, "open=ent_game&open=tr_map")
            shown = await visitor.run()
            assert shown.widgets
            return [
                f"{value!r:.60}: {each}"
                for value in NO_NUMBERS
                for each in await send_crafted(visitor, shown, value)
            ]

    assert asyncio.run(visit()) == []
    assert "Traceback" not in server.log()
