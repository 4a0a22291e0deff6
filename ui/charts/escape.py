"""How long each loss takes to leave a confident mistake, against how wrong the start is."""

from typing import Any

import altair as alt
import pandas as pd

from ui.charts.figure import Figure, label, losses, named, spec
from ui.charts.once import once
from ui.look import Look

_ABOVE_OR_BELOW = "datum.below ? 24 : -18"


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
    last = times["start"].max()
    marked = times[times["start"] == start]
    ends = times[(times["start"] == last) & (start != last)]
    named_too = "" if start != last else marked["loss"] + ": "
    return Figure(
        _spec(look),
        {
            "times": times,
            "marked": _placed(marked).assign(
                label=named_too + marked["steps"].map("{:,} steps".format)
            ),
            "ends": _placed(ends),
        },
    )


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Let the words on the lower curve stand below it: the curves may come close."""
    return rows.assign(below=rows["steps"].rank(method="first") < len(rows))


@once
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
        label(
            marked.encode(x=x, y=y, text="label:N", color=losses(colours)),
            colours,
            align="right",
            dx=-16,
            dy={"expr": _ABOVE_OR_BELOW},
            fontSize=20,
            fontWeight="bold",
        ),
        label(
            alt.Chart(named("ends")).encode(x=x, y=y, text="loss:N", color=losses(colours)),
            colours,
            align="right",
            dx=-4,
            dy={"expr": _ABOVE_OR_BELOW},
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
