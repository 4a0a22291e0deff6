"""Self-information and entropy in a real browser: what is saved, folded, typed and played."""

import re

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.e2e.browsing import wait_ready, wait_until
from tests.e2e.test_app import FIGURES, HANDLES, goto, metric

pytestmark = pytest.mark.browser

# Each with what it folds open, but for the codes: a test opens them.
SELF_INFORMATION = "/self_information?si_p=0.011&open=si_questions_open&open=si_code"
ENTROPY = "/entropy?open=ent_game&open=ent_block&open=ent_estimate&open=ent_numbers"

on_self_information = pytest.mark.parametrize("open_page", [SELF_INFORMATION], indirect=True)
on_entropy = pytest.mark.parametrize("open_page", [ENTROPY], indirect=True)
on_both = pytest.mark.parametrize("open_page", [SELF_INFORMATION, ENTROPY], indirect=True)

KEPT = "s => [...document.querySelectorAll(s)].every(svg => svg.kept)"


def keep_in_mind(page: Page) -> None:
    """Mark the figures: one that is built again has no mark."""
    page.evaluate("s => document.querySelectorAll(s).forEach(svg => { svg.kept = true; })", FIGURES)


def choose_units(page: Page, name: str) -> None:
    page.locator(".st-key-units").get_by_text(name, exact=True).click()
    expect(page.locator(".st-key-main_numbers")).to_contain_text(name)
    wait_ready(page)


def press_in_toolbar(page: Page, element: str, name: str) -> None:
    """Press a button of the menu that an element shows while the pointer is over it."""
    for _ in range(15):  # the pointer loses an element that what is drawn above it moves down
        page.locator(element).first.hover()
        try:
            page.get_by_role("button", name=name).first.click(timeout=2000)
        except TimeoutError:
            page.mouse.move(0, 0)
        else:
            return
    raise AssertionError(f"no button '{name}' could be pressed")


@on_both
def test_another_unit_is_named_on_the_axes_in_place(open_page):
    keep_in_mind(open_page)
    axes = open_page.locator(f"{FIGURES} .role-axis-title")
    in_bits = [title for title in axes.all_text_contents() if "(bits)" in title]
    assert len(in_bits) >= 2
    choose_units(open_page, "nats")
    in_nats = [title for title in axes.all_text_contents() if "(nats)" in title]
    # What is stored comes in whole digits.
    always_bits = {"cost per letter (bits)", "expected length (bits)"}
    assert in_nats == [t.replace("bits", "nats") for t in in_bits if t not in always_bits]
    assert open_page.evaluate(KEPT, FIGURES)
    choose_units(open_page, "bits")


@on_self_information
def test_the_switch_changes_the_scale_in_place(open_page):
    keep_in_mind(open_page)
    scale = "s => document.querySelectorAll(s)[1].textContent.includes('10⁻⁶')"
    assert not open_page.evaluate(scale, FIGURES)
    switch = open_page.locator(".st-key-si_log input")
    switch.evaluate("e => e.click()")
    wait_until(open_page, scale, FIGURES)
    assert open_page.evaluate(KEPT, FIGURES)
    switch.evaluate("e => e.click()")
    wait_until(open_page, f"s => !({scale})(s)", FIGURES)
    wait_ready(open_page)


@on_self_information
def test_a_figures_toolbar_stands_inside_it_and_is_seen_by_keyboard_too(open_page):
    figure = open_page.get_by_test_id("stFullScreenFrame").last
    toolbar = figure.get_by_test_id("stElementToolbar")
    figure.hover()
    expect(toolbar).to_have_css("opacity", "1")
    above, inside = figure.bounding_box(), toolbar.bounding_box()
    assert above is not None
    assert inside is not None
    assert inside["y"] >= above["y"] - 1
    open_page.mouse.move(0, 0)
    expect(toolbar).to_have_css("opacity", "0")
    toolbar.get_by_role("button").first.focus()
    expect(toolbar).to_have_css("opacity", "1")


def test_the_table_is_saved_as_csv(page, app_url):
    page.add_init_script("delete window.showSaveFilePicker")  # a dialog, where there is a screen
    goto(page, f"{app_url}/entropy?open=ent_numbers")
    page.get_by_test_id("stDataFrame").scroll_into_view_if_needed()
    with page.expect_download() as saved:
        press_in_toolbar(page, "[data-testid=stDataFrame]", "Download as CSV")
    lines = saved.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith("A,0.5,1,0.5,0")


@on_entropy
def test_words_are_given_by_a_click_on_a_box_and_from_a_list(open_page):
    tree = open_page.get_by_label("The tree of all words as nested boxes")
    tree.scroll_into_view_if_needed()
    keep_in_mind(open_page)
    size = tree.bounding_box()
    tree.click(position={"x": size["width"] * 0.1, "y": size["height"] * 0.2}, delay=60)
    expect(open_page).to_have_url(re.compile("ent_w1=0$"))
    wait_ready(open_page)
    tree.click(position={"x": size["width"] * 0.3, "y": size["height"] * 0.6}, delay=60)
    expect(open_page).to_have_url(re.compile("ent_w1=0&ent_w2=10$"))
    assert open_page.evaluate(KEPT, FIGURES)
    word = open_page.locator(".st-key-ent_w2 input")
    word.focus()  # scrolls there, which would close a list
    open_page.wait_for_timeout(500)
    word.press("ArrowDown")
    open_page.get_by_role("option", name="00", exact=True).click()
    expect(open_page.get_by_text("A clash:")).to_be_visible()
    expect(open_page).to_have_url(re.compile("ent_w1=0&ent_w2=00"))
    wait_ready(open_page)


@on_entropy
def test_what_is_folded_opens_and_follows_the_bars(open_page):
    length = metric(open_page, "L, expected length")
    expect(length).to_have_count(0)
    open_page.get_by_text("Codes: entropy in binary digits").click()
    expect(length).to_have_text("1.750 bits")
    open_page.get_by_text("fair coin").first.click()
    expect(length).to_have_text("1.000 bits")
    open_page.locator(HANDLES).first.press("Shift+ArrowUp")
    expect(metric(open_page, "H")).to_have_text("0.971 bits")


# The last one: the source is another one then.
@on_entropy
def test_a_text_that_is_typed_becomes_the_source(open_page):
    box = open_page.get_by_label("Your text")
    box.fill("aab🎲")
    box.press("Control+Enter")
    expect(metric(open_page, "entropy of the letter counts")).to_have_text("1.500 bits")
    wait_ready(open_page)
    open_page.get_by_text("your text", exact=True).first.click()
    expect(metric(open_page, "H(p)")).to_have_text("1.500 bits")
    expect(open_page.locator(FIGURES).first).to_contain_text("🎲")
    expect(open_page).to_have_url(re.compile("ent_p=2"))
