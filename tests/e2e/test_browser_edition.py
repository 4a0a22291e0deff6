"""The browser edition: files below a folder of a host, and a browser that reaches no other.

It runs where the distribution of Pyodide is: `make distribution` fetches it, and CI has it.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

import infotheory as it
from scripts.distribution import Distribution
from scripts.site import build
from tests.e2e.browsing import pull, wait_ready
from tests.e2e.test_training import WATCH, button, choose_speed, wait_for_step
from tests.test_pages import metrics, visit
from ui.lessons.file_size.files import file_of
from ui.lessons.file_size.texts import DIGITS, OWN, sample
from ui.lessons.registry import EVERY_PAGE, LESSONS, ROOM
from ui.page.prose import read_prose

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FOLDER = Path(
    os.environ.get("PYODIDE_DISTRIBUTION", Path(__file__).parents[2] / "build/distribution")
)
BELOW = "course/site"  # where on the host it is
PATIENCE = 120_000  # ms: Python starts again for each page that is opened

LINKS: tuple[tuple[str, dict[str, str]], ...] = (
    ("home", {"home_b": "7"}),
    ("self_information", {"si_p": "0.02", "units": "nats"}),
    ("entropy", {"ent_p": "0.1, 0.2, 0.3, 0.4", "open": "ent_numbers"}),
    ("cross_entropy", {"ce_p": "0.5, 0.25, 0.25", "ce_q": "0.2, 0.3, 0.5"}),
    ("kl_divergence", {"kl_p": "0.3, 0.7", "units": "bans"}),
    ("training", {"tr_data": "moons", "tr_seed": "2", "tr_steps": "50"}),
    ("file_size", {"fs_text": "digits", "fs_order": "1", "open": "fs_back"}),
    ("your_model", {"ym_example": "logistic regression", "open": "ym_parts"}),
)
"""The page of each is the first request of its tab. Two more are reached by the navigation."""


class Site:
    """A host that has these files, and notes what it was asked for."""

    def __init__(self, folder: Path) -> None:
        handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
        handler.func.log_message = lambda *_: None  # type: ignore[method-assign]
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/{BELOW}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Be gone."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    missing = ""
    if shutil.which("node") is None:
        missing = "Node.js is not installed, which compiles the site's Python"
    elif not Distribution(FOLDER).core.exists() or Distribution(FOLDER).missing():
        missing = f"there is no distribution of Pyodide in {FOLDER}: make distribution fetches it"
    if missing:
        if os.environ.get("REQUIRE_SITE") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("host")
    build(folder / BELOW, Distribution(FOLDER), vendored=True)
    site = Site(folder)
    yield site
    site.stop()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that was never here; no page of it may write an error or ask another host."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    faults: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"{message.text} {message.location.get('url')}")

    context.on("console", note)
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("request", lambda r: "127.0.0.1" in r.url or faults.append(f"asked for {r.url}"))
    yield context
    context.close()
    assert faults == []


def main_numbers(page: Page) -> dict[str, str]:
    """The values of the main numbers by their labels, with plain spaces."""
    shown = page.locator(".st-key-main_numbers [data-testid=stMetric]")
    numbers = shown.evaluate_all(
        """all => all.map(each => ['Label', 'Value'].map(
          part => each.querySelector(`[data-testid=stMetric${part}]`).innerText))"""
    )
    return {label.replace("\N{NO-BREAK SPACE}", " "): value for label, value in numbers}


def without_estimates(numbers: dict[str, str]) -> dict[str, str]:
    """Numbers without the mark of an estimate: which of the two has its file first is chance."""
    return {label: value.removeprefix("≈ ") for label, value in numbers.items()}


def assert_as_on_a_server(page: Page, stem: str, **query: str) -> None:
    """Its main numbers are those that the server shows for the same link."""
    wait_ready(page, PATIENCE / 1000)
    wanted = without_estimates(metrics(visit(stem, **query)))
    for _ in range(120):  # some come late
        found = without_estimates(main_numbers(page))
        if found and found == {label: wanted[label] for label in found}:
            break
        page.wait_for_timeout(500)
    assert found, f"no main numbers on {page.url}"
    assert found == {label: wanted[label] for label in found}
    expect(page.get_by_test_id("stException")).to_have_count(0)


def first_request(context: BrowserContext, site: Site, stem: str, **query: str) -> Page:
    page = context.new_page()
    address = "&".join(f"{key}={value}" for key, value in query.items())
    page.goto(f"{site.url}/{'' if stem == 'home' else stem}?{address}")
    return page


def test_the_app_runs_from_files_alone(site: Site, visitor: BrowserContext) -> None:
    for stem, query in LINKS:
        page = first_request(visitor, site, stem, **query)
        assert_as_on_a_server(page, stem, **query)
        if then := THEN.get(stem):
            then(page, site)
        page.close()
    room = first_request(visitor, site, "room")
    expect(room.get_by_text(read_prose(ROOM.prose).parts["alone"])).to_be_visible()
    room.close()
    site.stop()
    page = first_request(visitor, site, "entropy", ent_p="0.9, 0.1", open="ent_numbers")
    assert_as_on_a_server(page, "entropy", ent_p="0.9, 0.1")
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()  # pandas is loaded late
    page.close()


def pages_are_linked_as_in_the_app(page: Page, site: Site) -> None:
    links = page.get_by_test_id("stSidebarNav").get_by_role("link")
    assert links.evaluate_all("all => all.map(each => each.href)") == [
        f"{site.url}/{'' if each is LESSONS[0] else each.stem}" for each in EVERY_PAGE
    ]
    links.get_by_text("KL divergence", exact=True).click()
    expect(page).to_have_url(f"{site.url}/kl_divergence")
    assert_as_on_a_server(page, "kl_divergence")
    links.get_by_text("Cross-entropy", exact=True).click()
    expect(page).to_have_url(f"{site.url}/cross_entropy")
    assert_as_on_a_server(page, "cross_entropy")
    page.go_back()
    expect(page).to_have_url(f"{site.url}/kl_divergence")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "How far is the model, and which way round?"
    )


def a_bar_is_dragged(page: Page, site: Site) -> None:
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    before, link = main_numbers(page), page.url
    pull(page, page.get_by_role("slider", name="p, outcome A", exact=True), 0.2, 0.9)
    expect(page).not_to_have_url(link, timeout=PATIENCE)  # the drag is in the link once it is over
    wait_ready(page, PATIENCE / 1000)
    [written] = parse_qs(urlsplit(page.url).query)["ent_p"]
    p = [float(each) for each in written.replace(",", " ").split()]
    assert p != [0.1, 0.2, 0.3, 0.4]
    found = main_numbers(page)
    assert found != before
    assert found["H(p)"] == f"{it.entropy(p, normalize=True):.3f} bits"


def the_race_is_played(page: Page, site: Site) -> None:
    choose_speed(page, "fast")
    button(page, "Reset").click()
    page.evaluate(WATCH)
    button(page, "Play").click()
    wait_for_step(page, ">= 50")
    shown = [step for step, _ in page.evaluate("window.shown")]
    assert shown == sorted(shown)
    assert len(shown) > 4  # a busy machine draws few of the frames


def a_text_is_read_as_a_file(page: Page, site: Site) -> None:
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the file").click()
    assert Path(saved.value.path()).read_bytes() == file_of(sample(DIGITS, ""), 1)
    page.get_by_text(OWN, exact=True).click()
    text = page.get_by_role("textbox", name="Your text")
    text.fill("abracadabra, abracadabra!")
    text.blur()
    back = page.get_by_test_id("stMetric").filter(has_text="read from the file")
    expect(back).to_contain_text("25 letters right", timeout=PATIENCE)


def a_file_is_brought(page: Page, site: Site) -> None:
    expect(page.get_by_test_id("stTable")).to_be_visible()
    page.get_by_text("file", exact=True).first.click()
    bring = page.locator("[class*=st-key-ym_file_upload] input[type=file]")
    data = b"label,a,b\na,0.75,0.25\nb,0.5,0.5\na,0.25,0.75\n"
    bring.set_input_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": data})
    score = it.log_loss([0, 1, 0], [[0.75, 0.25], [0.5, 0.5], [0.25, 0.75]])
    expect(page.locator(".st-key-main_numbers")).to_contain_text(f"{score:.3f} bits")
    bring.set_input_files({"name": "a.parquet", "mimeType": "", "buffer": b"PAR1 and more"})
    expect(page.get_by_text("Save the table as CSV")).to_be_visible()


THEN = {
    "home": pages_are_linked_as_in_the_app,
    "entropy": a_bar_is_dragged,
    "training": the_race_is_played,
    "file_size": a_text_is_read_as_a_file,
    "your_model": a_file_is_brought,
}
