"""The scores of a class's forecasts, once the answer is known. Pure; no Streamlit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from infotheory.lessons.forecast_scores import class_log_scores, class_squared_scores
from infotheory.lessons.smoothing import mix_uniform
from ui.figures.tables import Columns, by_column
from ui.room.rooms import Forecast

DOUBT = {"sure": 0.0, "leaning": 0.5, "no idea": 1.0}
"""The share of a forecast that is spread over all answers."""


def leaning(towards: int, answers: int, how: str) -> Forecast:
    """Return the forecast of a visitor who is ``"sure"``, ``"leaning"`` or has ``"no idea"``."""
    spread = mix_uniform(np.eye(answers)[towards], DOUBT[how])
    return Forecast(tuple(spread.tolist()))


@dataclass(frozen=True)
class Score:
    """Both scores of one forecast, lower is better: bits of surprise, squared error."""

    bits: float
    squared: float


def score(forecast: Forecast, answer: int) -> Score:
    """Score one forecast."""
    bits = class_log_scores(forecast.probabilities, answer)
    squared = class_squared_scores(forecast.probabilities, answer)
    return Score(float(bits[0]), float(squared[0]))


@dataclass(frozen=True)
class ClassScores:
    """Both scores of a class: of its members, and of their average forecast.

    One forecast that gave the truth 0 makes the mean surprise infinite, whatever all others said;
    ``ruled_out`` counts them, and the median and the pool do not hang on one member.
    """

    count: int
    ruled_out: int
    mean: Score
    median: Score
    pool: Forecast
    pooled: Score


def class_scores(forecasts: NDArray[np.float64], answer: int) -> ClassScores:
    """Score the forecasts of a class, a row each; there is at least one."""
    bits = class_log_scores(forecasts, answer)
    squared = class_squared_scores(forecasts, answer)
    pool = Forecast(tuple(forecasts.mean(axis=0).tolist()))
    return ClassScores(
        count=len(forecasts),
        ruled_out=int(np.isinf(bits).sum()),
        mean=Score(float(bits.mean()), float(squared.mean())),
        median=Score(_median(bits), _median(squared)),
        pool=pool,
        pooled=score(pool, answer),
    )


def _median(x: NDArray[np.float64]) -> float:
    """Return the median; ``np.median`` warns where the two in the middle are infinite."""
    ordered = np.sort(x)
    low, high = ordered[(len(x) - 1) // 2], ordered[len(x) // 2]
    return float(low if low == high else (low + high) / 2)


_BY_CONFIDENCE = (  # the least probability on the truth of each group, from best to worst
    ("100%", 1.0),
    ("75% or more", 0.75),
    ("50% or more", 0.5),
    ("25% or more", 0.25),
    ("less", float(np.nextafter(0, 1))),
    ("0%", 0.0),
)


def by_confidence(forecasts: NDArray[np.float64], answer: int) -> Columns:
    """Group the forecasts by the probability they gave to the truth, from best to worst.

    Columns: ``gave``, ``count``, and the averages ``bits`` and ``squared``; groups that nobody is
    in are left out.
    """
    least = np.array([each for _, each in _BY_CONFIDENCE])
    group = np.argmax(forecasts[:, [answer]] >= least, axis=1)
    bits = class_log_scores(forecasts, answer)
    squared = class_squared_scores(forecasts, answer)
    rows = [
        (name, int(here.sum()), bits[here].mean(), squared[here].mean())
        for i, (name, _) in enumerate(_BY_CONFIDENCE)
        if (here := group == i).any()
    ]
    return by_column(rows, ["gave", "count", "bits", "squared"])


def events(
    rounds: Sequence[tuple[NDArray[np.float64], int]],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return every probability that was given to an answer, and whether that answer is right.

    ``rounds`` are forecasts, a row each, with the index of the right answer.
    """
    given = [forecasts.ravel() for forecasts, _ in rounds]
    right = [np.tile(np.arange(f.shape[1]) == answer, len(f)) for f, answer in rounds]
    return np.concatenate([np.empty(0), *given]), np.concatenate([np.empty(0, bool), *right])
