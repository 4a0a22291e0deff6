"""The question that each lesson asks before it shows anything; pages and rooms read it here.

Its words are in the lesson's prose, under ``predict`` and ``predict: why``.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import infotheory as it
from ui.style.units import Unit

SIX = 1 / 6
FAIR, BIASED = (0.5, 0.5), (0.1, 0.9)


def _nothing(_unit: Unit) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Question:
    """The options, the right answer, and the numbers that the explanation quotes."""

    options: tuple[str, ...]
    answer: str
    values: Callable[[Unit], Mapping[str, str]] = _nothing

    @property
    def right(self) -> int:
        """The index of the right answer."""
        return self.options.index(self.answer)


def _dice(unit: Unit) -> Mapping[str, str]:
    one, two = (it.self_information(p, base=unit.base) for p in (SIX, SIX * SIX))
    return {"one": unit.show(one), "two": unit.show(two)}


def _coins(unit: Unit) -> Mapping[str, str]:
    fair, biased = (it.entropy(p, base=unit.base) for p in (FAIR, BIASED))
    return {"fair": unit.show(fair), "biased": unit.show(biased)}


def _either_way(unit: Unit) -> Mapping[str, str]:
    forward, back = (
        it.kl_divergence(a, b, base=unit.base) for a, b in ((FAIR, BIASED), (BIASED, FAIR))
    )
    return {"forward": unit.show(forward), "back": unit.show(back)}


def _labels(unit: Unit) -> Mapping[str, str]:
    """Return what a label costs without a model, and under one that is sure of a wrong class."""
    data = it.load_dataset("digits")
    start = next(it.train(data, it.TrainingSettings(hidden=64, wrong_bias=10.0)))
    sure = unit.of_nats(start.train.cross_entropy)
    return {"alike": unit.show(math.log(10, unit.base)), "sure": unit.show(sure)}


QUESTIONS = {
    "self_information": Question(
        ("twice as much", "six times", "36 times"), "twice as much", _dice
    ),
    "entropy": Question(("the fair one", "the biased one", "both alike"), "the fair one", _coins),
    "cross_entropy": Question(("yes, with the right q", "no, never"), "no, never"),
    "kl_divergence": Question(
        ("the same", "believing q costs more", "believing p costs more"),
        "believing q costs more",
        _either_way,
    ),
    "training": Question(("10 times", "40 times", "187 times"), "187 times"),
    "file_size": Question(
        ("fewer than 597", "597, as before", "more than 597"), "more than 597", _labels
    ),
    "your_model": Question(
        ("naive Bayes, 91 %", "the random forest, 94 %", "logistic regression, 94 %"),
        "the random forest, 94 %",
    ),
}
"""The questions, by the lesson's stem."""
