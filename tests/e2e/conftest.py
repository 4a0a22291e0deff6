"""A server and a browser for the tests that drive the app as a visitor does."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.e2e.browsing import App, Server, forget, wait_ready

expect.set_options(timeout=30_000)  # a machine may be busy

collect_ignore = ["apps"]  # scripts for a server, not modules

ROOT = Path(__file__).parents[2]
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no network at all
    "--process-per-site",  # with `profile`: scripts are compiled once, not for each page
    *(["--in-process-gpu"] if sys.platform == "linux" else []),  # nothing to hand over for drawing
]


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Start `streamlit run SCRIPT` on a free port; all servers are stopped at the end."""
    servers: list[Server] = []
    logs = tmp_path_factory.mktemp("servers")

    def start(
        script: str | Path = "app.py",
        *options: str,
        port: int = 0,
        folder: Path = ROOT,
        env: Mapping[str, str] | None = None,
    ) -> Server:
        with socket.socket() as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            free.bind(("127.0.0.1", port))
            port = free.getsockname()[1]
        log_file = logs / f"{port}.log"
        command = [sys.executable, "-m", "streamlit", "run", str(script)]
        command += ["--server.headless=true", f"--server.port={port}"]
        command += ["--server.address=127.0.0.1", "--server.fileWatcherType=none", *options]
        with log_file.open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(folder), **(env or {})},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        server = Server(f"http://127.0.0.1:{port}", log_file, process)
        servers.append(server)
        server.wait_healthy()
        return server

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def app(
    serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[App]:
    """The app, for all tests that change nothing of the server: one for all processes of a run.

    What a page measures at its first visit is measured once. Whoever comes first starts it, and at
    the end waits until nobody needs it any more: all who use it hold a lock of this file.
    """
    import fcntl  # not on Windows

    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    note = shared / "app.json"
    with (shared / "app.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fcntl.flock(lock, fcntl.LOCK_SH)  # waits while it is started, or stopped
        if note.exists():
            fcntl.flock(lock, fcntl.LOCK_SH)
            url, log_file = json.loads(note.read_text())
            yield App(url, Path(log_file))
            return
        server = serve()
        note.write_text(json.dumps([server.url, str(server.log_file)]))
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield server
        fcntl.flock(lock, fcntl.LOCK_EX)
        note.unlink(missing_ok=True)
        server.stop()


@pytest.fixture(scope="session")
def app_url(app: App) -> str:
    """The address of the app."""
    return app.url


@pytest.fixture(scope="session")
def widgets_url(serve: Callable[..., Server]) -> Iterator[str]:
    """The address of the widgets alone, each on a page of its own."""
    server = serve(Path(__file__).parent / "apps" / "widgets.py")
    yield server.url
    assert "arning" not in server.log()
    assert server.faults() == []


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """An installed Chromium or Chrome; without one the tests that drive it are left out."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        missing = "no Chromium or Chrome is installed"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def console_errors() -> list[str]:
    """What the page of this test wrote to the console as an error; none is right."""
    return []


@pytest.fixture(scope="session")
def profile(browser: Browser, app_url: str) -> Iterator[BrowserContext]:
    """What the pages share: Streamlit's own scripts, which take a second to fetch and compile.

    They are kept by the process that draws the pages, which ends with its last page: one stays.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(30_000)
    context.new_page().goto(f"{app_url}/_stcore/health")
    yield context
    context.close()


@pytest.fixture
def page(profile: BrowserContext, console_errors: list[str]) -> Iterator[Page]:
    """A fresh page, 1280x800; it must end without an error, and ask nothing of other machines."""
    yield from _watched(profile, console_errors)


@pytest.fixture
def other_page(profile: BrowserContext) -> Iterator[Page]:
    """Another tab; after `forget` it is one of a browser that was never here, but for its cache."""
    yield from _watched(profile, [])


@pytest.fixture(scope="module")
def open_page(
    profile: BrowserContext, app_url: str, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page at the address that a module's tests are given, opened once for all of them.

    They look at it one after another, and leave it as they found it.
    """
    errors: list[str] = []
    pages = _watched(profile, errors)
    page = next(pages)
    page.goto(app_url + request.param)
    wait_ready(page)
    yield page
    next(pages, None)


def _watched(profile: BrowserContext, console_errors: list[str]) -> Iterator[Page]:
    page = profile.new_page()

    def note_request(request: Request) -> None:
        if not _is_here(request.url):
            console_errors.append(f"asked for {request.url}")

    def note_message(message: ConsoleMessage) -> None:
        source = message.location.get("url", "")
        # Streamlit looks for its server below the page of a deep link first, in vain.
        if message.type == "error" and _is_here(source) and "/_stcore/" not in source:
            console_errors.append(message.text)

    page.on("request", note_request)
    page.on("console", note_message)
    page.on("pageerror", lambda error: console_errors.append(str(error)))
    yield page
    forget(page)
    page.close()
    assert console_errors == []


def _is_here(url: str) -> bool:
    return urlsplit(url).hostname in ("127.0.0.1", None, "")
