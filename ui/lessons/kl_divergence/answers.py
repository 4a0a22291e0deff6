"""The exercises of the divergence, and the numbers of their answers."""

import math
from collections.abc import Mapping

import infotheory as it
from ui.page.exercises import Exercise
from ui.style.units import number

_LOADED, _DIE = (1 / 2, *(1 / 10,) * 5), (1 / 6,) * 6
_BIASED, _FAIR = (0.6, 0.4), (0.5, 0.5)
_ODDS = 100
_SURE, _UNSURE = (1.0, 0.0), (0.5, 0.5)


def _loaded() -> float:
    return float(it.kl_divergence(_LOADED, _DIE))


def _flips() -> float:
    return math.log2(_ODDS) / float(it.kl_divergence(_BIASED, _FAIR))


def _direction() -> Mapping[str, str]:
    return {
        "there": number(it.kl_divergence(_SURE, _UNSURE)),
        "back": number(it.kl_divergence(_UNSURE, _SURE)),
    }


EXERCISES = {
    "exercise: die": Exercise(
        lambda: {
            "excess": number(_loaded()),
            "most": number(it.entropy(_DIE)),
            "entropy": number(it.entropy(_LOADED)),
        },
        _loaded,
    ),
    "exercise: flips": Exercise(
        lambda: {
            "each": number(it.kl_divergence(_BIASED, _FAIR)),
            "needed": number(math.log2(_ODDS)),
            "flips": number(_flips(), 0),
        },
        _flips,
        0.02,
    ),
    "exercise: direction": Exercise(_direction),
    "exercise: train": Exercise(),
}
"""In their order."""
