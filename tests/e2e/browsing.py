"""What the browser tests share: a server, a page that is ready, a pull at a bar."""

import asyncio
import contextlib
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

# Shown whole: the script has run, nothing is a placeholder, every visible chart is drawn. A page
# that draws its hero first has an element that marks it whole; before it marks anything, its
# container stands there.
READY = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  const main = document.querySelector('[data-testid=stMain]');
  if (!main || app.dataset.testScriptState !== 'notRunning') return false;
  const filled = '[data-testid=stElementContainer], [data-testid=stException]';
  if (!main.querySelector(filled)) return false;
  if (document.querySelector('[data-testid=stSkeleton], [data-testid=stAppSkeleton]')) return false;
  for (const mark of document.querySelectorAll('[class*="_hero_first"]'))
    if (!mark.querySelector('[data-page=whole]')) return false;
  return [...main.querySelectorAll('[data-testid=stVegaLiteChart]')].every(
    chart => !chart.checkVisibility() || chart.querySelector('svg, canvas'));
}"""

# The element that has the focus, inside the shadow of a component too.
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.getAttribute('aria-label');
}"""


Result = TypeVar("Result")


def run_async(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine in a thread of its own: a browser's event loop may run in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@dataclass
class App:
    """An app that is served, which whoever visits it may not stop."""

    url: str
    log_file: Path

    def log(self) -> str:
        return self.log_file.read_text(errors="replace")

    def faults(self) -> list[str]:
        """The tracebacks in the log, but for Streamlit's of a tab that goes as it is read from."""
        _, *tracebacks = self.log().split("Traceback (most recent call last):")
        return [each for each in tracebacks if "in _websocket_endpoint" not in each]


@dataclass
class Server(App):
    """A running `streamlit run`."""

    process: subprocess.Popen[bytes]

    def wait_healthy(self, timeout: float = 60) -> None:
        deadline = time.monotonic() + timeout
        while self.process.poll() is None and time.monotonic() < deadline:
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer,
            ):
                if answer.status == 200:
                    return
            time.sleep(0.05)
        raise RuntimeError(f"the server did not start:\n{self.log()}")

    def stop(self) -> None:
        if self.process.poll() is not None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)  # its group holds what it started, no more
        try:
            self.process.wait(8)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def wait_until(page: Page, condition: str, arg: Any = None, *, timeout: float = 30) -> None:
    """Wait until JavaScript finds that something holds.

    It looks twenty times a second: to look in every frame, as Playwright does if not told
    otherwise, costs a page that opens a tenth more.
    """
    page.wait_for_function(condition, arg=arg, timeout=timeout * 1000, polling=50)


def wait_ready(page: Page, timeout: float = 30) -> None:
    """Wait until the page is shown whole and stays so for a moment."""
    deadline = time.monotonic() + timeout
    while True:
        wait_until(page, READY, timeout=max(0.001, deadline - time.monotonic()))
        page.wait_for_timeout(150)
        if page.evaluate(READY):
            return


def pull(page: Page, bar: Locator, start: float, end: float, *, steps: int = 20) -> None:
    """Drag a bar from one share of its height to another, at the pace of a hand, and let go."""
    box = bar.bounding_box()
    assert box is not None

    def move_to(share: float) -> None:
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * (1 - share))

    move_to(start)
    page.mouse.down()
    for step in range(1, steps + 1):
        move_to(start + (end - start) * step / steps)
        page.wait_for_timeout(16)
    page.mouse.up()


@contextlib.contextmanager
def slow_line(page: Page) -> Iterator[None]:
    """Let the page's messages take a quarter of a second to its server."""
    page.evaluate("""() => {
      window.quick = WebSocket.prototype.send;
      WebSocket.prototype.send = function (data) {
        setTimeout(() => this.readyState === 1 && window.quick.call(this, data), 250);
      };
    }""")
    yield
    page.evaluate("() => { WebSocket.prototype.send = window.quick; }")


_spellings = count(1)


def type_anew(field: Locator, text: str) -> None:
    """Type a text that stood there before, with more blanks behind it.

    No hand types it within two seconds after a drag; the app takes that for a late report.
    """
    field.fill(text + " " * next(_spellings))
    field.press("Enter")


def forget(page: Page) -> None:
    """Leave nothing of this visitor to the next one: no choice, no cookie."""
    here = urlsplit(page.url)
    page.context.new_cdp_session(page).send(
        "Storage.clearDataForOrigin",
        {"origin": f"{here.scheme}://{here.netloc}", "storageTypes": "cookies,local_storage"},
    )
