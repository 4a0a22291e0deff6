"""The reliability diagram, and below its axis where the forecasts lie."""

from typing import Any

import altair as alt
import numpy as np
from numpy.typing import NDArray

from infotheory.lessons.recalibration import Band, Curve
from ui.figures.figure import Figure, named, spec
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.theme import Palette

_HEIGHT = 400
_BINS = 50
_FLOOR, _FOOT = -0.24, -0.04  # between which the histogram stands
_MOST_POINTS = 1500


def reliability_curve(
    curve: Curve, band: Band, forecasts: NDArray[np.float64], appearance: Appearance
) -> Figure:
    """Draw the curve, the diagonal, the band of a calibrated forecaster, and a histogram."""
    counts, edges = np.histogram(forecasts, _BINS, (0.0, 1.0))
    x = np.column_stack([curve.low, curve.high]).ravel()
    some = _some(len(band.forecast))
    return Figure(
        _spec(appearance.palette),
        {
            "curve": {
                "x": x,
                "y": np.repeat(curve.share, 2),
                "rows": np.repeat([f"{n:,} rows" for n in curve.number], 2),
            },
            "band": {"x": band.forecast[some], "low": band.low[some], "high": band.high[some]},
            "diagonal": {"x": [0.0, 1.0], "y": [0.0, 1.0]},
            "histogram": {
                "left": edges[:-1],
                "right": edges[1:],
                "height": _FLOOR + (_FOOT - _FLOOR) * counts / max(counts.max(), 1),
                "rows": [f"{n:,} rows" for n in counts],
            },
        },
    )


def _some(n: int) -> NDArray[np.int64]:
    return np.unique(np.linspace(0, n - 1, min(n, _MOST_POINTS)).astype(np.int64))


@cached(16)
def _spec(colours: Palette) -> dict[str, Any]:
    ticks = [0, 0.25, 0.5, 0.75, 1]
    x = alt.X(
        "x:Q",
        title="the model's probability",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(format="%", values=ticks, grid=False),
    )
    scale = alt.Scale(domain=[_FLOOR, 1], nice=False)
    axis = alt.Axis(format="%", values=ticks)
    y = alt.Y("y:Q", title="share that happened", scale=scale, axis=axis)
    chart = alt.layer(
        alt.Chart(named("band"))
        .mark_area(color=colours.muted, opacity=0.25, line=False)
        .encode(
            x=x, y=alt.Y("low:Q", title="share that happened", scale=scale, axis=axis), y2="high:Q"
        ),
        alt.Chart(named("diagonal"))
        .mark_line(color=colours.muted, strokeDash=[6, 4], strokeWidth=2)
        .encode(x=x, y=y),
        alt.Chart(named("histogram"))
        .mark_rect(color=colours.truth, opacity=0.5)
        .encode(
            x=alt.X("left:Q"),
            x2="right:Q",
            y=alt.Y("height:Q"),
            y2=alt.datum(_FLOOR),
            tooltip=alt.Tooltip("rows:N", title=" "),
        ),
        alt.Chart(named("curve"))
        .mark_line(color=colours.model, strokeWidth=4)
        .encode(x=x, y=y, order="x:Q"),
        alt.Chart(named("curve"))
        .mark_point(color=colours.model, filled=True, size=40)
        .encode(
            x=x, y=y, tooltip=[alt.Tooltip("rows:N", title=" "), alt.Tooltip("y:Q", format=".1%")]
        ),
    )
    return spec(
        chart,
        colours,
        height=_HEIGHT,
        description=(
            "Reliability diagram: the share that happened rises over the probability that the "
            "model gave, fitted by isotonic regression; the dashed diagonal is a calibrated "
            "model, the grey band how far chance moves one; below, how many rows have which "
            "probability."
        ),
    )
