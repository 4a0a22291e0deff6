"""Figures of the lesson on self-information: the halving square, and the curve −log p."""

from typing import Any

import altair as alt
import numpy as np

import infotheory as it
from ui.figures.figure import Figure, label, named, spec
from ui.figures.tables import Columns, of_records
from ui.link import SI_P
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.theme import Palette
from ui.style.units import number

RAREST = SI_P.low  # the least probability that the curve shows
RARE = 0.01  # below it, only a log scale shows where the event is
_SIDE, _STRIP = 284, 0.1  # side of the square, pixels; the strip below it, in sides
_CURVE_HEIGHT = 280
_TURN = 0.6  # share of the axis beyond which the label is left of its point
_SMALLEST_LABEL = 0.09  # in sides: the smallest piece that its number fits in, in a lecture too


def halving_square(p: float, appearance: Appearance) -> Figure:
    """Draw the unit square cut in halves until only the part ``p`` is left."""
    words = {"x": [0], "y": [-_STRIP / 2], "text": [f"▲ the event: {number(p)}"]}
    return Figure(_square_spec(appearance.palette), {"pieces": _pieces(p), "words": words})


def _pieces(p: float) -> Columns:
    """Return the halves that are cut away, a last partial cut, and the part that is left."""
    left, low, width, height = 0.0, 0.0, 1.0, 1.0
    pieces = []
    halvings = 0
    while width * height > p:
        share = max(0.5, p / (width * height))  # the last cut takes away less than half
        upright = halvings % 2 == 0
        kept = (width * share, height) if upright else (width, height * share)
        cut_left, cut_low = (left + kept[0], low) if upright else (left, low + kept[1])
        cut_right, cut_top = left + width, low + height
        whole = share == 0.5
        halvings += 1
        fits = min(cut_right - cut_left, cut_top - cut_low) > _SMALLEST_LABEL
        label = str(halvings) if whole and fits else ""
        pieces.append(_piece(cut_left, cut_right, cut_low, cut_top, "cut", label))
        width, height = kept
    pieces.append(_piece(left, left + width, low, low + height, "event", ""))
    return of_records(pieces)


def _piece(
    left: float, right: float, low: float, top: float, part: str, label: str
) -> dict[str, float | str]:
    ends = {"left": left, "right": right, "low": low, "top": top}
    return {**ends, "x": (left + right) / 2, "y": (low + top) / 2, "part": part, "label": label}


def surprise_curve(p: float, appearance: Appearance, *, log: bool) -> Figure:
    """Draw I(p) = −log p with the event's point; ``log`` spreads out the rare events.

    Positions on the axis and its ticks are data, so that both scales share one specification.
    """
    base = appearance.unit.base
    grid = np.geomspace(RAREST if log else 1e-3, 1, 200)
    ticks = 10.0 ** np.arange(-9, 1, 3) if log else np.array([0, 0.25, 0.5, 0.75, 1])

    def at(x: np.ndarray) -> np.ndarray:
        return 1 - np.log10(x) / np.log10(RAREST) if log else x

    surprise = it.self_information(p, base=base)
    place = float(at(np.array(p)))
    near_the_end = place > _TURN
    point = {
        "at": place,
        "surprise": surprise,
        "label": appearance.unit.show(surprise),
        "side": "right" if near_the_end else "left",
        "dx": 8 if near_the_end else 14,
        "dy": -60 if near_the_end and log else -20,
    }
    return Figure(
        _curve_spec(appearance.palette),
        {
            "curve": {"at": at(grid), "surprise": it.self_information(grid, base=base)},
            "point": of_records([point]),
            "ticks": {"at": at(ticks), "text": [_tick(x) for x in ticks]},
            "y_domain": {
                "surprise": [appearance.unit.of_bits(30 if log else 10)],
                "unit": [appearance.unit.name],
                "scale": ["log" if log else "linear"],
            },
        },
    )


def _tick(x: float) -> str:
    return f"{x:g}" if x == 0 or x >= RARE else number(x).removeprefix("1 × ")


@cached(64)
def _square_spec(colours: Palette) -> dict[str, Any]:
    pieces = alt.Chart(named("pieces"))
    x = alt.X("left:Q", scale=alt.Scale(domain=[0, 1]), axis=None)
    y = alt.Y("low:Q", scale=alt.Scale(domain=[-_STRIP, 1], nice=False), axis=None)
    event = pieces.transform_filter("datum.part == 'event'")  # outlined, to be seen when tiny
    chart = alt.layer(
        pieces.mark_rect(stroke=colours.muted, strokeWidth=1, color=colours.panel).encode(
            x=x, x2="right:Q", y=y, y2="top:Q"
        ),
        event.mark_rect(stroke=colours.truth, strokeWidth=4, color=colours.truth).encode(
            x=x, x2="right:Q", y=y, y2="top:Q"
        ),
        pieces.mark_text(fontSize=17, color=colours.muted).encode(x="x:Q", y="y:Q", text="label:N"),
        alt.Chart(named("words"))
        .mark_text(align="left", fontSize=16, fontWeight="bold", color=colours.truth, dx=-4)
        .encode(x="x:Q", y="y:Q", text="text:N"),
    )
    return spec(
        chart,
        colours,
        height=round(_SIDE * (1 + _STRIP)),
        width=_SIDE,
        description=(
            "The unit square of all possibilities, cut in half again and again until only the "
            "event's part, as large as its probability, is left lit; the cuts are numbered."
        ),
    )


@cached(64)
def _curve_spec(colours: Palette) -> dict[str, Any]:
    x = alt.X(
        "at:Q",
        title="probability p ({y_domain.scale} scale)",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(labels=False, ticks=False, grid=False, titlePadding=30),
    )
    y = alt.Y(
        "surprise:Q",
        title="surprise I(p) ({y_domain.unit})",
        scale=alt.Scale(nice=False, zero=True),
        axis=alt.Axis(tickCount=6),
    )
    point = alt.Chart(named("point"))
    chart = alt.layer(
        alt.Chart(named("y_domain")).mark_rule(opacity=0).encode(y=y),
        alt.Chart(named("ticks"))
        .mark_text(fontSize=14, baseline="top", dy=8)
        .encode(x=x, y=alt.datum(0), text="text:N"),
        alt.Chart(named("curve")).mark_line(color=colours.muted, strokeWidth=3).encode(x=x, y=y),
        point.mark_rule(color=colours.truth, strokeDash=[4, 4]).encode(x=x, y=y, y2=alt.datum(0)),
        point.mark_point(size=260, filled=True, color=colours.truth, opacity=1).encode(x=x, y=y),
        label(
            point.encode(x=x, y=y, text="label:N"),
            colours,
            color=colours.truth,
            fontSize=20,
            fontWeight="bold",
            align={"expr": "datum.side"},
            dx={"expr": "datum.dx"},
            dy={"expr": "datum.dy"},
        ),
    )
    return spec(
        chart,
        colours,
        height=_CURVE_HEIGHT,
        description=(
            "The curve of self-information, minus the logarithm of the probability: 0 for a "
            "certain event, rising without bound as the event gets rarer; the point is the event."
        ),
    )
