"""The plan of a lecture: every link opens its page in the state that the plan speaks of."""

import re
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.test_pages import assert_no_exception, metrics, visit
from ui.lessons.home.lecture_plan import PLAN
from ui.lessons.questions import QUESTIONS
from ui.lessons.registry import EVERY_PAGE, lesson

TEXT = PLAN.read_text(encoding="utf-8")
LINKS = re.findall(r"\]\(([^)]+)\)", TEXT)
SHARED = {"lecture", "units"}


def stem_and_state(link):
    parts = urlsplit(link)
    return parts.path.strip("./") or "home", dict(
        parse_qsl(parts.query, strict_parsing=True) if parts.query else []
    )


@pytest.mark.parametrize("link", LINKS)
def test_a_link_of_the_plan_names_a_page_and_its_controls(link):
    stem, state = stem_and_state(link)
    assert stem in {each.stem for each in EVERY_PAGE}
    assert set(state) <= {*lesson(stem).keys, *SHARED}


@pytest.mark.parametrize("link", [link for link in LINKS if "?" in link])
def test_a_link_of_the_plan_opens_in_its_state(link):
    stem, state = stem_and_state(link)
    at = visit(stem, **state)
    assert_no_exception(at)
    assert not at.error
    assert at.sidebar.toggle(key="lecture").value


def test_the_plan_names_the_numbers_that_its_links_show():
    shown = [
        metrics(visit(*stem_and_state(link)[:1], **stem_and_state(link)[1]))
        for link in LINKS
        if "?" in link
    ]
    numbers = [next(iter(values.values())) for values in shown]
    assert numbers[0] == "8"
    assert [n.removesuffix(" bits") for n in numbers[1:3]] == ["23.737", "0.469"]
    assert shown[3]["D(p‖q)"] == "0.424 bits"
    assert shown[4]["H(p, q)"] == "∞ bits"
    assert (shown[5]["D(p‖q)"], shown[5]["D(q‖p)"]) == ("0.737 bits", "0.531 bits")
    for number in ("65", "23.737", "0.469", "0.424", "∞", "0.737", "0.531"):
        assert number in TEXT


def test_the_plan_asks_the_question_of_every_lesson():
    for stem in QUESTIONS:
        assert f"]({stem}" in TEXT
    assert TEXT.count("**Ask the room:**") == len(QUESTIONS)


def test_the_plan_takes_45_minutes_without_a_gap():
    spans = [tuple(map(int, span)) for span in re.findall(r"^## (\d+)–(\d+) ", TEXT, re.M)]
    assert spans[0][0] == 0
    assert spans[-1][1] == 45
    assert all(a[1] == b[0] for a, b in pairwise(spans))


def test_home_shows_the_plan():
    at = visit("home", open="home_plan")
    assert_no_exception(at)
    assert any("Most say" in each.value for each in at.markdown)
