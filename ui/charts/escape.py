"""How long each loss takes to leave a confident mistake, against how wrong the start is."""

from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from ui.charts.figure import Figure, losses, named, spec
from ui.look import Look


def escape_times(times: pd.DataFrame, start: float, look: Look) -> Figure:
    """Draw steps to 90 % for each loss.

    Parameters
    ----------
    times : DataFrame
        Columns ``start`` (the bias B), ``loss`` (a name of ``losses``) and ``steps``.
    start : float
        The start that is marked on both curves.
    look : Look
        Ground and unit.
    """
    marked = times[times["start"] == start]
    ends = times[times["start"] == times["start"].max()]
    return Figure(
        _spec(look),
        {
            "times": times,
            "marked": marked.assign(label=[f"{steps:,} steps" for steps in marked["steps"]]),
            "ends": ends,
        },
    )


@cache
def _spec(look: Look) -> dict[str, Any]:
    colours = look.palette
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
    chart = alt.layer(
        marked.mark_rule(color=colours.muted, strokeDash=[4, 4]).encode(x=x),
        alt.Chart(named("times"))
        .mark_line(strokeWidth=4, point=alt.OverlayMarkDef(size=60))
        .encode(x=x, y=y, color=losses(colours)),
        marked.mark_point(size=320, filled=True, opacity=1).encode(x=x, y=y, color=losses(colours)),
        marked.mark_text(align="right", dx=-16, dy=-14, fontSize=20, fontWeight="bold").encode(
            x=x, y=y, text="label:N", color=losses(colours)
        ),
        alt.Chart(named("ends"))
        .mark_text(align="right", dx=-4, dy=-18, fontSize=18, fontWeight="bold")
        .encode(x=x, y=y, text="loss:N", color=losses(colours)),
    )
    return spec(
        chart,
        colours,
        height=400,
        description=(
            "Steps until 90 percent accuracy, on a log axis, against how wrong the start is: "
            "squared error's line climbs like an exponential, cross-entropy's stays nearly flat."
        ),
    )
