"""For every hand and eye: names and roles, contrast, keys, on all pages, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.browsing import wait_ready
from tests.e2e.test_app import FIGURES, PATHS, goto
from ui.lessons.registry import ROOM, lesson
from ui.style.theme import PALETTES

pytestmark = pytest.mark.browser

ADDRESSES = {**PATHS, ROOM.stem: f"/{ROOM.stem}"}
BODY = "[data-testid=stMainBlockContainer]"

# What Streamlit's own frame around the page causes: nothing that an app can change.
OF_THE_FRAME = {
    "listitem",  # the sidebar's navigation puts its items into groups, not into lists
    "list",
}


def opened(stem: str) -> str:
    """The address of a page with all its blocks open."""
    state = "fs_text=digits&" if stem == "file_size" else ""  # a short text: soon written
    return f"{ADDRESSES[stem]}?{state}{'&'.join(f'open={key}' for key in lesson(stem).blocks)}"


# The rule, and whether it is broken in the page's body, for each element that breaks one; for an
# element in a shadow axe names its hosts first.
BROKEN = """async ([options, body]) => {
  const { violations } = await axe.run(options);
  const isInBody = ([first]) => !!document.querySelector([first].flat()[0])?.closest(body);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => [id, isInBody(target)]));
}"""


def violations(page: Page, *rules: str) -> list[tuple[str, bool]]:
    """What axe finds: the rule, and whether it is broken in the page's body, not in its frame.

    With ``rules`` it looks for these alone.
    """
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return [(rule, in_body) for rule, in_body in page.evaluate(BROKEN, [options, BODY])]


def violations_on_both_grounds(page: Page) -> list[tuple[str, bool]]:
    """What axe finds on the light page, and then on the dark one."""
    switch_ground(page, "light")
    found = violations(page)
    switch_ground(page, "dark")
    return found + violations(page, "color-contrast")  # nothing else hangs on the ground


def switch_ground(page: Page, ground: str) -> None:
    """Switch the open page to light or dark, and wait until its figures have followed."""
    page.emulate_media(color_scheme=ground)
    if page.locator(f"{FIGURES} text").count():
        ink = PALETTES[ground].ink
        expect(page.locator(f"{FIGURES} text[fill='{ink}' i]").first).to_be_attached()
    wait_ready(page)


def cut_off(page: Page) -> list[str]:
    """The numbers, and their labels, that do not fit into their place."""
    return page.locator(":is([data-testid=stMetric] *, blockquote li *)").evaluate_all(
        "all => all.filter(e => e.scrollWidth > e.clientWidth && e.clientWidth > 0"
        " && (getComputedStyle(e).overflowX === 'hidden' || e.closest('blockquote')))"
        ".map(e => e.textContent)"
    )


@pytest.mark.parametrize("stem", ADDRESSES)
def test_a_page_with_all_its_blocks_open_is_for_every_hand_cuts_no_number_and_fits_a_phone(
    page, app_url, stem
):
    goto(page, app_url + opened(stem))
    while (folded := page.locator(f"{BODY} details:not([open]) > summary").first).count():
        folded.click()  # what no link opens
        wait_ready(page)
    assert cut_off(page) == []
    found = violations_on_both_grounds(page)
    assert {rule for rule, in_body in found if in_body} == set()
    assert {rule for rule, _ in found} <= OF_THE_FRAME
    names = page.get_by_test_id("stVegaLiteChart").evaluate_all(
        "all => all.map(figure => figure.getAttribute('aria-label') || '')"
    )
    assert names or stem == ROOM.stem
    assert all(len(name.split()) >= 4 for name in names), "a figure is not described"
    page.set_viewport_size({"width": 390, "height": 844})
    wait_ready(page)
    widths = page.evaluate(
        "() => [document.documentElement, document.querySelector('[data-testid=stMain]')]"
        ".map(e => e.scrollWidth)"
    )
    assert max(widths) <= 390


def test_nothing_moves_by_itself(page, app_url):
    page.emulate_media(reduced_motion="reduce")
    goto(page, app_url + PATHS["training"])
    drawn = """() => [...document.querySelectorAll('svg.marks')]
      .concat([...document.querySelectorAll('*')].flatMap(each => each.shadowRoot ?? []))
      .map(each => each.innerHTML).join('')"""
    page.wait_for_timeout(2500)  # what is measured afterwards is there
    before = page.evaluate(drawn)
    page.wait_for_timeout(1500)
    assert page.evaluate(drawn) == before
    assert page.evaluate("document.getAnimations().length") == 0
