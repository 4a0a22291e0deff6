"""The slider in the browser: what a hand, a key and a link do to it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.browsing import FOCUSED, type_anew, wait_ready

pytestmark = pytest.mark.browser

METRIC = "[data-testid=stMetricValue]"


@pytest.fixture(scope="module")
def url(widgets_url):
    return f"{widgets_url}/sliders"


@pytest.fixture(scope="module")
def slider_page(profile, url):
    """One page with both sliders for all tests."""
    page = profile.new_page()
    page.goto(url)
    wait_ready(page)
    page.get_by_role("slider").first.wait_for()
    yield page
    page.close()


@pytest.fixture
def sliders(slider_page):
    """The sliders where they stand at first."""
    slider_page.bring_to_front()
    type_anew(field(slider_page), "1/2")
    expect(thumb(slider_page)).to_have_attribute("aria-valuetext", "0.5")
    wait_ready(slider_page)
    return slider_page


def thumb(page, name="Probability of the event"):
    return page.get_by_role("slider", name=name)


def field(page, name="Probability of the event"):
    return page.get_by_role("textbox", name=name)


def test_a_drag_moves_the_number_as_it_goes_and_the_link_when_it_ends(sliders):
    page = sliders
    steps = page.evaluate("history.length")
    box = thumb(page, "Score").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 31):
        page.mouse.move(x - 4 * step, y)
        page.wait_for_timeout(16)
    number = page.locator(METRIC).last
    expect(number).not_to_have_text("2.5")  # before the hand lets go
    expect(field(page, "Score")).to_have_value("2.5")
    page.mouse.up()
    value = thumb(page, "Score").get_attribute("aria-valuenow")
    assert -5 < float(value) < 2
    expect(number).to_have_text(value)
    expect(field(page, "Score")).to_have_value(value)
    expect(page).to_have_url(re.compile(rf"[?&]z={re.escape(value)}$"))
    assert page.evaluate("history.length") == steps + 1


def test_keys_go_by_powers_of_ten_and_the_focus_stays(sliders):
    page = sliders
    thumb(page).focus()
    for key, value in [
        ("ArrowLeft", "0.4"),
        ("ArrowRight", "0.5"),
        ("PageDown", "0.05"),
        ("Shift+ArrowRight", "0.5"),
        ("End", "1"),
        ("Home", "1 × 10⁻⁹"),
    ]:
        page.keyboard.press(key)
        expect(thumb(page)).to_have_attribute("aria-valuetext", value)
    expect(field(page)).to_have_value("1e-9")
    expect(page.locator(METRIC).first).to_have_text("1e-09")
    assert page.evaluate(FOCUSED) == "Probability of the event"


def test_reload_and_back_keep_the_number(sliders):
    page = sliders
    page.get_by_test_id("stButtonGroup").get_by_text("lottery").click()
    expect(field(page)).to_have_value("7.15e-8")
    page.reload()
    wait_ready(page)
    expect(thumb(page)).to_have_attribute("aria-valuetext", "7.15 × 10⁻⁸")
    page.go_back()
    expect(field(page)).to_have_value(re.compile("1/2 *"))
    expect(thumb(page)).to_have_attribute("aria-valuetext", "0.5")


def test_a_broken_number_is_told_and_the_thumb_stays(sliders):
    page = sliders
    field(page).fill("<b>")
    field(page).press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("<b> is not a number")
    expect(thumb(page)).to_have_attribute("aria-valuetext", "0.5")


def test_a_finger_finds_the_thumb_and_axe_finds_nothing(sliders):
    page = sliders
    page.set_viewport_size({"width": 390, "height": 844})
    wait_ready(page)
    box = thumb(page).bounding_box()
    assert min(box["width"], box["height"]) >= 24
    reach = thumb(page).locator("xpath=../..").bounding_box()
    assert reach["height"] >= 44
    found = Axe().run(page, context="[data-testid=stMainBlockContainer]")
    assert [violation["id"] for violation in found.response["violations"]] == []
