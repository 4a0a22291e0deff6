"""All that is computed of a model's predictions, each part once, when it is first asked for.

Everything is in bits. It belongs to the predictions, and goes with them: nothing of a visitor's
own is in a cache.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

import infotheory as it
from infotheory.lessons.bootstrap import Interval, bootstrap_means, percentile_interval
from infotheory.lessons.recalibration import (
    Band,
    Curve,
    consistency_band,
    cross_fitted,
    cross_fitted_temperatures,
    isotonic_curve,
)
from ui.lessons.your_model.predictions import Predictions

Score = Literal["log", "brier"]
ALL = -1
"""All classes at once, in place of one class against the rest."""

_DRAWS, _FEWEST_DRAWS, _MOST_DRAWN = 1000, 200, 20_000_000
_TEMPERATURES = np.geomspace(0.1, 20, 47)
_CURVE_ROWS = 2_000_000  # probabilities × temperatures that a curve is computed from

Progress = Callable[[float], object]


class Parts(NamedTuple):
    """A score and its parts, in the sample and cross-fitted, and the rows they are of."""

    score: float
    miscalibration: float
    discrimination: float
    uncertainty: float
    fitted_miscalibration: float
    fitted_discrimination: float
    rows: int


class Intervals(NamedTuple):
    """95 % intervals by the bootstrap over rows; None where the number is infinite."""

    cross_entropy: Interval | None
    explained: Interval | None
    brier: Interval
    accuracy: Interval
    draws: int


class Tempered(NamedTuple):
    """The score over the temperature, its least value, and how many rows it is of."""

    temperatures: NDArray[np.float64]
    scores: NDArray[np.float64]
    best: float
    least: float
    plain: float
    rows: int


@dataclass(frozen=True, eq=False)
class Examined:
    """A model's predictions, and all that the page says of them."""

    given: Predictions

    @cached_property
    def surprise(self) -> NDArray[np.float64]:
        """What each row costs."""
        return it.surprisals(self.given.labels, self.given.q)

    @cached_property
    def cross_entropy(self) -> float:
        """The log score: ∞ if one label was given 0."""
        return it.log_loss(self.given.labels, self.given.q)

    @cached_property
    def brier(self) -> float:
        """The Brier score."""
        return it.brier_score(self.given.labels, self.given.q)

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How often each class happened."""
        return np.bincount(self.given.labels, minlength=len(self.given.classes))

    @cached_property
    def entropy(self) -> float:
        """H(Y): the cost of a model that knows the shares of the classes, and nothing else."""
        return float(it.entropy(self.counts, normalize=True))

    @property
    def explained(self) -> float:
        """The share of H(Y) that the model explains; NaN if H(Y) is 0."""
        return 1 - self.cross_entropy / self.entropy if self.entropy > 0 else np.nan

    @property
    def perplexity(self) -> float:
        """The number of equally likely classes that cost as much."""
        return float(2**self.cross_entropy) if self.cross_entropy < 1000 else np.inf

    @cached_property
    def right(self) -> NDArray[np.bool_]:
        """Whether the most probable class happened; of equals the first counts."""
        q = self.given.q
        top = q > 0.5 if q.ndim == 1 else q.argmax(axis=1)
        return np.asarray(top == self.given.labels)

    @property
    def accuracy(self) -> float:
        """The share of rows whose most probable class happened."""
        return float(self.right.mean())

    @cached_property
    def finite(self) -> NDArray[np.bool_]:
        """The rows whose label was not ruled out."""
        return np.isfinite(self.surprise)

    @property
    def infinite(self) -> int:
        """How many labels got 0."""
        return self.given.n - int(np.count_nonzero(self.finite))

    @cached_property
    def finite_cross_entropy(self) -> float:
        """The log score of the finite rows; NaN if there are none."""
        return float(self.surprise[self.finite].mean()) if self.finite.any() else np.nan

    def intervals(self, progress: Progress = lambda _: None) -> Intervals:
        """Return the intervals, computed once."""
        found = self.__dict__.get("_intervals")
        if found is None:
            found = self.__dict__["_intervals"] = self._bootstrap(progress)
        return found

    def _bootstrap(self, progress: Progress) -> Intervals:
        given, draws = self.given, draws_for(self.given.n)
        each_brier = row_errors(given)
        kinds = _one_hot_if_few(given.labels, len(given.classes))
        columns = [np.where(self.finite, self.surprise, 0.0), each_brier, self.right, *kinds.T]
        means = bootstrap_means(np.column_stack(columns), draws=draws, progress=progress)
        cost, brier, accuracy = (percentile_interval(means[:, i]) for i in range(3))
        if self.infinite or not kinds.shape[1]:
            return Intervals(None if self.infinite else cost, None, brier, accuracy, draws)
        entropies = np.asarray(it.entropy(means[:, 3:], normalize=True))
        some = entropies > 0
        explained = (
            percentile_interval(1 - means[some, 0] / entropies[some]) if some.any() else None
        )
        return Intervals(cost, explained, brier, accuracy, draws)

    def parts(self, score: Score = "log", k: int = ALL) -> Parts:
        """Return the parts of a score, of one class against the rest or of all at once."""
        kept = self.__dict__.setdefault("_parts", {})
        if (score, k) not in kept:
            kept[score, k] = self._split(score, k)
        found: Parts = kept[score, k]
        return found

    def _split(self, score: Score, k: int) -> Parts:
        if k == ALL and len(self.given.classes) > 2:
            return self._split_by_temperature(score)
        y, q = self.given.against_the_rest(1 if k == ALL else k)
        parts = it.score_decomposition(y, q, score=score)
        if len(y) < 2:
            return Parts(*parts, np.nan, np.nan, len(y))
        recalibrated = _score(score, y, cross_fitted(y, q))
        return Parts(*parts, parts.score - recalibrated, parts.uncertainty - recalibrated, len(y))

    def _split_by_temperature(self, score: Score) -> Parts:
        rows = np.flatnonzero(self.finite)
        y, q, z = self.given.labels[rows], self.given.q[rows], self.given.logits[rows]
        if not len(rows):
            nothing = np.nan
            return Parts(nothing, nothing, nothing, nothing, nothing, nothing, 0)
        shares = np.bincount(y, minlength=q.shape[1]) / len(y)
        unsure = _score(score, y, np.broadcast_to(shares, q.shape))
        plain = _score(score, y, q)
        best = _tempered(score, y, z, it.fit_temperature(y, z))
        fitted = np.nan
        if len(rows) > 1:
            temperatures = cross_fitted_temperatures(y, z)
            if temperatures.all():  # a half without a mistake has 0, which says nothing of others
                fitted = _tempered(score, y, z, temperatures[:, None])
        return Parts(
            plain, plain - best, unsure - best, unsure, plain - fitted, unsure - fitted, len(rows)
        )

    def curve(self, k: int) -> Curve:
        """Return how often class `k` happened, over its forecast."""
        kept = self.__dict__.setdefault("_curves", {})
        if k not in kept:
            kept[k] = isotonic_curve(*self.given.against_the_rest(k))
        found: Curve = kept[k]
        return found

    def band(self, k: int) -> Band:
        """Return where that curve would lie if the forecasts were calibrated."""
        kept = self.__dict__.setdefault("_bands", {})
        if k not in kept:
            kept[k] = consistency_band(self.given.against_the_rest(k)[1])
        found: Band = kept[k]
        return found

    @cached_property
    def tempered(self) -> Tempered:
        """The log score of the finite rows over the temperature."""
        rows = np.flatnonzero(self.finite)
        y, z = self.given.labels[rows], self.given.logits[rows]
        if not len(rows):
            return Tempered(
                _TEMPERATURES, np.full(len(_TEMPERATURES), np.nan), 1, np.nan, np.nan, 0
            )
        best = it.fit_temperature(y, z)
        few = max(_CURVE_ROWS // (z.shape[1] * len(_TEMPERATURES)), 1)
        some = slice(None, None, max(-(-len(y) // few), 1))
        # Of many rows every few draw the curve; it passes through what all of them cost at T = 1.
        scores = np.array([self.at(t, some) for t in _TEMPERATURES])
        plain = _tempered("log", y, z, 1.0)
        return Tempered(
            _TEMPERATURES,
            scores + plain - self.at(1.0, some),
            best,
            _tempered("log", y, z, best),
            plain,
            len(rows),
        )

    def at(self, temperature: float, some: slice = slice(None)) -> float:
        """Return the log score of the finite rows, or of some of them, at a temperature."""
        rows = np.flatnonzero(self.finite)[some]
        return _tempered("log", self.given.labels[rows], self.given.logits[rows], temperature)

    def score_at(self, temperature: float) -> float:
        """Return the log score at a temperature: ∞ if one label was given 0."""
        return np.inf if self.infinite else self.at(temperature)

    def costliest(self, most: int) -> NDArray[np.int64]:
        """Return the most surprising rows, the worst first."""
        most = min(most, self.given.n)
        found = np.argpartition(-self.surprise, most - 1)[:most]
        order: NDArray[np.int64] = found[np.lexsort((found, -self.surprise[found]))]
        return order

    @cached_property
    def share_of_the_worst(self) -> float:
        """The share of all bits that the worst 1 % of the rows take."""
        worst = max(self.given.n // 100, 1)
        total = float(self.surprise.sum())
        if not np.isfinite(total) or total == 0:
            return np.nan
        return float(np.partition(self.surprise, self.given.n - worst)[-worst:].sum() / total)

    def clipped(self, epsilon: float) -> float:
        """Return what the log score looks like if no probability may be nearer to 0 or 1 than ε."""
        q = np.clip(self.given.by_class, epsilon, 1 - epsilon)
        return it.log_loss(self.given.labels, q / q.sum(axis=1, keepdims=True))


def draws_for(n: int) -> int:
    """Return how many bootstrap draws are taken of so many rows."""
    return min(_DRAWS, max(_FEWEST_DRAWS, _MOST_DRAWN // n))


def row_errors(given: Predictions) -> NDArray[np.float64]:
    """Return what each row adds to the Brier score."""
    error = given.by_class.copy()
    error[np.arange(given.n), given.labels] -= 1
    return np.asarray((error * error).sum(axis=1))


def _one_hot_if_few(labels: NDArray[np.integer[Any]], classes: int) -> NDArray[np.float64]:
    """Return a column for each class, or none where they would take too much memory."""
    if len(labels) * classes > 4_000_000:
        return np.empty((len(labels), 0))
    return np.eye(classes)[labels]


def _score(score: Score, y: NDArray[np.integer[Any]], q: NDArray[np.float64]) -> float:
    return it.brier_score(y, q) if score == "brier" else it.log_loss(y, q)


def _tempered(
    score: Score,
    y: NDArray[np.integer[Any]],
    z: NDArray[np.float64],
    temperature: float | NDArray[np.float64],
) -> float:
    """Score the softmax of z/T; T may be ∞, where all that is possible is equally likely, or 0."""
    t = np.asarray(temperature, float)
    leads = z - z.max(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = np.where(leads == 0, 0.0, np.where(np.isinf(leads), -np.inf, leads / t))
    if score == "brier":
        return it.brier_score(y, np.asarray(it.softmax(scaled)))
    return it.softmax_cross_entropy(y, scaled).value / np.log(2)
