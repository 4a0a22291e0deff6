"""The light phones over HTTP: what they are told, what is refused, who waits for a change."""

import asyncio
import html
import http.client
import json
import math
import re
import threading
import time
from itertools import count

import numpy as np
import pytest
import uvicorn
from starlette.applications import Starlette

from infotheory.lessons.forecast_scores import class_log_scores, class_squared_scores
from tests.e2e.browsing import run_async
from ui.lessons.questions import QUESTIONS
from ui.room.join import routes
from ui.room.join.routes import forecast_of, join_routes
from ui.room.join.served import LIGHT_PHONES
from ui.room.join.waiting import Waiting
from ui.room.join.words import as_html, phone_state
from ui.room.rooms import MOST_ANSWERS, Forecast, NoForecast, Room
from ui.room.scores import class_scores
from ui.room.store import rooms
from ui.style.units import number

SOON = 30  # seconds; reached only where a test fails
PAGE_LIMIT = 30_000  # bytes


@pytest.fixture(scope="module")
def port():
    """The routes of the phones, served alone."""
    before = LIGHT_PHONES.served
    app = Starlette(routes=join_routes())
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + SOON
    while not server.started:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()
    LIGHT_PHONES.served = before


class Phone:
    """A phone that keeps its cookie, or, without cookies, the token that it was told."""

    def __init__(self, port, code, *, cookies=True):
        self.port, self.code, self.cookies = port, code, cookies
        self.headers = {}

    def ask(self, path="", body=None, **headers):
        """Return the status, the answer's headers and its body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        method = "GET" if body is None else "POST"
        if body is not None:
            headers = {"content-type": "application/json", **headers}
        target = f"/join/{self.code}{path}"
        connection.request(method, target, body, {**self.headers, **headers})
        response = connection.getresponse()
        content = response.read()
        connection.close()
        if self.cookies and (given := response.getheader("set-cookie")):
            self.headers["cookie"] = given.split(";")[0]
        return response.status, response.headers, content

    def state(self, after=""):
        status, _, content = self.ask(f"/state?after={after}")
        now = json.loads(content) if content else {}
        if "token" in now:
            self.headers["x-join"] = now["token"]
        return status, now

    def come_in(self):
        self.ask()
        return self.state()[1]

    def say(self, *percent, asked=None):
        sent = {"asked": asked or self.state()[1]["asked"], "percent": percent}
        status, _, content = self.ask("/answer", json.dumps(sent))
        return status, json.loads(content)


_owners = map("join test {}".format, count())


@pytest.fixture
def room():
    owner = next(_owners)
    opened = rooms().open(owner, "entropy", 3)
    yield opened
    if rooms().of_owner(owner):
        rooms().close(opened.code, owner)


@pytest.fixture
def phone(port, room):
    phone = Phone(port, room.code)
    phone.come_in()
    return phone


def test_the_page_is_one_small_answer_that_runs_its_own_script_alone(port, room):
    status, headers, page = Phone(port, room.code).ask()
    assert status == 200
    assert len(page) < PAGE_LIMIT
    assert not re.search(rb"(src|href)=\"(?!data:)|url\(|@import", page), "it asks for more"
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    cookie = headers["set-cookie"].lower()
    for part in ("httponly", "samesite=lax", "path=/join"):
        assert part in cookie
    assert "secure" not in cookie
    over_https = Phone(port, room.code).ask(**{"x-forwarded-proto": "https"})[1]
    assert "secure" in over_https["set-cookie"].lower()


@pytest.mark.parametrize("stem", QUESTIONS)
def test_each_question_is_put_answered_and_scored(port, room, stem):
    question = QUESTIONS[stem]
    options, right = question.options, question.right
    rooms().ask(room.code, room.owner, stem, len(options))
    honest = [95.0 if i == right else 5 / (len(options) - 1) for i in range(len(options))]
    sure_and_wrong = [100.0 * (i == (right + 1) % len(options)) for i in range(len(options))]
    ann, ben = Phone(port, room.code), Phone(port, room.code, cookies=False)
    for phone, percent in ((ann, honest), (ben, sure_and_wrong)):
        now = phone.come_in()
        assert not set("*$\\{}") & set(html.unescape(re.sub("<[^>]*>", "", now["question"])))
        assert now["options"] == list(options)
        assert "right" not in now
        status, now = phone.say(*percent)
        assert status == 200
        assert now["said"] == pytest.approx(percent)
        assert "right" not in now
    rooms().reveal(room.code, room.owner)
    told_ann, told_ben = ann.state()[1], ben.state()[1]
    assert told_ann["right"] == right
    assert not set("*$\\{}") & set(html.unescape(re.sub("<[^>]*>", "", told_ann["why"])))
    for told_now, percent in ((told_ann, honest), (told_ben, sure_and_wrong)):
        p = [each / 100 for each in percent]
        mine = class_log_scores(p, right)[0], class_squared_scores(p, right)[0]
        assert told_now["scores"][0] == ["you", *map(number, mine)]
    pool = [(a + b) / 200 for a, b in zip(honest, sure_and_wrong, strict=True)]
    scores = {who: rest for who, *rest in told_ben["scores"]}
    assert scores["the class, on average"][0] == "∞"
    assert scores["the class, pooled"] == [
        number(class_log_scores(pool, right)[0]),
        number(class_squared_scores(pool, right)[0]),
    ]
    assert told_ann["note"].startswith("1 of 2 gave the right answer 0%.")


def test_a_phone_counts_once_with_a_cookie_or_without(port, room):
    for cookies in (True, False):
        phone = Phone(port, room.code, cookies=cookies)
        phone.come_in()
        assert ("x-join" in phone.headers) is not cookies
        phone.say(100, 0, 0)
        status, now = phone.say(0, 95, 5)
        assert (status, now["said"]) == (200, [0, 95, 5])
        assert phone.come_in()["said"] == [0, 95, 5], "after a reload"
    assert rooms().look(room.code).voters == 2


def test_no_identity_can_be_traced_to_its_token(port, room):
    phone = Phone(port, room.code, cookies=False)
    phone.come_in()
    phone.say(100, 0, 0)
    assert rooms().forecast(room.code, phone.headers["x-join"]) is None


ASKED = '"asked": ["entropy", 1], '
BAD = {
    "": 400,
    "{": 400,
    "[]": 400,
    "[" * 1900: 400,
    "null": 400,
    '{"percent": [100, 0, 0]}': 400,
    f'{{{ASKED}"percent": 5}}': 400,
    f'{{{ASKED}"percent": "100"}}': 400,
    f'{{{ASKED}"percent": []}}': 400,
    f'{{{ASKED}"percent": [true, false, false]}}': 400,
    f'{{{ASKED}"percent": [NaN, 1, 1]}}': 400,
    f'{{{ASKED}"percent": [Infinity, 0, 0]}}': 400,
    f'{{{ASKED}"percent": [1e400, 0, 0]}}': 400,
    f'{{{ASKED}"percent": [{10**400}, 0, 0]}}': 400,
    f'{{{ASKED}"percent": [-1, 101, 0]}}': 400,
    f'{{{ASKED}"percent": [10, 20, 30]}}': 400,
    f'{{{ASKED}"percent": ["100", 0, 0]}}': 400,
    f'{{{ASKED}"percent": [[100], 0, 0]}}': 400,
    f'{{{ASKED}"percent": [50, 50]}}': 409,
    '{"asked": ["entropy", 2], "percent": [100, 0, 0]}': 409,
    '{"asked": ["entropy", NaN], "percent": [100, 0, 0]}': 409,
    '{"asked": ["\\ud800", 1], "percent": [100, 0, 0]}': 409,
    '{"asked": [1, 1], "percent": [100, 0, 0]}': 400,
    '{"asked": "ab", "percent": [100, 0, 0]}': 400,
    "9" * 5000: 413,
    f'{{{ASKED}"percent": [100, 0, 0], "more": "{"x" * 100_000}"}}': 413,
    b"\xff\xfe\x00": 400,
}


@pytest.mark.parametrize(("body", "status"), BAD.items(), ids=lambda x: repr(x)[:40])
def test_what_is_no_answer_is_refused_in_a_sentence(phone, body, status):
    got, _, content = phone.ask("/answer", body)
    assert got == status
    assert re.fullmatch(r"[A-Z][^{}<>]{10,120}\.", json.loads(content)["error"])
    assert rooms().look(phone.code).voters == 0


def test_an_answer_of_another_site_s_form_is_refused(phone):
    sent = json.dumps({"asked": ["entropy", 1], "percent": [100, 0, 0]})
    assert phone.ask("/answer", sent, **{"content-type": "text/plain"})[0] == 415
    assert phone.ask("/answer", sent, cookie="join=mine")[0] == 400, "a token that is none"
    assert rooms().look(phone.code).voters == 0


@pytest.mark.parametrize("code", ["BCDF", "xyzxyz", "%00%1b", "%D9%A3", "<b>", "B" * 3000])
def test_a_made_up_code_gets_a_sentence_that_does_not_repeat_it(port, code):
    stranger = Phone(port, code)
    for path, body in (("", None), ("/state", None), ("/answer", "{}")):
        status, headers, content = stranger.ask(path, body, **{"x-join": "0" * 32})
        assert status == (400 if body else 404)
        assert len(content) < PAGE_LIMIT
        assert code not in content.decode()
    assert "set-cookie" not in headers


def test_a_closed_room_and_a_closed_round_say_so(phone, room):
    rooms().reveal(room.code, room.owner)
    status, told_now = phone.say(100, 0, 0)
    assert (status, told_now["error"]) == (
        409,
        "The answer has been revealed: this round is closed.",
    )
    assert phone.state()[1]["scores"] == []
    rooms().close(room.code, room.owner)
    assert phone.state()[0] == 404
    assert phone.say(100, 0, 0, asked=["entropy", 1])[0] == 404


def test_a_phone_may_not_answer_without_end_and_is_told_when_to_try_again(phone):
    sent = json.dumps({"asked": ["entropy", 1], "percent": [100, 0, 0]})
    answers = [phone.ask("/answer", sent) for _ in range(3 * MOST_ANSWERS)]
    refused = [headers for status, headers, _ in answers if status == 429]
    assert refused
    assert all(int(headers["retry-after"]) > 0 for headers in refused)


def test_while_the_store_is_away_a_phone_is_told_to_try_again(phone, monkeypatch):
    pytest.importorskip("redis")
    from ui.room.redis_rooms import RedisRooms

    away = RedisRooms("redis://127.0.0.1:1/0")
    monkeypatch.setattr(routes, "rooms", lambda: away)
    sent = json.dumps({"asked": ["entropy", 1], "percent": [100, 0, 0]})
    for path, body in (("", None), ("/state", None), ("/answer", sent)):
        status, headers, content = phone.ask(path, body)
        assert status == 503
        assert b"The rooms cannot be reached at the moment." in content
        assert path == "" or int(headers["retry-after"]) > 0


@pytest.mark.parametrize("typed", ["{}", "+{}+", "x"])
def test_a_code_that_is_typed_leads_to_its_room_or_back_to_the_door(port, room, typed):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SOON)
    connection.request("GET", f"/join?code={typed.format(room.code.lower())}")
    response = connection.getresponse()
    place = response.getheader("location")
    connection.close()
    known = "{}" in typed
    assert (response.status, place) == ((303, f"/join/{room.code}") if known else (404, None))


@pytest.mark.parametrize(
    "deed",
    [
        lambda room: rooms().reveal(room.code, room.owner),
        lambda room: rooms().again(room.code, room.owner),
        lambda room: rooms().ask(room.code, room.owner, "training", 3),
        lambda room: rooms().close(room.code, room.owner),
    ],
    ids=["reveal", "again", "ask", "close"],
)
def test_who_waits_is_told_of_a_change(phone, room, deed):
    before = phone.state()[1]["version"]
    told_later = []
    waiter = threading.Thread(target=lambda: told_later.append(phone.state(before)))
    waiter.start()
    time.sleep(0.1)
    assert not told_later, "it does not wait"
    rooms().vote(room.code, "another phone", Forecast((1.0, 0.0, 0.0)))
    deed(room)
    waiter.join(SOON)
    ((status, now),) = told_later
    assert status == 404 or now["version"] != before


def test_where_nothing_changes_a_phone_asks_again(phone, monkeypatch):
    version = phone.state()[1]["version"]
    monkeypatch.setattr(routes, "_HELD_SECONDS", 0.05)
    assert phone.state(version) == (204, {})


def test_those_who_wait_are_bounded_and_nothing_is_left_of_them():
    async def run():
        versions, looks = {"BCDF": "1", "GHJK": "1"}, count()

        async def version_of(code):
            next(looks)
            return versions[code]

        async def stays():
            await asyncio.sleep(SOON)

        async def hangs_up():
            await asyncio.sleep(0.01)

        def wait(code, gone, seconds=SOON):
            return asyncio.create_task(waiting.wait(code, "1", seconds, gone()))

        waiting = Waiting(version_of, most=51)
        tasks = [wait("BCDF", stays) for _ in range(49)]
        others = [wait("GHJK", stays, seconds=0.01), wait("GHJK", hangs_up)]
        await asyncio.sleep(0)
        assert waiting.full
        await asyncio.gather(*others)
        assert waiting.count == 49
        versions["BCDF"] = "2"
        await asyncio.gather(*tasks)
        assert waiting.count == 0
        assert not waiting._watches
        await asyncio.sleep(0)
        assert len(asyncio.all_tasks()) == 1, "a task goes on looking"
        assert next(looks) < 20, "all who wait for a room share one look"

    run_async(run())


@pytest.mark.parametrize(
    "bad", [[], [100, 1, 0.5], [math.nan, 50], [10**400], [True], ["100"], [None], [-1, 101]]
)
def test_percentages_that_are_no_forecast_are_refused(bad):
    with pytest.raises(NoForecast):
        forecast_of(bad)


def test_rounded_percentages_stand_for_a_forecast():
    assert forecast_of([33.3, 33.3, 33.3]).probabilities == pytest.approx([1 / 3] * 3)
    assert forecast_of([99.9, 0.1]).probabilities == pytest.approx([0.999, 0.001])


def test_a_share_that_is_not_all_does_not_look_like_all():
    room = Room("BCDF", "entropy", 3, "", "1", led=0, seen=0, revealed=True)
    said = Forecast((0.9996, 0.0004, 0.0))
    table = phone_state(room, said, class_scores(forecasts=class_of(said), answer=0))["table"]
    assert [row[1] for row in table] == ["99.96%", "0.04%", "0%"]


def class_of(*said):
    return np.array([each.probabilities for each in said])


def test_words_become_html_and_nothing_else_does():
    assert as_html("**a** < *b* & `<script>`") == (
        "<strong>a</strong> &lt; <em>b</em> &amp; `&lt;script&gt;`"
    )
