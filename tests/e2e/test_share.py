"""What is on the screen is shared as a link."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import wait_ready
from tests.e2e.test_app import goto, metric

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_shared_link_shows_what_was_seen(page, app_url, scheme):
    page.emulate_media(color_scheme=scheme)
    goto(page, f"{app_url}/entropy?units=nats&open=a")
    page.get_by_role("slider").first.focus()
    page.keyboard.press("PageUp")
    page.wait_for_url("**ent_p=**")
    wait_ready(page)
    seen = metric(page, "H(p)").inner_text()
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog")
    link = dialog.get_by_test_id("stCode").inner_text()
    assert link == page.url
    expect(dialog.locator("svg.marks").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    goto(page, f"{app_url}/entropy")
    assert metric(page, "H(p)").inner_text() != seen
    goto(page, link)
    expect(metric(page, "H(p)")).to_have_text(seen)


def test_a_link_that_no_camera_could_read_is_given_to_copy(page, app_url):
    goto(page, f"{app_url}/entropy?ent_p={'+'.join(['1'] * 400)}")
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("dialog").get_by_text("copy it")).to_be_visible()
