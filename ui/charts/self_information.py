"""Figures of the lesson on self-information: the halving square, and the curve −log p."""

from functools import cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

import infotheory as it
from ui.charts.figure import Figure, label, named, spec
from ui.look import Look

RAREST = 1e-9  # the least probability that the curve shows
_SIDE = 330
_PLAIN = "datum.value < 0.01 && datum.value > 0 ? format(datum.value, '.0e') : datum.value"
_SMALLEST_LABEL = 0.055  # of the square's side, for the number of a halving to fit


def halving_square(p: float, look: Look) -> Figure:
    """Draw the unit square cut in halves until only the part ``p`` is left."""
    return Figure(_square_spec(look), {"pieces": _pieces(p)})


def _pieces(p: float) -> pd.DataFrame:
    """The halves that were cut away, a last partial cut, and the part that is left."""
    left, low, width, height = 0.0, 0.0, 1.0, 1.0
    rows = []
    halvings = 0
    while width * height > p:
        share = max(0.5, p / (width * height))  # the last cut takes away less than half
        upright = halvings % 2 == 0
        kept = (width * share, height) if upright else (width, height * share)
        cut_left, cut_low = (left + kept[0], low) if upright else (left, low + kept[1])
        cut_right, cut_top = left + width, low + height
        whole = share == 0.5
        halvings += 1
        room = min(cut_right - cut_left, cut_top - cut_low) > _SMALLEST_LABEL
        rows.append(
            (cut_left, cut_right, cut_low, cut_top, "cut", str(halvings) if whole and room else "")
        )
        width, height = kept
    rows.append((left, left + width, low, low + height, "event", ""))
    frame = pd.DataFrame(rows, columns=["left", "right", "low", "top", "part", "label"])
    frame["x"] = (frame.left + frame.right) / 2
    frame["y"] = (frame.low + frame.top) / 2
    return frame


def surprise_curve(p: float, look: Look, *, log: bool) -> Figure:
    """Draw I(p) = −log p with the event's point; ``log`` spreads out the rare events."""
    surprise = it.self_information(p, base=look.unit.base)
    point = pd.DataFrame({"p": [p], "surprise": [surprise], "label": [look.unit.show(surprise)]})
    grid = np.geomspace(RAREST if log else 1e-3, 1, 200)
    curve = pd.DataFrame({"p": grid, "surprise": it.self_information(grid, base=look.unit.base)})
    return Figure(_curve_spec(look, log), {"curve": curve, "point": point})


@cache
def _square_spec(look: Look) -> dict[str, Any]:
    colours = look.palette
    side = alt.Scale(domain=[0, 1])
    pieces = alt.Chart(named("pieces"))
    chart = alt.layer(
        pieces.mark_rect(stroke=colours.muted, strokeWidth=1).encode(
            x=alt.X("left:Q", scale=side, axis=None),
            x2="right:Q",
            y=alt.Y("low:Q", scale=side, axis=None),
            y2="top:Q",
            color=alt.Color(
                "part:N",
                scale=alt.Scale(domain=["cut", "event"], range=[colours.panel, colours.truth]),
                legend=None,
            ),
        ),
        pieces.mark_text(fontSize=17, color=colours.muted).encode(x="x:Q", y="y:Q", text="label:N"),
    )
    return spec(
        chart,
        colours,
        height=_SIDE,
        width=_SIDE,
        description=(
            "The unit square of all possibilities, cut in half again and again until only the "
            "event's part, as large as its probability, is left lit; the cuts are numbered."
        ),
    )


@cache
def _curve_spec(look: Look, log: bool) -> dict[str, Any]:
    colours = look.palette
    lowest, highest = (RAREST, 30) if log else (0.0, 10)
    x = alt.X(
        "p:Q",
        title="probability p of the event" + (", on a log scale" if log else ""),
        scale=alt.Scale(type="log" if log else "linear", domain=[lowest, 1], nice=False),
        axis=alt.Axis(labelExpr=_PLAIN, tickCount=5, grid=False),
    )
    y = alt.Y(
        "surprise:Q",
        title=f"self-information I(p) ({look.unit.name})",
        scale=alt.Scale(domain=[0, look.unit.of_bits(highest)], nice=False, clamp=True),
        axis=alt.Axis(tickCount=6),
    )
    turn = 0.001 if log else 0.6  # right of it the label goes to the point's left
    point = alt.Chart(named("point"))
    chart = alt.layer(
        alt.Chart(named("curve")).mark_line(color=colours.muted, strokeWidth=3).encode(x=x, y=y),
        point.mark_rule(color=colours.truth, strokeDash=[4, 4]).encode(x=x, y=y, y2=alt.datum(0)),
        point.mark_point(size=260, filled=True, color=colours.truth, opacity=1).encode(x=x, y=y),
        label(
            point.encode(x=x, y=y, text="label:N"),
            colours,
            color=colours.truth,
            fontSize=20,
            fontWeight="bold",
            align={"expr": f"datum.p > {turn} ? 'right' : 'left'"},
            dx={"expr": f"datum.p > {turn} ? 8 : 14"},
            dy={"expr": f"datum.p > {turn} ? -60 : -20"} if log else -20,
        ),
    )
    return spec(
        chart,
        colours,
        height=_SIDE,
        description=(
            "The curve of self-information, minus the logarithm of the probability: 0 for a "
            "certain event, rising without bound as the event gets rarer; the point is the event."
        ),
    )
