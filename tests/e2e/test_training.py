"""The race in a browser: played, forked, left, changed in mid-play, and clicked on the map."""

import re
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import wait_ready
from tests.e2e.test_app import FIGURES, SCRUB, go_to, goto, metric, step_shown, wait_for_step
from ui.lessons.registry import lesson

pytestmark = pytest.mark.browser

# Counts how often the figures have changed, each moment of the animation at most once.
COUNT = """selector => {
  const [ball] = document.querySelectorAll(selector);
  let last = ball.innerHTML;
  window.changes = 0;
  (function look() {
    if (ball.innerHTML !== last) { window.changes++; last = ball.innerHTML; }
    requestAnimationFrame(look);
  })();
}"""


@pytest.fixture
def race(page, app_url) -> Page:
    goto(page, f"{app_url}/training")
    wait_ready(page)
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def choose(page: Page, key: str, option: str) -> None:
    page.locator(f".st-key-{key}").get_by_text(option, exact=True).click()


def keep(page: Page) -> None:
    page.evaluate("s => document.querySelectorAll(s).forEach(svg => { svg.kept = true; })", FIGURES)


def all_kept(page: Page) -> bool:
    return page.evaluate("s => [...document.querySelectorAll(s)].every(svg => svg.kept)", FIGURES)


def test_the_race_plays_without_flicker(race):
    keep(race)
    press(race, "Play")
    wait_for_step(race, ">= 2")
    race.evaluate(COUNT, FIGURES)
    race.wait_for_function("window.changes >= 6")  # it goes on, however slowly: a machine is busy
    assert all_kept(race)


def test_the_play_button_is_seen_without_scrolling(race):
    box = race.get_by_role("button", name="Play", exact=True).bounding_box()
    assert box["y"] + box["height"] <= 800
    for figure in race.locator(FIGURES).all()[:3]:
        box = figure.bounding_box()
        assert box["y"] + box["height"] <= 800


def test_the_race_is_driven_by_keys_alone(race):
    race.get_by_role("button", name="Play", exact=True).focus()
    race.keyboard.press("Enter")
    wait_for_step(race, ">= 2")
    race.get_by_role("button", name="Pause", exact=True).focus()
    race.keyboard.press("Enter")
    expect(race.get_by_role("button", name="Play", exact=True)).to_be_visible()
    wait_ready(race)
    race.locator(SCRUB).focus()
    race.keyboard.press("Home")
    wait_for_step(race, "=== 0")
    race.keyboard.press("ArrowRight")
    wait_for_step(race, "=== 1")


def test_fast_is_faster(race):
    choose(race, "tr_speed", "fast")
    wait_ready(race)
    press(race, "Play")
    wait_for_step(race, ">= 8")
    assert step_shown(race) % 8 == 0


def test_either_loss_is_switched_in_mid_play(race):
    press(race, "Play")
    wait_for_step(race, ">= 3")
    race.get_by_role("button", name="Switch squared error to cross-entropy here").click()
    expect(race.get_by_text("now under cross-entropy")).to_be_visible()
    at = step_shown(race)
    wait_for_step(race, f"> {at}")
    race.get_by_role("button", name="Switch cross-entropy to squared error here").click()
    expect(race.get_by_text("now under squared error")).to_be_visible()
    assert race.get_by_test_id("stException").count() == 0


def test_a_setting_may_change_while_the_race_plays(race):
    press(race, "Play")
    wait_for_step(race, ">= 3")
    race.locator(".st-key-tr_b input").fill("4")
    race.keyboard.press("Enter")
    expect(metric(race, "squared error: steps to 90 %")).to_have_text("15")
    at = step_shown(race)
    wait_for_step(race, f"> {at}")
    choose(race, "tr_data", "moons")
    expect(metric(race, "squared error: steps to 90 %")).not_to_have_text("15")
    expect(race).to_have_url(re.compile("tr_data=moons"))
    assert race.get_by_test_id("stException").count() == 0


def test_the_page_is_as_it_was_after_it_was_left_in_mid_play(race):
    race.locator(".st-key-tr_b input").fill("4")
    race.keyboard.press("Enter")
    expect(metric(race, "squared error: steps to 90 %")).to_have_text("15")
    press(race, "Play")
    wait_for_step(race, ">= 2")
    go_to(race, "entropy")
    expect(race.get_by_role("heading", level=1)).to_have_text(lesson("entropy").question)
    go_to(race, "training")
    expect(metric(race, "squared error: steps to 90 %")).to_have_text("15")
    assert race.get_by_test_id("stException").count() == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads CPU time from /proc")
def test_a_training_that_nobody_watches_any_more_ends(serve, page):
    server = serve()
    search = f"{server.url}/training?tr_data=spiral&tr_fair=each its best η"
    page.goto(search)
    progress = page.get_by_test_id("stProgress")
    expect(progress).to_be_visible()
    page.goto("about:blank")
    page.wait_for_timeout(1500)
    before = server.cpu()
    page.wait_for_timeout(1500)
    assert server.cpu() - before < 0.5
    page.goto(search)
    expect(progress).to_be_visible()  # it was not at its end before


def test_a_click_on_a_cell_of_the_map_races_it(page, app_url):
    goto(page, f"{app_url}/training?open=tr_map&tr_data=moons&tr_steps=50")
    cell = page.locator(".st-key-tr_map_start svg.marks").get_by_text("×9.5", exact=True).last
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] + 4)
    expect(page).to_have_url(re.compile(r"tr_rate=2(&|$)"))
    expect(metric(page, "cross-entropy: steps to 90 %")).not_to_have_text("never")
    assert "tr_data" not in page.url


def test_a_digits_race_shows_its_digits(page, app_url):
    goto(page, f"{app_url}/training?tr_data=digits")
    expect(page.get_by_text("Three test digits", exact=False)).to_be_visible()
    expect(page.locator("svg image").nth(2)).to_be_visible()
