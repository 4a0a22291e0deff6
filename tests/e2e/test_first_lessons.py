"""Self-information and entropy in a real browser: what is saved, folded, typed and played."""

import re

import pytest
from PIL import Image
from playwright.sync_api import Page, TimeoutError, expect

from tests.e2e.browsing import wait_ready
from tests.e2e.test_app import FIGURES, HANDLES, goto, metric
from ui.style.theme import PALETTES

pytestmark = pytest.mark.browser


def press_in_toolbar(page: Page, element: str, name: str) -> None:
    """Press a button of the menu that an element shows while the pointer is over it."""
    for _ in range(5):  # the pointer loses an element that what is drawn above it moves down
        page.locator(element).first.hover()
        try:
            page.get_by_role("button", name=name).first.click(timeout=2000)
        except TimeoutError:
            page.mouse.move(0, 0)
        else:
            return
    raise AssertionError(f"no button '{name}' could be pressed")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_figure_is_saved_as_a_picture_on_its_ground(page, app_url, scheme):
    page.emulate_media(color_scheme=scheme)
    goto(page, f"{app_url}/entropy")
    press_in_toolbar(page, "[data-testid=stVegaLiteChart]", "Save figure")
    with page.expect_download() as saved:
        page.get_by_role("dialog", name="Save figure").get_by_role("button", name="PNG").click()
    assert saved.value.suggested_filename.endswith(".png")
    corner = Image.open(saved.value.path()).convert("RGBA").getpixel((1, 1))
    assert corner == (*bytes.fromhex(PALETTES[scheme].ground[1:]), 255)


def test_the_table_is_saved_as_csv(page, app_url):
    page.add_init_script("delete window.showSaveFilePicker")  # a dialog, where there is a screen
    goto(page, f"{app_url}/entropy?open=ent_numbers")
    page.get_by_test_id("stDataFrame").scroll_into_view_if_needed()
    with page.expect_download() as saved:
        press_in_toolbar(page, "[data-testid=stDataFrame]", "Download as CSV")
    lines = saved.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith("A,0.5,1,0.5,0")


@pytest.mark.parametrize("stem", ["self_information", "entropy"])
def test_another_unit_is_named_on_the_axes_in_place(page, app_url, stem):
    goto(page, f"{app_url}/{stem}?open=ent_estimate")
    page.evaluate("s => document.querySelectorAll(s).forEach(svg => { svg.kept = true; })", FIGURES)
    axes = page.locator(f"{FIGURES} .role-axis-title")
    in_bits = [title for title in axes.all_text_contents() if "(bits)" in title]
    assert len(in_bits) >= 3
    page.locator(".st-key-units").get_by_text("nats", exact=True).click()
    expect(metric(page, {"self_information": "I(x)", "entropy": "H(p)"}[stem])).to_contain_text(
        "nats"
    )
    wait_ready(page)
    in_nats = [title for title in axes.all_text_contents() if "(nats)" in title]
    always_bits = {"cost per letter (bits)"}  # what is stored comes in whole digits
    assert in_nats == [t.replace("bits", "nats") for t in in_bits if t not in always_bits]
    assert page.evaluate("s => [...document.querySelectorAll(s)].every(svg => svg.kept)", FIGURES)


def test_the_switch_changes_the_scale_in_place(page, app_url):
    goto(page, f"{app_url}/self_information?si_p=0.011")
    page.evaluate("s => document.querySelectorAll(s).forEach(svg => { svg.kept = true; })", FIGURES)
    page.locator(".st-key-si_log input").evaluate("e => e.click()")
    page.wait_for_function(
        "s => document.querySelectorAll(s)[1].textContent.includes('10⁻⁶')", arg=FIGURES
    )
    assert page.evaluate("s => [...document.querySelectorAll(s)].every(svg => svg.kept)", FIGURES)


def test_what_is_folded_opens_and_follows_the_bars(page, app_url):
    goto(page, f"{app_url}/entropy")
    length = metric(page, "L, expected length")
    expect(length).to_have_count(0)
    page.get_by_text("Codes: entropy in binary digits").click()
    expect(length).to_have_text("1.750 bits")
    page.get_by_role("button", name="fair coin").or_(page.get_by_text("fair coin")).first.click()
    expect(length).to_have_text("1.000 bits")
    page.locator(HANDLES).first.press("Shift+ArrowUp")
    expect(metric(page, "H")).to_have_text("0.971 bits")


def test_a_text_that_is_typed_becomes_the_source(page, app_url):
    goto(page, f"{app_url}/entropy")
    box = page.get_by_label("Your text")
    box.fill("aab🎲")
    box.press("Control+Enter")
    expect(metric(page, "entropy of the letter counts")).to_have_text("1.500 bits")
    wait_ready(page)
    page.get_by_text("your text", exact=True).first.click()
    expect(metric(page, "H(p)")).to_have_text("1.500 bits")
    expect(page.locator(FIGURES).first).to_contain_text("🎲")
    expect(page).to_have_url(re.compile("ent_p=2"))


def test_a_click_on_a_box_gives_it_to_the_outcome_whose_turn_it_is(page, app_url):
    goto(page, f"{app_url}/entropy?open=ent_game")
    tree = page.get_by_label("The tree of all words as nested boxes")
    tree.scroll_into_view_if_needed()
    page.evaluate("s => document.querySelectorAll(s).forEach(svg => { svg.kept = true; })", FIGURES)
    size = tree.bounding_box()
    tree.click(position={"x": size["width"] * 0.1, "y": size["height"] * 0.2}, delay=60)
    expect(page).to_have_url(re.compile("ent_w1=0$"))
    wait_ready(page)
    tree.click(position={"x": size["width"] * 0.3, "y": size["height"] * 0.6}, delay=60)
    expect(page).to_have_url(re.compile("ent_w1=0&ent_w2=10$"))
    assert page.evaluate("s => [...document.querySelectorAll(s)].every(svg => svg.kept)", FIGURES)


def test_a_word_is_placed_in_the_game(page, app_url):
    goto(page, f"{app_url}/entropy?open=ent_game")
    word = page.locator(".st-key-ent_w1 input")
    word.focus()  # scrolls there, which would close a list
    page.wait_for_timeout(500)
    word.press("ArrowDown")
    page.get_by_role("option", name="00", exact=True).click()
    expect(page.get_by_text("A clash:")).to_be_visible()
    expect(page).to_have_url(re.compile("ent_w1=00"))
    wait_ready(page)


@pytest.mark.parametrize("stem", ["self_information", "entropy"])
def test_nothing_that_is_folded_sticks_out_of_a_phone(page, app_url, stem):
    page.set_viewport_size({"width": 390, "height": 844})
    keys = {
        "self_information": ("si_questions_open", "si_code"),
        "entropy": ("ent_codes", "ent_game", "ent_block", "ent_estimate", "ent_numbers"),
    }
    goto(page, f"{app_url}/{stem}?" + "&".join(f"open={key}" for key in keys[stem]))
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
