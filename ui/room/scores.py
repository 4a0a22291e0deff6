"""The scores of a class's forecasts, once the answer is known. Pure; no Streamlit."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from infotheory.lessons.forecast_scores import class_log_scores, class_squared_scores
from infotheory.lessons.smoothing import mix_uniform
from ui.room.rooms import Forecast

DOUBT = {"sure": 0.0, "leaning": 0.5, "no idea": 1.0}
"""The share of a forecast that is spread over all answers."""


@dataclass(frozen=True)
class Scores:
    """Both scores of several forecasts, lower is better: bits of surprise, squared error."""

    bits: NDArray[np.float64]
    squared: NDArray[np.float64]


def leaning(towards: int, answers: int, how: str) -> Forecast:
    """Return the forecast of a visitor who is ``"sure"``, ``"leaning"`` or has ``"no idea"``."""
    spread = mix_uniform(np.eye(answers)[towards], DOUBT[how])
    return Forecast(tuple(spread.tolist()))


def pooled(forecasts: Collection[Forecast]) -> Forecast:
    """Return the average of the forecasts."""
    return Forecast(tuple(_table(forecasts).mean(axis=0).tolist()))


def scores(forecasts: Collection[Forecast], answer: int) -> Scores:
    """Score the forecasts, in their order."""
    table = _table(forecasts)
    return Scores(class_log_scores(table, answer), class_squared_scores(table, answer))


def ways(forecasts: Collection[Forecast], answer: int, answers: int) -> pd.DataFrame:
    """Return each way of answering, from best to worst: how, count, bits, squared."""
    wrong = (answer + 1) % answers
    kinds = {
        "sure, right": leaning(answer, answers, "sure"),
        "leaning, right": leaning(answer, answers, "leaning"),
        "no idea": leaning(answer, answers, "no idea"),
        "leaning, wrong": leaning(wrong, answers, "leaning"),
        "sure, wrong": leaning(wrong, answers, "sure"),
    }
    said = np.array([each.probabilities[answer] for each in forecasts])
    cost = scores(kinds.values(), answer)
    counts = [np.isclose(said, each.probabilities[answer]).sum() for each in kinds.values()]
    return pd.DataFrame(
        {"how": [*kinds], "count": counts, "bits": cost.bits, "squared": cost.squared}
    )


def _table(forecasts: Collection[Forecast]) -> NDArray[np.float64]:
    return np.array([each.probabilities for each in forecasts])
