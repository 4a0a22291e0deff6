"""The exercises of one's own model, and the numbers of their answers."""

import math
from collections.abc import Mapping

import infotheory as it
from ui.lessons.your_model.examples import EXAMPLES, example
from ui.page.exercises import Exercise
from ui.style.units import number


def _rate() -> Mapping[str, str]:
    return {"h": number(it.entropy([0.9, 0.1]))}


def _sure() -> Mapping[str, str]:
    once, before = -math.log2(1e-6) / 1000, -999 * math.log2(0.99) / 1000
    return {"one": number(once), "rest": number(before)}


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
    "exercise: rate": Exercise(_rate, lambda: float(it.entropy([0.9, 0.1]))),
    "exercise: sure": Exercise(_sure, lambda: -math.log2(1e-6) / 1000, 0.03),
    "exercise: clip": Exercise(_clip),
    "exercise: temperature": Exercise(_half),
}
"""In their order."""
