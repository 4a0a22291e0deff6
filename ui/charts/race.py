"""The race of the losses: what each run measures, step by step, on common axes."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import altair as alt
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
    if measure == _IN_NATS:
        lines = {name: _in_unit(line, look) for name, line in lines.items()}
    runs = pd.concat([_marked(name, line, step, measure) for name, line in lines.items()])
    bounds = [f"{measure}_low", f"{measure}_high"]
    if band is None:
        spans = runs.assign(low=runs["value"], high=runs["value"])
    else:
        spans = band.rename(columns=dict(zip(bounds, ("low", "high"), strict=True)))
    spans = spans[["loss", "step", "low", "high"]]
    if measure == _IN_NATS and band is not None:
        spans = spans.assign(
            **{end: spans[end] * look.unit.of_nats(1.0) for end in ("low", "high")}
        )
    if MEASURES[measure].scale.to_dict().get("type") == "log":
        runs, spans = runs[runs["value"] > 0], spans[spans["low"] > 0]
    return Figure(_spec(look, measure), {"runs": runs, "band": spans.dropna()})


def _in_unit(line: Line, look: Look) -> Line:
    table = line.table.assign(**{_IN_NATS: line.table[_IN_NATS] * look.unit.of_nats(1.0)})
    return line._replace(table=table)


def _marked(name: str, line: Line, step: int, measure: str) -> pd.DataFrame:
    table = line.table[["step", measure]].set_axis(["step", "value"], axis=1).dropna()
    past = table["step"] <= step
    return table.assign(
        loss=line.loss,
        run=name,
        kind="fork" if line.forked else "whole",
        past=past,
        now=past & (table["step"] == table["step"].where(past).max()),
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
