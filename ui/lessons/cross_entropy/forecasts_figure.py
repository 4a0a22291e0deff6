"""Figures of forecasts: two rankings side by side, and where a score has its optimum."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
from numpy.typing import NDArray

from ui.figures.figure import Figure, label, named, spec
from ui.figures.plot import Axis, Line, Plot, plot, word
from ui.figures.tables import Columns, by_column, of_records
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.units import number

_SCORES = {"log": "model", "squared": "squared_error", "absolute": "muted"}


def two_rankings(table: Columns, appearance: Appearance) -> Figure:
    """Draw forecasters from best to worst by each score; lines cross where the order changes.

    ``table`` has the columns ``who``, ``log`` and ``squared``: the scores, lower is better.
    """
    by_log, by_squared = (1 + _ranks(table[score]) for score in ("log", "squared"))
    rows = []
    for i, who in enumerate(table["who"]):
        left, right = int(by_log[i]), int(by_squared[i])
        rows.append((who, 0, left, f"{who}  {number(table['log'][i])}", left != right))
        rows.append((who, 1, right, f"{number(table['squared'][i])}  {who}", left != right))
    return Figure(
        _rankings(appearance),
        {"ranks": by_column(rows, ["who", "side", "rank", "words", "flip"])},
    )


def _ranks(scores: Sequence[float]) -> NDArray[np.intp]:
    """Return each score's place, from 0 for the lowest; of equal scores the first is lower."""
    return np.argsort(np.argsort(scores, kind="stable"))


@cached(64)
def _rankings(appearance: Appearance) -> dict[str, Any]:
    colours = appearance.palette
    log_score = f"log score ({appearance.unit.name})"
    ranks = alt.Chart(named("ranks")).encode(
        x=alt.X(
            "side:Q",
            title=None,
            scale=alt.Scale(domain=[-0.95, 1.95], nice=False),
            axis=alt.Axis(
                values=[0, 1],
                labelExpr=f"datum.value == 0 ? '{log_score}' : 'squared error'",
                orient="top",
                labelFontSize=16,
                grid=False,
                domain=False,
                ticks=False,
            ),
        ),
        y=alt.Y(
            "rank:Q",
            title=None,
            scale=alt.Scale(domain=[3.4, 0.6], nice=False),
            axis=None,
        ),
        detail="who:N",
        color=alt.Color(
            "flip:N",
            scale=alt.Scale(domain=[False, True], range=[colours.muted, colours.excess]),
            legend=None,
        ),
    )
    words = {"fontSize": 16, "fontWeight": "bold"}
    chart = alt.layer(
        ranks.mark_line(strokeWidth=4),
        ranks.mark_point(filled=True, size=260, opacity=1),
        label(
            ranks.transform_filter("datum.side == 0").encode(text="words:N"),
            colours,
            align="right",
            dx=-14,
            **words,
        ),
        label(
            ranks.transform_filter("datum.side == 1").encode(text="words:N"),
            colours,
            align="left",
            dx=14,
            **words,
        ),
    )
    return spec(
        chart,
        colours,
        height=230,
        description=(
            "Three forecasters from best to worst, on the left by log score, on the right by "
            "squared error; lines that cross show that the two rank them differently."
        ),
    )


@cached(64)
def _expected(kind: str, title: str, top: float) -> Plot:
    return Plot(
        x=Axis("forecast q", (0, 1), ticks=(0, 0.5, 1)),
        y=Axis(title, (0, top)),
        lines=(Line(kind, _SCORES[kind]), Line("p", "truth")),
        description=(
            f"The expected {kind} score over all forecasts, with the true probability and the "
            "best forecast marked."
        ),
        height=240,
        font=16,
    )


def expected_curve(
    kind: str, q: np.ndarray, expected: np.ndarray, p: float, appearance: Appearance
) -> Figure:
    """Draw the ``expected`` score of the forecasts ``q`` if ``p`` is true, and its minimum."""
    log = kind == "log"
    title = f"log score ({appearance.unit.name})" if log else f"{kind} error"
    top = appearance.unit.of_bits(4) if log else 2.0
    best = int(np.argmin(expected))
    return plot(
        _expected(kind, title, top),
        appearance,
        lines={"x": q, "y": expected, "line": kind},
        rules={"x": [p], "line": "p"},
        points={"x": [q[best]], "y": [expected[best]], "line": kind, "size": 220},
        words=of_records(
            [
                word(
                    q[best],
                    expected[best],
                    kind,
                    f"best: {number(q[best], 2)}",
                    "right" if q[best] > 0.5 else "left",
                    -18,
                )
            ]
        ),
    )
