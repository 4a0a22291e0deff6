"""The exercises of file size, and the numbers of their answers."""

import math
from collections.abc import Mapping

import infotheory as it
from ui.lessons.file_size.label_runs import classes, labels, weights
from ui.page.exercises import Exercise
from ui.style.units import number

_COIN, _FAIR = (0.9, 0.1), (0.5, 0.5)
_NATS = 0.05  # per label
_FLOAT = 32  # bits


def _loss() -> float:
    return _NATS / math.log(2) * labels().size / 8


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
    return _FLOAT * weights() / math.log2(classes())


def _weights_paid() -> Mapping[str, str]:
    return {
        "bits": f"{_FLOAT * weights():,}",
        "label": number(math.log2(classes())),
        "labels": f"{math.ceil(_paid()):,}",
    }


EXERCISES = {
    "exercise: loss": Exercise(lambda: {"bytes": number(_loss(), 1)}, _loss),
    "exercise: coin": Exercise(_coin),
    "exercise: all": Exercise(_all),
    "exercise: weights": Exercise(_weights_paid, _paid),
}
"""In their order."""
