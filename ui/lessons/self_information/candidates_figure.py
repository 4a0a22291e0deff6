"""The curve of a candidate for a measure of surprise, beside the one that keeps the rules."""

from typing import Any

import altair as alt
import numpy as np

from infotheory.lessons.surprise_candidates import Measure
from ui.figures.figure import Figure, label, named, spec
from ui.serving.cache import cached
from ui.style.appearance import Appearance

_LOW, _HIGH = -4, 8
_LEAST = 0.005
_AT = 0.75  # p at which the candidate's name is written


def candidate_curve(
    name: str, measure: Measure, shannon: Measure, appearance: Appearance
) -> Figure:
    """Draw the candidate called ``name`` over p, and −log p dashed."""
    grid = np.geomspace(_LEAST, 1, 160)
    return Figure(
        _spec(appearance),
        {
            "curves": {
                "p": grid,
                "value": [measure(p) for p in grid.tolist()],
                "shannon": [shannon(p) for p in grid.tolist()],
            },
            "name": {"p": [_AT], "value": [measure(_AT)], "name": [name]},
        },
    )


@cached(64)
def _spec(appearance: Appearance) -> dict[str, Any]:
    colours = appearance.palette
    x = alt.X(
        "p:Q",
        title="probability p",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".2~f", grid=False),
    )
    y = alt.Y(
        "value:Q",
        title="what the candidate says",
        scale=alt.Scale(domain=[_LOW, _HIGH], nice=False),
        axis=alt.Axis(tickCount=6),
    )
    curves = alt.Chart(named("curves")).encode(x=x)
    chart = alt.layer(
        curves.mark_line(color=colours.truth, strokeDash=[6, 5], strokeWidth=2, clip=True).encode(
            y=alt.Y("shannon:Q")
        ),
        curves.mark_line(color=colours.ink, strokeWidth=4, clip=True).encode(y=y),
        label(
            alt.Chart(named("name")).encode(x=x, y=y, text="name:N"),
            colours,
            color=colours.ink,
            fontSize=20,
            fontWeight="bold",
            dy=-18,
        ),
    )
    return spec(
        chart,
        colours,
        height=270,
        description=(
            "The candidate for a measure of surprise over the probability of the event, and "
            "beside it, dashed, minus the logarithm."
        ),
    )
