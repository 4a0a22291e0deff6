"""The room's figures: they draw the numbers they are given, and are described."""

import json
import math

import numpy as np
import pytest

from infotheory.lessons.reliability import reliability
from ui.room.answers_figure import both_scores, class_forecast
from ui.room.reliability_figure import reliability_figure
from ui.room.scores import by_confidence
from ui.style.appearance import Appearance

SAID = np.array([[1.0, 0.0, 0.0], [0.8, 0.1, 0.1], [0.2, 0.5, 0.3], [0.0, 1.0, 0.0]])
OPTIONS = ("heads", "tails", "neither")
DRAWN = {
    "forecast": lambda look: class_forecast(OPTIONS, [SAID.mean(axis=0).tolist()], 0, look),
    "scores": lambda look: both_scores(by_confidence(SAID, 0), look),
    "reliability": lambda look: reliability_figure(
        reliability(SAID.ravel(), np.tile([1, 0, 0], len(SAID))), look
    ),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_is_built_once_described_and_no_number_is_in_its_specification(name, scheme):
    figure, again = (DRAWN[name](Appearance(scheme)) for _ in range(2))
    assert figure.spec is again.spec
    assert len(figure.spec["description"].split()) > 10
    assert json.dumps(figure.spec)
    assert {"values"}.isdisjoint(figure.spec.get("data", {}))


def test_each_group_is_drawn_with_both_scores_and_an_infinite_one_is_the_longest():
    table = both_scores(by_confidence(SAID, 0), Appearance()).data["groups"]
    assert table["who"] == [
        name for name in ("100%: 1", "≥ 75%: 1", "less: 1", "0%: 1") for _ in range(2)
    ]
    lengths = dict(
        zip(zip(table["who"], table["score"], strict=True), table["length"], strict=True)
    )
    surprise = [lengths[who, "surprise"] for who in ("100%: 1", "≥ 75%: 1", "less: 1")]
    assert surprise == sorted(surprise)
    assert max(lengths.values()) == lengths["0%: 1", "surprise"]
    assert lengths["0%: 1", "squared error"] == 2
    words = dict(zip(zip(table["who"], table["score"], strict=True), table["words"], strict=True))
    assert words["0%: 1", "surprise"] == "∞"
    assert words["≥ 75%: 1", "surprise"] == f"{-math.log2(0.8):.3f}"


def test_points_lie_where_the_class_s_forecasts_came_true():
    data = DRAWN["reliability"](Appearance()).data
    found = reliability(SAID.ravel(), np.tile([1, 0, 0], len(SAID)))
    assert np.array_equal(data["bins"]["forecast"], found.forecast)
    assert np.array_equal(data["bins"]["share"], found.share)
    assert data["bins"]["words"][-1] == "50% of 2 were right"
    assert list(data["calibrated"]["forecast"]) == list(data["calibrated"]["share"]) == [0, 1]
