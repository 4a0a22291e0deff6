"""Figures of a class's forecasts: the pooled forecast, and both scores by confidence."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np

from ui.figures.figure import Figure, named, spec
from ui.figures.tables import Columns, by_column
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.units import number

_TALLEST = 2.0  # the largest squared error; the bars of surprise are scaled to it
_LONGEST = 2.5  # length of the bar of an infinite surprise
_NAMES = ["surprise", "squared error"]
_HEIGHT = 300
_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}  # of the rounds
_ROW = 44  # pixels of a group
# On one axis: surprise with its numbers, and beyond it the squared error with its own.
_SECOND = 4.4
_NUMBERS, _WIDE = (_LONGEST + 0.15, _SECOND + _TALLEST + 0.15), 8.4


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
            f"{p:.0%}" if len(pools) == 1 else f"{p:.0%}, {_ORDINALS.get(turn, f'{turn}th')}",
            i == right,
        )
        for turn, pool in enumerate(pools, 1)
        for i, (option, p) in enumerate(zip(options, pool, strict=True))
    ]
    columns = ["answer", "order", "turn", "p", "words", "right"]
    return Figure(_forecast(appearance, len(pools) > 1), {"pools": by_column(rows, columns)})


@cached(64)
def _forecast(appearance: Appearance, names_rounds: bool) -> dict[str, Any]:
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
            axis=None,  # each bar has its number
            scale=alt.Scale(domain=[0, 2.8 if names_rounds else 1.9], nice=False),
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


def both_scores(groups: Columns, appearance: Appearance) -> Figure:
    """Draw both scores of those who gave the truth about the same probability, and their number.

    ``groups`` has the columns ``gave``, ``count``, ``bits`` and ``squared``, from best to worst.
    """
    rows = []
    unit = appearance.unit
    bits = np.asarray(groups["bits"])
    most = max(bits[np.isfinite(bits)].max(initial=0), 1.0)
    for order, (share, many, surprise, error) in enumerate(
        zip(groups["gave"], groups["count"], bits, groups["squared"], strict=True)
    ):
        least, _, more = share.partition(" or more")
        name = f"{'≥ ' if share != least else ''}{least}{more}: {many:,}"
        long = 0.6 * _TALLEST * surprise / most if np.isfinite(surprise) else _LONGEST
        worth = number(unit.of_bits(surprise))
        rows.append((name, order, _NAMES[0], 0.0, long, long, _NUMBERS[0], worth))
        rows.append(
            (name, order, _NAMES[1], _SECOND, _SECOND + error, error, _NUMBERS[1], number(error))
        )
    columns = ["who", "order", "score", "start", "end", "length", "at", "words"]
    heads = {
        "score": _NAMES,
        "start": [0.0, _SECOND],
        "words": [f"{_NAMES[0]} ({unit.name})", _NAMES[1]],
    }
    return Figure(
        _both(appearance, len(bits)), {"groups": by_column(rows, columns), "heads": heads}
    )


@cached(64)
def _both(appearance: Appearance, groups: int) -> dict[str, Any]:
    colours = appearance.palette
    ends = alt.Scale(domain=[0, _WIDE], nice=False)
    score = alt.Color(
        "score:N",
        scale=alt.Scale(domain=_NAMES, range=[colours.cross_entropy, colours.squared_error]),
        legend=None,
    )
    rows = alt.Chart(named("groups")).encode(
        y=alt.Y(
            "who:N",
            title=None,
            sort=alt.EncodingSortField("order", op="min"),
            scale=alt.Scale(paddingInner=0.35),
            axis=alt.Axis(labelFontSize=20, labelLimit=220, ticks=False, domain=False),
        )
    )
    bars = rows.mark_bar(cornerRadiusEnd=3).encode(
        x=alt.X("start:Q", axis=None, scale=ends), x2="end:Q", color=score
    )
    big: dict[str, Any] = {"align": "left", "fontSize": 20, "fontWeight": "bold"}
    words = rows.mark_text(**big, color=colours.ink).encode(
        x=alt.X("at:Q", axis=None, scale=ends), text="words:N"
    )
    heads = (
        alt.Chart(named("heads"))
        .mark_text(**big, baseline="bottom")
        .encode(
            x=alt.X("start:Q", axis=None, scale=ends),
            y=alt.value(-10),
            text="words:N",
            color=score,
        )
    )
    gave = (
        alt.Chart(named("heads"))
        .transform_filter("datum.start == 0")
        .mark_text(align="right", baseline="bottom", fontSize=20)
        .encode(x=alt.value(-8), y=alt.value(-10), text=alt.value("gave"))
    )
    return spec(
        bars + words + heads + gave,
        colours,
        height=max(_ROW * groups, _HEIGHT),
        description=(
            "For those who gave the right answer about the same probability, from all to none, two "
            "bars: their average surprise, which has no ceiling, and their average squared error, "
            "which ends at 2."
        ),
    )
