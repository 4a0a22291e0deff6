"""A classifier's answer beside the label: two bars per class."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np

from ui.figures.figure import Figure, label, named, spec
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.units import number

_HEIGHT = 330


def label_and_answer(
    y: np.ndarray, answer: np.ndarray, names: Sequence[str], appearance: Appearance
) -> Figure:
    """Draw the label ``y`` and the model's ``answer``, class by class."""
    bars = {
        "class": [*names, *names],
        "who": ["label y"] * len(names) + ["answer ŷ"] * len(names),
        "share": np.concatenate([y, answer]),
        "text": [f"{x:.0f}" if x in (0, 1) else number(x, 4) for x in np.concatenate([y, answer])],
    }
    return Figure(_spec(appearance), {"bars": bars})


@cached(64)
def _spec(appearance: Appearance) -> dict[str, Any]:
    colours = appearance.palette
    order = ["label y", "answer ŷ"]
    bars = alt.Chart(named("bars")).encode(
        x=alt.X("class:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelFontSize=17)),
        xOffset=alt.XOffset("who:N", sort=order, scale=alt.Scale(paddingInner=0.06)),
        y=alt.Y(
            "share:Q",
            title="probability",
            scale=alt.Scale(domain=[0, 1.08], nice=False),
            axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".2~f"),
        ),
        color=alt.Color(
            "who:N",
            scale=alt.Scale(domain=order, range=[colours.truth, colours.model]),
            legend=alt.Legend(title=None, orient="top", labelFontSize=16, symbolSize=180),
        ),
    )
    chart = alt.layer(
        bars.mark_bar(cornerRadiusTopLeft=4, cornerRadiusTopRight=4),
        label(bars.encode(text="text:N"), colours, dy=-10, fontSize=14),
    ).resolve_legend(color="shared")
    return spec(
        chart,
        colours,
        height=_HEIGHT,
        description=(
            "Two bars for each class: the share that the label gives it, and the probability "
            "that the model answers."
        ),
    )
