"""Two processes of the app and one Redis: a lecture goes on when either is killed."""

import json
import re
import signal
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import numpy as np
import pytest
from websockets.asyncio.client import connect

from benchmarks.load import Visitor
from tests.e2e.browsing import run_async
from ui.lessons.questions import QUESTIONS
from ui.lessons.registry import ROOM
from ui.room.rooms import LETTERS
from ui.room.scores import class_scores
from ui.style.units import number

PHONES = 40
SOON = 20  # seconds; a phone would wait for 25
STEM = "entropy"
RIGHT = QUESTIONS[STEM].right
MASK, TOKEN = "00000000", "ab" * 16
COOKIE = f"_streamlit_xsrf=2|{MASK}|{TOKEN}|1"  # the browser that the lecturer sits at


@pytest.fixture
def start(serve, redis_url):
    """Start a process of the app that keeps its rooms in the Redis."""
    redis = pytest.importorskip("redis")
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    return lambda: serve(env={"ROOM_STORE": redis_url})


class Lecturer:
    """The lecturer's browser, at one process after another: each press is a visit of its own."""

    def press(self, server, label):
        """Open the room's page there, press a button, and return what is then on the screen."""
        return run_async(self._press(server, label))

    async def _press(self, server, label):
        address = server.url.replace("http", "ws", 1) + "/_stcore/stream"
        headers = {"Cookie": COOKIE}
        async with connect(
            address, max_size=None, subprotocols=["streamlit"], additional_headers=headers
        ) as socket:
            visitor = Visitor(socket, ROOM, f"ask={STEM}")
            shown = await visitor.run()
            button = shown.buttons[label]
            await visitor.run(shown.fragment[button], button)
            return (await Visitor(socket, ROOM, f"ask={STEM}").run()).buttons


class Phone:
    """A phone without cookies; as behind a proxy, it goes to another process if its own is gone."""

    def __init__(self, code, *servers):
        self.path, self.servers, self.token = f"/join/{code}", [*servers], None

    def ask(self, path, body=None):
        for server in self.servers:
            with suppress(urllib.error.URLError, ConnectionError):
                return self._ask(server.url + self.path + path, body)
        raise AssertionError("no process answers")

    def _ask(self, url, body):
        headers = {"X-Join": self.token} if self.token else {}
        if body is not None:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(url, body and json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response) if response.status == 200 else None

    def come_in(self):
        self.token = self.ask("/state")["token"]

    def say(self, percent):
        now = self.ask("/answer", {"asked": [STEM, 1], "percent": percent})
        assert now["said"] == pytest.approx(percent)


def test_a_replica_is_killed_in_mid_round_and_no_answer_is_lost(start, redis_url):
    import redis

    here, there = start(), start()
    lecturer = Lecturer()
    assert "Reveal" in lecturer.press(here, "Open a room")
    with redis.Redis.from_url(redis_url, decode_responses=True) as client:
        (code,) = (
            key.removeprefix("room:")
            for key in client.scan_iter("room:*")
            if re.fullmatch(f"room:[{LETTERS}]{{4}}", key)
        )
    phones = [Phone(code, *((here, there) if i % 2 else (there, here))) for i in range(PHONES)]
    dice = np.random.default_rng(1)
    said = dice.dirichlet([1, 1, 1], PHONES) * 100
    for phone in phones:
        phone.come_in()
    for phone, percent in zip(phones[: PHONES // 2], said, strict=False):
        phone.say(percent.tolist())
    there.process.send_signal(signal.SIGKILL)
    there.process.wait()
    for phone, percent in zip(phones, said, strict=True):  # some of them once more
        phone.say(percent.tolist())

    assert "Another round" in lecturer.press(here, "Reveal")
    expected = class_scores(said / said.sum(axis=1, keepdims=True), RIGHT)
    for phone in phones[:4]:
        scores = {who: each for who, *each in phone.ask("/state")["scores"]}
        assert scores["the class, pooled"] == [
            number(expected.pooled.bits),
            number(expected.pooled.squared),
        ]
        assert scores["the class, median"][0] == number(expected.median.bits)

    # The other one dies too; whoever opened the room leads it at a process that is new.
    here.process.send_signal(signal.SIGKILL)
    here.process.wait()
    back = start()
    assert Phone(code, back).ask("/state")["table"][RIGHT][2] != ""
    assert "Reveal" in lecturer.press(back, "Another round")

    # Told to end, a process answers the phones that wait for the reveal, and does not hang on them.
    waits = Phone(code, back)
    waits.come_in()
    version = waits.ask("/state")["version"]
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(waits.ask, f"/state?after={version}")
        with pytest.raises(TimeoutError):
            waiting.result(0.5)
        back.process.terminate()
        assert waiting.result(SOON) is None
    back.process.wait(SOON)
    for server in (here, there, back):
        assert code not in server.log()
        assert server.faults() == []
