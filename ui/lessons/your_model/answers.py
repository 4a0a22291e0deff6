"""The exercises of one's own model, and the numbers of their answers."""

import math
from collections.abc import Mapping

import infotheory as it
from ui.lessons.your_model.examples import EXAMPLES, example
from ui.page.exercises import Exercise
from ui.style.units import number

_ROWS, _GIVEN, _ONCE = 1000, 0.99, 1e-6  # rows; what all labels were given, and what one was


def _rate() -> float:
    return float(it.entropy([0.9, 0.1]))


def _one_mistake() -> float:
    return -math.log2(_ONCE) / _ROWS


def _sure() -> Mapping[str, str]:
    rest = -(_ROWS - 1) * math.log2(_GIVEN) / _ROWS
    return {"one": number(_one_mistake()), "rest": number(rest)}


def _clip() -> Mapping[str, str]:
    forest = example(EXAMPLES[1])
    low, high = (forest.clipped(e) for e in (1e-7, 1e-15))
    step = math.log2(1e8) / forest.given.n
    return {
        "low": number(low),
        "high": number(high),
        "step": number(step),
        "rows": f"{forest.given.n:,}",
    }


def _half() -> Mapping[str, str]:
    bayes = example(EXAMPLES[0])
    saved = 1 - bayes.tempered.least / bayes.tempered.plain
    return {"best": number(bayes.tempered.best, 1), "saved": f"{100 * saved:.0f}"}


EXERCISES = {
    "exercise: rate": Exercise(lambda: {"h": number(_rate())}, _rate),
    "exercise: sure": Exercise(_sure, _one_mistake, 0.03),
    "exercise: clip": Exercise(_clip),
    "exercise: temperature": Exercise(_half),
}
"""In their order."""
