"""What is on the screen is shared as a link, and comes back in a browser that was never here."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import forget, slow_line, wait_ready, wait_until
from tests.e2e.test_app import PATHS, go_to, goto
from ui.lessons.registry import ROOM, lesson

pytestmark = pytest.mark.browser

ADDRESSES = {**PATHS, ROOM.stem: f"/{ROOM.stem}"}


def shared(page: Page) -> str:
    """Press *Share* and return the link."""
    page.locator(".st-key-share button").evaluate("e => e.click()")  # out of sight in a lecture
    dialog = page.get_by_role("dialog")
    link = dialog.get_by_test_id("stCode").inner_text()
    expect(dialog.get_by_text("Not in the link")).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    return link


AS_IT_WAS_DRAWN = """() => {
  const code = document.querySelector("[role=dialog] img");
  return code?.naturalWidth >= 200 && code.getBoundingClientRect().width === code.naturalWidth;
}"""


on_the_rooms_page = pytest.mark.parametrize("open_page", [ADDRESSES[ROOM.stem]], indirect=True)


@on_the_rooms_page
def test_the_link_comes_as_a_code_for_a_camera_too(open_page):
    open_page.locator(".st-key-share button").click()
    dialog = open_page.get_by_role("dialog")
    for scheme in ("dark", "light"):
        open_page.emulate_media(color_scheme=scheme)
        expect(dialog.get_by_role("img", name="QR code")).to_be_visible()
        wait_until(open_page, AS_IT_WAS_DRAWN)  # scaled, its modules would blur
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


@on_the_rooms_page
def test_a_link_that_was_closed_stays_closed_when_the_page_was_running_again(open_page):
    dialog = open_page.get_by_role("dialog")
    with slow_line(open_page):
        for scheme in ("dark", "light"):
            open_page.locator(".st-key-share button").click()
            expect(dialog.get_by_role("img", name="QR code")).to_be_visible()
            open_page.emulate_media(color_scheme=scheme)  # runs the whole page
            open_page.wait_for_timeout(100)
            dialog.get_by_role("button", name="Close").click()
            open_page.wait_for_timeout(1200)
            expect(dialog).to_be_hidden()


# The last one on the room's page: it leaves it.
@on_the_rooms_page
def test_a_pages_link_opens_it_whether_it_was_opened_by_a_link_or_from_another_page(
    open_page, page, app_url
):
    page.goto(app_url + ADDRESSES["home"])
    # The default page, a lesson, and no lesson; each directly, or by the navigation.
    for tab, direct, others in (
        (page, "home", ("entropy", ROOM.stem)),
        (open_page, ROOM.stem, ("",)),
    ):
        tab.bring_to_front()  # one behind another is drawn once a second
        wait_ready(tab)
        assert shared(tab) == app_url + ADDRESSES[direct]
        for stem in others:
            go_to(tab, stem)
            here = lesson(stem or "home")
            expect(tab.get_by_role("heading", level=1)).to_have_text(here.question)
            wait_ready(tab)
            assert shared(tab) == app_url + ADDRESSES[here.stem]


# What a page says: its words and numbers, its fields, and every text and mark of its figures, those
# of the race too.
SEEN = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const values = [...main.querySelectorAll('input, textarea')].map(field => field.value);
  const inside = [...main.querySelectorAll('*')].flatMap(each => each.shadowRoot ?? [])
    .map(root => [...root.querySelectorAll('[role=slider], [type=range]')].map(
      slider => `${slider.getAttribute('aria-label')} ${slider.getAttribute('aria-valuetext')}`)
      .concat([...root.querySelectorAll('svg text, .player button')].map(e => e.textContent)));
  const figures = [...main.querySelectorAll('svg.marks')].map(figure => [
    ...[...figure.querySelectorAll('text')].map(text => text.textContent).sort(),
    figure.querySelectorAll('path, rect').length].join());
  return [main.innerText.split('\\n'), values, inside, figures].flat(2).filter(each => each);
}"""


def sights(page: Page) -> list[str]:
    """What a page says, sorted: a figure that was updated has its texts in another order."""
    page.mouse.move(0, 0)  # an icon is another one under the mouse
    said: list[str] = page.evaluate(SEEN)
    return sorted(said)


def unfold(page: Page, key: str) -> None:
    page.locator(f".st-key-{key} summary").click()
    wait_ready(page)


def choose(page: Page, key: str, option: str) -> None:
    page.locator(f".st-key-{key}").get_by_text(option, exact=True).click()
    wait_ready(page)


def pick(page: Page, example: str) -> None:
    page.get_by_test_id("stMain").get_by_text(example, exact=True).first.click()
    page.wait_for_url("**_p=**")
    wait_ready(page)


def settle(page: Page) -> None:
    """Wait until nothing is being measured any more."""
    expect(page.get_by_text("being measured")).to_have_count(0, timeout=60_000)
    wait_ready(page)


def pulled_coin(page: Page) -> None:
    pick(page, "biased coin")
    page.get_by_role("slider", name="heads").first.focus()
    with slow_line(page):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(350)  # the text is on its way, and the answer is not
        choose(page, "units", "nats")
        page.wait_for_url("**ent_p=0.89**units=nats")
    unfold(page, "ent_game")


def a_fork(page: Page) -> None:
    step = page.get_by_role("button", name="Step", exact=True)
    for _ in range(3):
        step.click()
    page.get_by_role("button", name="Switch squared error to cross-entropy here").click()
    expect(page.get_by_text("Switched at step 3")).to_be_visible()
    step.click()
    unfold(page, "tr_anatomy")
    expect(page.get_by_text("at step 4: the mean")).to_be_visible()
    settle(page)


def lecture_at_a_step(page: Page) -> None:
    page.keyboard.press("ArrowRight")
    wait_ready(page)
    page.keyboard.press("ArrowRight")
    wait_ready(page)


# What a hand does that only a browser knows of; the rest is held by tests/test_share.py.
STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "a coin that was pulled": ("/entropy", pulled_coin),
    "a switched race": ("/training", a_fork),
    "a lecture at a later step": ("/cross_entropy?lecture=true", lecture_at_a_step),
}


@pytest.mark.parametrize(("path", "make"), STATES.values(), ids=STATES)
def test_a_state_comes_back_from_its_link_in_a_fresh_browser(page, other_page, app_url, path, make):
    page.bring_to_front()  # one behind another is drawn once a second
    goto(page, app_url + path)
    make(page)
    link = shared(page)
    seen = sights(page)
    forget(page)
    other_page.bring_to_front()
    goto(other_page, link)
    if path.startswith("/training"):
        settle(other_page)
    assert sights(other_page) == seen, link
