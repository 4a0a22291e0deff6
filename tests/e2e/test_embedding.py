"""The snippets of docs/embedding.md, as they are written, on a page of another origin."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.e2e.browsing import wait_until

pytestmark = pytest.mark.browser

GUIDE = Path(__file__).parents[2] / "docs" / "embedding.md"
SNIPPETS = re.findall(r"```html\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
AROUND = "[data-testid=stSidebar], [data-testid=stHeader], [data-testid=stSidebarNavLink]"


@pytest.fixture
def frames(page: Page, app_url: str, tmp_path: Path) -> list[FrameLocator]:
    """A page that is opened as a file, with all snippets; their frames."""
    site = tmp_path / "course.html"
    body = "\n".join(SNIPPETS).replace("https://example.org", app_url)
    site.write_text(f"<!doctype html><meta charset=utf-8><h1>A course</h1>{body}", encoding="utf-8")
    page.goto(site.as_uri())
    return [page.frame_locator("iframe").nth(i) for i in range(len(SNIPPETS))]


def test_a_slide_and_a_course_site_show_what_the_guide_says(page, frames):
    slide, block = frames
    expect(slide.locator(".st-key-stage_sentence")).to_contain_text("0.469 bits")
    expect(slide.locator(".st-key-stage_figure svg.marks")).to_be_visible()
    page.locator("iframe").last.scroll_into_view_if_needed()
    expect(block.locator(".st-key-ent_block svg.marks")).to_be_visible()
    expect(block.get_by_role("heading", level=1)).to_be_hidden()
    for frame in frames:
        for each in frame.locator(AROUND).all():
            expect(each).to_be_hidden()
    wait_until(page, "document.querySelectorAll('iframe')[1].style.height !== '450px'")
    for frame in frames:  # as high as it asked for: nothing scrolls
        main = frame.get_by_test_id("stMain")
        expect(main).to_be_visible()
        assert main.evaluate("e => e.scrollHeight - e.clientHeight") <= 1
    # The keyboard works in it, and what it saves comes from the frame.
    figure = block.locator(".st-key-ent_block [data-testid=stFullScreenFrame]")
    figure.hover()
    figure.get_by_role("button", name="Save figure").click()
    with page.expect_download() as saved:
        block.get_by_role("dialog").get_by_role("button", name="SVG").click()
    assert saved.value.suggested_filename == "entropy-ent_block.svg"
