"""The exercises of file size, and the numbers of their answers."""

import math
from collections.abc import Mapping

import infotheory as it
from ui.page.exercises import Exercise
from ui.style.units import number

_COIN, _FAIR = (0.9, 0.1), (0.5, 0.5)


def _loss() -> float:
    return 0.05 / math.log(2) * 1437 / 8


def _coin() -> Mapping[str, str]:
    right, fair = it.entropy(_COIN), it.cross_entropy(_COIN, _FAIR)
    return {
        "right": number(1000 * right / 8, 1),
        "fair": number(1000 * fair / 8, 0),
        "excess": number(it.kl_divergence(_COIN, _FAIR)),
    }


def _all() -> Mapping[str, str]:
    return {"files": f"{2**10:,}", "shorter": f"{sum(2**n for n in range(10)):,}"}


def _paid() -> float:
    return 32 * 4810 / math.log2(10)


def _weights() -> Mapping[str, str]:
    return {
        "bits": f"{32 * 4810:,}",
        "label": number(math.log2(10)),
        "labels": f"{math.ceil(_paid()):,}",
    }


EXERCISES = {
    "exercise: loss": Exercise(lambda: {"bytes": number(_loss(), 1)}, _loss),
    "exercise: coin": Exercise(_coin),
    "exercise: all": Exercise(_all),
    "exercise: weights": Exercise(_weights, _paid),
}
"""In their order."""
