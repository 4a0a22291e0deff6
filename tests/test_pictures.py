"""Every page has its picture, and the documents show it."""

import re
from pathlib import Path

import pytest
from PIL import Image

from ui.lessons.registry import EVERY_PAGE

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
LARGEST = 100_000  # bytes


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.stem)
def test_a_page_has_a_small_picture_that_the_tour_shows(page):
    path = PICTURES / f"{page.stem}.png"
    with Image.open(path) as picture:
        assert picture.size == (1280, 800)
    assert path.stat().st_size <= LARGEST
    tour = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    assert f"(pictures/{page.stem}.png)" in tour
    assert page.title in tour or page.stem == "home"


def test_no_document_shows_a_picture_that_is_not_there_and_none_is_left_over():
    shown = set()
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        links = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", document.read_text(encoding="utf-8"))
        shown |= {(document.parent / link).resolve() for link in links}
    assert all(path.exists() for path in shown)
    assert set(PICTURES.glob("*")) <= shown
