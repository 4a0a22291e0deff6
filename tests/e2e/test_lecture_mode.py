"""A lecture on a projector, led by the keys of a presenter: the whole path, there and back."""

import json
import urllib.request
from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import READY, pull, slow_line, wait_ready, wait_until
from tests.e2e.on_the_wall import faults_on_the_wall
from tests.e2e.test_app import go_to, goto
from tests.e2e.test_every_hand import switch_ground, violations_on_both_grounds
from ui.lecture.path import Stop, path_of
from ui.lessons.registry import lesson
from ui.link import LECTURE_MINUTES

pytestmark = pytest.mark.browser

# A wall, and how far the browser is zoomed in on it.
SIZES = ((1280, 720, 1.0), (1024, 768, 1.0), (1920, 1080, 1.0), (1280, 720, 1.5))
PATH = path_of("45")
LONGEST = path_of("90")  # it leads through all that the others show
SHARE = 0.6  # of the stage above its sentence, for the figure

# Where the parts of a stage stand, and what scrolls.
PLACES = """() => {
  const box = (query) => {
    const { left, right, top, bottom, width, height } =
      document.querySelector(query).getBoundingClientRect();
    const isWhole = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    return { isWhole, area: width * height, height, left, right };
  };
  const inner = (query) => {
    const e = document.querySelector(query);
    return e.scrollHeight - e.clientHeight;
  };
  return {
    title: box("h1"),
    figure: box(".st-key-stage_figure"),
    numbers: box(".st-key-main_numbers"),
    controls: box(".st-key-stage_controls"),
    sentence: box(".st-key-stage_sentence"),
    stage: box(".st-key-stage"),
    scrolled: document.querySelector("[data-testid=stMain]").scrollTop,
    over: { aside: inner(".st-key-stage_aside"), sentence: inner(".st-key-stage_sentence") },
  };
}"""

# Ready, and each figure has followed its place.
FITTED = f"""() => ({READY})() &&
  [...document.querySelectorAll("[data-testid=stVegaLiteChart] svg.marks")].every(svg => {{
    const box = svg.getBoundingClientRect(), place = svg.parentElement;
    return Math.abs(box.width - place.clientWidth) < 3
      && Math.abs(box.height - place.clientHeight) < 3;
  }})"""

ARRIVED = f"step => new URLSearchParams(location.search).get('step') === step && ({READY})()"


def arrive(page: Page, stop: Stop, *, headline: bool = True) -> None:
    wait_until(page, ARRIVED, stop.step)
    if headline:
        expect(page.get_by_role("heading", level=1)).to_have_text(lesson(stop.stem).question)


def faults_of_stage(page: Page) -> list[str]:
    """What is not whole and in sight on a stage."""
    at = page.evaluate(PLACES)
    faults = [
        f"the {part} is not whole"
        for part in ("title", "figure", "numbers", "controls", "sentence")
        if not at[part]["isWhole"]
    ]
    faults += [f"the {part} is {by} pixels too long" for part, by in at["over"].items() if by > 1]
    if at["scrolled"]:
        faults.append("the page scrolled")
    above = at["stage"]["area"] * (at["figure"]["height"] / at["stage"]["height"])
    if at["figure"]["area"] < SHARE * above:
        faults.append(f"the figure has {at['figure']['area'] / above:.0%}")
    return faults


def lasting_faults(page: Page, stop: Stop, zoom: float) -> list[str]:
    """What is wrong now, and still is after a while: a busy machine may draw a figure late."""
    for _ in range(20):
        faults = faults_on_the_wall(page, zoom)
        if stop.stem != "room":
            faults += faults_of_stage(page)
        if not faults:
            break
        page.wait_for_timeout(100)
    return faults


def look_at(
    page: Page, stop: Stop, scheme: str, *, sizes: Sequence[tuple[int, int, float]] = SIZES
) -> dict[str, list[str]]:
    found = {}
    for width, height, zoom in sizes:
        page.set_viewport_size({"width": round(width / zoom), "height": round(height / zoom)})
        wait_until(page, FITTED)
        if faults := lasting_faults(page, stop, zoom):
            found[f"{stop.step} {width}x{height} at {zoom} {scheme}"] = faults
    return found


