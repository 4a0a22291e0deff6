"""Each page as it opens: what is in sight, what a phone shows, what keys reach and move."""

import pytest

from tests.e2e.browsing import FOCUSED, wait_ready
from tests.e2e.test_app import FIGURES, HANDLES, PATHS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("open_page", PATHS.values(), ids=PATHS, indirect=True),
]


def test_the_hero_and_its_control_are_seen_without_scrolling(open_page):
    for what in (FIGURES, HANDLES):
        box = open_page.locator(what).first.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 800, what


def test_nothing_sticks_out_of_a_phone(open_page):
    usual = open_page.viewport_size
    open_page.set_viewport_size({"width": 390, "height": 844})
    for scheme in ("dark", "light"):
        open_page.emulate_media(color_scheme=scheme)
        wait_ready(open_page)
        widths = open_page.evaluate(
            "() => [document.documentElement, document.querySelector('[data-testid=stMain]')]"
            ".map(e => e.scrollWidth)"
        )
        assert max(widths) <= 390, scheme
    open_page.set_viewport_size(usual)
    wait_ready(open_page)


def test_the_tab_key_reaches_the_main_control_with_a_focus_that_is_seen(open_page):
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
    assert handle.screenshot() != before, "the focus is not to be seen"


def test_an_arrow_key_moves_the_figure_in_place(open_page):
    figures = open_page.locator(FIGURES).element_handles()
    before = [figure.inner_html() for figure in figures]
    open_page.locator(HANDLES).first.focus()
    open_page.keyboard.press("ArrowRight")
    if "self_information" in open_page.url:
        open_page.keyboard.press("ArrowLeft")
    open_page.wait_for_function(
        "([figures, before]) => figures.some((figure, i) => figure.innerHTML !== before[i])",
        arg=[figures, before],
    )
    kept = all(figure.evaluate("figure => figure.isConnected") for figure in figures)
    assert kept, "a figure was built again"
