"""The scores of a class: against identities, and with every answer counted once."""

import csv
import io
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.lessons.questions import QUESTIONS
from ui.room.answers_csv import COLUMNS, answers_csv
from ui.room.rooms import Forecast, Round
from ui.room.scores import DOUBT, by_confidence, class_scores, events, leaning, score


def table(*forecasts):
    return np.array([each.probabilities for each in forecasts])


@st.composite
def classes(draw):
    """A class's forecasts and the right answer; zeros and ties are likely."""
    k = draw(st.integers(2, 4))
    weights = draw(
        st.lists(
            st.lists(st.integers(0, 5), min_size=k, max_size=k).filter(any),
            min_size=1,
            max_size=8,
        )
    )
    rows = np.array(weights, float)
    return rows / rows.sum(axis=1, keepdims=True), draw(st.integers(0, k - 1))


def test_a_sure_and_wrong_answer_costs_infinity_and_at_most_two():
    assert score(leaning(1, 3, "sure"), 0).bits == math.inf
    assert score(leaning(1, 3, "sure"), 0).squared == 2
    assert score(leaning(0, 3, "sure"), 0).bits == 0
    assert score(leaning(2, 3, "no idea"), 0).bits == pytest.approx(math.log2(3))
    assert score(leaning(2, 3, "no idea"), 0).squared == pytest.approx(2 / 3)


@pytest.mark.parametrize("answers", [2, 3, 4])
def test_no_idea_is_the_same_on_each_answer_and_leaning_is_half_way(answers):
    idea = {how: leaning(0, answers, how).probabilities for how in DOUBT}
    assert idea["no idea"] == pytest.approx([1 / answers] * answers)
    for sure, half, none in zip(*(idea[how] for how in DOUBT), strict=True):
        assert half == pytest.approx((sure + none) / 2)


@given(classes())
def test_the_pool_is_the_average_and_never_worse_than_the_average_score(given_class):
    forecasts, answer = given_class
    scores = class_scores(forecasts, answer)
    assert scores.pool.probabilities == pytest.approx(forecasts.mean(axis=0), abs=1e-12)
    assert scores.pooled.bits <= scores.mean.bits + 1e-12  # Jensen
    assert scores.pooled.squared <= scores.mean.squared + 1e-12


@given(classes())
def test_the_mean_is_infinite_just_if_somebody_ruled_the_truth_out(given_class):
    forecasts, answer = given_class
    scores = class_scores(forecasts, answer)
    assert scores.ruled_out == (forecasts[:, answer] == 0).sum()
    assert (scores.mean.bits == math.inf) == (scores.ruled_out > 0)
    bits = sorted(-math.log2(p) if p else math.inf for p in forecasts[:, answer])
    middle = (bits[(len(bits) - 1) // 2] + bits[len(bits) // 2]) / 2
    assert scores.median.bits == pytest.approx(middle)


@given(classes())
def test_every_answer_is_counted_in_one_group_from_best_to_worst(given_class):
    forecasts, answer = given_class
    groups = {name: np.array(each) for name, each in by_confidence(forecasts, answer).items()}
    scores = class_scores(forecasts, answer)
    assert groups["count"].sum() == len(forecasts)
    assert (groups["bits"][1:] >= groups["bits"][:-1]).all()
    weighed = (groups["count"] * groups["squared"]).sum() / len(forecasts)
    assert weighed == pytest.approx(scores.mean.squared)


def test_events_are_each_option_of_each_forecast_and_one_of_them_is_right():
    said = table(Forecast((0.25, 0.75)), Forecast((1.0, 0.0)))
    probabilities, right = events([(said, 1), (table(Forecast((0.5, 0.25, 0.25))), 0)])
    assert probabilities.tolist() == [0.25, 0.75, 1, 0, 0.5, 0.25, 0.25]
    assert right.tolist() == [False, True, False, True, True, False, False]
    assert [len(each) for each in events([])] == [0, 0]


def test_the_file_holds_each_answer_and_no_order_in_which_they_came():
    said = table(Forecast((0.25, 0.5, 0.25)), Forecast((0.1, 0.2, 0.7)))
    files = [answers_csv([Round("entropy", 2, True, rows)]).decode() for rows in (said, said[::-1])]
    assert files[0] == files[1]
    rows = list(csv.DictReader(io.StringIO(files[0])))
    assert list(rows[0]) == COLUMNS
    assert [float(row["probability"]) for row in rows] == [0.1, 0.2, 0.7, 0.25, 0.5, 0.25]
    assert [row["answer"] for row in rows] == [*QUESTIONS["entropy"].options] * 2
    assert {row["answer"] for row in rows if row["right"] == "True"} == {
        QUESTIONS["entropy"].answer
    }
    assert {row["round"] for row in rows} == {"2"}