def interrupt(page: Page, stop: Stop) -> None:
    """Do what a lecturer does between two steps, and leave the hand where it was."""
    if stop.step == "coin":
        pull(page, page.get_by_role("slider").first, 0.9, 0.5, steps=5)
    elif stop.step == "die":
        field = page.get_by_role("textbox", name="q as numbers")
        field.fill("1 1 1 1 1 5")
        field.press("Enter")
    elif stop.step == "race":
        pull(page, page.get_by_role("slider", name="How wrong").first, 0.5, 0.5, steps=2)


def test_every_path_is_walked_by_the_four_keys_and_all_of_it_is_seen(page, app_url):
    for minutes in LECTURE_MINUTES.options:
        assert set(path_of(minutes)) <= set(LONGEST)
    page.set_viewport_size({"width": 1280, "height": 720})
    goto(page, f"{app_url}/?lecture=true&minutes=90")
    found = {}
    for i, stop in enumerate(LONGEST):
        if i:
            page.keyboard.press("PageDown" if i % 2 else "ArrowRight")
            arrive(page, stop)
        # From the size of the step before: another size draws every figure again.
        found |= look_at(page, stop, "light", sizes=SIZES if i % 2 == 0 else SIZES[::-1])
        interrupt(page, stop)
    # Back in the dark, where the colours change and no place does: each size for a quarter of it.
    switch_ground(page, "dark")
    for i, stop in reversed([*enumerate(LONGEST)]):
        if i < len(LONGEST) - 1:
            page.keyboard.press("PageUp" if i % 2 else "ArrowLeft")
            arrive(page, stop)
        size = SIZES[i * len(SIZES) // len(LONGEST)]
        found |= look_at(page, stop, "dark", sizes=[size])
    assert found == {}, json.dumps(found, indent=1, ensure_ascii=False)


def test_a_reload_stays_at_the_step_and_keys_lead_there_and_back_with_what_was_set(page, app_url):
    at = next(i for i, stop in enumerate(PATH) if stop.step == "level")
    goto(page, f"{app_url}/entropy?lecture=true&step=level&ent_p=0.7,0.3&units=nats")
    steps = page.get_by_role("group", name="Steps of the lecture")
    expect(steps).to_contain_text(f"{at + 1} of {len(PATH)}")
    page.reload()
    expect(steps).to_contain_text(f"{at + 1} of {len(PATH)}")
    expect(page.locator(".st-key-stage_sentence")).to_contain_text("0.611 nats")
    page.keyboard.press("PageDown")
    arrive(page, PATH[at + 1])
    page.get_by_role("button", name="back").click()
    arrive(page, PATH[at])
    expect(page.locator(".st-key-main_numbers")).to_contain_text("0.611 nats")


@pytest.mark.parametrize("elsewhere", ["file_size", "kl_divergence"])
def test_from_a_page_that_was_opened_beside_the_path_the_keys_lead_back_and_on(
    page, app_url, elsewhere
):
    at = next(i for i, stop in enumerate(PATH) if stop.step == "level")
    steps = page.get_by_role("group", name="Steps of the lecture")
    goto(page, f"{app_url}/entropy?lecture=true&step=level")
    page.get_by_test_id("stExpandSidebarButton").click()
    for key, stop in (("ArrowLeft", PATH[at]), ("ArrowRight", PATH[at + 1])):
        go_to(page, elsewhere)
        expect(page.get_by_role("heading", level=1)).to_have_text(lesson(elsewhere).question)
        expect(steps).to_contain_text("aside")
        wait_ready(page)
        page.keyboard.press(key)
        arrive(page, stop)


def test_keys_that_are_pressed_before_the_answer_count_all(page, app_url):
    goto(page, f"{app_url}/?lecture=true")
    steps = page.get_by_role("group", name="Steps of the lecture")
    expect(steps).to_contain_text(f"1 of {len(PATH)}")  # the keys are heard from here on
    with slow_line(page):
        for _ in range(6):
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(120)
    expect(steps).to_contain_text(f"7 of {len(PATH)}")
    assert len({stop.stem for stop in PATH[:7]}) > 2  # page follows page
    arrive(page, PATH[6])
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_a_control_that_is_entered_on_purpose_has_the_arrow_keys(page, app_url):
    goto(page, f"{app_url}/entropy?lecture=true&step=coin&ent_p=0.9,0.1")
    bar = page.get_by_role("slider").first
    bar.focus()
    bar.press("Enter")
    bar.press("ArrowLeft")
    expect(bar).not_to_have_attribute("aria-valuenow", "0.9")
    bar.press("Enter")
    field = page.get_by_role("textbox", name="p as numbers")
    field.click()
    field.press("ArrowLeft")
    wait_ready(page)
    assert "step=coin" in page.url
    field.press("PageDown")
    arrive(page, next(stop for stop in PATH if stop.step == "level"))


def test_a_stage_has_no_violation_that_axe_finds(page, app_url):
    goto(page, f"{app_url}/cross_entropy?lecture=true&step=die")
    assert {rule for rule, in_body in violations_on_both_grounds(page) if in_body} == set()


def test_the_page_grows_with_the_switch_and_shrinks_with_it_and_not_on_a_phone(page, app_url):
    def size() -> str:
        return page.evaluate("getComputedStyle(document.documentElement).fontSize")

    goto(page, f"{app_url}/entropy")
    assert size() == "16px"
    switch = page.locator(".st-key-lecture input")  # out of sight while the mode is on
    for wanted in ("22.224px", "16px"):
        switch.evaluate("e => e.click()")
        wait_until(
            page, "size => getComputedStyle(document.documentElement).fontSize === size", wanted
        )
    switch.evaluate("e => e.click()")
    wait_ready(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert size() == "16px"


def answer(url: str, code: str, turn: int, question: str, percent: list[float]) -> None:
    """Answer as a phone does that has just come in."""
    jar = urllib.request.HTTPCookieProcessor()
    phone = urllib.request.build_opener(jar)
    phone.open(f"{url}/join/{code}").read()
    phone.open(f"{url}/join/{code}/state").read()
    body = json.dumps({"asked": [question, turn], "percent": percent}).encode()
    sent = urllib.request.Request(f"{url}/join/{code}/answer", body)
    sent.add_header("Content-Type", "application/json")
    with phone.open(sent) as told:
        assert json.load(told)["said"]


VOTE = next(stop for stop in PATH if stop.step == "vote-file")
GUESSES = [[100, 0, 0], [80, 10, 10], [60, 20, 20], [30, 40, 30], [10, 50, 40], [0, 50, 50]]


def test_the_room_is_a_slide_that_the_keys_lead_through_two_rounds(page, app_url):
    page.set_viewport_size({"width": 1280, "height": 720})
    goto(page, f"{app_url}/room?lecture=true&step=vote-file&ask=file_size")
    page.get_by_role("button", name="Open a room").click()
    shown = page.locator(".st-key-hall_entrance")
    expect(shown.get_by_role("heading")).to_be_visible()
    code = shown.get_by_role("heading").inner_text().split()[-1]
    found = {}
    for turn, step in ((1, "again-file"), (2, "reveal-file")):
        found |= look_at(page, VOTE, f"round {turn}")
        for guess in GUESSES:
            answer(app_url, code, turn, "file_size", guess)
        answers = page.get_by_test_id("stMetric").filter(has=page.get_by_text("have answered"))
        expect(answers).to_contain_text(f"{len(GUESSES)} of ")
        page.keyboard.press("PageDown")
        arrive(page, next(stop for stop in PATH if stop.step == step), headline=False)
        if turn == 1:
            expect(answers).to_contain_text("0 of ")
            assert code in shown.inner_text()
    expect(page.get_by_text("owe ∞")).to_be_visible()
    wait_ready(page)
    for scheme in ("light", "dark"):
        switch_ground(page, scheme)
        found |= look_at(page, next(s for s in PATH if s.step == "reveal-file"), scheme)
    assert found == {}, json.dumps(found, indent=1, ensure_ascii=False)
