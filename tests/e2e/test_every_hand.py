"""For every hand and eye: names and roles, contrast, keys, on all pages, light and dark."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.browsing import FOCUSED
from tests.e2e.test_app import HANDLES, PATHS, goto
from ui.lessons import ROOM

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
ADDRESSES = {**PATHS, ROOM.stem: f"/{ROOM.stem}"}
BODY = "[data-testid=stMainBlockContainer]"

# What Streamlit's own frame around the page causes: nothing that an app can change.
OF_THE_FRAME = {
    "listitem",  # the sidebar's navigation puts its items into groups, not into lists
    "list",
}


def folds(stem: str) -> list[str]:
    """The keys of the blocks that are folded on a page."""
    script = (ROOT / "pages" / f"{stem}.py").read_text(encoding="utf-8")
    return re.findall(r'folded\(\s*"[^"]*",\s*"(\w+)"', script)


def violations(page: Page, context: str | None = None) -> set[str]:
    found = Axe().run(page, context=context)
    return {violation["id"] for violation in found.response["violations"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("stem", ADDRESSES)
def test_a_page_with_all_its_blocks_open_has_no_violation_that_axe_finds(
    page, app_url, stem, scheme
):
    page.emulate_media(color_scheme=scheme)
    opened = "&".join(f"open={key}" for key in folds(stem))
    goto(page, f"{app_url}{ADDRESSES[stem]}?{opened}")
    assert violations(page, BODY) == set()
    assert violations(page) <= OF_THE_FRAME


@pytest.mark.parametrize("stem", PATHS)
def test_the_tab_key_reaches_the_main_control_with_a_focus_that_is_seen(page, app_url, stem):
    goto(page, app_url + PATHS[stem])
    handle = page.locator(HANDLES).first
    before = handle.screenshot()
    wanted = handle.get_attribute("aria-label")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == wanted:
            break
    else:
        pytest.fail(f"the Tab key does not reach {wanted}")
    assert handle.screenshot() != before, "the focus is not to be seen"


@pytest.mark.parametrize("stem", PATHS)
def test_every_figure_is_described(page, app_url, stem):
    goto(page, app_url + PATHS[stem])
    named = page.get_by_test_id("stVegaLiteChart").evaluate_all(
        "all => all.map(figure => figure.getAttribute('aria-label') || '')"
    )
    assert named
    assert all(len(name.split()) >= 4 for name in named)


def test_nothing_moves_by_itself(page, app_url):
    page.emulate_media(reduced_motion="reduce")
    goto(page, app_url + PATHS["training"])
    drawn = "() => [...document.querySelectorAll('svg.marks')].map(svg => svg.innerHTML).join('')"
    page.wait_for_timeout(2500)  # what is measured afterwards is there
    before = page.evaluate(drawn)
    page.wait_for_timeout(1500)
    assert page.evaluate(drawn) == before
    assert page.evaluate("document.getAnimations().length") == 0
