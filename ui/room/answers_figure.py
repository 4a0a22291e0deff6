"""Figures of a class's forecasts: what it believes, and what each way of answering costs."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from ui.figures.figure import Figure, named, spec
from ui.figures.tables import by_column
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.units import number

_TALLEST = 2.0  # the largest squared error; the bars of surprise are scaled to it
_LONGEST = 2.5  # length of the bar of an infinite surprise
_NAMES = ["surprise", "squared error"]
_HEIGHT = 300
_TWO_LINES, _LEGEND = 70, 70  # pixels: two bars with numbers in lecture type; the legend


def class_forecast(
    options: Sequence[str], pools: Sequence[Sequence[float]], right: int, appearance: Appearance
) -> Figure:
    """Draw the pooled forecast on each answer, round by round, with the right answer marked."""
    rows = [
        (
            f"{option} ✓" if i == right else option,
            i,
            turn,
            p,
            f"{p:.0%}" if len(pools) == 1 else f"{p:.0%}, round {turn}",
            i == right,
        )
        for turn, pool in enumerate(pools, 1)
        for i, (option, p) in enumerate(zip(options, pool, strict=True))
    ]
    columns = ["answer", "order", "turn", "p", "words", "right"]
    return Figure(_forecast(appearance), {"pools": by_column(rows, columns)})


@cached(64)
def _forecast(appearance: Appearance) -> dict[str, Any]:
    colours = appearance.palette
    bars = alt.Chart(named("pools")).encode(
        y=alt.Y(
            "answer:N",
            title=None,
            sort=alt.EncodingSortField("order", op="min"),
            axis=alt.Axis(labelFontSize=20, labelLimit=220, ticks=False),
        ),
        yOffset=alt.YOffset("turn:O", title=None),
        x=alt.X(
            "p:Q",
            title="the class's forecast",
            scale=alt.Scale(domain=[0, 1.9], nice=False),
            axis=alt.Axis(
                values=[0, 0.5, 1], format="%", grid=True, labelFontSize=20, titleFontSize=20
            ),
        ),
    )
    columns = bars.mark_bar(cornerRadiusEnd=3).encode(
        color=alt.Color(
            "right:N",
            scale=alt.Scale(domain=[True, False], range=[colours.right, colours.muted]),
            legend=None,
        ),
        opacity=alt.Opacity("turn:O", scale=alt.Scale(range=[0.6, 1]), legend=None),
    )
    words = bars.encode(text="words:N").mark_text(
        align="left", dx=8, fontSize=20, fontWeight="bold", color=colours.ink
    )
    return spec(
        columns + words,
        colours,
        height=_HEIGHT,
        description=(
            "Bars: the class's average probability on each answer, one bar a round; "
            "the right answer has a tick and a colour of its own."
        ),
    )


def both_scores(groups: pd.DataFrame, appearance: Appearance) -> Figure:
    """Draw both scores of those who gave the truth about the same probability, and their number.

    ``groups`` has the columns ``gave``, ``count``, ``bits`` and ``squared``, from best to worst.
    """
    rows = []
    bits = groups["bits"].to_numpy(float)
    most = max(bits[np.isfinite(bits)].max(initial=0), 1.0)
    gave, count, squared = groups["gave"], groups["count"], groups["squared"].to_numpy(float)
    for order, (share, many, surprise, error) in enumerate(
        zip(gave, count, bits, squared, strict=True)
    ):
        name = f"{share}: {many:,}"
        long = 0.6 * _TALLEST * surprise / most if np.isfinite(surprise) else _LONGEST
        worth = appearance.unit.show(appearance.unit.of_bits(surprise))
        rows.append((name, order, _NAMES[0], long, worth))
        rows.append((name, order, _NAMES[1], error, number(error)))
    columns = ["who", "order", "score", "length", "words"]
    return Figure(_both(appearance, len(groups)), {"groups": by_column(rows, columns)})


@cached(64)
def _both(appearance: Appearance, groups: int) -> dict[str, Any]:
    colours = appearance.palette
    bars = alt.Chart(named("groups")).encode(
        y=alt.Y(
            "who:N",
            title="gave the right answer",
            sort=alt.EncodingSortField("order", op="min"),
            axis=alt.Axis(
                labelFontSize=20, titleFontSize=20, labelLimit=220, ticks=False, domain=False
            ),
        ),
        yOffset=alt.YOffset("score:N", sort=_NAMES),
        x=alt.X("length:Q", axis=None, scale=alt.Scale(domain=[0, 3.6], nice=False)),
    )
    marks = bars.mark_bar(cornerRadiusEnd=3).encode(
        color=alt.Color(
            "score:N",
            scale=alt.Scale(domain=_NAMES, range=[colours.cross_entropy, colours.squared_error]),
            legend=alt.Legend(
                title=None, orient="top", labelFontSize=20, symbolSize=300, labelLimit=320
            ),
        )
    )
    words = bars.encode(text="words:N")
    chart = marks + words.mark_text(
        align="left", dx=8, fontSize=20, fontWeight="bold", color=colours.ink
    )
    return spec(
        chart,
        colours,
        height=max(_TWO_LINES * groups + _LEGEND, _HEIGHT),  # in lecture type too
        description=(
            "For those who gave the right answer about the same probability, from all to none, two "
            "bars: their average surprise, which has no ceiling, and their average squared error, "
            "which ends at 2."
        ),
    )
