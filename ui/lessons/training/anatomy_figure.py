"""Anatomy of the gradient: how hard each loss pulls at the true class's logit."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import numpy as np

from infotheory.lessons.confident_error import pull
from ui.figures.figure import Figure, label, losses, named, spec
from ui.figures.tables import Columns, by_column, frozen
from ui.lessons.training.race_settings import NAMES
from ui.serving.cache import cached
from ui.style.appearance import Appearance

_LEAST = 1e-6


def anatomy(given: Mapping[str, float], appearance: Appearance) -> Figure:
    """Draw the pull against the true class's probability, and each model's point on its curve.

    Parameters
    ----------
    given : mapping
        The probability that each model gives to the true class now, by the name of its loss.
    appearance : Appearance
        Colour scheme and unit.
    """
    points = [
        (loss, p, float(pull(NAMES[loss], min(max(p, _LEAST), 1 - _LEAST))))
        for loss, p in given.items()
    ]
    data = by_column(points, ["loss", "p", "pull"])
    return Figure(_spec(appearance), {"curves": _curves(), "points": data})


@cached(1)
def _curves() -> Columns:
    p = np.linspace(0, 1, 101)
    p[[0, -1]] = _LEAST, 1 - _LEAST
    cross_entropy, summed = (pull(loss, p) for loss in NAMES.values())
    rows: list[tuple[str, str, float, float, str]] = []
    for loss, kind, size, at in (
        ("cross-entropy", "1 − ŷ", cross_entropy, 0.3),
        ("squared error", "sum: 4ŷ(1 − ŷ)²", summed, 0.42),
        ("squared error", "½ sum: 2ŷ(1 − ŷ)²", summed / 2, 0.34),
        ("squared error", "½, one sigmoid: ŷ(1 − ŷ)²", summed / 4, 0.3),
    ):
        texts = np.where(np.isclose(p, at, atol=1e-3), kind, "")
        rows += [(loss, kind, *point) for point in zip(p, size, texts, strict=True)]
    return frozen(by_column(rows, ["loss", "kind", "p", "pull", "text"]))


@cached(64)
def _spec(appearance: Appearance) -> dict[str, Any]:
    x = alt.X(
        "p:Q",
        title="ŷ, the probability given to the truth",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(tickCount=5, grid=False),
    )
    y = alt.Y(
        "pull:Q",
        title="size of the gradient",
        scale=alt.Scale(domain=[0, 1.05], nice=False),
        axis=alt.Axis(values=[0, 0.2, 0.4, 0.6, 0.8, 1]),
    )
    colour = losses(appearance.palette)
    curves, points = alt.Chart(named("curves")), alt.Chart(named("points"))
    chart = alt.layer(
        curves.mark_line(strokeWidth=3).encode(
            x=x,
            y=y,
            color=colour,
            detail="kind:N",
            strokeDash=alt.StrokeDash(
                "kind:N",
                scale=alt.Scale(
                    domain=list(dict.fromkeys(_curves()["kind"].tolist())),
                    range=[[1, 0], [1, 0], [8, 4], [2, 4]],
                ),
                legend=None,
            ),
        ),
        label(
            curves.encode(x=x, y=y, text="text:N", color=colour),
            appearance.palette,
            align="left",
            dx=6,
            dy=-12,
        ),
        points.mark_point(size=300, filled=True, opacity=1).encode(x=x, y=y, color=colour),
    )
    return spec(
        chart,
        appearance.palette,
        height=330,
        description=(
            "The size of the gradient at the true class's logit against the probability given to "
            "that class: cross-entropy falls in a straight line from one to zero; squared error "
            "is gone at both ends, also at zero, where it is needed. A point on each curve shows "
            "the models now."
        ),
    )
