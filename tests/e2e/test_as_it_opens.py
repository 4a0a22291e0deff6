"""Each page as it opens: what is in sight, and what keys and hands reach and move."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import FOCUSED, wait_ready, wait_until
from tests.e2e.test_app import FIGURES, HANDLES, PATHS, metric

pytestmark = pytest.mark.browser


def on(*stems: str) -> pytest.MarkDecorator:
    """Run a test on these pages."""
    paths = [PATHS[stem] for stem in stems]
    return pytest.mark.parametrize("open_page", paths, ids=stems, indirect=True)


on_every_page = on(*PATHS)
WITH_BARS = {"entropy": "ent_p", "cross_entropy": "ce_p", "kl_divergence": "kl_p"}
on_pages_with_bars = on(*WITH_BARS)
MAIN_NUMBER = ".st-key-main_numbers [data-testid=stMetricValue]"
ON_A_PHONE = {"width": 390, "height": 844}


@on_every_page
def test_the_hero_and_its_control_are_seen_without_scrolling(open_page):
    for what in (FIGURES, HANDLES):
        box = open_page.locator(what).first.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 800, what


@on_every_page
def test_the_tab_key_reaches_the_main_control_with_a_focus_that_is_seen(open_page):
    open_page.bring_to_front()  # one behind another is drawn once a second
    open_page.evaluate("document.activeElement.blur()")
    handle = open_page.locator(HANDLES).first
    before = handle.screenshot()
    wanted = handle.get_attribute("aria-label")
    for _ in range(60):
        open_page.keyboard.press("Tab")
        if open_page.evaluate(FOCUSED) == wanted:
            break
    else:
        pytest.fail(f"the Tab key does not reach {wanted}")
    for _ in range(20):  # a busy machine draws it late
        if handle.screenshot() != before:
            return
        open_page.wait_for_timeout(100)
    pytest.fail("the focus is not to be seen")


@on_every_page
def test_an_arrow_key_moves_the_figure_in_place(open_page):
    figures = open_page.locator(FIGURES).element_handles()
    before = [figure.inner_html() for figure in figures]
    open_page.locator(HANDLES).first.focus()
    open_page.keyboard.press("ArrowRight")
    if "self_information" in open_page.url:
        open_page.keyboard.press("ArrowLeft")
    wait_until(
        open_page,
        "([figures, before]) => figures.some((figure, i) => figure.innerHTML !== before[i])",
        [figures, before],
    )
    kept = all(figure.evaluate("figure => figure.isConnected") for figure in figures)
    assert kept, "a figure was built again"


@on("cross_entropy")
def test_quick_moves_back_and_forth_do_not_end_the_connection(open_page):
    number, handle = metric(open_page, "H(p)"), open_page.locator(HANDLES).first
    before = number.inner_text()
    handle.focus()
    for key in ["ArrowRight", "ArrowLeft"] * 25:
        open_page.keyboard.press(key)
        open_page.wait_for_timeout(60)
    wait_ready(open_page)
    expect(number).to_have_text(before)


@on_pages_with_bars
def test_on_a_phone_the_main_number_is_in_sight_while_a_bar_is_moved(open_page):
    usual = open_page.viewport_size
    open_page.set_viewport_size(ON_A_PHONE)
    wait_ready(open_page)
    bar = open_page.locator(HANDLES).first
    bar.scroll_into_view_if_needed()
    bar.focus()
    number = open_page.locator(MAIN_NUMBER).first
    before = number.inner_text()
    for _ in range(3):
        open_page.keyboard.press("PageUp")
    expect(number).not_to_have_text(before)
    expect(number).to_be_in_viewport(ratio=1)
    expect(bar).to_be_in_viewport()
    open_page.set_viewport_size(usual)
    wait_ready(open_page)


# The last one: it leaves another state in the address.
@on_pages_with_bars
def test_a_drag_moves_number_and_link_and_a_reload_keeps_them(open_page):
    main = open_page.locator(MAIN_NUMBER).first
    before, address = main.inner_text(), open_page.url
    handle = open_page.locator(HANDLES).first
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    open_page.mouse.move(x, y)
    open_page.mouse.down()
    open_page.mouse.move(x, y + 20, steps=5)
    expect(main).not_to_have_text(before)
    open_page.mouse.move(x, y + 40, steps=5)
    open_page.mouse.up()
    expect(open_page).not_to_have_url(address)
    wait_ready(open_page)
    open_page.wait_for_timeout(300)
    after, link = main.inner_text(), open_page.url
    assert after != before
    assert f"{WITH_BARS[urlsplit(link).path[1:]]}=" in link
    if urlsplit(link).path == PATHS["entropy"]:  # tests/test_share.py has the links of all pages
        open_page.reload()
        wait_ready(open_page)
        expect(main).to_have_text(after)
        assert open_page.url == link
