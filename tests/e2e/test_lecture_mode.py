"""A lecture on a projector of 1280 x 720, led by the keys of a presenter."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.test_app import FIGURES, PATHS, goto, metric
from ui.lecture import SMALLEST, steps_of
from ui.lessons import LESSONS
from ui.prose import read_prose

pytestmark = pytest.mark.browser

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


@pytest.mark.parametrize("stem", PATHS)
def test_question_figure_and_main_number_are_seen_without_scrolling(projector, app_url, stem):
    goto(projector, f"{app_url}{PATHS[stem]}?lecture=true")
    expect(projector.locator("[data-testid=stSidebar]")).not_to_be_in_viewport()
    for what in (
        projector.get_by_role("heading", level=1),
        projector.get_by_test_id("stMetricValue").first,
        projector.locator(FIGURES).first,
    ):
        assert bottom(what) <= 720
    sizes = projector.locator(f"{FIGURES} text").evaluate_all(
        "all => all.filter(e => e.textContent.trim() && e.checkVisibility())"
        ".map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= SMALLEST


def test_the_keys_of_a_presenter_lead_through_the_claims_to_the_next_page(projector, app_url):
    goto(projector, f"{app_url}/self_information?lecture=true&units=nats&si_p=1/8")
    stands_at(projector, "self_information", 0)
    for step in range(1, STEPS["self_information"] + 1):
        projector.keyboard.press("PageDown" if step % 2 else "ArrowRight")
        stands_at(projector, "self_information", step)
        words = projector.locator(f".st-key-lecture_step_{step}")
        expect(words).to_be_in_viewport()
        expect(projector.locator("[class*=st-key-lecture_step_]")).to_have_count(1)
    projector.keyboard.press("PageDown")
    stands_at(projector, "entropy", 0)
    expect(metric(projector, "H(p)")).to_contain_text("nats")
    projector.keyboard.press("PageUp")
    stands_at(projector, "self_information", STEPS["self_information"])
    expect(metric(projector, "I(x)")).to_have_text("2.079 nats")
    projector.get_by_role("button", name="back").click()
    stands_at(projector, "self_information", STEPS["self_information"] - 1)


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_step_has_no_violation_that_axe_finds(projector, app_url, scheme):
    projector.emulate_media(color_scheme=scheme)
    goto(projector, f"{app_url}/cross_entropy?lecture=true")
    projector.keyboard.press("PageDown")
    projector.keyboard.press("PageDown")
    stands_at(projector, "cross_entropy", 2)
    found = Axe().run(projector, context="[data-testid=stMainBlockContainer]")
    assert [violation["id"] for violation in found.response["violations"]] == []
