"""The bridge: both losses over the lead of a wrong answer, a ramp and a plateau, a ball on each."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import altair as alt
import numpy as np
import pandas as pd

from infotheory.lessons.confident_error import charge
from ui.figures.figure import Figure, label, losses, named, spec
from ui.figures.tables import cached_table
from ui.lessons.training.race_settings import NAMES
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.units import number

WIDEST = 12.0
_TANGENT = 1.3  # half the length of a ball's tangent, in nats of lead


class Ball(NamedTuple):
    """A model's state: its loss, the lead of the wrong answer, and its own gradient."""

    loss: str
    lead: float
    gradient: float
    forked: bool = False


def bridge(balls: Sequence[Ball], classes: int, appearance: Appearance) -> Figure:
    """Draw both losses over the lead of a wrong answer, and each ball with its gradient.

    Parameters
    ----------
    balls : sequence of Ball
        The current states of the models.
    classes : int
        The number of classes.
    appearance : Appearance
        Colour scheme and unit.
    """
    return Figure(_spec(appearance), {"curves": _curves(classes), "balls": _balls(balls, classes)})


@cached_table(8)
def _curves(classes: int) -> pd.DataFrame:
    gaps = np.linspace(0, WIDEST, 49)
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "loss": shown,
                    "gap": gaps,
                    "value": charge(name, gaps, classes).loss,
                    "text": np.where(gaps == WIDEST, shown, ""),
                }
            )
            for shown, name in NAMES.items()
        ]
    )


def _balls(balls: Sequence[Ball], classes: int) -> pd.DataFrame:
    rows = []
    for ball in balls:
        gap = min(max(ball.lead, 0.0), WIDEST)
        value, slope, _ = charge(NAMES[ball.loss], gap, classes)
        low, high = max(gap - _TANGENT, 0.0), min(gap + _TANGENT, WIDEST)
        rows.append(
            {
                "loss": ball.loss,
                "forked": ball.forked,
                "gap": gap,
                "value": float(value),
                "text": "" if ball.forked else f"gradient {number(ball.gradient)}",
                "low": low,
                "high": high,
                "value_low": float(value - slope * (gap - low)),
                "value_high": float(value + slope * (high - gap)),
            }
        )
    return pd.DataFrame(rows)


@cached(64)
def _spec(appearance: Appearance) -> dict[str, Any]:
    colours = appearance.palette
    x = alt.X(
        "gap:Q",
        title="lead of the wrong answer (nats)",
        scale=alt.Scale(domain=[0, WIDEST], nice=False),
        axis=alt.Axis(values=[0, 3, 6, 9, 12], grid=False),
    )
    y = alt.Y(
        "value:Q",
        title="loss (cross-entropy in nats)",
        scale=alt.Scale(domain=[-2, 13], nice=False, clamp=True),
        axis=alt.Axis(values=[0, 2, 6, 12]),
    )
    colour = losses(colours)
    curves, balls = alt.Chart(named("curves")), alt.Chart(named("balls"))
    # The rising curve would cross a label right of its ball: put it left once there is space.
    crowded = "datum.gap > (datum.loss == 'cross-entropy' ? 5.5 : 7)"
    chart = alt.layer(
        curves.mark_line(strokeWidth=3, opacity=0.55).encode(x=x, y=y, color=colour),
        balls.mark_rule(strokeWidth=5, opacity=1).encode(
            x=alt.X("low:Q"), x2="high:Q", y=alt.Y("value_low:Q"), y2="value_high:Q", color=colour
        ),
        label(
            curves.encode(x=x, y=y, text="text:N", color=colour),
            colours,
            align="right",
            # A ball on the plateau stands below its loss's name, not in it.
            dy={"expr": "datum.loss == 'cross-entropy' ? -14 : -22"},
            dx=-6,
            fontSize=16,
            fontWeight="bold",
        ),
        balls.mark_point(size=260, filled=True, strokeWidth=4, opacity=1).encode(
            x=x,
            y=y,
            stroke=colour,
            fill=alt.condition("datum.forked", alt.value(colours.ground), colour),
        ),
        label(
            balls.encode(x=x, y=y, text="text:N", color=colour),
            colours,
            align={"expr": f"{crowded} ? 'right' : 'left'"},
            dx={"expr": f"{crowded} ? -12 : 4"},
            dy={"expr": "datum.loss == 'cross-entropy' ? -22 : 22"},
            fontSize=16,
            fontWeight="bold",
        ),
    )
    return spec(
        chart,
        colours,
        height=265,
        description=(
            "The loss of a sample against the lead of a wrong answer's logit: cross-entropy is a "
            "ramp that keeps rising, squared error a plateau just below two. A ball on each curve "
            "shows where the model stands, its tangent how steep the loss is there."
        ),
    )
