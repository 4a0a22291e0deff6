"""A whole lecture: light phones answer, change their minds, lose the network, and are scored."""

import re
from collections.abc import Callable, Iterator
from urllib.request import urlopen

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.browsing import wait_ready
from tests.e2e.test_every_hand import violations, violations_on_both_grounds
from ui.lessons.questions import QUESTIONS
from ui.room.rooms import Forecast
from ui.room.scores import class_scores, score
from ui.style.units import number

pytestmark = pytest.mark.browser

STEM, NEXT = "entropy", "training"
RIGHT = QUESTIONS[STEM].right
OPTIONS = QUESTIONS[STEM].options
WRONG = (RIGHT + 1) % len(OPTIONS)
FINGER = 44  # pixels


@pytest.fixture
def phones(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address on a phone of its own; none may end with an error of its script."""
    contexts, errors = [], []

    def open_phone(address: str, scheme: str = "light", *, cookies: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, has_touch=True, color_scheme=scheme
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        if not cookies:
            context.route("**/join/*", without_cookies)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page

    yield open_phone
    for context in contexts:
        context.close()
    assert errors == []


def without_cookies(route: Route) -> None:
    """Answer as a browser that keeps no cookie is answered."""
    with urlopen(route.request.url) as response:
        headers = {k: v for k, v in response.headers.items() if k != "set-cookie"}
        route.fulfill(status=response.status, headers=headers, body=response.read())


def open_room(page: Page, url: str) -> str:
    """Open a room as a lecturer does; return the address that the phones are shown."""
    page.goto(f"{url}/room?ask={STEM}")
    wait_ready(page)
    page.get_by_role("button", name="Open a room").click()
    return page.get_by_text(re.compile(rf"^{re.escape(url)}/join/[A-Z]{{4}}$")).inner_text()


def status(phone: Page):
    return phone.get_by_role("status")


def say(phone: Page, answer: int, how: str) -> None:
    button = phone.get_by_role("button", name=f"{OPTIONS[answer]}: {how}")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(status(phone)).to_contain_text("Your answer is in")


def metric(page: Page, label: str):
    named = page.get_by_test_id("stMetric").filter(has=page.get_by_text(label, exact=True))
    return named.get_by_test_id("stMetricValue")


def forecast(answer: int, p: float) -> Forecast:
    """What a phone sends that gives ``answer`` the probability p, and shares the rest equally."""
    rest = (1 - p) / (len(OPTIONS) - 1)
    return Forecast(tuple(p if i == answer else rest for i in range(len(OPTIONS))))


def expect_scores(phone: Page, said: Forecast, everybody: list[Forecast]) -> None:
    """Expect the phone's own scores, and beside them those of the class."""
    mine = score(said, RIGHT)
    of_class = class_scores(np.array([each.probabilities for each in everybody]), RIGHT)
    rows = {
        "you": mine,
        "the class, on average": of_class.mean,
        "the class, median": of_class.median,
        "the class, pooled": of_class.pooled,
    }
    table = phone.get_by_role("table", name="Scores, lower is better")
    for name, each in rows.items():
        cells = table.get_by_role("row", name=name).get_by_role("cell")
        expect(cells).to_have_text([number(each.bits), number(each.squared)])


def expect_for_every_hand(phone: Page) -> None:
    """Expect nothing that axe finds, no part beyond the screen, and room for a finger."""
    assert violations(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    targets = phone.locator("button:visible, input:visible")
    heights = targets.evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
    assert all(height >= FINGER for height in heights)


def test_a_lecture_with_light_phones(page, app, app_url, phones):
    address = open_room(page, app_url)
    code = address.rsplit("/", 1)[1]

    # One sets 95% by the number, one has no cookies, one has the keyboard alone in the dark.
    ann = phones(address)
    ann.get_by_role("spinbutton", name=OPTIONS[RIGHT]).fill("95")
    expect(ann.get_by_role("slider", name=OPTIONS[RIGHT])).to_have_value("95")
    expect(status(ann)).to_contain_text("Not sent yet")
    ann.get_by_role("button", name="Send").click()
    expect(status(ann)).to_contain_text(f"Your answer is in: {OPTIONS[RIGHT]} 95%")

    cas = phones(address, cookies=False)
    say(cas, WRONG, "leaning")
    cas.reload()
    expect(status(cas)).to_contain_text("Your answer is in")
    assert cas.context.cookies() == []
    say(cas, WRONG, "sure")
    expect(metric(page, "have answered")).to_have_text("2 of 2")

    dora = phones(address, "dark")
    expect(dora.get_by_role("heading", level=1)).to_contain_text("Which coin")
    for option in OPTIONS:
        expect(dora.get_by_role("group", name=option)).to_be_visible()
    slider = dora.get_by_role("slider", name=f"{OPTIONS[RIGHT]}: probability")
    slider.focus()
    dora.keyboard.press("End")
    dora.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "99%")
    expect(metric(page, "have answered")).to_have_text("2 of 3")
    dora.keyboard.press("Enter")
    expect(status(dora)).to_contain_text(f"Your answer is in: {OPTIONS[RIGHT]} 99%")
    expect_for_every_hand(dora)

    # One loses its network, is told so at once, and its answer is sent when it is back.
    ben = phones(address)
    expect(status(ben)).to_contain_text("Not sent yet")
    ben.context.set_offline(True)
    expect(ben.get_by_role("alert")).to_contain_text("No connection")
    ben.get_by_role("button", name=f"{OPTIONS[RIGHT]}: leaning").click()
    expect(ben.get_by_role("alert")).to_contain_text("Your answer has not arrived yet")
    expect(status(ben)).not_to_contain_text("in:")
    ben.context.set_offline(False)
    expect(status(ben)).to_contain_text("Your answer is in")
    expect(ben.get_by_role("alert")).to_be_empty()
    expect(metric(page, "have answered")).to_have_text("4 of 4")
    assert page.get_by_test_id("stVegaLiteChart").count() == 0, "more than the QR code is shown"

    page.get_by_role("button", name="Reveal").click()
    said = {
        ann: forecast(RIGHT, 0.95),
        ben: forecast(RIGHT, 2 / 3),
        cas: forecast(WRONG, 1.0),
        dora: forecast(RIGHT, 0.99),
    }
    for phone, each in said.items():
        expect_scores(phone, each, [*said.values()])
    expect(dora.get_by_text("1 of 4 gave the right answer 0%")).to_be_visible()
    expect(metric(page, "surprise, the class, on average")).to_have_text("∞ bits")
    pool = class_scores(np.array([each.probabilities for each in said.values()]), RIGHT).pooled
    expect(metric(page, "surprise, pooled")).to_have_text(f"{number(pool.bits)} bits")
    expect_for_every_hand(dora)
    page.get_by_text("how reliable was the class?").click()
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(3)
    wait_ready(page)
    assert {rule for rule, in_body in violations_on_both_grounds(page) if in_body} == set()

    # The phones follow by themselves: another round, then another question, then the end.
    page.get_by_role("button", name="Another round").click()
    expect(metric(page, "round")).to_have_text("2")
    expect(status(cas)).to_contain_text("Not sent yet")
    say(cas, RIGHT, "sure")
    page.reload()  # the room stays the lecturer's
    page.get_by_role("button", name="Reveal").click()
    expect_scores(cas, forecast(RIGHT, 1.0), [forecast(RIGHT, 1.0)])
    expect(status(ann)).to_contain_text("You did not answer in this round")
    figure = page.get_by_test_id("stVegaLiteChart").first
    expect(figure.get_by_text("100%, 2nd")).to_be_visible()

    page.goto(f"{app_url}/room?ask={NEXT}")
    page.get_by_role("button", name="Ask this question").click()
    for option in QUESTIONS[NEXT].options:
        expect(ann.get_by_role("group", name=option)).to_be_visible()
    page.get_by_role("button", name="Close the room").click()
    expect(page.get_by_text("5 answers will be lost")).to_be_visible()
    page.get_by_role("button", name="Do it anyway").click()
    expect(page.get_by_role("button", name="Open a room")).to_be_visible()
    for phone in said:
        expect(status(phone)).to_contain_text("There is no room with this code")
    assert code not in app.log()
    assert app.faults() == []


def test_the_page_of_streamlit_takes_an_answer_too(page, app_url, phones):
    code = open_room(page, app_url).rsplit("/", 1)[1]
    phone = phones(f"{app_url}/room?code={code}")
    button = phone.get_by_role("button", name="sure:").nth(RIGHT)
    button.click()
    expect(button).to_contain_text("check")  # the tick, an icon by its name
    expect(phone.get_by_text("Your answer is in")).to_be_visible()
    assert phone.get_by_test_id("stSidebarNavLink").count() == 0
    phone.context.set_offline(True)
    expect(phone.get_by_text("No connection")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_text("No connection")).to_have_count(0)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    expect(metric(page, "have answered")).to_have_text("1 of 1")
    page.get_by_role("button", name="Close the room").click()
    page.get_by_role("button", name="Do it anyway").click()
    expect(phone.get_by_text("There is no room with this code")).to_be_visible()
