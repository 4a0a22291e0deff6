"""The questions: the answer that is called right is right, and pages ask the same ones."""

import math

import pytest

import infotheory as it
from ui.lessons.questions import QUESTIONS
from ui.lessons.registry import LESSONS
from ui.lessons.training.races import escape_steps
from ui.page.prose import read_prose
from ui.style.theme import LIGHT
from ui.style.units import UNITS


def test_every_lesson_after_the_home_page_asks_one():
    assert list(QUESTIONS) == [lesson.stem for lesson in LESSONS[1:]]


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
@pytest.mark.parametrize("stem", QUESTIONS)
def test_the_reason_names_every_number_in_the_unit(stem, unit):
    prose = read_prose(next(x for x in LESSONS if x.stem == stem).prose)
    values = QUESTIONS[stem].values(unit)
    why = prose.part("predict: why", LIGHT, **values)
    assert prose.part("predict", LIGHT)
    for value in values.values():
        assert value.endswith(unit.name)
        assert value in why


def test_two_sixes_carry_twice_the_information_of_one():
    assert QUESTIONS["self_information"].answer == "twice as much"
    assert it.self_information(1 / 36) == pytest.approx(2 * math.log2(6))


def test_the_fair_coin_surprises_more_on_average():
    assert QUESTIONS["entropy"].answer == "the fair one"
    assert it.entropy([0.5, 0.5]) > it.entropy([0.9, 0.1])


def test_believing_the_sure_coin_of_the_fair_one_costs_more():
    assert QUESTIONS["kl_divergence"].answer == "believing q costs more"
    p, q = [0.5, 0.5], [0.1, 0.9]
    assert it.kl_divergence(p, q) > it.kl_divergence(q, p)


def test_squared_error_takes_187_times_as_many_steps_as_cross_entropy_from_a_start_of_ten():
    table = escape_steps("blobs", (10,), 4000)
    steps = dict(zip(table["loss"], table["steps"], strict=True))
    ratio = steps["squared error"] / steps["cross-entropy"]
    assert f"{ratio:.0f} times" == QUESTIONS["training"].answer
