"""The editor in the browser: what a hand, a key and a link do to the bars."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.browsing import FOCUSED, pull, slow_line, type_anew, wait_ready

pytestmark = pytest.mark.browser

# Notes each value that an element shows, with the focus at that moment.
WATCH = """([selector, focused]) => {
  const seen = (window.__seen = []);
  const read = () => document.querySelector(selector).textContent;
  new MutationObserver(() => seen.push([read(), eval(focused)()])).observe(
    document.querySelector(selector),
    { subtree: true, childList: true, characterData: true },
  );
}"""
START = {"p": ("1/2, 1/4, 1/8, 1/8", "0.500"), "q": ("1/8, 1/2, 1/4, 1/8", "0.125")}
METRIC = "[data-testid=stMetricValue]"


@pytest.fixture(scope="module")
def one(widgets_url):
    """The address of the page with one editor; it is the first page, which stands at the root."""
    return f"{widgets_url}/"


@pytest.fixture(scope="module")
def editor_page(profile, one):
    """One page with the editor for all tests of what it does by itself."""
    yield from opened(profile, one)


@pytest.fixture(scope="module")
def pair_page(profile, widgets_url):
    """One page with two editors."""
    yield from opened(profile, f"{widgets_url}/pair")


def opened(profile, address):
    page = profile.new_page()
    page.goto(address)
    wait_ready(page)
    page.get_by_role("slider").first.wait_for()
    yield page
    page.close()


@pytest.fixture
def editor(editor_page):
    """The editor with the numbers that it starts with."""
    page = editor_page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.bring_to_front()  # one behind another is drawn once a second
    begin_anew(page, "p")
    return page


@pytest.fixture
def two(pair_page):
    """Both editors with the numbers that they start with."""
    pair_page.bring_to_front()
    begin_anew(pair_page, "p", "q")
    return pair_page


def begin_anew(page, *symbols):
    for symbol in symbols:
        text, first = START[symbol]
        if field(page, symbol).input_value().strip() != text:
            type_anew(field(page, symbol), text)
            expect(bar(page, "A", symbol)).to_have_attribute("aria-valuetext", first)
    expect(page.get_by_role("slider")).to_have_count(4 * len(symbols))
    wait_ready(page)


def bar(page, outcome, symbol="p"):
    return page.get_by_role("slider", name=f"{symbol}, outcome {outcome}", exact=True)


def field(page, symbol="p"):
    return page.get_by_role("textbox", name=f"{symbol} as numbers")


def shown(page):
    """The numbers of all bars, as they are read to people who cannot see them."""
    return [b.get_attribute("aria-valuetext") for b in page.get_by_role("slider").all()]


def test_a_drag_moves_bars_and_numbers_as_it_goes_and_the_link_when_it_ends(editor, one):
    page = editor
    steps = page.evaluate("history.length")
    bar(page, "A").focus()
    page.evaluate(WATCH, [METRIC, FOCUSED])
    pull(page, bar(page, "A"), 0.5, 0.9, steps=60)
    expect(page).to_have_url(f"{one}?ent_p=0.9%2C+0.05%2C+0.025%2C+0.025")
    expect(page.locator(METRIC)).to_have_text("0.9000")
    expect(field(page)).to_have_value("0.9, 0.05, 0.025, 0.025")
    assert shown(page) == ["0.900", "0.050", "0.025", "0.025"]
    seen = page.evaluate("window.__seen")
    values = [float(value) for value, _ in seen]
    assert len(values) >= 6
    assert values == sorted(values), "an old answer made the number jump back"
    assert {focus for _, focus in seen} == {"p, outcome A"}
    assert page.evaluate("history.length") == steps + 1


def test_over_a_slow_line_no_old_answer_and_no_lit_preset_undoes_a_drag(editor, one):
    page = editor
    page.get_by_test_id("stButtonGroup").get_by_text("fair coin").click()
    expect(bar(page, "heads")).to_have_attribute("aria-valuetext", "0.500")
    steps = page.evaluate("history.length")
    bar(page, "heads").evaluate(
        """(bar) => {
          const seen = (window.__seen = []);
          new MutationObserver(() => seen.push(Number(bar.ariaValueText)))
            .observe(bar, { attributes: true, attributeFilter: ["aria-valuetext"] });
        }"""
    )
    with slow_line(page):
        pull(page, bar(page, "heads"), 0.5, 0.9, steps=60)
        expect(page).to_have_url(f"{one}?ent_p=0.9%2C+0.1")
    expect(field(page)).to_have_value("0.9, 0.1")
    seen = page.evaluate("window.__seen")
    assert seen == sorted(seen)
    assert page.evaluate("history.length") == steps + 1


def test_bars_are_the_same_elements_before_and_after_a_drag(editor):
    page = editor
    before = bar(page, "B").element_handle()
    pull(page, bar(page, "B"), 0.2, 0.7)
    expect(field(page)).to_have_value("0.2, 0.7, 0.05, 0.05")
    assert before.evaluate("(e) => e.isConnected")
    assert before.get_attribute("aria-valuetext") == "0.700"


def test_keys_move_a_bar_and_the_focus_stays_on_it(editor):
    page = editor
    bar(page, "A").focus()
    for key, value in [
        ("ArrowUp", "0.510"),
        ("ArrowRight", "0.520"),
        ("ArrowDown", "0.510"),
        ("ArrowLeft", "0.500"),
        ("Shift+ArrowUp", "0.600"),
        ("PageDown", "0.500"),
        ("PageUp", "0.600"),
        ("End", "1.000"),
        ("Home", "0.000"),
    ]:
        page.keyboard.press(key)
        expect(bar(page, "A")).to_have_attribute("aria-valuetext", value)
    expect(field(page)).to_have_value("0, 0.3333, 0.3333, 0.3333")
    assert page.evaluate(FOCUSED) == "p, outcome A"


def test_a_handled_key_does_not_reach_the_app(editor):
    page = editor
    page.evaluate("document.addEventListener('keydown', (e) => (window.__key = e.key))")
    bar(page, "A").focus()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("window.__key") is None
    page.keyboard.press("Tab")
    assert page.evaluate("window.__key") == "Tab"


def test_a_drag_repairs_a_broken_link_and_reload_back_and_forward_keep_the_state(page, one):
    page.goto(f"{one}?ent_p=%3Cb%3Ebold%3C%2Fb%3E+1")
    wait_ready(page)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Number 1, <b>bold</b>, is not a number")
    assert shown(page) == ["0.500", "0.250", "0.125", "0.125"]
    pull(page, bar(page, "A"), 0.5, 0.6)
    expect(alert).to_have_count(0)
    expect(field(page)).to_have_value("0.6, 0.2, 0.1, 0.1")
    expect(page).to_have_url(f"{one}?ent_p=0.6%2C+0.2%2C+0.1%2C+0.1")
    page.get_by_test_id("stButtonGroup").get_by_text("fair coin").click()
    expect(page.get_by_role("slider")).to_have_count(2)
    pull(page, bar(page, "heads"), 0.5, 0.2)
    expect(page).to_have_url(f"{one}?ent_p=0.2%2C+0.8")
    page.reload()
    wait_ready(page)
    expect(page.locator(METRIC)).to_have_text("0.8000")
    assert shown(page) == ["0.200", "0.800"]
    page.go_back()
    expect(field(page)).to_have_value("1 1")
    expect(page.locator(METRIC)).to_have_text("0.5000")
    page.go_back()
    expect(field(page)).to_have_value("0.6, 0.2, 0.1, 0.1")
    expect(page.get_by_role("slider")).to_have_count(4)
    page.go_forward()
    expect(field(page)).to_have_value("1 1")
    expect(page.get_by_role("slider")).to_have_count(2)


def test_a_preset_is_named_and_its_names_stay_while_it_is_pulled(editor):
    page = editor
    page.get_by_test_id("stButtonGroup").get_by_text("fair coin").click()
    pull(page, bar(page, "tails"), 0.5, 0.25)
    expect(field(page)).to_have_value("0.75, 0.25")
    expect(bar(page, "heads")).to_have_attribute("aria-valuetext", "0.750")


@pytest.mark.parametrize("preset", ["letters", "uniform 64"])
def test_many_small_outcomes_can_be_pulled_on_a_phone(editor, preset):
    page = editor
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_test_id("stButtonGroup").get_by_text(preset).click()
    last = page.get_by_role("slider").last
    expect(last).to_have_attribute("aria-label", f"p, outcome {'Z' if preset == 'letters' else 64}")
    pull(page, last, 0.05, 0.5)
    ceiling = {"letters": 0.2, "uniform 64": 0.1}[preset]
    expect(last).to_have_attribute("aria-valuetext", f"{ceiling / 2:.3f}")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390


def test_a_finger_pulls_a_bar(editor):
    page = editor
    page.set_viewport_size({"width": 390, "height": 844})
    box = bar(page, "A").bounding_box()
    touch = page.context.new_cdp_session(page)
    x, top, bottom = box["x"] + box["width"] / 2, box["y"], box["y"] + box["height"]

    def send(kind, y=None):
        points = [] if y is None else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", (top + bottom) / 2)
    for step in range(1, 11):
        send("touchMove", (top + bottom) / 2 + (bottom - top) * 0.3 * step / 10)
        page.wait_for_timeout(16)
    send("touchEnd")
    expect(field(page)).to_have_value("0.2, 0.4, 0.2, 0.2")


def test_pulling_either_of_two_leaves_the_text_of_the_other_alone(two):
    page = two
    pull(page, bar(page, "A", "q"), 0.1, 0.3)
    expect(field(page, "q")).to_have_value("0.3, 0.4, 0.2, 0.1")
    expect(field(page, "p")).to_have_value(re.compile("1/2, 1/4, 1/8, 1/8 *"))
    pull(page, bar(page, "A", "p"), 0.5, 0.2)
    expect(field(page, "p")).to_have_value("0.2, 0.4, 0.2, 0.2")
    expect(field(page, "q")).to_have_value("0.3, 0.4, 0.2, 0.1")


def test_keys_on_p_and_at_once_on_q_are_both_kept_and_axe_finds_nothing(two):
    page = two
    bar(page, "A", "p").focus()
    page.keyboard.press("PageUp")
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    expect(field(page, "p")).to_have_value("0.6, 0.2, 0.1, 0.1")
    expect(field(page, "q")).to_have_value("1, 0, 0, 0")
    assert page.evaluate(FOCUSED) == "q, outcome A"
    field(page, "q").fill("1 2 3")  # a sentence and its repair
    field(page, "q").press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        wait_ready(page)
        found = Axe().run(page, context="[data-testid=stMainBlockContainer]")
        assert [violation["id"] for violation in found.response["violations"]] == [], scheme
