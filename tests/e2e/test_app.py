"""The app in a real browser, as a visitor has it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import slow_line, wait_ready
from ui.lessons.registry import EVERY_PAGE, LESSONS

pytestmark = pytest.mark.browser

PATHS = {lesson.stem: "/" if lesson is LESSONS[0] else f"/{lesson.stem}" for lesson in LESSONS}
HANDLES = "[data-testid=stMain] :is(input[type=range], [role=slider])"
# The models of the race stand in the shadow of its element, which only a locator sees into.
FIGURES = "[data-testid=stMain] :is([data-testid=stVegaLiteChart] svg.marks, .models)"


def goto(page: Page, address: str) -> None:
    """Open an address and wait until it is shown whole."""
    page.goto(address)
    wait_ready(page)


def go_to(page: Page, stem: str) -> None:
    """Follow the navigation to a page."""
    page.locator(f"[data-testid=stSidebarNavLink][href$='/{stem}']").click()


def metric(page: Page, label: str) -> Locator:
    """The value of the first number of that label, a metric or one beside a claim."""
    numbers = page.locator("[data-testid=stMetric], blockquote li")
    named = numbers.filter(has=page.get_by_text(label, exact=True))
    return named.first.locator("[data-testid=stMetricValue], strong")


# Each page enters the app in the same way (a test of the layers holds that): here one whose address
# another's name ends; home, which has no name there, is the first request in test_faults.py.
def test_a_page_may_be_the_first_request_of_a_fresh_server(serve, page):
    server, first = serve(), LESSONS[3]
    goto(page, f"{server.url}{PATHS[first.stem]}?units=nats")
    expect(page.get_by_role("heading", level=1)).to_have_text(first.question)
    expect(page).to_have_title(first.title)
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(len(EVERY_PAGE))
    assert parse_qs(urlsplit(page.url).query)["units"] == ["nats"]
    assert urlsplit(page.url).path == PATHS[first.stem]
    assert page.get_by_test_id("stException").count() == 0
    assert server.faults() == []
    assert "Warning" not in server.log()
    page.goto("about:blank")  # a page with a clock would miss its server
    server.stop()


@pytest.mark.parametrize("pressed", ["before", "after"])
def test_a_page_may_be_left_while_a_move_is_on_its_way(page, app_url, pressed):
    """It is the fragment of that place on the next page that must not be run for it."""
    goto(page, f"{app_url}/entropy")
    bar = page.get_by_role("slider").first
    with slow_line(page):
        if pressed == "before":
            bar.press("ArrowDown")
        go_to(page, "kl_divergence")
        if pressed == "after":
            bar.press("ArrowDown")
        expect(page.get_by_role("heading", level=1)).to_have_text(LESSONS[4].question)
        page.wait_for_timeout(1000)  # what was pressed has been answered, or not
    page.locator(".st-key-units").get_by_text("nats", exact=True).click()
    page.wait_for_url("**/kl_divergence?units=nats")
    wait_ready(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(LESSONS[4].question)
    expect(page.get_by_role("slider", name="q, outcome", exact=False)).not_to_have_count(0)


def test_back_returns_to_the_page_and_to_what_was_typed_there(page, app_url):
    goto(page, f"{app_url}/entropy?ent_p=1+1+1+1")
    go_to(page, "kl_divergence")
    expect(page.get_by_role("heading", level=1)).to_have_text(LESSONS[4].question)
    wait_ready(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(LESSONS[2].question)
    expect(metric(page, "H(p)")).to_have_text("2.000 bits")
