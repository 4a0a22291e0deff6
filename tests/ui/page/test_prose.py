"""The prose of a page: parts by heading, values filled in, symbols coloured."""

import re
from pathlib import Path

import pytest

from ui.lessons.registry import LESSONS
from ui.page.prose import Prose, ProseError, read_prose
from ui.style.theme import LIGHT

BLOCKS = Path(__file__).parents[3] / "ui/lessons"


@pytest.fixture
def prose(tmp_path):
    file = tmp_path / "page.md"
    file.write_text(
        "For editors.\n\n## first\nOne {{n}}.\n\n## second\n$$\\truth{p} \\left(x\\right)$$\n",
        encoding="utf-8",
    )
    return read_prose(file)


def test_what_stands_before_the_first_heading_is_not_shown(prose):
    assert set(prose.parts) == {"first", "second"}


def test_a_value_is_filled_in(prose):
    assert prose.part("first", LIGHT, n="3") == "One 3."


def test_a_missing_value_is_named(prose):
    with pytest.raises(ProseError, match=r"page\.md.*first.*\{\{n\}\}"):
        prose.part("first", LIGHT)


def test_a_missing_part_is_named(prose):
    with pytest.raises(ProseError, match=r"page\.md has no part '## third'"):
        prose.part("third", LIGHT)


def test_a_symbol_wears_the_colour_of_its_meaning_and_latex_is_left_alone(prose):
    shown = prose.part("second", LIGHT)
    assert shown == rf"$$\textcolor{{{LIGHT.truth}}}{{p}} \left(x\right)$$"


def test_headlines_are_shown_one_level_higher_so_that_none_is_left_out():
    parts = {"a": "### Two\n#### Three\nno ### headline"}
    assert Prose("page.md", parts).part("a", LIGHT) == "## Two\n### Three\nno ### headline"


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)
def test_every_lesson_has_its_script_and_its_prose(lesson):
    assert lesson.script.is_file()
    assert read_prose(lesson.prose).parts


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)
def test_every_part_of_the_prose_is_used_by_its_page(lesson):
    script = lesson.script.read_text(encoding="utf-8")
    shared = [BLOCKS.parent / "page" / name for name in ("code.py", "exercises.py")]
    for file in [*(BLOCKS / lesson.stem).glob("*.py"), *shared]:
        script += file.read_text(encoding="utf-8")
    by_loop = {each.stem for each in LESSONS} if "each.stem" in script else set()
    for heading in read_prose(lesson.prose).parts:
        if heading.startswith("step: "):
            continue  # the lecture's path asks for it: tests/test_lecture_plan.py
        # predict() takes the reason by its question, and exercises() what helps by the exercise.
        asked = re.sub(": (why|hint|answer)$", "", heading)
        assert f'"{asked}"' in script or heading in by_loop, heading
