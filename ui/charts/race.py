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
    runs = _runs(lines, step, measure, scale)
    if band is None:
        spans = runs[["loss", "step"]].assign(low=runs["value"], high=runs["value"])
    else:
        ends = [band[f"{measure}_{end}"].to_numpy() * scale for end in ("low", "high")]
        spans = band[["loss", "step"]].assign(low=ends[0], high=ends[1]).dropna()
    if MEASURES[measure].scale.to_dict().get("type") == "log":
        spans = spans[spans["low"] > 0]
        runs = runs[runs["value"] > 0]
    return Figure(_spec(look, measure), {"runs": runs, "band": spans})


def _runs(lines: Mapping[str, Line], step: int, measure: str, scale: float) -> pd.DataFrame:
    """One row for each run and step, with what is past and what is now; by numpy, for speed."""
    parts: dict[str, list[Any]] = {
        name: [] for name in ("step", "value", "loss", "run", "kind", "past", "now")
    }
    for name, line in lines.items():
        value = line.table[measure].to_numpy() * scale
        steps = line.table["step"].to_numpy()[np.isfinite(value)]
        past = steps <= step
        count = len(steps)
        parts["step"].append(steps)
        parts["value"].append(value[np.isfinite(value)])
        parts["loss"].append(np.full(count, line.loss, dtype=object))
        parts["run"].append(np.full(count, name, dtype=object))
        parts["kind"].append(np.full(count, "fork" if line.forked else "whole", dtype=object))
        parts["past"].append(past)
        parts["now"].append(np.arange(count) == past.sum() - 1)
    return pd.DataFrame({name: np.concatenate(arrays) for name, arrays in parts.items()})


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
    runs = alt.Chart(named("runs"))
    chart = alt.layer(
        alt.Chart(named("band"))
        .mark_area(opacity=0.16)
        .encode(x=x, y=alt.Y("low:Q", scale=scale), y2="high:Q", color=colour),
        runs.mark_line(strokeWidth=1.5, opacity=0.4).encode(
            x=x, y=y, color=colour, detail="run:N", strokeDash=dash
        ),
        runs.transform_filter("datum.past")
        .mark_line(strokeWidth=3.5)
        .encode(x=x, y=y, color=colour, detail="run:N", strokeDash=dash),
        runs.transform_filter("datum.now")
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
