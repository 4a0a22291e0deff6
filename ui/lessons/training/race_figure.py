"""The race of the losses: the measures of each run, step by step, on common axes."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ui.figures.figure import Figure, losses, named, spec
from ui.figures.tables import Columns
from ui.serving.cache import cached
from ui.style.appearance import Appearance

_HEIGHT = 230
_IN_NATS = "cross_entropy"


class Measure(NamedTuple):
    """How a measure is drawn: the title of its axis, and its scale."""

    title: str
    scale: alt.Scale


MEASURES = {
    "accuracy": Measure("test accuracy", alt.Scale(domain=[0, 1])),
    "cross_entropy": Measure("test cross-entropy", alt.Scale(type="log")),
    "brier": Measure("test Brier score", alt.Scale(zero=True)),
    "gradient": Measure("gradient at the logits", alt.Scale(type="log")),
}
_ON_LOG_AXES = {
    name for name, each in MEASURES.items() if each.scale.to_dict().get("type") == "log"
}


class Line(NamedTuple):
    """One run in the race: its loss, its table, and whether it forks from another."""

    loss: str
    table: Columns
    forked: bool = False


def race(
    lines: Mapping[str, Line],
    step: int,
    measure: str,
    appearance: Appearance,
    band: Columns | None = None,
) -> Figure:
    """Draw one measure of all runs: faint to the end, strong up to the current step.

    Parameters
    ----------
    lines : mapping
        The runs by name; their tables have the columns ``step`` and the names of ``MEASURES``.
    step : int
        The current step of the race.
    measure : str
        A key of ``MEASURES``.
    appearance : Appearance
        Colour scheme and unit.
    band : mapping, optional
        The range over the seeds: columns loss, step, and MEASURE_low and _high.
    """
    scale = appearance.unit.of_nats(1.0) if measure == _IN_NATS else 1.0
    log = measure in _ON_LOG_AXES
    runs = _runs(lines, measure, scale, above=0.0 if log else -np.inf)
    if band is None:
        spans = {name: runs[name] for name in ("loss", "step")}
        low = high = runs["value"]
    else:
        spans = {name: band[name] for name in ("loss", "step")}
        low, high = (band[f"{measure}_{end}"] * scale for end in ("low", "high"))
        there = np.isfinite(low) & np.isfinite(high) & ((low > 0) | (not log))
        spans = {name: column[there] for name, column in spans.items()}
        low, high = low[there], high[there]
    # The browser does not redraw an unchanged dataset: only past and now change with the step.
    past = {name: column[runs["step"] <= step] for name, column in runs.items()}
    last = np.append(past["run"][1:] != past["run"][:-1], True)[: len(past["run"])]
    now = {name: column[last] for name, column in past.items()}
    data = {"runs": runs, "band": {**spans, "low": low, "high": high}, "past": past, "now": now}
    return Figure(
        _spec(appearance, measure), {name: pd.DataFrame(each) for name, each in data.items()}
    )


def _runs(
    lines: Mapping[str, Line], measure: str, scale: float, above: float
) -> dict[str, NDArray[Any]]:
    """Return the values greater than ``above``, run after run, as arrays for speed."""
    parts: dict[str, list[NDArray[Any]]] = {
        name: [] for name in ("step", "value", "loss", "run", "kind")
    }
    for name, line in lines.items():
        value = line.table[measure] * scale
        measured = np.isfinite(value) & (value > above)
        count = int(measured.sum())
        parts["step"].append(line.table["step"][measured])
        parts["value"].append(value[measured])
        for column, word in [
            ("loss", line.loss),
            ("run", name),
            ("kind", "fork" if line.forked else "whole"),
        ]:
            parts[column].append(np.full(count, word, dtype=object))
    return {name: np.concatenate(arrays) for name, arrays in parts.items()}


@cached(64)
def _spec(appearance: Appearance, measure: str) -> dict[str, Any]:
    title, scale = MEASURES[measure]
    if measure == _IN_NATS:
        title = f"{title} ({appearance.unit.name})"
    x = alt.X("step:Q", title="step", axis=alt.Axis(tickCount=4, grid=False))
    y = alt.Y("value:Q", title=title, scale=scale, axis=alt.Axis(tickCount=5))
    colour = losses(appearance.palette)
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
        appearance.palette,
        height=_HEIGHT,
        description=(
            f"The {title} of all runs against the training step, faint to the end of the run and "
            "strong up to the current step; dashed where the loss was switched, and behind each "
            "loss a band that holds what other seeds measure."
        ),
    )
