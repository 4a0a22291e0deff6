"""What is being minimised: the constant floor H(y), and the divergence above it that shrinks."""

from typing import Any

import altair as alt
import numpy as np

from ui.figures.figure import Figure, label, named, spec
from ui.figures.tables import Columns
from ui.serving.cache import cached
from ui.style.appearance import Appearance


def parts(table: Columns, appearance: Appearance) -> Figure:
    """Draw floor and divergence, stacked, against the training step.

    Parameters
    ----------
    table : Columns
        Columns ``step``, ``floor`` and ``total``, in the unit of ``appearance``.
    appearance : Appearance
        Colour scheme and unit.
    """
    names = {
        "step": np.max(table["step"]),
        "value": table["total"][-1],
        "text": ["the floor H(y)", "+ D(y‖ŷ), which melts"],
        "part": ["entropy", "excess"],
    }
    return Figure(_spec(appearance), {"parts": table, "names": names})


@cached(64)
def _spec(appearance: Appearance) -> dict[str, Any]:
    colours = appearance.palette
    x = alt.X("step:Q", title="step", axis=alt.Axis(tickCount=5, grid=False))
    scale = alt.Scale(zero=True)
    title = f"training loss H(y, ŷ) ({appearance.unit.name})"
    table, names = alt.Chart(named("parts")), alt.Chart(named("names"))
    chart = alt.layer(
        table.mark_area(color=colours.excess, opacity=0.75).encode(
            x=x, y=alt.Y("floor:Q", title=title, scale=scale), y2="total:Q"
        ),
        table.mark_area(color=colours.entropy, opacity=0.75).encode(
            x=x, y=alt.Y("floor:Q", title=title, scale=scale)
        ),
        label(
            names.transform_filter("datum.part == 'excess'").encode(
                x=x, y="value:Q", text="text:N"
            ),
            colours,
            color=colours.excess,
            align="right",
            dy=-40,
            dx=-8,
            fontSize=17,
            fontWeight="bold",
        ),
        label(
            names.transform_filter("datum.part == 'entropy'").encode(
                x=x, y="value:Q", text="text:N"
            ),
            colours,
            color=colours.entropy,
            align="right",
            dy=-16,
            dx=-8,
            fontSize=17,
            fontWeight="bold",
        ),
    )
    return spec(
        chart,
        colours,
        height=300,
        description=(
            "The training loss along the steps as two stacked areas: the entropy of the targets, "
            "which stays, and on it the divergence of the model, which melts towards zero."
        ),
    )
