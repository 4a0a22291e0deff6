"""The exercises of cross-entropy, and the numbers of their answers."""

import math

import infotheory as it
from ui.page.exercises import Exercise
from ui.style.units import number

_LOSS = 0.105
_RAIN, _BACKWARDS = (0.9, 0.1), (0.1, 0.9)
_SMOOTHED = (0.925, 0.025, 0.025, 0.025)


def _one_hot() -> float:
    return math.exp(-_LOSS)


def _ignorant() -> float:
    return it.softmax_cross_entropy(0, [0.0] * 10).value


def _backwards() -> float:
    return float(it.cross_entropy(_RAIN, _BACKWARDS))


def _floor() -> float:
    return float(it.entropy(_SMOOTHED, base=math.e))


EXERCISES = {
    "exercise: one-hot": Exercise(lambda: {"q": number(_one_hot())}, _one_hot),
    "exercise: ignorant": Exercise(
        lambda: {"nats": number(_ignorant()), "bits": number(_ignorant() / math.log(2))}, _ignorant
    ),
    "exercise: backwards": Exercise(
        lambda: {
            "bits": number(_backwards()),
            "entropy": number(it.entropy(_RAIN)),
            "excess": number(it.kl_divergence(_RAIN, _BACKWARDS)),
        },
        _backwards,
    ),
    "exercise: floor": Exercise(lambda: {"nats": number(_floor())}, _floor),
    "exercise: open": Exercise(),
}
"""In their order."""
