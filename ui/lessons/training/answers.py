"""The exercises of the race, and the numbers of their answers: measured where a race is asked."""

import math

import numpy as np

import infotheory as it
from infotheory.lessons.confident_error import pull
from ui.lessons.training.needed_rates import needed_rates
from ui.lessons.training.race_settings import (
    CROSS_ENTROPY,
    LOSSES,
    RATES,
    SQUARED_ERROR,
    RaceSettings,
)
from ui.lessons.training.runs import steps_to_target
from ui.page.exercises import Exercise
from ui.style.units import number, significant

_START = [6.0, 0.0, 0.0]
_FAR, _FARTHER = 10, 13


def _given() -> float:
    return float(np.asarray(it.softmax(_START))[2])


def _peak() -> float:
    return float(pull(SQUARED_ERROR, [1 / 3])[0])


def _steps(loss: str) -> int:
    """Count the steps of Adam from B = 10, at its usual η."""
    race = RaceSettings("blobs", "linear", float(_FAR), "adam", steps=200)
    steps = steps_to_target(race.source(), race.training(loss, RATES["adam"]))
    assert steps is not None
    return steps


def _needed() -> float:
    table = needed_rates()
    here = (np.asarray(table["start"]) == _FAR) & (
        np.asarray(table["loss"]) == LOSSES[SQUARED_ERROR]
    )
    return float(np.asarray(table["rate"])[here][0])


def _farther() -> float:
    return _needed() * math.exp(_FARTHER - _FAR)


EXERCISES = {
    "exercise: start": Exercise(
        lambda: {
            "share": f"{100 * _given():.2f}",
            "loss": number(it.softmax_cross_entropy(2, _START).value),
            "square": number(it.softmax_mse(2, _START, reduction="sum").value),
        },
        _given,
        0.03,
    ),
    "exercise: derive": Exercise(),
    "exercise: peak": Exercise(
        lambda: {
            "peak": number(_peak()),
            "other": number(float(pull(CROSS_ENTROPY, [1 / 3])[0])),
        },
        _peak,
    ),
    "exercise: adam": Exercise(
        lambda: {
            "cross_entropy": str(_steps(CROSS_ENTROPY)),
            "squared_error": str(_steps(SQUARED_ERROR)),
        },
        lambda: float(_steps(CROSS_ENTROPY)),
        0.5,
    ),
    "exercise: rate": Exercise(
        lambda: {
            "needed": significant(_needed()),
            "factor": number(math.exp(_FARTHER - _FAR), 1),
            "farther": significant(_farther(), 2),
        },
        _farther,
        0.1,
    ),
}
"""In their order."""
