"""The race of the losses: what each run measures, step by step, on common axes."""

from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from ui.charts.figure import Figure, losses, named, spec
from ui.look import Look

_HEIGHT = 270

# What is measured: its title and its axis.
MEASURES = {
    "accuracy": ("test accuracy", alt.Scale(domain=[0, 1])),
    "cross_entropy": ("test cross-entropy (nats)", alt.Scale(type="log")),
    "gradient": ("gradient at the logits", alt.Scale(type="log")),
}


def race(curves: pd.DataFrame, frame: int, measure: str, look: Look) -> Figure:
    """Draw one measure of all runs: faint to the end, strong up to the current frame.

    ``curves`` has the columns ``loss``, ``frame``, ``step`` and the names of ``MEASURES``.
    """
    table = curves[["loss", "frame", "step", measure]]
    return Figure(
        _spec(look, measure),
        {
            "all": table,
            "run": table[table["frame"] <= frame],
            "now": table[table["frame"] == frame],
        },
    )


@cache
def _spec(look: Look, measure: str) -> dict[str, Any]:
    title, scale = MEASURES[measure]
    x = alt.X("step:Q", title="step", axis=alt.Axis(tickCount=5, grid=False))
    y = alt.Y(f"{measure}:Q", title=title, scale=scale, axis=alt.Axis(tickCount=5))
    colour = losses(look.palette)
    now = alt.Chart(named("now")).encode(x=x, y=y, color=colour)
    chart = alt.layer(
        alt.Chart(named("all"))
        .mark_line(strokeWidth=2, opacity=0.3)
        .encode(x=x, y=y, color=colour),
        alt.Chart(named("run")).mark_line(strokeWidth=4).encode(x=x, y=y, color=colour),
        now.mark_point(size=160, filled=True, opacity=1),
    )
    return spec(
        chart,
        look.palette,
        height=_HEIGHT,
        description=(
            f"The {title} of both losses against the training step, faint to the end of the run "
            "and strong up to the current frame."
        ),
    )
