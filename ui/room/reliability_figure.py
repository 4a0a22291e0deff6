"""The reliability diagram of a class: how often its forecasts came true."""

from typing import Any

import altair as alt
import numpy as np

from infotheory.lessons.reliability import Reliability
from ui.figures.figure import Figure, named, spec
from ui.serving.cache import cached
from ui.style.appearance import Appearance

_HEIGHT = 360


def reliability_figure(found: Reliability, appearance: Appearance) -> Figure:
    """Draw the share that was right against the forecast, with a point for each bin."""
    points = {
        "forecast": found.forecast,
        "share": found.share,
        "number": found.number,
        "words": [
            f"{share:.0%} of {number:,} were right"
            for share, number in zip(found.share, found.number, strict=True)
        ],
    }
    ends = np.array([0.0, 1.0])
    return Figure(
        _reliability(appearance),
        {"bins": points, "calibrated": {"forecast": ends, "share": ends}},
    )


@cached(16)
def _reliability(appearance: Appearance) -> dict[str, Any]:
    colours = appearance.palette

    scale = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(format="%", tickCount=5, labelFontSize=18, titleFontSize=18)
    x = alt.X("forecast:Q", title="probability that the class gave", scale=scale, axis=axis)
    y = alt.Y("share:Q", title="share that was right", scale=scale, axis=axis)
    line = alt.Chart(named("calibrated")).encode(x=x, y=y)
    points = alt.Chart(named("bins")).encode(
        x=x,
        y=y,
        size=alt.Size("number:Q", scale=alt.Scale(range=[80, 900]), legend=None),
        tooltip=alt.Tooltip("words:N", title=" "),
    )
    chart = line.mark_line(
        color=colours.muted, strokeDash=[6, 4], strokeWidth=2
    ) + points.mark_circle(color=colours.model, opacity=0.9, clip=False)
    return spec(
        chart,
        colours,
        height=_HEIGHT,
        description=(
            "Points: answers that the class forecast with about the same probability, and the "
            "share of them that were right; a larger point holds more forecasts. On the dashed "
            "diagonal, forecasts are right exactly as often as they say."
        ),
    )
