"""For all tests: nobody takes a run without a browser for a whole one."""

import gc
import os
import shutil
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from types import SimpleNamespace

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

import ui.page.hero_first
import ui.serving.background
from ui.serving.process import limit_blas_threads
from ui.widgets.own_table import field

settings.register_profile("any machine", deadline=None)  # a busy one is slow now and then
settings.load_profile("any machine")

limit_blas_threads()  # as the entry does: a step of training takes a quarter of the time

# Where no browser looks none says that it has drawn the hero; servers that tests start are others.
ui.page.hero_first.AT_ONCE = True

# Each visit would measure for as long as it may: a test that looks at what is measured asks for it.
ui.serving.background.FIRST_WORK = 0.0

# Else each AppTest reads what every installed package says of itself: two thirds of a visit.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

REDIS = ("redis-server", "valkey-server")


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a Redis of our own; without one the tests that need it are left out."""
    path = next(filter(None, map(shutil.which, REDIS)), None)
    missing = ""
    if path is None:
        missing = "no Redis or Valkey is installed (apt-get install -y redis-server)"
    elif find_spec("redis") is None:
        missing = "its client is not installed (pip install -r requirements-redis.txt)"
    if missing or path is None:
        if os.environ.get("REQUIRE_REDIS") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {"port": port, "bind": "127.0.0.1", "save": "", "appendonly": "no", "dir": "/tmp"}
    command = [path, *(text for key, value in options.items() for text in (f"--{key}", str(value)))]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            assert time.monotonic() < deadline, "Redis does not start"
            time.sleep(0.02)
    yield f"redis://127.0.0.1:{port}/0"
    server.terminate()
    server.wait()


_left_out: Counter[str] = Counter()  # by file


def pytest_collection_finish() -> None:
    """Spare each run of a page the search for garbage among what is imported: a tenth of it."""
    gc.freeze()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and "browser" in report.keywords:
        _left_out[report.nodeid.split("::")[0]] += 1


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Say in the last lines which browser tests were left out, and how to have them."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if not _left_out or terminal is None:
        return
    terminal.write_line("")
    terminal.write_line(f"{_left_out.total()} browser tests were left out:", yellow=True)
    for file, tests in _left_out.items():
        terminal.write_line(f"  {tests} in {file}")
    terminal.write_line(
        "To have them run: install Chromium (apt-get install -y chromium) or Chrome, and fetch "
        "what the browser edition runs on (make distribution).",
        yellow=True,
    )


@pytest.fixture
def upload(monkeypatch):
    """Let a field for a file give these bytes, once each; that of *your model* if none is named."""
    waiting: dict[str, list[bytes]] = {}

    def ask(label: str, key: str, help: str):
        files = waiting.get(key, [])
        return SimpleNamespace(name="mine.csv", data=files.pop(0)) if files else None

    monkeypatch.setattr(field, "ask_for_file", ask)
    monkeypatch.setattr(field, "take", lambda file, key: file.data)
    return lambda data, key="ym_file_upload": waiting.setdefault(key, []).append(data)
