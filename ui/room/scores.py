"""What a class's forecasts are worth once the answer is known. Pure; no Streamlit."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from infotheory.repair import mix_uniform
from infotheory.scoring import class_log_scores, class_squared_scores
from ui.room.rooms import Forecast

DOUBT = {"sure": 0.0, "leaning": 0.5, "no idea": 1.0}
"""The share of a forecast that is spread over all answers."""


@dataclass(frozen=True)
class Scores:
    """Both scores of several forecasts, the less the better: bits of surprise, squared error."""

    bits: NDArray[np.float64]
    squared: NDArray[np.float64]


def leaning(towards: int, answers: int, how: str) -> Forecast:
    """Return the forecast of who is ``"sure"`` of an answer, or ``"leaning"``, or neither."""
    spread = mix_uniform(np.eye(answers)[towards], DOUBT[how])
    return Forecast(tuple(spread.tolist()))


def pooled(forecasts: Collection[Forecast]) -> Forecast:
    """Return the average of the forecasts."""
    return Forecast(tuple(_table(forecasts).mean(axis=0).tolist()))


def scores(forecasts: Collection[Forecast], answer: int) -> Scores:
    """Score the forecasts, in their order."""
    table = _table(forecasts)
    return Scores(class_log_scores(table, answer), class_squared_scores(table, answer))


def _table(forecasts: Collection[Forecast]) -> NDArray[np.float64]:
    return np.array([each.probabilities for each in forecasts])
