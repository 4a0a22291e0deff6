"""The race of the losses: what each run measures, step by step, on common axes."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import altair as alt
import numpy as np
import pandas as pd

from ui.charts.figure import Figure, losses, named, spec
from ui.look import Look

_HEIGHT = 230
_IN_NATS = "cross_entropy"


class Measure(NamedTuple):
    """What is measured: the title of its axis, and its scale."""

    title: str
    scale: alt.Scale


MEASURES = {
    "accuracy": Measure("test accuracy", alt.Scale(domain=[0, 1])),
    "cross_entropy": Measure("test cross-entropy", alt.Scale(type="log")),
    "brier": Measure("test Brier score", alt.Scale(zero=True)),
    "gradient": Measure("gradient at the logits", alt.Scale(type="log")),
}


class Line(NamedTuple):
    """One run in the race: its loss, its table, and whether it forks from another."""

    loss: str
    table: pd.DataFrame
    forked: bool = False


def race(
    lines: Mapping[str, Line],
    step: int,
    measure: str,
    look: Look,
    band: pd.DataFrame | None = None,
) -> Figure:
    """Draw one measure of all runs: faint to the end, strong up to the current step.

    Parameters
    ----------
    lines : mapping
        The runs by name; their tables have the columns ``step`` and the names of ``MEASURES``.
    step : int
        Where the race stands.
    measure : str
        Which of ``MEASURES``.
    look : Look
        Ground and unit.
    band : DataFrame, optional
        What other seeds measure: loss, step, and MEASURE_low and _high.
    """
    scale = look.unit.of_nats(1.0) if measure == _IN_NATS else 1.0
    runs = pd.concat(
        [_run(name, line, measure, scale) for name, line in lines.items()], ignore_index=True
    )
    if band is None:
        spans = runs[["loss", "step"]].assign(low=runs["value"], high=runs["value"])
    else:
        ends = [band[f"{measure}_{end}"].to_numpy() * scale for end in ("low", "high")]
        spans = band[["loss", "step"]].assign(low=ends[0], high=ends[1]).dropna()
    if MEASURES[measure].scale.to_dict().get("type") == "log":
        spans = spans[spans["low"] > 0]
        runs = runs[runs["value"] > 0]
    # A dataset that stays the same is not drawn again: only these two move with the step.
    past = runs[runs["step"] <= step]
    now = past.drop_duplicates("run", keep="last")
    return Figure(_spec(look, measure), {"runs": runs, "band": spans, "past": past, "now": now})


def _run(name: str, line: Line, measure: str, scale: float) -> pd.DataFrame:
    value = line.table[measure].to_numpy() * scale
    measured = np.isfinite(value)
    return pd.DataFrame(
        {
            "step": line.table["step"].to_numpy()[measured],
            "value": value[measured],
            "loss": line.loss,
            "run": name,
            "kind": "fork" if line.forked else "whole",
        }
    )


@cache
def _spec(look: Look, measure: str) -> dict[str, Any]:
    title, scale = MEASURES[measure]
    if measure == _IN_NATS:
        title = f"{title} ({look.unit.name})"
    x = alt.X("step:Q", title="step", axis=alt.Axis(tickCount=4, grid=False))
    y = alt.Y("value:Q", title=title, scale=scale, axis=alt.Axis(tickCount=5))
    colour = losses(look.palette)
    dash = alt.StrokeDash(
        "kind:N", scale=alt.Scale(domain=["whole", "fork"], range=[[1, 0], [7, 5]]), legend=None
    )
    chart = alt.layer(
        alt.Chart(named("band"))
        .mark_area(opacity=0.16)
        .encode(x=x, y=alt.Y("low:Q", scale=scale), y2="high:Q", color=colour),
        alt.Chart(named("runs"))
        .mark_line(strokeWidth=1.5, opacity=0.4)
        .encode(x=x, y=y, color=colour, detail="run:N", strokeDash=dash),
        alt.Chart(named("past"))
        .mark_line(strokeWidth=3.5)
        .encode(x=x, y=y, color=colour, detail="run:N", strokeDash=dash),
        alt.Chart(named("now"))
        .mark_point(size=130, filled=True, opacity=1)
        .encode(x=x, y=y, color=colour),
    )
    return spec(
        chart,
        look.palette,
        height=_HEIGHT,
        description=(
            f"The {title} of all runs against the training step, faint to the end of the run and "
            "strong up to the current step; dashed where the loss was switched, and behind each "
            "loss a band that holds what other seeds measure."
        ),
    )
