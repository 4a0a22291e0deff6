"""The exercises of self-information, and the numbers of their answers."""

import math
from collections.abc import Mapping

import infotheory as it
from ui.page.exercises import Exercise
from ui.style.units import number

_LOTTERY = 1 / math.comb(49, 6)
_TWO_ACES, _ACE, _ACE_LEFT = 4 / 52 * 3 / 51, 4 / 52, 3 / 51


def _bits(p: float) -> float:
    return float(it.self_information(p))


def _lottery() -> float:
    return _bits(_LOTTERY)


def _three_nats() -> float:
    return math.exp(-3)


def _sums() -> float:
    return _bits(1 / 36) - _bits(6 / 36)


def _aces() -> Mapping[str, str]:
    return {
        "both": number(_bits(_TWO_ACES)),
        "twice": number(2 * _bits(_ACE)),
        "first": number(_bits(_ACE)),
        "second": number(_bits(_ACE_LEFT)),
    }


EXERCISES = {
    "exercise: lottery": Exercise(lambda: {"tosses": number(_lottery(), 2)}, _lottery, 0.03),
    "exercise: nats": Exercise(
        lambda: {"p": number(_three_nats()), "bits": number(_bits(_three_nats()))}, _three_nats
    ),
    "exercise: sums": Exercise(
        lambda: {
            "twelve": number(_bits(1 / 36)),
            "seven": number(_bits(6 / 36)),
            "more": number(_sums()),
        },
        _sums,
    ),
    "exercise: aces": Exercise(_aces),
}
"""In their order."""
