"""What is on the screen is shared as a link, and comes back in a browser that was never here."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import wait_ready
from tests.e2e.test_app import PATHS, go_to, goto
from ui.lessons import EVERY_PAGE, ROOM

pytestmark = pytest.mark.browser

ADDRESSES = {**PATHS, ROOM.stem: f"/{ROOM.stem}"}


def shared(page: Page) -> str:
    """Press *Share* and return the link."""
    page.locator(".st-key-share button").click()
    dialog = page.get_by_role("dialog")
    link = dialog.get_by_test_id("stCode").inner_text()
    expect(dialog.get_by_text("Not in the link")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    return link


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_link_comes_as_a_code_for_a_camera_too(page, app_url, scheme):
    page.emulate_media(color_scheme=scheme)
    goto(page, f"{app_url}/entropy?units=nats")
    page.locator(".st-key-share button").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("svg.marks").first).to_be_visible()


def test_a_link_that_no_camera_could_read_is_given_to_copy(page, app_url):
    goto(page, f"{app_url}/entropy?ent_p={'+'.join(['1'] * 400)}")
    page.locator(".st-key-share button").click()
    expect(page.get_by_role("dialog").get_by_text("copy it")).to_be_visible()


@pytest.mark.parametrize("lesson", EVERY_PAGE, ids=lambda lesson: lesson.stem)
def test_a_pages_link_opens_it_whether_it_was_opened_by_a_link_or_from_another_page(
    page, app_url, lesson
):
    before = "entropy" if lesson.stem != "entropy" else "cross_entropy"
    goto(page, f"{app_url}{ADDRESSES[before]}")
    wanted = app_url + ADDRESSES[lesson.stem]
    go_to(page, lesson.stem if lesson.stem != "home" else "")
    expect(page.get_by_role("heading", level=1)).to_have_text(lesson.question)
    wait_ready(page)
    assert shared(page) == wanted
    goto(page, wanted)
    expect(page.get_by_role("heading", level=1)).to_have_text(lesson.question)
    assert shared(page) == wanted
