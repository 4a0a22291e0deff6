"""Horizontal bars, one below the other: amounts of information that are compared or added."""

from typing import Any, NamedTuple

import altair as alt

from ui.figures.figure import Figure, label, named, spec
from ui.figures.tables import by_column
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.theme import Palette

_LANE, _AXIS = 36, 66  # pixels: a bar with the space around it, and the axis below
_WORDS = 1.55  # times the longest length: space for what is written behind it


class Length(NamedTuple):
    """One bar: what it is called, where it begins and ends, and what is written behind it."""

    name: str
    start: float
    end: float
    text: str
    meaning: str  # a field of the palette: whose colour it has


def lengths(
    bars: list[Length],
    appearance: Appearance,
    *,
    longest: float,
    unit: str,
    title: str,
    description: str,
) -> Figure:
    """Draw ``bars`` on an axis that reaches ``longest``; ``title`` and ``unit`` name it."""
    x_domain = {"start": [longest * _WORDS], "unit": [unit]}
    return Figure(
        _spec(appearance.palette, len({bar.name for bar in bars}), title, description),
        {"lengths": by_column(bars, Length._fields), "x_domain": x_domain},
    )


@cached(512)
def _spec(colours: Palette, lanes: int, title: str, description: str) -> dict[str, Any]:
    meanings = ("truth", "entropy", "excess", "muted", "wrong", "model")
    bars = alt.Chart(named("lengths")).encode(
        y=alt.Y(
            "name:N",
            sort=None,
            title=None,
            axis=alt.Axis(labelFontSize=16, ticks=False, labelPadding=8),
        )
    )
    x = alt.X(
        "start:Q",
        title=f"{title} ({{x_domain.unit}})",
        scale=alt.Scale(nice=False, zero=True),
        axis=alt.Axis(tickCount=4),
    )
    colour = alt.Color(
        "meaning:N",
        scale=alt.Scale(
            domain=list(meanings), range=[getattr(colours, meaning) for meaning in meanings]
        ),
        legend=None,
    )
    chart = alt.layer(
        alt.Chart(named("x_domain")).mark_rule(opacity=0, aria=False).encode(x=x),
        bars.mark_bar(height=22).encode(x=x, x2="end:Q", color=colour),
        bars.mark_tick(thickness=3, height=22).encode(x="end:Q", color=colour),
        label(bars.encode(x="end:Q", text="text:N"), colours, align="left", dx=8, fontSize=16),
    )
    return spec(chart, colours, height=_LANE * lanes + _AXIS, description=description)
