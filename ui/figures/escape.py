"""How long each loss takes to leave a confident mistake, against how wrong the start is."""

from typing import Any

import altair as alt
import numpy as np
from numpy.typing import NDArray

from ui.figures.figure import Figure, label, losses, named, spec
from ui.figures.tables import Columns, select
from ui.serving.cache import cached
from ui.style.appearance import Appearance

# The lower curve rises to the right: what is written below it on the right meets no curve. Near its
# end there is no space, and the words stand further down. The upper curve is passed on its left.
_FREE_LEFT, _FREE_RIGHT, _NEAR_THE_AXIS = 3, 6, 1  # starts between which there is space
_AS_PLACED = {side: {"expr": f"datum.{side}"} for side in ("align", "dx", "dy")}


def escape_times(
    times: Columns, start: float, appearance: Appearance, asked: float | None = None
) -> Figure:
    """Draw steps to 90 % for each loss.

    Parameters
    ----------
    times : Columns
        Columns ``start`` (the bias B), ``loss`` (a name of ``losses``) and ``steps``.
    start : float
        The start that is marked on both curves.
    appearance : Appearance
        Colour scheme and unit.
    asked : float, optional
        A start for which the figure asks how many steps there will be.
    """
    last = np.max(times["start"])
    marked, ends = (select(times, times["start"] == at) for at in (start, last))
    are_short = last < _FREE_LEFT  # no place at their ends: the marks say whose they are
    label = [
        f"{f'{loss}: ' if are_short else ''}{steps:,} step{'' if steps == 1 else 's'}"
        for loss, steps in zip(marked["loss"], marked["steps"], strict=True)
    ]
    if are_short:
        ends = select(ends, ends["start"] != last)
    return Figure(
        _spec(appearance),
        {
            "times": times,
            "asked": {"start": [] if asked is None else [asked]},
            "marked": {**marked, **_beside(marked, start), "label": label},
            "ends": {**ends, **_at_the_end(ends, start, is_marked=start == last)},
        },
    )


def _beside(rows: Columns, start: float) -> Columns:
    """Place the steps so that they cover neither a curve nor its marked point, on a phone too."""
    below = _are_below(rows)
    on_the_right = (start <= _FREE_RIGHT) & below | (start < _FREE_LEFT)
    low = -2 if start <= _NEAR_THE_AXIS else 24 if start <= _FREE_RIGHT else 50
    high = -18 if start >= _FREE_LEFT else -56 if start > 0 else -84
    far = np.where(below, 20 if start <= _NEAR_THE_AXIS else 8, -16 if start > 0 else 4)
    return {
        "align": np.where(on_the_right, "left", "right"),
        "dx": np.where(on_the_right, far, -14),
        "dy": np.where(below, low, high),
    }


def _at_the_end(rows: Columns, start: float, *, is_marked: bool) -> Columns:
    """Place the names at the ends of the curves, clear of the steps that may be written there."""
    below = _are_below(rows)
    on_the_right = below & is_marked & (start <= _FREE_RIGHT)  # under the steps
    return {
        "align": np.where(on_the_right, "left", "right"),
        "dx": np.where(on_the_right, 8, -4),
        "dy": np.where(on_the_right, 48, np.where(below, 76, -44 if is_marked else -18)),
    }


def _are_below(rows: Columns) -> NDArray[np.bool_]:
    """Return for each row whether another one lies above it; of equal rows, the last is on top."""
    steps = np.asarray(rows["steps"])
    below = np.ones(steps.size, dtype=bool)
    if steps.size:
        below[steps.size - 1 - np.argmax(steps[::-1])] = False
    return below


@cached(64)
def _spec(appearance: Appearance) -> dict[str, Any]:
    colours = appearance.palette
    x = alt.X(
        "start:Q",
        title="how wrong the start is: B",
        scale=alt.Scale(domain=[0, 10.3], nice=False),
        axis=alt.Axis(values=list(range(0, 11, 2)), grid=False),
    )
    y = alt.Y(
        "steps:Q",
        title="steps to 90 % (log scale)",
        scale=alt.Scale(type="log", domain=[1, 5000], nice=False),
        axis=alt.Axis(values=[1, 10, 100, 1000]),
    )
    marked = alt.Chart(named("marked"))
    asked = alt.Chart(named("asked"))
    middle = alt.value(alt.ExprRef("height / 2"))
    chart = alt.layer(
        asked.mark_rule(color=colours.ink, strokeWidth=3, strokeDash=[4, 4], aria=False).encode(
            x=x
        ),
        label(
            asked.encode(x=x, y=middle, text=alt.value("?")),
            colours,
            fontSize=90,
            fontWeight="bold",
        ),
        marked.mark_rule(color=colours.muted, strokeDash=[4, 4]).encode(x=x),
        alt.Chart(named("times"))
        .mark_line(strokeWidth=4, point=alt.OverlayMarkDef(size=60))
        .encode(x=x, y=y, color=losses(colours)),
        marked.mark_point(size=320, filled=True, opacity=1).encode(x=x, y=y, color=losses(colours)),
        label(
            marked.encode(x=x, y=y, text="label:N", color=losses(colours)),
            colours,
            **_AS_PLACED,
            fontSize=20,
            fontWeight="bold",
        ),
        label(
            alt.Chart(named("ends")).encode(x=x, y=y, text="loss:N", color=losses(colours)),
            colours,
            **_AS_PLACED,
            fontSize=18,
            fontWeight="bold",
        ),
    )
    return spec(
        chart,
        colours,
        height=400,
        description=(
            "Steps until 90 percent accuracy, on a log axis, against how wrong the start is: "
            "one line for each loss, the marked start with its number of steps."
        ),
    )
