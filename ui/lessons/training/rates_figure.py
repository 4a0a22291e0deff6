"""The search for each loss's best learning rate: steps to 90 % over the rates of the grid."""

from typing import Any

import altair as alt
import numpy as np

from ui.figures.figure import Figure, losses, named, spec
from ui.figures.tables import Columns, select
from ui.serving.cache import cached
from ui.style.appearance import Appearance


def tried_rates(table: Columns, appearance: Appearance) -> Figure:
    """Draw the search: columns ``loss``, ``rate``, ``steps`` (NaN: did not arrive)."""
    arrived = select(table, ~np.isnan(table["steps"]))
    best = [
        min(np.flatnonzero(arrived["loss"] == loss), key=arrived["steps"].__getitem__)
        for loss in np.unique(arrived["loss"])
    ]
    return Figure(
        _spec(appearance), {"tried": arrived, "best": select(arrived, np.array(best, int))}
    )


@cached(64)
def _spec(appearance: Appearance) -> dict[str, Any]:
    x = alt.X(
        "rate:Q",
        title="learning rate η (log scale)",
        scale=alt.Scale(type="log", nice=False),
        axis=alt.Axis(grid=False, tickCount=5),
    )
    y = alt.Y(
        "steps:Q",
        title="steps to 90 % (log scale)",
        scale=alt.Scale(type="symlog", constant=1),
        axis=alt.Axis(values=[0, 1, 3, 10, 30, 100, 300, 1000, 3000]),
    )
    colour = losses(appearance.palette)
    tried, best = alt.Chart(named("tried")), alt.Chart(named("best"))
    chart = alt.layer(
        tried.mark_line(strokeWidth=3, point=alt.OverlayMarkDef(size=60)).encode(
            x=x, y=y, color=colour
        ),
        best.mark_point(size=320, filled=True, opacity=1).encode(x=x, y=y, color=colour),
    )
    return spec(
        chart,
        appearance.palette,
        height=260,
        description=(
            "Steps to 90 percent against the learning rate, both on log axes, for each loss; the "
            "large points are the best rates. Rates that do not arrive have no point."
        ),
    )
