"""A figure travels: it is saved from its own menu, as a picture in two forms and as a table."""

import csv
import io
import math
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.test_app import goto
from tests.e2e.test_every_hand import switch_ground
from ui.lecture.mode import IN_MARKS, SMALLEST
from ui.lessons.registry import lesson
from ui.style.theme import PALETTES

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"


def saved(page: Page, way: str, *, transparent: bool = False) -> tuple[str, bytes]:
    """Choose a way in the menu that is open; return the file's name and what it holds."""
    menu = page.get_by_role("dialog", name="Save figure")
    menu.get_by_role("checkbox").set_checked(transparent)
    with page.expect_download() as download:
        menu.get_by_role("button", name=way).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def texts(picture: ElementTree.Element) -> list[str]:
    return ["".join(each.itertext()) for each in picture.iter(f"{SVG}text")]


def sizes(picture: ElementTree.Element) -> list[float]:
    """The type of a picture, in its own pixels."""
    return [
        float(size)
        for each in picture.iter(f"{SVG}text")
        for size in re.findall(r"font-size[:=] ?([\d.]+)", f"font-size={each.get('font-size')}")
    ]


def test_a_figure_is_saved_with_the_keyboard_as_it_is_on_the_wall(page, app_url):
    goto(page, f"{app_url}/entropy?lecture=true&step=perplexity&ent_p=1/2,1/4,1/8,1/8")
    frame = page.get_by_test_id("stFullScreenFrame").first
    width = frame.locator("svg.marks").bounding_box()["width"]

    def ask() -> None:
        frame.get_by_role("button", name="Show data").focus()
        button = frame.get_by_role("button", name="Save figure")
        for _ in range(5):
            page.keyboard.press("Tab")
            if button.evaluate("e => e === document.activeElement"):
                break
        page.keyboard.press("Enter")

    ask()
    name, content = saved(page, "SVG")
    assert name == "entropy.svg"
    picture = ElementTree.fromstring(content)
    assert picture.find(f"{SVG}title").text == lesson("entropy").question
    assert texts(picture)[0] == lesson("entropy").question
    assert any("1.750" in each for each in texts(picture))
    assert {SMALLEST, IN_MARKS} <= set(sizes(picture))
    assert min(sizes(picture)) >= SMALLEST
    assert sizes(picture)[0] == max(sizes(picture))
    grounds = [each.get("fill") for each in picture.findall(f"{SVG}rect")]
    assert grounds == ["rgb(255, 255, 255)"]
    assert b"url(data:font/woff2" in content, "its type is not in it"
    assert not re.search(rb"url\((?!data:|#)", content), "it would load something"

    ask()
    _, content = saved(page, "SVG", transparent=True)
    assert ElementTree.fromstring(content).findall(f"{SVG}rect") == []

    for scheme in ("light", "dark"):
        switch_ground(page, scheme)
        ask()
        name, content = saved(page, "PNG")
        assert name == "entropy.png"
        picture = Image.open(io.BytesIO(content)).convert("RGBA")
        assert picture.width >= 3 * width
        assert picture.getpixel((1, 1)) == (*bytes.fromhex(PALETTES[scheme].ground[1:]), 255)

    ask()
    name, content = saved(page, "Data as CSV")
    assert name == "entropy.csv"
    rows = [row for row in csv.DictReader(io.StringIO(content.decode())) if row["outcome"]]
    widths = [float(row["right"]) - float(row["left"]) for row in rows]
    assert widths == pytest.approx([1 / 2, 1 / 4, 1 / 8, 1 / 8])
    assert [float(row["height"]) for row in rows] == pytest.approx([-math.log2(p) for p in widths])


def test_the_race_is_saved_as_it_stands(page, app_url):
    goto(page, f"{app_url}/training?tr_steps=50")
    page.locator("dialog").wait_for(state="attached")
    button = page.get_by_role("button", name="Save figure").first
    button.click()
    name, content = saved(page, "SVG")
    assert name == "training-race.svg"
    picture = ElementTree.fromstring(content)
    words = texts(picture)
    assert words[0] == lesson("training").question
    assert {"cross-entropy", "squared error", "test accuracy"} <= set(words)
    planes = [each.get("href") for each in picture.iter(f"{SVG}image")]
    assert len(planes) == 2
    assert all(each.startswith("data:image/png") for each in planes)

    button.click()
    _, content = saved(page, "Data as CSV")
    rows = [*csv.DictReader(io.StringIO(content.decode()))]
    last = max(float(row["step"]) for row in rows)
    ends = {
        row["model"]: float(row["value"])
        for row in rows
        if row["measure"] == "test accuracy" and float(row["step"]) == last
    }
    assert last == 50
    assert ends["cross-entropy"] > 0.9 > ends["squared error"]  # 8 steps against 65
    expect(page.get_by_role("dialog", name="Save figure")).to_have_count(0)
