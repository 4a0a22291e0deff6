"""The entropy of a coin against its probability of heads."""

from typing import Any

import altair as alt
import numpy as np

import infotheory as it
from ui.figures.figure import Figure, label, named, spec
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.theme import Palette

_ROOM = 1.25  # top of the axis, in heights of the hill: space for the label above it


def binary_entropy_curve(p: float, appearance: Appearance) -> Figure:
    """Draw the hill of binary entropy, with its top and the coin ``p`` on it."""
    base = appearance.unit.base
    grid = np.linspace(0, 1, 201)
    here = it.binary_entropy(p, base=base)
    top = it.binary_entropy(0.5, base=base)
    return Figure(
        _spec(appearance.palette),
        {
            "curve": {"p": grid, "h": it.binary_entropy(grid, base=base)},
            "coin": {"p": [p], "h": [here], "label": [appearance.unit.show(here)]},
            "top": {"p": [0.5], "h": [top], "label": [f"log 2 = {appearance.unit.show(top)}"]},
            "y_domain": {"h": [_ROOM * top], "unit": [appearance.unit.name]},
        },
    )


@cached(64)
def _spec(colours: Palette) -> dict[str, Any]:
    x = alt.X(
        "p:Q",
        title="probability of heads",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".2~f", grid=False),
    )
    y = alt.Y(
        "h:Q",
        title="entropy ({y_domain.unit})",
        scale=alt.Scale(nice=False, zero=True),
        axis=alt.Axis(tickCount=5),
    )
    coin, top = (alt.Chart(named(name)).encode(x=x, y=y) for name in ("coin", "top"))
    chart = alt.layer(
        alt.Chart(named("y_domain")).mark_rule(opacity=0).encode(y=y),
        alt.Chart(named("curve")).mark_line(color=colours.entropy, strokeWidth=4).encode(x=x, y=y),
        top.mark_rule(color=colours.muted, strokeDash=[4, 4]).encode(y2=alt.datum(0)),
        label(top.encode(text="label:N"), colours, color=colours.muted, dy=-18, fontSize=16),
        coin.mark_point(filled=True, size=260, color=colours.entropy, opacity=1),
        label(
            coin.encode(text="label:N"),
            colours,
            color=colours.entropy,
            fontSize=20,
            fontWeight="bold",
            dy=28,
            align={"expr": "datum.p < 0.25 ? 'left' : datum.p > 0.75 ? 'right' : 'center'"},
        ),
    )
    return spec(
        chart,
        colours,
        height=300,
        description=(
            "The entropy of a coin over the probability of heads: a hill that is 0 at both ends "
            "and highest in the middle, at the fair coin; the point is the coin."
        ),
    )
