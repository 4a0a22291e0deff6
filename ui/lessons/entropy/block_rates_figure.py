"""Bits per symbol of Huffman's code, against the size of the blocks it codes."""

from typing import Any

import altair as alt
import numpy as np

from ui.figures.figure import Figure, label, named, spec
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.units import number


def block_rates(rates: list[float], entropy: float, source: str, appearance: Appearance) -> Figure:
    """Draw the ``rates`` of blocks of 1, 2, … symbols and the ``entropy`` of a source, in bits."""
    rows = {
        "size": np.arange(1, len(rates) + 1),
        "rate": rates,
        "label": [number(rate) for rate in rates],
    }
    floor = {"rate": [entropy], "label": [f"H({source}) = {number(entropy)} bits"]}
    return Figure(_spec(appearance), {"rates": rows, "floor": floor})


@cached(64)
def _spec(appearance: Appearance) -> dict[str, Any]:
    colours = appearance.palette
    x = alt.X("size:O", title="symbols in a block", axis=alt.Axis(labelAngle=0, grid=False))
    y = alt.Y(
        "rate:Q",
        title="bits per symbol",
        scale=alt.Scale(domain=[0, 1.15], nice=False),
        axis=alt.Axis(tickCount=5),
    )
    rates, floor = alt.Chart(named("rates")).encode(x=x), alt.Chart(named("floor"))
    chart = alt.layer(
        rates.mark_bar(color=colours.truth, fillOpacity=0.3, stroke=colours.truth).encode(y=y),
        floor.mark_rule(color=colours.entropy, strokeWidth=4).encode(y=y),
        label(rates.encode(y=y, text="label:N"), colours, dy=-14, fontSize=18, fontWeight="bold"),
        label(
            floor.encode(y=y, x=alt.value("width"), text="label:N"),
            colours,
            color=colours.entropy,
            align="right",
            dx=-8,
            dy=16,
            fontSize=18,
            fontWeight="bold",
        ),
    )
    return spec(
        chart,
        colours,
        height=300,
        description=(
            "Bars: the bits per symbol that Huffman's code needs. They fall towards the line of "
            "the entropy as the blocks get longer."
        ),
    )
