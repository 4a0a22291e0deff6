"""Cross-entropy and divergence in the browser: what is folded, and links into prepared states."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import wait_ready

pytestmark = pytest.mark.browser

FIGURES = "[data-testid=stMain] [data-testid=stVegaLiteChart] svg.marks"


def test_a_folded_block_is_drawn_when_it_is_opened_and_follows_its_slider(page, app_url):
    page.goto(f"{app_url}/kl_divergence")
    wait_ready(page)
    before = page.locator(FIGURES).count()
    page.get_by_text("The precision microscope").click()
    expect(page.locator(FIGURES)).to_have_count(before + 1)
    wait_ready(page)
    truth = page.get_by_role("row").filter(has_text="the truth")
    shown = truth.inner_text()
    page.get_by_role("slider", name="Gap between q and p").press("PageUp")
    expect(truth).not_to_have_text(shown)


def test_a_link_of_the_table_opens_its_state_beside_the_page(page, app_url):
    page.goto(f"{app_url}/kl_divergence?units=nats")
    wait_ready(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="see it").nth(4).click()
    other = opened.value
    wait_ready(other)
    metrics = other.get_by_test_id("stMetricValue")
    expect(metrics.nth(0)).to_have_text("0.693 nats")
    expect(metrics.nth(1)).to_have_text("∞ nats")
    expect(other.get_by_text("Jensen–Shannon compares both")).to_be_visible()


def test_swapping_changes_bars_texts_and_link(page, app_url):
    page.goto(f"{app_url}/kl_divergence")
    wait_ready(page)
    page.get_by_role("button", name="Swap p and q").click()
    expect(page.get_by_role("textbox", name="p as numbers").first).to_have_value("1/10, 9/10")
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("0.531 bits")
    expect(page).to_have_url(f"{app_url}/kl_divergence?kl_p=1%2F10%2C+9%2F10&kl_q=1%2F2%2C+1%2F2")
