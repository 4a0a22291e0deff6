"""The app in a real browser, as a visitor has it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import wait_ready
from ui.lessons.registry import EVERY_PAGE, LESSONS

pytestmark = pytest.mark.browser

PATHS = {lesson.stem: "/" if lesson is LESSONS[0] else f"/{lesson.stem}" for lesson in LESSONS}
WITH_BARS = {"entropy": "ent_p", "cross_entropy": "ce_p", "kl_divergence": "kl_p"}
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
    """The value of the first metric of that label."""
    named = page.get_by_test_id("stMetric").filter(has=page.get_by_text(label, exact=True))
    return named.first.get_by_test_id("stMetricValue")


# Each page enters the app in the same way (a test of the layers holds that): one lesson whose name
# ends another's address, and home, which has no name there.
@pytest.mark.parametrize("lesson", [LESSONS[0], LESSONS[3]], ids=lambda lesson: lesson.stem)
def test_a_page_may_be_the_first_request_of_a_fresh_server(serve, page, lesson):
    server = serve()
    goto(page, f"{server.url}{PATHS[lesson.stem]}?units=nats")
    expect(page.get_by_role("heading", level=1)).to_have_text(lesson.question)
    expect(page).to_have_title(lesson.title)
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(len(EVERY_PAGE))
    assert parse_qs(urlsplit(page.url).query)["units"] == ["nats"]
    assert urlsplit(page.url).path == PATHS[lesson.stem]
    assert page.get_by_test_id("stException").count() == 0
    assert "Traceback" not in server.log()
    assert "Warning" not in server.log()
    page.goto("about:blank")  # a page with a clock would miss its server
    server.stop()


@pytest.mark.parametrize("stem", WITH_BARS)
def test_a_drag_moves_figure_number_and_link_and_a_reload_keeps_them(page, app_url, stem):
    goto(page, app_url + PATHS[stem])
    label = "H(p)" if stem != "kl_divergence" else "D(p‖q)"
    before = metric(page, label).inner_text()
    box = page.locator(HANDLES).first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 30, steps=5)
    expect(metric(page, label)).not_to_have_text(before)
    page.mouse.move(x, y - 60, steps=5)
    page.mouse.up()
    expect(page).to_have_url(re.compile(WITH_BARS[stem]))
    wait_ready(page)
    page.wait_for_timeout(300)
    after, link = metric(page, label).inner_text(), page.url
    assert after != before
    page.reload()
    wait_ready(page)
    expect(metric(page, label)).to_have_text(after)
    assert page.url == link


def test_quick_moves_back_and_forth_do_not_end_the_connection(page, app_url):
    goto(page, app_url + PATHS["cross_entropy"])
    page.locator(HANDLES).first.focus()
    for key in ["ArrowRight", "ArrowLeft"] * 25:
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    wait_ready(page)
    expect(metric(page, "H(p)")).to_have_text("1.750 bits")


def test_back_returns_to_the_page_and_to_what_was_typed_there(page, app_url):
    goto(page, f"{app_url}/entropy?ent_p=1+1+1+1")
    go_to(page, "kl_divergence")
    expect(page.get_by_role("heading", level=1)).to_have_text(LESSONS[4].question)
    wait_ready(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(LESSONS[2].question)
    expect(metric(page, "H(p)")).to_have_text("2.000 bits")


def test_the_page_may_be_left_while_the_race_plays(page, app_url):
    goto(page, app_url + PATHS["training"])
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    go_to(page, "entropy")
    expect(page.get_by_role("heading", level=1)).to_have_text(LESSONS[2].question)
    page.wait_for_timeout(500)
    assert page.get_by_test_id("stException").count() == 0


def test_a_figures_toolbar_stands_inside_it_and_is_seen_by_keyboard_too(page, app_url):
    goto(page, f"{app_url}/self_information")
    figure = page.get_by_test_id("stFullScreenFrame").last
    toolbar = figure.get_by_test_id("stElementToolbar")
    figure.hover()
    expect(toolbar).to_have_css("opacity", "1")
    above, inside = figure.bounding_box(), toolbar.bounding_box()
    assert above is not None
    assert inside is not None
    assert inside["y"] >= above["y"] - 1
    page.mouse.move(0, 0)
    expect(toolbar).to_have_css("opacity", "0")
    toolbar.get_by_role("button").first.focus()
    expect(toolbar).to_have_css("opacity", "1")


@pytest.mark.parametrize("stem", WITH_BARS)
def test_on_a_phone_the_main_number_is_in_sight_while_a_bar_is_moved(page, app_url, stem):
    page.set_viewport_size({"width": 390, "height": 844})
    goto(page, app_url + PATHS[stem])
    bar = page.locator(HANDLES).first
    bar.scroll_into_view_if_needed()
    bar.focus()
    number = page.locator(".st-key-main_numbers [data-testid=stMetricValue]").first
    before = number.inner_text()
    for _ in range(3):
        page.keyboard.press("PageUp")
    expect(number).not_to_have_text(before)
    expect(number).to_be_in_viewport(ratio=1)
    expect(bar).to_be_in_viewport()
