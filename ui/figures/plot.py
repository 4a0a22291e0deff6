"""Lines, points and words over two axes: most figures of the lessons are no more than that.

A ``Plot`` says what stays: axes, and the meaning of each line. The data say the rest, so that a
figure is updated in place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
from numpy.typing import ArrayLike

from ui.figures.figure import Figure, named, spec
from ui.figures.tables import Columns
from ui.serving.cache import cached
from ui.style.appearance import Appearance

Curve = tuple[str, ArrayLike, ArrayLike]
"""A line's name, and the x and y of its points."""

_STEPS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_POWER = "datum.value < 0.01 ? format(datum.value, '.0e') : format(datum.value, ',~g')"


@dataclass(frozen=True)
class Axis:
    """An axis: its title, with the unit; its ends (``None``: the data's ``y_domain`` has them)."""

    title: str
    ends: tuple[float, float] | None = None
    log: bool = False
    ticks: tuple[float, ...] | None = None
    format: str = ",.4~g"


@dataclass(frozen=True)
class Line:
    """A line by its name: the palette's colour of its meaning, and how it is drawn."""

    name: str
    meaning: str
    dashed: bool = False
    filled: bool = False
    width: int = 4


@dataclass(frozen=True)
class Plot:
    """The constant parts of a figure: its specification is built from them alone."""

    x: Axis
    y: Axis
    lines: tuple[Line, ...]
    description: str
    height: int = 330
    font: int = 17


def plot(
    what: Plot,
    appearance: Appearance,
    *,
    lines: Columns,
    points: Columns | None = None,
    words: Columns | None = None,
    rules: Columns | None = None,
    y_domain: tuple[float, float] | None = None,
) -> Figure:
    """Draw data over the axes of ``what``.

    Parameters
    ----------
    what : Plot
        Axes and lines.
    appearance : Appearance
        Colour scheme and unit.
    lines : Columns
        Columns ``x``, ``y`` and ``line``, a name of ``what.lines``.
    points : Columns, optional
        The same columns, and ``size``, in square pixels.
    words : Columns, optional
        The same columns, and ``words``, ``align`` as Vega has it, and ``dy`` in pixels.
    rules : Columns, optional
        Column ``x`` and ``line``: upright lines.
    y_domain : pair of float, optional
        Ends of the y axis where ``what`` leaves them open.
    """
    low, high = what.y.ends or y_domain or (0.0, 1.0)
    empty: dict[str, list[float]] = {"x": [], "y": [], "line": []}
    return Figure(
        _spec(what, appearance),
        {
            "lines": lines,
            "points": {**empty, "size": []} if points is None else points,
            "words": ({**empty, "words": [], "align": [], "dy": []} if words is None else words),
            "rules": {"x": [], "line": []} if rules is None else rules,
            "y_domain": {"y": [low, high]},
        },
    )


def joined(curves: Iterable[Curve]) -> Columns:
    """Return the ``lines`` of a plot: one table of all is far cheaper than a table of each."""
    names, xs, ys = zip(*curves, strict=True)
    return {
        "x": np.concatenate(xs),
        "y": np.concatenate(ys),
        "line": np.repeat(np.array(names, dtype=object), [np.size(x) for x in xs]),
    }


def word(
    x: float, y: float, line: str, words: str, align: str = "left", dy: int = 0
) -> dict[str, Any]:
    """Return a row of ``words``."""
    return {"x": x, "y": y, "line": line, "words": words, "align": align, "dy": dy}


@cached(512)
def _spec(what: Plot, appearance: Appearance) -> dict[str, Any]:
    colours = appearance.palette
    names = [line.name for line in what.lines]
    colour = alt.Color(
        "line:N",
        scale=alt.Scale(
            domain=names, range=[getattr(colours, line.meaning) for line in what.lines]
        ),
        legend=None,
    )
    dash = alt.StrokeDash(
        "line:N",
        scale=alt.Scale(
            domain=names, range=[[7, 5] if line.dashed else [1, 0] for line in what.lines]
        ),
        legend=None,
    )
    width = alt.StrokeWidth(
        "line:N",
        scale=alt.Scale(domain=names, range=[line.width for line in what.lines]),
        legend=None,
    )
    x, y = _channel(alt.X, "x:Q", what.x, grid=False), _channel(alt.Y, "y:Q", what.y, grid=True)
    lines = alt.Chart(named("lines"))
    filled = [line.name for line in what.lines if line.filled]
    words = alt.Chart(named("words")).encode(x=x, y=y, text="words:N")
    style: dict[str, Any] = {
        "fontSize": what.font,
        "fontWeight": "bold",
        "align": {"expr": "datum.align"},
        "dx": {"expr": "datum.align == 'left' ? 10 : datum.align == 'right' ? -10 : 0"},
        "dy": {"expr": "datum.dy"},
    }
    chart = alt.layer(
        alt.Chart(named("y_domain")).mark_rule(opacity=0, aria=False).encode(y=y),
        *(
            lines.transform_filter(alt.FieldOneOfPredicate(field="line", oneOf=filled))
            .mark_area(opacity=0.2, clip=True, line=False)
            .encode(x=x, y=alt.Y("y:Q", stack=None), color=colour)
            for _ in filled[:1]
        ),
        alt.Chart(named("rules"))
        .mark_rule(strokeWidth=2, strokeDash=[4, 4], aria=False)
        .encode(x=x, color=colour),
        lines.mark_line(clip=True).encode(
            x=x, y=y, color=colour, strokeDash=dash, strokeWidth=width, order="x:Q"
        ),
        alt.Chart(named("points"))
        .mark_point(filled=True, opacity=1, aria=False)
        .encode(x=x, y=y, color=colour, size=alt.Size("size:Q", scale=None)),
        words.mark_text(**style, color=colours.ground, stroke=colours.ground, strokeWidth=5),
        words.mark_text(**style).encode(color=colour),
    )
    return spec(chart, colours, height=what.height, description=what.description)


def _channel(kind: Any, field: str, axis: Axis, *, grid: bool) -> Any:
    scale = alt.Scale(
        type="log" if axis.log else "linear",
        nice=False,
        zero=False,
        domain=alt.Undefined if axis.ends is None else list(axis.ends),
    )
    ticks: dict[str, Any] = {"values": list(axis.ticks)} if axis.ticks else {"tickCount": 5}
    style: dict[str, Any] = {"labelExpr": _POWER} if axis.log else {"format": axis.format}
    return kind(field, title=axis.title, scale=scale, axis=alt.Axis(grid=grid, **style, **ticks))


def top_of_axis(highest: float) -> float:
    """Return a round number at or above the highest value, one of few: a drag seldom moves it."""
    ten: float = 10 ** np.floor(np.log10(max(highest, 1e-9)))
    return next(step * ten for step in _STEPS if step * ten >= highest)
