"""Where the claim ends: a map over two settings, each cell coloured by who is ahead."""

from typing import Any

import altair as alt

from ui.figures.figure import Figure, named, spec
from ui.figures.tables import Columns
from ui.serving.cache import cached
from ui.style.appearance import Appearance

PICKED = "cell"  # the selection that a click makes
_TITLES = {
    "start": ("how wrong the start is: B", 6),
    "noise": ("share of wrong training labels", 4),
}


def claim_map(table: Columns, kind: str, appearance: Appearance) -> Figure:
    """Draw a map; ``table`` has the columns across, rate, lead, error and ahead."""
    return Figure(_spec(appearance, kind), {"cells": {**table, "text": _written(table, kind)}})


def _written(table: Columns, kind: str) -> list[str]:
    """Return the text of each cell: a factor of steps, or points of accuracy."""
    if kind == "start":
        return [
            "=" if who == "nobody" else f"×{_short(2 ** abs(lead))}"
            for lead, who in zip(table["lead"], table["ahead"], strict=True)
        ]
    return [
        "≈" if who == "nobody" else f"+{abs(lead):.1f}"
        for lead, who in zip(table["lead"], table["ahead"], strict=True)
    ]


def _short(factor: float) -> str:
    return f"{factor:.1f}" if factor < 9.95 else f"{factor:.0f}"


@cached(64)
def _spec(appearance: Appearance, kind: str) -> dict[str, Any]:
    colours = appearance.palette
    title, full = _TITLES[kind]
    x = alt.X("across:O", title=title, axis=alt.Axis(labelAngle=0))
    y = alt.Y("rate:O", title="learning rate η of both", sort="descending")
    cells = alt.Chart(named("cells"))
    strength = alt.Scale(
        domain=[-full, 0, full],
        range=[colours.squared_error, colours.panel, colours.cross_entropy],
        clamp=True,
        interpolate="rgb",
    )
    strong = f"abs(datum.lead) > {0.6 * full} && datum.ahead != 'nobody'"
    chart = alt.layer(
        cells.mark_rect(stroke=colours.ground, strokeWidth=3, cursor="pointer")
        .encode(
            x=x,
            y=y,
            color=alt.condition(
                "datum.ahead == 'nobody'",
                alt.value(colours.panel),
                alt.Color("lead:Q", scale=strength, legend=None),
            ),
        )
        .add_params(alt.selection_point(name=PICKED, fields=["across", "rate"])),
        cells.mark_text(fontSize=15).encode(
            x=x,
            y=y,
            text="text:N",
            color=alt.condition(strong, alt.value(colours.ground), alt.value(colours.ink)),
        ),
    )
    return spec(
        chart,
        colours,
        height=340,
        description=(
            "A map of races: each cell is coloured by the loss that is ahead and says by how much, "
            "the more the stronger; pale where neither is clearly ahead over the seeds."
        ),
    )
