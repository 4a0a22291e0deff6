"""How a model divides the plane: the class it picks at each place, the paler the less sure."""

from collections.abc import Callable
from functools import cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

import infotheory as it
from ui.charts.figure import Figure, label, losses, named, spec
from ui.charts.picture import mix, png, rgb
from ui.look import Look
from ui.theme import CLASSES

_CELLS = 48  # a side
_POINTS = 120  # of the training data are shown
_SHAPES = ["circle", "square", "triangle-up"]


def regions(
    data: it.Dataset,
    probabilities: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    loss: str,
    title: str,
    look: Look,
) -> Figure:
    """Draw a model's regions under the training data.

    Parameters
    ----------
    data : Dataset
        In the plane.
    probabilities : callable
        The model: from places (n, 2) to the probabilities of the classes (n, k).
    loss, title : str
        The title is written in the colour of the loss.
    look : Look
        Ground and unit.
    """
    box = _box(data)
    plane = np.stack(np.meshgrid(_centres(*box[:2]), _centres(*box[2:])[::-1]), axis=-1)
    p = probabilities(plane.reshape(-1, 2))
    colours = np.array([rgb(colour) for colour in CLASSES[look.ground]])
    classes = p.shape[1]
    sure = (p.max(axis=1) - 1 / classes) / (1 - 1 / classes)
    picture = mix(
        look.palette.ground,
        colours[p.argmax(axis=1)].reshape(_CELLS, _CELLS, 3),
        (0.1 + 0.5 * sure).reshape(_CELLS, _CELLS),
    )
    left, right, low, high = box
    ground = pd.DataFrame(
        {"x": [left], "x2": [right], "y": [low], "y2": [high], "url": [png(picture)]}
    )
    ground = ground.assign(loss=loss, title=title)
    return Figure(_spec(look, box), {"ground": ground, "points": _points(data)})


@cache
def _box(data: it.Dataset) -> tuple[float, float, float, float]:
    low, high = data.x_train.min(axis=0), data.x_train.max(axis=0)
    margin = 0.06 * (high - low)
    (left, bottom), (right, top) = low - margin, high + 2.5 * margin
    return float(left), float(right), float(bottom), float(top)


def _centres(low: float, high: float) -> NDArray[np.float64]:
    return low + (high - low) * (np.arange(_CELLS) + 0.5) / _CELLS


@cache
def _points(data: it.Dataset) -> pd.DataFrame:
    some = np.linspace(0, len(data.y_train) - 1, _POINTS).astype(int)
    return pd.DataFrame(
        {
            "x": data.x_train[some, 0].round(3),
            "y": data.x_train[some, 1].round(3),
            "class": data.y_train[some],
        }
    )


@cache
def _spec(look: Look, box: tuple[float, float, float, float]) -> dict[str, Any]:
    left, right, low, high = box
    x = alt.X("x:Q", scale=alt.Scale(domain=[left, right], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[low, high], nice=False), axis=None)
    ground = alt.Chart(named("ground"))
    kinds = list(range(len(_SHAPES)))
    chart = alt.layer(
        ground.mark_image(aspect=False).encode(x=x, x2="x2:Q", y=y, y2="y2:Q", url="url:N"),
        alt.Chart(named("points"))
        .mark_point(size=34, filled=True, opacity=1, stroke=look.palette.ground, strokeWidth=0.8)
        .encode(
            x=x,
            y=y,
            fill=alt.Color(
                "class:N",
                scale=alt.Scale(domain=kinds, range=list(CLASSES[look.ground])),
                legend=None,
            ),
            shape=alt.Shape("class:N", scale=alt.Scale(domain=kinds, range=_SHAPES), legend=None),
        ),
        label(
            ground.encode(x=x, y=alt.Y("y2:Q"), text="title:N", color=losses(look.palette)),
            look.palette,
            align="left",
            baseline="top",
            dx=8,
            dy=8,
            fontSize=17,
            fontWeight="bold",
        ),
    )
    return spec(
        chart,
        look.palette,
        height=265,
        description=(
            "The plane of the data, coloured by the class that the model picks, the paler the "
            "less sure it is, under the training samples."
        ),
    )
