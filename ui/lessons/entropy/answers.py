"""The exercises of entropy, and the numbers of their answers."""

from collections.abc import Mapping

import infotheory as it
from ui.page.exercises import Exercise
from ui.style.units import number

_COIN, _FOUR = 0.25, (1 / 2, 1 / 4, 1 / 8, 1 / 8)
_SUM = tuple((6 - abs(7 - total)) / 36 for total in range(2, 13))
_DIE = (1 / 6,) * 6


def _coin() -> float:
    return float(it.binary_entropy(_COIN))


def _four() -> float:
    return float(it.entropy(_FOUR))


def _perplexity() -> float:
    return float(it.entropy((1 / 10,) * 10))


def _dice() -> Mapping[str, str]:
    return {"both": number(2 * it.entropy(_DIE)), "sum": number(it.entropy(_SUM))}


EXERCISES = {
    "exercise: coin": Exercise(lambda: {"bits": number(_coin())}, _coin),
    "exercise: code": Exercise(
        lambda: {
            "entropy": number(_four()),
            "length": number(it.expected_length(_FOUR, it.huffman_code(_FOUR))),
        },
        _four,
    ),
    "exercise: perplexity": Exercise(lambda: {"bits": number(_perplexity())}, _perplexity),
    "exercise: dice": Exercise(_dice),
}
"""In their order."""
