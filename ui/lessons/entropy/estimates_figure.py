"""How the entropies of many samples scatter, and their mean beside the true entropy."""

from typing import Any

import altair as alt
import numpy as np

from ui.figures.figure import Figure, label, named, spec
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.theme import Palette

_BINS = 60


def sample_histogram(
    entropies: np.ndarray, mean: float, truth: float, most: float, appearance: Appearance
) -> Figure:
    """Draw a histogram of samples' ``entropies`` up to ``most``, with ``mean`` and ``truth``."""
    counts, edges = np.histogram(entropies, bins=_BINS, range=(0, most * (1 + 1e-9)))
    return Figure(
        _spec(appearance.palette),
        {
            "bins": {"left": edges[:-1], "right": edges[1:], "share": counts / counts.max()},
            "truth": {
                "h": [truth],
                "label": [f"truth {appearance.unit.show(truth)}"],
                "unit": [appearance.unit.name],
            },
            "mean": {"h": [mean], "label": [f"mean {appearance.unit.show(mean)}"]},
        },
    )


@cached(64)
def _spec(colours: Palette) -> dict[str, Any]:
    x = alt.X(
        "left:Q",
        title="entropy of the sample ({truth.unit})",
        scale=alt.Scale(nice=False, zero=True),
        axis=alt.Axis(grid=False, tickCount=6),
    )
    y = alt.Y("share:Q", axis=None, scale=alt.Scale(domain=[0, 1.4]))

    def line(name: str, colour: str, height: float) -> alt.LayerChart:
        at = alt.Chart(named(name)).encode(x=alt.X("h:Q"))
        return at.mark_rule(color=colour, strokeWidth=4).encode(
            y=alt.datum(0), y2=alt.datum(height)
        ) + label(
            at.encode(y=alt.datum(height), text="label:N"),
            colours,
            color=colour,
            align="right",
            dx=-8,
            dy=6,
            fontSize=18,
            fontWeight="bold",
        )

    chart = alt.layer(
        alt.Chart(named("bins"))
        .mark_rect(color=colours.truth, fillOpacity=0.45)
        .encode(x=x, x2="right:Q", y=y, y2=alt.datum(0)),
        line("mean", colours.excess, 1.17),
        line("truth", colours.entropy, 1.34),
    )
    return spec(
        chart,
        colours,
        height=290,
        description=(
            "A histogram of the entropies of many samples of the source; one line marks their "
            "mean, one the entropy of the source, which is higher."
        ),
    )
