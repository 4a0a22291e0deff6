"""A lecture on a projector of 1280 x 720, led by the keys of a presenter."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import wait_ready
from tests.e2e.test_app import FIGURES, HANDLES, PATHS, goto, metric
from tests.e2e.test_every_hand import opened, switch_ground, violations
from ui.lecture.mode import IN_MARKS, SMALLEST, steps_of
from ui.lessons.registry import LESSONS
from ui.page.prose import read_prose

pytestmark = pytest.mark.browser

# In a picture of a quarter of the size, as the last row has it, a digit of the main numbers keeps
# 5 pixels of height: smaller fonts do not tell all ten apart. In Source Sans a digit takes two
# thirds of its type. What is written on marks says again what stands beside the figure: 4 will do.
MAIN = 30

# Every text of every figure, the race's too: its size, whether it sticks out or is shortened, and
# what it covers.
TEXTS = """() => [document, ...[...document.querySelectorAll("[data-testid=stMain] *")].flatMap(
  each => each.shadowRoot ?? [])].flatMap(
  root => [...root.querySelectorAll("svg.marks, .player .figure svg")]).flatMap(svg => {
  const frame = svg.getBoundingClientRect(), seen = new Map();  // a text and its rim are one
  for (const each of svg.querySelectorAll("text")) {
    const text = each.textContent, size = parseFloat(getComputedStyle(each).fontSize);
    if (!text.trim() || !each.checkVisibility({ opacityProperty: true })) continue;
    let { left, right, top, bottom } = each.getBoundingClientRect();
    if (bottom - top < 1.5 * size) [top, bottom] = [top + 0.3 * size, bottom - 0.2 * size];  // ink
    seen.set([text, Math.round(left), Math.round(top)].join(), {
      text, size, left, right, top, bottom,
      isNumberInMark: /[0-9]/.test(text) && !!each.closest(".mark-text.role-mark, .player .mark"),
      isCut: text.endsWith("…") || left < frame.left - 1 || right > frame.right + 1
        || top < frame.top || bottom > frame.bottom,
    });
  }
  const all = [...seen.values()];
  const meets = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  return all.map((one, i) => ({
    ...one,
    covered: all.slice(i + 1).filter(other => meets(one, other)).map(other => other.text),
  }));
})"""

STEPS = {each.stem: len(steps_of(read_prose(each.prose))) for each in LESSONS}


@pytest.fixture
def projector(page: Page) -> Page:
    page.set_viewport_size({"width": 1280, "height": 720})
    return page


def stands_at(page: Page, stem: str, step: int) -> None:
    question = next(each.question for each in LESSONS if each.stem == stem)
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    expect(page.get_by_role("group", name="Steps of the lecture")).to_contain_text(
        f"{step} of {STEPS[stem]}"
    )


def bottom(locator) -> float:
    box = locator.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


@pytest.fixture
def wall(open_page: Page) -> Page:
    open_page.set_viewport_size({"width": 1280, "height": 720})
    wait_ready(open_page)
    return open_page


ON_THE_WALL = {stem: f"{path}?lecture=true" for stem, path in PATHS.items()}


@pytest.mark.parametrize("open_page", ON_THE_WALL.values(), ids=ON_THE_WALL, indirect=True)
def test_question_figure_and_main_numbers_are_seen_without_scrolling(wall):
    expect(wall.locator("[data-testid=stSidebar]")).not_to_be_in_viewport()
    for what in (
        wall.get_by_role("heading", level=1),
        *wall.locator(".st-key-main_numbers [data-testid=stMetricValue]").all(),
        wall.locator(FIGURES).first,
        wall.locator(HANDLES).first,
    ):
        assert bottom(what) <= 720


@pytest.mark.parametrize("stem", PATHS)
def test_all_figures_and_numbers_of_a_page_are_for_the_last_row(projector, app_url, stem):
    goto(projector, f"{app_url}{opened(stem)}&lecture=true")
    texts = projector.evaluate(TEXTS)
    assert min(each["size"] for each in texts) >= SMALLEST
    assert [each["text"] for each in texts if each["isCut"]] == []
    assert {each["text"]: each["covered"] for each in texts if each["covered"]} == {}
    assert min(each["size"] for each in texts if each["isNumberInMark"]) >= IN_MARKS
    main = projector.get_by_test_id("stMetricValue").evaluate_all(
        "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(main) >= MAIN


def test_the_page_grows_with_the_switch_and_shrinks_with_it_and_not_on_a_phone(page, app_url):
    def size() -> str:
        return page.evaluate("getComputedStyle(document.documentElement).fontSize")

    goto(page, f"{app_url}/entropy")
    assert size() == "16px"
    switch = page.locator(".st-key-lecture input")  # out of sight while the mode is on
    for wanted in ("20px", "16px"):
        switch.evaluate("e => e.click()")
        page.wait_for_function(
            "wanted => getComputedStyle(document.documentElement).fontSize === wanted", arg=wanted
        )
    switch.evaluate("e => e.click()")
    wait_ready(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert size() == "16px"


def test_the_keys_of_a_presenter_lead_through_the_claims_to_the_next_page(projector, app_url):
    goto(projector, f"{app_url}/self_information?lecture=true&units=nats&si_p=1/8")
    stands_at(projector, "self_information", 0)
    for step in range(1, STEPS["self_information"] + 1):
        projector.keyboard.press("PageDown" if step % 2 else "ArrowRight")
        stands_at(projector, "self_information", step)
        expect(projector.locator("[class*=st-key-lecture_step_]")).to_have_count(1)
    projector.keyboard.press("PageDown")
    stands_at(projector, "entropy", 0)
    expect(metric(projector, "H(p)")).to_contain_text("nats")
    projector.keyboard.press("PageUp")
    stands_at(projector, "self_information", STEPS["self_information"])
    expect(metric(projector, "I(x)")).to_have_text("2.079 nats")
    projector.get_by_role("button", name="back").click()
    stands_at(projector, "self_information", STEPS["self_information"] - 1)


@pytest.mark.parametrize("open_page", ON_THE_WALL.values(), ids=ON_THE_WALL, indirect=True)
def test_each_step_comes_into_sight_by_itself(wall):
    stem = next(stem for stem, path in ON_THE_WALL.items() if wall.url.endswith(path))
    for step in range(1, STEPS[stem] + 1):
        wall.keyboard.press("ArrowRight")
        expect(wall.locator(f".st-key-lecture_step_{step}")).to_be_in_viewport(ratio=0.99)


def test_a_slider_a_bar_and_a_field_keep_their_keys(projector, app_url):
    goto(projector, f"{app_url}/entropy?lecture=true")
    for control in (
        projector.get_by_role("slider").first,
        projector.get_by_role("textbox").first,
    ):
        control.focus()
        for key in ("ArrowRight", "ArrowLeft", "PageDown", "PageUp"):
            projector.keyboard.press(key)
        projector.wait_for_timeout(600)
        stands_at(projector, "entropy", 0)


def test_a_step_has_no_violation_that_axe_finds(projector, app_url):
    goto(projector, f"{app_url}/cross_entropy?lecture=true")
    projector.keyboard.press("PageDown")
    projector.keyboard.press("PageDown")
    stands_at(projector, "cross_entropy", 2)
    for ground in ("light", "dark"):
        switch_ground(projector, ground)
        assert {rule for rule, in_body in violations(projector) if in_body} == set(), ground
