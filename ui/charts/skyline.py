"""The skyline: an outcome a house, as wide as its probability and as high as its surprise.

Its area is the average surprise, so the level at which it could be flattened is the entropy;
under a wrong model the houses grow and the level rises from H(p) to H(p, q).
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

import infotheory as it
from ui.charts.figure import Figure, named, spec
from ui.look import Look
from ui.units import number

_ROOMS = (4, 6, 8, 12, 16, 24, 32, 48, 64, 128, 256, 512, 1200)  # heights of the axis, in bits
_HEADROOM = 1.12
_WIDE_ENOUGH = 0.045  # of the street, for a name over a house
_HEIGHT = 400


def entropy_skyline(p: np.ndarray, names: Sequence[str], look: Look, *, level: bool) -> Figure:
    """Draw the source ``p``; ``level`` flattens it, with the old roofs left as outlines."""
    base = look.unit.base
    surprise = it.self_information(p, base=base)
    h = it.entropy(p, base=base)
    houses = _houses(p, surprise, names, look)
    flat = houses.assign(height=h, name="", label="") if level else houses
    return Figure(
        _entropy_spec(look),
        {
            "houses": flat,
            "outlines": houses,
            "levels": pd.DataFrame({"height": [h], "label": [f"H(p) = {look.unit.show(h)}"]}),
            "room": pd.DataFrame({"height": [_room(surprise[p > 0], look)]}),
        },
    )


def cross_entropy_skyline(p: np.ndarray, q: np.ndarray, names: Sequence[str], look: Look) -> Figure:
    """Draw the source ``p`` as the model ``q`` prices it, over the roofs it has in truth."""
    base = look.unit.base
    own, priced = it.self_information(p, base=base), it.self_information(q, base=base)
    h, d = it.entropy(p, base=base), it.kl_divergence(p, q, base=base)
    top = _room(np.concatenate([own[p > 0], priced[p > 0]]), look)
    total = it.cross_entropy(p, q, base=base)
    level = min(total, top * _HEADROOM)
    return Figure(
        _cross_entropy_spec(look),
        {
            "houses": _houses(p, priced, names, look, top=top),
            "outlines": _houses(p, own, names, look),
            "levels": pd.DataFrame(
                {
                    "h": [h],
                    "h_label": [f"H(p) = {look.unit.show(h)}"],
                    "total": [level],
                    "total_label": [f"H(p, q) = {look.unit.show(total)}"],
                    "middle": [(h + level) / 2],
                    "d_label": [f"D = {number(d)}"],
                }
            ),
            "room": pd.DataFrame({"height": [top]}),
        },
    )


def _houses(
    p: np.ndarray,
    heights: np.ndarray,
    names: Sequence[str],
    look: Look,
    top: float = np.inf,
) -> pd.DataFrame:
    """One row an outcome that occurs; a roof at infinity is cut at the top of the picture."""
    right = np.cumsum(p)
    room = p >= _WIDE_ENOUGH
    frame = pd.DataFrame(
        {
            "left": right - p,
            "right": right,
            "middle": right - p / 2,
            "height": np.minimum(heights, top * _HEADROOM),
            "name": np.where(room, np.array(names, dtype=object), ""),
            "label": [number(x, 2) if wide else "" for x, wide in zip(heights, room, strict=True)],
            "outcome": list(names),
            "p": [number(x, 4) for x in p],
            "surprise": [look.unit.show(x) for x in heights],
        }
    )
    return frame[p > 0].reset_index(drop=True)


def _room(heights: np.ndarray, look: Look) -> float:
    """The top of the axis: it stays put while a hand moves a bar, and steps when it must."""
    finite = heights[np.isfinite(heights)]
    highest = float(finite.max(initial=0.0)) * np.log2(look.unit.base)
    return look.unit.of_bits(next(room for room in _ROOMS if room >= highest))


def _street(data: str, palette_colour: str, **mark: Any) -> alt.Chart:
    return (
        alt.Chart(named(data))
        .mark_rect(**mark, color=palette_colour)
        .encode(
            x=alt.X("left:Q"),
            x2="right:Q",
            y=alt.Y("height:Q"),
            y2=alt.datum(0),
            tooltip=[
                alt.Tooltip("outcome:N"),
                alt.Tooltip("p:N", title="probability"),
                alt.Tooltip("surprise:N"),
            ],
        )
    )


def _axes(look: Look, *, right: float) -> alt.Chart:
    """Axes alone, on an invisible mark that keeps the whole height of the picture."""
    return (
        alt.Chart(named("room"))
        .mark_rule(opacity=0)
        .encode(
            x=alt.X(
                datum=0,
                type="quantitative",
                title="probability p (the width of each outcome)",
                scale=alt.Scale(domain=[0, right], nice=False),
                axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], grid=False),
            ),
            y=alt.Y(
                "height:Q",
                title=f"surprise ({look.unit.name})",
                scale=alt.Scale(nice=False, zero=True),
                axis=alt.Axis(tickCount=5),
            ),
        )
    )


def _names(field: str, colour: str, *, dy: int, size: int) -> alt.Chart:
    return (
        alt.Chart(named("houses"))
        .mark_text(dy=dy, fontSize=size, color=colour, fontWeight="bold")
        .encode(x="middle:Q", y="height:Q", text=f"{field}:N")
    )


@cache
def _entropy_spec(look: Look) -> dict[str, Any]:
    colours = look.palette
    level = alt.Chart(named("levels")).encode(y="height:Q")
    chart = alt.layer(
        _axes(look, right=1),
        _street("houses", colours.truth, fillOpacity=0.28, stroke=colours.truth, strokeWidth=2),
        _street("outlines", colours.truth, fillOpacity=0, stroke=colours.truth, strokeDash=[4, 4]),
        level.mark_rule(color=colours.entropy, strokeWidth=4),
        level.mark_text(
            color=colours.entropy, align="right", dx=-6, dy=-14, fontSize=20, fontWeight="bold"
        ).encode(x=alt.datum(1), text="label:N"),
        _names("name", colours.ink, dy=-12, size=18),
    )
    return spec(
        chart,
        colours,
        height=_HEIGHT,
        description=(
            "Skyline of the source: each outcome is a rectangle as wide as its probability and "
            "as high as its surprise; a line marks the entropy, the height of the whole when it "
            "is levelled."
        ),
    )


@cache
def _cross_entropy_spec(look: Look) -> dict[str, Any]:
    colours = look.palette
    levels = alt.Chart(named("levels"))
    labels: dict[str, Any] = {"align": "right", "dx": -6, "fontSize": 18, "fontWeight": "bold"}
    chart = alt.layer(
        _axes(look, right=1.2),
        _street("houses", colours.model, fillOpacity=0.25, stroke=colours.model, strokeWidth=2),
        _street("outlines", colours.truth, fillOpacity=0, stroke=colours.truth, strokeDash=[4, 4]),
        levels.mark_rule(color=colours.entropy, strokeWidth=4).encode(y="h:Q"),
        levels.mark_rule(color=colours.excess, strokeWidth=4).encode(y="total:Q"),
        levels.mark_rect(color=colours.entropy, opacity=0.85).encode(
            x=alt.datum(1.02), x2=alt.datum(1.06), y=alt.datum(0), y2="h:Q"
        ),
        levels.mark_rect(color=colours.excess, opacity=0.85).encode(
            x=alt.datum(1.02), x2=alt.datum(1.06), y="h:Q", y2="total:Q"
        ),
        levels.mark_text(color=colours.excess, align="left", fontSize=18, fontWeight="bold").encode(
            x=alt.datum(1.07), y="middle:Q", text="d_label:N"
        ),
        levels.mark_text(color=colours.entropy, dy=14, **labels).encode(
            x=alt.datum(1), y="h:Q", text="h_label:N"
        ),
        levels.mark_text(color=colours.excess, dy=-14, **labels).encode(
            x=alt.datum(1), y="total:Q", text="total_label:N"
        ),
        _names("name", colours.ink, dy=-12, size=18),
    )
    return spec(
        chart,
        colours,
        height=_HEIGHT,
        description=(
            "Skyline of the source as the model prices it: each outcome is as wide as its true "
            "probability and as high as its surprise under the model; one line marks the "
            "entropy, one the cross-entropy above it, the gap between them is the divergence."
        ),
    )
