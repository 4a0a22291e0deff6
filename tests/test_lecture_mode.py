"""Lecture mode: short prose, large type, one claim at a time, in the order of the prose file."""

import json

import pytest

from tests.test_pages import assert_no_exception, visit
from ui.lecture.mode import SMALLEST, enlarged, short, steps_of
from ui.lessons.registry import EVERY_PAGE, LESSONS
from ui.page.prose import read_prose

TAUGHT = LESSONS[1:]


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ("One. Two.", "## One."),
        ("**A claim.** And why.", "## **A claim.**"),
        ("**A claim. And why.**", "## **A claim.**"),
        ("It is 0.5 bits, or so. Then more.", "## It is 0.5 bits, or so."),
        ("What is $a. b$? Two.", "## What is $a. b$?"),
        ("Trained on $x$. Then.", "## Trained on $x$"),
        ("No end", "## No end"),
        ("**1. What is certain.** Its length is 0.", "## **1. What is certain.**"),
        ("A rule: it holds. Two.", "## A rule: it holds."),
        ("*Who? You. And* I.", "## *Who?*"),
        ("By C. Olah, ch. 3, p. 97. More.", "## By C. Olah, ch. 3, p. 97."),
        ("Scores. Then:\n\n$$a$$\n\n$$b$$", "## Scores.\n\n$$\\large a$$\n\n$$\\large b$$"),
        ("First\nline. Second.\n\nThird.", "## First line."),
        ("First. Second.\n\n| a |\n| - |\n\nThird.", "## First.\n\n| a |\n| - |"),
        ("$$x$$\n\nIt is so.", r"$$\large x$$"),
        ("### Headline\n\nText.", "### Headline"),
        ("### Headline\nText. More.", "### Headline"),
        ("### Headline\nText.\n\n$$x$$\n\nMore.", "### Headline\n\n$$\\large x$$"),
    ],
)
def test_a_part_is_cut_to_its_first_sentence(part, shown):
    assert short(part) == shown


EVERY_PART = [
    (lesson.stem, heading, text)
    for lesson in EVERY_PAGE
    for heading, text in read_prose(lesson.prose).parts.items()
    if heading != "code"
]


@pytest.mark.parametrize(
    ("stem", "heading", "part"), EVERY_PART, ids=[f"{stem}-{name}" for stem, name, _ in EVERY_PART]
)
def test_a_part_of_the_prose_is_cut_where_a_sentence_ends_and_keeps_its_formulas(
    stem, heading, part
):
    headline, *below = short(part).split("\n\n")
    assert headline.count("$") % 2 == 0
    assert headline.count("*") % 2 == 0
    if headline.startswith("$$"):
        return
    assert len(headline.split()) > 2, "no sentence"
    if headline.startswith("## "):
        said = headline.removeprefix("## ").rstrip("*")
        left = part.partition("\n\n")[0].replace("\n", " ")[len(said) :].lstrip("*. \n)”_")
        assert not left or said.endswith((".", "?", "!", "”", ")", "$"))
        assert not left or not left[0].islower(), f"cut before {left[:30]}"
    formulas = [each for each in part.split("\n\n") if each.startswith("$$")]
    assert [each.replace("\\large ", "") for each in below if each.startswith("$$")] == formulas


@pytest.mark.parametrize("lesson", TAUGHT, ids=lambda lesson: lesson.stem)
def test_the_steps_of_a_page_are_shown_one_by_one_in_the_order_of_its_prose(lesson):
    steps = steps_of(read_prose(lesson.prose))
    assert len(steps) >= 3
    at = visit(lesson.stem, lecture="true")
    for step in range(len(steps) + 1):
        at.session_state[f"{lesson.stem}_lecture_step"] = step
        at.run()
        assert_no_exception(at)
        assert shown_steps(at) == ([step] if step else [])


def shown_steps(at):
    """The steps whose words are on the screen."""
    found = set()

    def look(block):
        for child in getattr(block, "children", {}).values():
            key = getattr(getattr(child, "proto", None), "id", "")
            if "lecture_step_" in key and child.children:
                found.add(int(key.rpartition("_")[2]))
            look(child)

    look(at.main)
    return sorted(found)


def test_nothing_is_asked_or_hidden_where_the_mode_is_off():
    at = visit("entropy")
    assert_no_exception(at)
    assert not at.sidebar.toggle(key="lecture").value
    assert any("fair one" in button.label for button in at.button)
    assert any("average surprise" in each.value for each in at.markdown)


# The race is drawn by an element of our own, whose type the browser tests measure.
@pytest.mark.parametrize(
    "lesson",
    [lesson for lesson in LESSONS if lesson.stem != "training"],
    ids=lambda lesson: lesson.stem,
)
def test_no_type_in_a_figure_is_smaller_than_the_last_row_can_read(lesson):
    at = visit(lesson.stem, lecture="true")
    figures = at.get("vega_lite_chart")
    assert figures
    for figure in figures:
        sizes = list(font_sizes(json.loads(figure.proto.spec)))
        assert sizes
        assert min(sizes) >= SMALLEST


def font_sizes(spec):
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key.lower().endswith("fontsize") and isinstance(value, int | float):
                yield value
            else:
                yield from font_sizes(value)
    elif isinstance(spec, list):
        for each in spec:
            yield from font_sizes(each)


def test_a_figure_keeps_what_it_does_not_write():
    spec = {"mark": {"type": "bar", "size": 7}, "width": "container", "data": {"name": "rows"}}
    larger = enlarged(spec)
    assert {key: larger[key] for key in spec} == spec
    assert "config" not in spec
