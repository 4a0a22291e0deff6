"""The exercises of all lessons: asked, helped, answered in place, and their numbers right."""

import math
import re
from importlib import import_module
from importlib.util import find_spec

import pytest

from tests.moves import Visitor
from tests.test_pages import assert_no_exception
from ui.lessons.registry import LESSONS
from ui.page.prose import read_prose

TAUGHT = [each for each in LESSONS if find_spec(f"ui.lessons.{each.stem}.answers")]

# What each number is, worked out here in another way.
RESULTS = {
    ("self_information", "lottery"): math.log2(13_983_816),
    ("self_information", "nats"): 1 / math.e**3,
    ("self_information", "sums"): math.log2(6),
    ("entropy", "coin"): 2 - 0.75 * math.log2(3),
    ("entropy", "code"): 1.75,
    ("entropy", "perplexity"): math.log2(10),
    ("cross_entropy", "one-hot"): math.exp(-0.105),
    ("cross_entropy", "ignorant"): math.log(10),
    ("cross_entropy", "backwards"): 0.9 * math.log2(10) - 0.1 * math.log2(0.9),
    ("cross_entropy", "floor"): -0.925 * math.log(0.925) - 0.075 * math.log(0.025),
    ("kl_divergence", "die"): math.log2(6) - 0.5 - 0.5 * math.log2(10),
    ("kl_divergence", "flips"): math.log2(100) / (0.6 * math.log2(1.2) + 0.4 * math.log2(0.8)),
    ("training", "start"): 1 / (math.exp(6) + 2),
    ("training", "peak"): 16 / 27,
    ("training", "adam"): 25,
    ("training", "rate"): 116 * math.e**3,
    ("file_size", "loss"): 0.05 / math.log(2) * 1437 / 8,
    ("file_size", "weights"): 32 * (64 * 64 + 64 + 64 * 10 + 10) / math.log2(10),
    ("your_model", "rate"): 0.9 * math.log2(1 / 0.9) + 0.1 * math.log2(10),
    ("your_model", "sure"): 6 * math.log2(10) / 1000,
}


def test_every_lesson_of_the_story_has_exercises():
    assert {stem for stem, _ in RESULTS} == {each.stem for each in TAUGHT}


def exercises_of(stem):
    return import_module(f"ui.lessons.{stem}.answers").EXERCISES


@pytest.mark.parametrize("lesson", TAUGHT, ids=lambda lesson: lesson.stem)
def test_every_lesson_has_three_to_five_exercises_with_a_hint_and_an_answer(lesson):
    prose, exercises = read_prose(lesson.prose), exercises_of(lesson.stem)
    assert 3 <= len(exercises) <= 5
    headed = [each for each in prose.parts if re.fullmatch("exercise: [^:]+", each)]
    assert list(exercises) == headed
    for heading, exercise in exercises.items():
        assert prose.parts[f"{heading}: hint"]
        asked = set(re.findall(r"\{\{(\w+)\}\}", prose.parts[f"{heading}: answer"]))
        assert asked == set(exercise.numbers())


@pytest.mark.parametrize("lesson", TAUGHT, ids=lambda lesson: lesson.stem)
def test_the_number_that_is_asked_for_is_right_and_stands_in_the_answer(lesson):
    for heading, exercise in exercises_of(lesson.stem).items():
        if exercise.result is None:
            continue
        truth = RESULTS[lesson.stem, heading.removeprefix("exercise: ")]
        assert exercise.result() == pytest.approx(truth, rel=max(exercise.near, 1e-9))
        quoted = [each.replace(",", "") for each in exercise.numbers().values()]
        numbers = [float(each) for each in quoted if re.fullmatch(r"[\d.]+", each)]
        percent = [each / 100 for each in numbers]
        assert any(exercise.is_right(each) for each in (*numbers, *percent)), heading
        assert not exercise.is_right(1.6 * truth)
        assert not exercise.is_right(-truth)


def test_what_is_typed_is_checked_in_place_and_the_hint_does_not_show_the_answer():
    visitor = Visitor("cross_entropy", open="ce_exercises")
    before = {each.value for each in visitor.at.markdown}
    for text, verdict in (
        ("0.9", "**Right.**"),
        ("90 %", "**Right.**"),
        ("0,9", "**Right.**"),
        ("1,900", "**Not yet.**"),
        ("0,9,0", "is not a number"),
        ("0.105", "**Not yet.**"),
        ("ten", "is not a number"),
        ("1/0", "divides by zero"),
    ):
        visitor.move("cross_entropy_exercise_1_said", text)
        assert_no_exception(visitor.at)
        said = "\n".join({each.value for each in visitor.at.markdown} - before)
        assert verdict in said, text
        assert "so ŷ =" not in said
    visitor.move("cross_entropy_exercise_1", ["Hint"])
    said = "\n".join(each.value for each in visitor.at.markdown)
    assert "Only one term" in said
    assert "so ŷ =" not in said
