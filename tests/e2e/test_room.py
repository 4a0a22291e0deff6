"""A lecture: the class answers on its phones, changes its mind, and is scored."""

import math
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import wait_ready
from tests.e2e.test_every_hand import switch_ground, violations
from ui.lessons.questions import QUESTIONS

pytestmark = pytest.mark.browser

STEM = "entropy"
RIGHT = QUESTIONS[STEM].right
WRONG = (RIGHT + 1) % len(QUESTIONS[STEM].options)


@pytest.fixture
def phones(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address on a phone of its own."""
    contexts = []

    def open_phone(address: str, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, has_touch=True, color_scheme=scheme
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        wait_ready(page)
        return page

    yield open_phone
    for context in contexts:
        context.close()


def open_room(page: Page, url: str) -> str:
    """Open a room as a lecturer does; return the address that the phones are shown."""
    page.goto(f"{url}/room?ask={STEM}")
    wait_ready(page)
    page.get_by_role("button", name="Open a room").click()
    shown = page.get_by_text(re.compile(rf"^{re.escape(url)}/room\?code=[A-Z]{{4}}$"))
    return shown.inner_text()


def say(phone: Page, answer: int, how: str) -> None:
    button = phone.get_by_role("button", name=f"{how}:").nth(answer)
    button.click()
    expect(button).to_contain_text("check")  # the tick, an icon by its name
    expect(phone.get_by_text("Your answer is in")).to_be_visible()


def number(page: Page, label: str):
    named = page.get_by_test_id("stMetric").filter(has=page.get_by_text(label, exact=True))
    return named.get_by_test_id("stMetricValue")


def close(page):
    """Close a room with answers in it."""
    page.get_by_role("button", name="Close the room").click()
    expect(page.get_by_text("will be lost")).to_be_visible()
    page.get_by_role("button", name="Do it all the same").click()
    expect(page.get_by_role("button", name="Open a room")).to_be_visible()


def test_a_class_answers_changes_its_mind_and_is_scored_in_two_rounds(page, app_url, phones):
    address = open_room(page, app_url)
    ann, ben, cas = (phones(address) for _ in range(3))
    say(ann, RIGHT, "sure")
    say(ben, WRONG, "leaning")
    say(cas, RIGHT, "leaning")
    say(ben, WRONG, "sure")
    expect(number(page, "answers")).to_have_text("3")
    assert page.get_by_test_id("stVegaLiteChart").count() == 0, "more than the QR code is shown"

    page.get_by_role("button", name="Reveal").click()
    expect(number(page, "surprise, the class, on average")).to_have_text("∞ bits")
    expect(number(page, "squared error, the class, on average")).to_have_text(
        f"{(0 + 2 + 1 / 6) / 3:.3f}"
    )
    pool = (1 + 0 + 2 / 3) / 3
    expect(number(page, "surprise, pooled")).to_have_text(f"{-math.log2(pool):.3f} bits")
    expect(number(ann, "your surprise")).to_have_text("0.000 bits")
    expect(number(ben, "your surprise")).to_have_text("∞ bits")
    expect(number(ben, "your squared error")).to_have_text("2.000")
    expect(number(cas, "your surprise")).to_have_text(f"{math.log2(3 / 2):.3f} bits")

    page.get_by_role("button", name="Another round").click()
    expect(number(page, "round")).to_have_text("2")
    say(ben, RIGHT, "leaning")
    say(ann, RIGHT, "sure")
    page.get_by_role("button", name="Reveal").click()
    expect(number(page, "squared error, the class, on average")).to_have_text(f"{1 / 12:.3f}")
    figure = page.get_by_test_id("stVegaLiteChart").first
    expect(figure.get_by_text(f"{pool:.0%}, round 1")).to_be_visible()
    expect(figure.get_by_text("83%, round 2")).to_be_visible()
    expect(cas.get_by_text("You gave no answer")).to_be_visible()

    close(page)
    expect(ann.get_by_role("alert")).to_contain_text("There is no room of this code")


def test_a_reload_keeps_the_lecturer_and_the_answer(page, app_url, phones):
    address = open_room(page, app_url)
    phone = phones(address)
    say(phone, WRONG, "leaning")
    for each in (page, phone):
        each.reload()
        wait_ready(each)
    expect(phone.get_by_role("button", name="leaning:").nth(WRONG)).to_contain_text("check")
    say(phone, RIGHT, "leaning")
    expect(number(page, "answers")).to_have_text("1")
    close(page)


def test_a_phone_shows_the_question_alone_and_axe_finds_nothing(page, app_url, phones):
    address = open_room(page, app_url)
    for ground in ("light", "dark"):
        phone = phones(address, ground)
        say(phone, RIGHT, "sure")
        assert phone.get_by_test_id("stSidebarNavLink").count() == 0
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        box = phone.get_by_role("button", name="no idea").bounding_box()
        assert box["y"] + box["height"] <= 844
        switch_ground(page, ground)
        for shown in (phone, page):
            assert {rule for rule, in_body in violations(shown) if in_body} == set(), ground
    close(page)


def test_a_phone_may_be_the_first_visitor_of_a_fresh_server(serve, page):
    server = serve()
    page.goto(f"{server.url}/room?code=BCDF")
    wait_ready(page)
    expect(page.get_by_role("alert")).to_contain_text("There is no room of this code")
    assert page.url == f"{server.url}/room?code=BCDF"
    assert "Traceback" not in server.log()
    page.goto("about:blank")  # its clock would miss the server
    server.stop()
