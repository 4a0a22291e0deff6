"""The numbers of the exercises' answers."""

import math
from collections.abc import Mapping

import infotheory as it
from ui.page.exercises import Answer
from ui.style.units import number

_COIN, _FAIR = (0.9, 0.1), (0.5, 0.5)


def _loss() -> Mapping[str, str]:
    return {"bytes": number(0.05 / math.log(2) * 1437 / 8, 1)}


def _coin() -> Mapping[str, str]:
    right, fair = it.entropy(_COIN), it.cross_entropy(_COIN, _FAIR)
    return {
        "right": number(1000 * right / 8, 1),
        "fair": number(1000 * fair / 8, 0),
        "excess": number(it.kl_divergence(_COIN, _FAIR)),
    }


def _all() -> Mapping[str, str]:
    return {"files": f"{2**10:,}", "shorter": f"{sum(2**n for n in range(10)):,}"}


def _weights() -> Mapping[str, str]:
    bits, label = 32 * 4810, math.log2(10)
    return {
        "bits": f"{bits:,}",
        "label": number(label),
        "labels": f"{math.ceil(bits / label):,}",
    }


ANSWERS: Mapping[str, Answer] = {
    "exercise: loss": _loss,
    "exercise: coin": _coin,
    "exercise: all": _all,
    "exercise: weights": _weights,
}
"""The exercises in their order."""
