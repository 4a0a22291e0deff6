"""Cross-entropy and divergence in the browser: what is folded, and links into prepared states."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import wait_ready

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("open_page", ["/kl_divergence"], indirect=True),
]

FIGURES = "[data-testid=stMain] [data-testid=stVegaLiteChart] svg.marks"


def test_a_folded_block_is_drawn_when_it_is_opened_and_follows_its_slider(open_page):
    before = open_page.locator(FIGURES).count()
    block = open_page.get_by_text("The precision microscope")
    block.click()
    expect(open_page.locator(FIGURES)).to_have_count(before + 1)
    wait_ready(open_page)
    truth = open_page.get_by_role("row").filter(has_text="the truth")
    shown = truth.inner_text()
    open_page.get_by_role("slider", name="Gap between q and p").press("PageUp")
    expect(truth).not_to_have_text(shown)
    block.click()


def test_swapping_changes_bars_texts_and_link(open_page):
    swap = open_page.get_by_role("button", name="Swap p and q")
    swap.click()
    text = open_page.get_by_role("textbox", name="p as numbers").first
    expect(text).to_have_value("1/10, 9/10")
    expect(open_page.get_by_test_id("stMetricValue").first).to_have_text("0.531 bits")
    expect(open_page).to_have_url(re.compile(r"kl_p=1%2F10%2C\+9%2F10&kl_q=1%2F2%2C\+1%2F2$"))
    swap.click()
    expect(text).to_have_value("1/2, 1/2")


def test_a_link_of_the_table_opens_its_state_beside_the_page(open_page):
    open_page.locator(".st-key-units").get_by_text("nats", exact=True).click()
    expect(open_page.get_by_test_id("stMetricValue").first).to_contain_text("nats")
    wait_ready(open_page)
    with open_page.context.expect_page() as opened:
        open_page.get_by_role("link", name="see it").nth(4).click()
    other = opened.value
    wait_ready(other)
    metrics = other.get_by_test_id("stMetricValue")
    expect(metrics.nth(0)).to_have_text("0.693 nats")
    expect(metrics.nth(1)).to_have_text("∞ nats")
    expect(other.get_by_text("Jensen–Shannon compares both")).to_be_visible()
    other.close()
    open_page.locator(".st-key-units").get_by_text("bits", exact=True).click()
    expect(open_page.get_by_test_id("stMetricValue").first).to_contain_text("bits")
