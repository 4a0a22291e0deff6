"""The skyline: each outcome is a house, as wide as its probability and as high as its surprise.

The total area is the average surprise, so the average height is the entropy. Under a wrong model
the average height rises from H(p) to H(p, q).
"""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np

import infotheory as it
from ui.figures.figure import Figure, label, named, spec
from ui.figures.tables import Columns, select
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.theme import Palette
from ui.style.units import number

_Y_DOMAINS = (4, 6, 8, 12, 16, 24, 32, 48, 64, 128, 256, 512, 1200)  # heights of the axis, in bits
_HEADROOM = 1.12
_WIDE_ENOUGH = 0.045  # of the street, for a name over a house
_HEIGHT = 400
_COLUMN = (1.03, 1.09)  # left and right of the column beside the street
_BESIDE, _LINE = 18, 30  # pixels from a level to its words, and between two lines of words
_LOW, _NEAR = 0.2, 0.09  # of the axis: where names stand below a level; where two levels meet
_END = 1.16  # of the street with the column beside it


def entropy_skyline(
    p: np.ndarray, names: Sequence[str], appearance: Appearance, *, level: bool
) -> Figure:
    """Draw the source ``p``; ``level`` flattens it, with the old roofs left as outlines."""
    base = appearance.unit.base
    surprise = np.asarray(it.self_information(p, base=base))
    h = it.entropy(p, base=base)
    houses = _houses(p, surprise, names, appearance)
    top = _y_domain(surprise[p > 0], appearance)
    flat = {**houses, "height": h} if level else houses
    return Figure(
        _entropy_spec(appearance.palette),
        {
            "houses": flat,
            "outlines": houses,
            "levels": {
                "h": [h],
                "h_label": [f"H(p) = {appearance.unit.show(h)}"],
                "h_dy": [-_BESIDE - _above_the_names(float(h), top)],
            },
            "y_domain": _ceiling(top, appearance),
        },
    )


def cross_entropy_skyline(
    p: np.ndarray, q: np.ndarray, names: Sequence[str], appearance: Appearance
) -> Figure:
    """Draw the source ``p`` as the model ``q`` prices it, over the roofs it has in truth."""
    base = appearance.unit.base
    own = np.asarray(it.self_information(p, base=base))
    priced = np.asarray(it.self_information(q, base=base))
    h, d = it.entropy(p, base=base), it.kl_divergence(p, q, base=base)
    top = _y_domain(np.concatenate([own[p > 0], priced[p > 0]]), appearance)
    total = it.cross_entropy(p, q, base=base)
    level = min(total, top * _HEADROOM)
    is_low, is_near = h < _LOW * top, level - h < _NEAR * top
    up = _above_the_names(float(h), top)
    return Figure(
        _cross_entropy_spec(appearance.palette),
        {
            "houses": _houses(p, priced, names, appearance, top=top),
            "outlines": _houses(p, own, names, appearance),
            "levels": {
                "h": [h],
                "h_label": [f"H(p) = {appearance.unit.show(h)}"],
                "h_dy": [-_BESIDE - up if is_low else _BESIDE],
                "total": [level],
                "total_dy": [-_BESIDE - (up + _LINE if is_low and is_near else 0)],
                "total_label": [f"H(p, q) = {appearance.unit.show(total)}"],
            },
            "column": {
                "part": ["H(p)", "D"],
                "left": _COLUMN[0],
                "right": _COLUMN[1],
                "low": [0, h],
                "high": [h, level],
                "middle": [h / 2, (h + level) / 2],
                "label": ["", "D" if d > 0 else ""],
            },
            "y_domain": _ceiling(top, appearance),
        },
    )


def _houses(
    p: np.ndarray,
    heights: np.ndarray,
    names: Sequence[str],
    appearance: Appearance,
    top: float = np.inf,
) -> Columns:
    """Return a row for each possible outcome; infinite heights are cut at the top of the figure."""
    right = np.cumsum(p)
    is_wide = p >= _WIDE_ENOUGH
    houses = {
        "left": right - p,
        "right": right,
        "middle": right - p / 2,
        "height": np.minimum(heights, top * _HEADROOM),
        "name": np.where(is_wide, np.array(names, dtype=object), ""),
        "label": [number(x, 2) if wide else "" for x, wide in zip(heights, is_wide, strict=True)],
        "outcome": list(names),
        "p": [number(x, 4) for x in p],
        "surprise": [appearance.unit.show(x) for x in heights],
        "area": [appearance.unit.show(x * y) if x else "" for x, y in zip(p, heights, strict=True)],
    }
    return select(houses, p > 0)


