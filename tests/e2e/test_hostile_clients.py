"""A server beside clients that hold to no rule: links that are slow to read, messages made up."""

import asyncio
import http.client
import threading
import time
import urllib.request
from contextlib import closing, contextmanager
from urllib.parse import quote, urlencode, urlsplit

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

from benchmarks.load import NO_NUMBERS, SLOW, Visitor, send_crafted, tab
from tests.e2e.browsing import run_async
from ui.lessons.registry import EVERY_PAGE, LESSONS, lesson
from ui.serving.upload_limits import MOST_BYTES, MOST_PENDING
from ui.serving.uploads import PendingUploads

# Seconds that a health check may wait beyond what any page costs it. On a machine with nothing else
# to do it waits a tenth; a text that holds the interpreter holds it for half a minute.
PATIENCE = 2.0
TOO_BIG = 1009  # the WebSocket protocol's code
BETWEEN = 0.02  # seconds between two checks


@pytest.fixture
def server(app):
    return app


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

    return run_async(all_of_them())


def test_the_server_answers_all_the_while_that_slow_links_are_opened(server):
    open_links(server.url, LESSONS, [""])  # figures are built at the first visit
    with pulse(server.url) as usual:
        assert open_links(server.url, LESSONS, ["", "1"]) == []
    with pulse(server.url) as waits:
        assert open_links(server.url, LESSONS, SLOW) == []
    assert max(waits) <= PATIENCE + 3 * max(usual)
    assert server.faults() == []


def upload(server, stem, query, count, size):
    """Open a page and upload so many files; the status of each answer."""

    async def come():
        async with tab(server.url) as socket:
            visitor = Visitor(socket, lesson(stem), query)
            await visitor.run()
            with urllib.request.urlopen(f"{server.url}/_stcore/health") as answer:
                cookie = answer.headers["Set-Cookie"].partition(";")[0]
            return [
                await asyncio.to_thread(put, server, f"{visitor.session}/{i}", cookie, size)
                for i in range(count)
            ]

    return run_async(come())


def put(server, place, cookie, size):
    """Upload a file; one that is too large is only announced, for its answer comes at once."""
    part = 'Content-Disposition: form-data; name="a"; filename="a"'
    body = f"--x\r\n{part}\r\n\r\n{'1' * size}\r\n--x--\r\n".encode()
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    with closing(connection):
        connection.putrequest("PUT", f"/_stcore/upload_file/{place}")
        connection.putheader("Content-Type", "multipart/form-data; boundary=x")
        connection.putheader("Content-Length", str(len(body)))
        connection.putheader("Cookie", cookie)
        connection.putheader("X-Xsrftoken", cookie.partition("=")[2])
        connection.endheaders(body if size <= MOST_BYTES else None)
        return connection.getresponse().status


def test_a_page_that_asks_for_no_file_takes_none(server):
    assert upload(server, "entropy", "", 1, 10) == [403]
    assert upload(server, "your_model", "", 1, 10) == [403]


def test_a_page_that_asks_takes_files_up_to_its_limits(server):
    asks = ("your_model", "ym_from=file")
    assert upload(server, *asks, 3, 10) == [204, 204, 503], "so many wait to be read"
    assert upload(server, *asks, 1, MOST_BYTES + 1) == [413]


def test_what_all_visitors_upload_together_is_bounded():
    """Whoever has gone counts no longer; the rest together stay below the limit."""
    tally = PendingUploads()
    for i in range(100):
        tally.expect(f"session {i}")
    taken = [tally.fault_of(f"session {i}", "1", MOST_BYTES) is None for i in range(100)]
    assert sum(taken) == MOST_PENDING // MOST_BYTES
    tally.drop("session 0", "1")
    assert tally.fault_of("session 99", "1", MOST_BYTES) is None


def test_a_message_of_many_megabytes_ends_its_own_connection(server):
    async def shout():
        async with tab(server.url) as socket:
            visitor = Visitor(socket, LESSONS[0], "")
            await visitor.run()
            visitor.values["any"] = WidgetState(id="any", string_value="9" * 5_000_000)
            await visitor.run()

    with pulse(server.url) as waits, pytest.raises(ConnectionClosed) as closed:
        run_async(shout())
    assert closed.value.rcvd.code == TOO_BIG
    assert waits


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

    assert run_async(visit()) == []
    assert server.faults() == []
