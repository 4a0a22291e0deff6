"""Answers over HTTP: files that are compressed once, headers, and the state of the process."""

import gzip
import json

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

import ui.startup
from tests.e2e.browsing import run_async
from ui.serving.headers import SecurityHeaders
from ui.serving.health import health_route
from ui.serving.static_files import CompressedStaticFiles

SCRIPT = b"const p = [0.5, 0.25, 0.125, 0.125];\n" * 100
OWN_POLICY = "default-src 'none'"


class Served:
    """An app behind both, and how often each of its files was asked for."""

    def __init__(self):
        self.asked = []
        self.app = Starlette(
            routes=[
                Route("/static/{name:path}", self.file),
                Route("/", lambda request: HTMLResponse("<h1>Entropy</h1>" * 100)),
                Route("/own", self.own),
                health_route({"rooms": lambda: "", "store": lambda: "It does not answer."}),
            ],
            middleware=[Middleware(SecurityHeaders), Middleware(CompressedStaticFiles)],
        )

    def file(self, request):
        name = request.path_params["name"]
        self.asked.append(name)
        if name == "script.js":
            return Response(SCRIPT, media_type="text/javascript", headers={"etag": "1"})
        if name == "font.woff2":
            return Response(SCRIPT, media_type="font/woff2")
        if name == "short.css":
            return Response("p {}", media_type="text/css")
        return Response("There is no such file. " * 100, status_code=404)

    def own(self, request):
        return HTMLResponse("<p>join</p>", headers={"Content-Security-Policy": OWN_POLICY})

    def ask(self, path, method="GET", **headers):
        """Return the status, the headers and the body."""
        sent = []

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            sent.append(message)

        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": b"",
            "root_path": "",
            "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
        }
        run_async(self.app(scope, receive, send))
        named = {k.decode(): v.decode() for k, v in sent[0]["headers"]}
        return sent[0]["status"], named, b"".join(each.get("body", b"") for each in sent[1:])


@pytest.fixture
def served():
    return Served()


def test_a_file_is_compressed_once_for_all_who_ask(served):
    for _ in range(3):
        status, headers, body = served.ask("/static/script.js", accept_encoding="br, gzip")
        assert status == 200
        assert headers["content-encoding"] == "gzip"
        assert headers["etag"] == "1"
        assert headers["vary"] == "Accept-Encoding"
        assert int(headers["content-length"]) == len(body) < len(SCRIPT) / 10
        assert gzip.decompress(body) == SCRIPT
    assert served.asked == ["script.js"]


@pytest.mark.parametrize(
    ("name", "headers"),
    [
        ("script.js", {}),
        ("script.js", {"accept_encoding": "gzip", "range": "bytes=0-9"}),
        ("script.js", {"accept_encoding": "gzip", "if_none_match": "1"}),
        ("font.woff2", {"accept_encoding": "gzip"}),
        ("short.css", {"accept_encoding": "gzip"}),
        ("no.js", {"accept_encoding": "gzip"}),
    ],
    ids=["not accepted", "a part", "known already", "a font", "short", "none"],
)
def test_what_gains_nothing_by_it_is_passed_on_as_it_is(served, name, headers):
    for _ in range(2):
        status, answered, body = served.ask(f"/static/{name}", **headers)
        assert "content-encoding" not in answered
        assert int(answered["content-length"]) == len(body)
        assert status == (404 if name == "no.js" else 200)
    assert served.asked == [name, name]


def test_a_page_says_what_it_may_load_and_that_a_teacher_may_embed_it(served):
    _, headers, _ = served.ask("/")
    policy = headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'self'" in policy
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_page_with_a_stricter_policy_of_its_own_keeps_it(served):
    assert served.ask("/own")[1]["content-security-policy"] == OWN_POLICY


def test_a_file_is_not_made_longer_by_what_is_for_pages(served):
    _, headers, _ = served.ask("/static/script.js", accept_encoding="gzip")
    assert headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in headers


def test_health_says_that_it_serves_and_what_is_away(served):
    status, headers, body = served.ask("/healthz")
    assert status == 200
    assert headers["cache-control"] == "no-store"
    assert json.loads(body) == {"status": "ok", "rooms": "ok", "store": "It does not answer."}


def test_what_cannot_be_prepared_does_not_keep_the_server_from_starting(monkeypatch, caplog):
    def fail():
        raise OSError("a broken file")

    monkeypatch.setattr(ui.startup, "steps_shown", fail)
    monkeypatch.setattr(ui.startup, "rates", lambda race: fail())
    monkeypatch.setattr(ui.startup.gc, "freeze", lambda: None)
    ui.startup.warm()
    assert caplog.text.count("a broken file") == 2