def _above_the_names(level: float, top: float) -> int:
    """Return how many pixels more keep the words of a level above the names at the foot."""
    return _LINE if level < _NEAR * top else 0


def _y_domain(heights: np.ndarray, appearance: Appearance) -> float:
    """Return the top of the axis, one of few, so that a drag seldom changes it."""
    finite = heights[np.isfinite(heights)]
    highest = float(finite.max(initial=0.0)) * np.log2(appearance.unit.base)
    return appearance.unit.of_bits(next(top for top in _Y_DOMAINS if top >= highest))


def _ceiling(height: float, appearance: Appearance) -> Columns:
    return {"height": [height], "unit": [appearance.unit.name]}


def _width(field: str, end: float) -> alt.X:
    """Return the axis of probability, up to ``end``: beyond 1 there is space for a column."""
    return alt.X(
        field,
        title="width: probability p",
        scale=alt.Scale(domain=[0, end], nice=False),
        axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".2~f", grid=False),
    )


def _street(data: str, end: float, **mark: Any) -> alt.Chart:
    return (
        alt.Chart(named(data))
        .mark_rect(**mark)
        .encode(
            x=_width("left:Q", end),
            x2="right:Q",
            y=alt.Y("height:Q"),
            y2=alt.datum(0),
            tooltip=[
                alt.Tooltip("outcome:N"),
                alt.Tooltip("p:N", title="probability"),
                alt.Tooltip("surprise:N"),
                alt.Tooltip("area:N"),
            ],
        )
    )


def _height_axis() -> alt.Chart:
    """Return an invisible mark with the axis of heights, which fixes the top of that axis."""
    return (
        alt.Chart(named("y_domain"))
        .mark_rule(opacity=0)
        .encode(
            y=alt.Y(
                "height:Q",
                title="surprise ({y_domain.unit})",
                scale=alt.Scale(nice=False, zero=True),
                axis=alt.Axis(tickCount=5),
            )
        )
    )


def _house_names(colours: Palette, end: float) -> alt.LayerChart:
    """Return the names of the outcomes, at the foot of their houses."""
    at = alt.Chart(named("houses")).encode(x=_width("middle:Q", end), y=alt.datum(0), text="name:N")
    return label(at, colours, color=colours.ink, dy=-14, fontSize=18, fontWeight="bold")


def _level(colours: Palette, height: str, colour: str) -> alt.LayerChart:
    """Return a line across the figure at a height, with its label at the right end."""
    at = alt.Chart(named("levels")).encode(y=f"{height}:Q")
    words = at.encode(x=alt.datum(1), text=f"{height}_label:N")
    style: dict[str, Any] = {"align": "right", "dx": -8, "fontSize": 20, "fontWeight": "bold"}
    dy = {"expr": f"datum.{height}_dy"}
    return at.mark_rule(color=colour, strokeWidth=4) + label(
        words, colours, color=colour, dy=dy, **style
    )


def _column(colours: Palette) -> alt.LayerChart:
    """Return the column beside the houses, which splits H(p, q) into H(p) and D."""
    part = alt.Color(
        "part:N",
        scale=alt.Scale(domain=["H(p)", "D"], range=[colours.entropy, colours.excess]),
        legend=None,
    )
    parts = alt.Chart(named("column"))
    words = parts.encode(x="right:Q", y="middle:Q", text="label:N")
    return parts.mark_rect().encode(
        x="left:Q", x2="right:Q", y="low:Q", y2="high:Q", color=part
    ) + label(
        words, colours, color=colours.excess, align="left", dx=6, fontSize=18, fontWeight="bold"
    )


@cached(64)
def _entropy_spec(colours: Palette) -> dict[str, Any]:
    blue = colours.truth
    chart = alt.layer(
        _height_axis(),
        _street("houses", 1, color=blue, fillOpacity=0.28, stroke=blue, strokeWidth=2),
        _street("outlines", 1, color=blue, fillOpacity=0, stroke=blue, strokeDash=[4, 4]),
        _house_names(colours, 1),
        _level(colours, "h", colours.entropy),
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


@cached(64)
def _cross_entropy_spec(colours: Palette) -> dict[str, Any]:
    blue, orange = colours.truth, colours.model
    chart = alt.layer(
        _height_axis(),
        _street("houses", _END, color=orange, fillOpacity=0.25, stroke=orange, strokeWidth=2),
        _street("outlines", _END, color=blue, fillOpacity=0, stroke=blue, strokeDash=[4, 4]),
        _house_names(colours, _END),
        _column(colours),
        _level(colours, "h", colours.entropy),
        _level(colours, "total", colours.excess),
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
