"""A model's regions: the class that it predicts at each point, paler where it is less sure."""

from collections.abc import Callable
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

import infotheory as it
from ui.figures.figure import Figure, label, losses, named, spec
from ui.figures.picture import mix, rgb
from ui.figures.tables import cached_table
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.theme import CLASSES

_CELLS = 28  # per side
LEVELS = 5  # of confidence
_POINTS = 120  # training samples that are shown
_SHAPES = ["circle", "square", "triangle-up"]
_KEPT = 64  # data sets cached, of the many that visitors may ask for


def regions(
    data: it.Dataset,
    probabilities: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    loss: str,
    title: str,
    appearance: Appearance,
) -> Figure:
    """Draw a model's regions under the training data.

    Parameters
    ----------
    data : Dataset
        With two features.
    probabilities : callable
        The model: from points (n, 2) to the probabilities of the classes (n, k).
    loss, title : str
        The title is written in the colour of the loss.
    appearance : Appearance
        Colour scheme and unit.
    """
    box = _box(data)
    plane = np.stack(np.meshgrid(_centres(*box[:2]), _centres(*box[2:])), axis=-1)
    p = probabilities(plane.reshape(-1, 2))
    sure = (p.max(axis=1) - 1 / p.shape[1]) / (1 - 1 / p.shape[1])
    level = np.minimum((sure * LEVELS).astype(int), LEVELS - 1)
    shade = (p.argmax(axis=1) * LEVELS + level).reshape(_CELLS, _CELLS)
    head = pd.DataFrame({"x": [box[0]], "y": [box[3]], "loss": [loss], "title": [title]})
    return Figure(
        _spec(appearance, box), {"ground": _runs(shade, box), "points": _points(data), "head": head}
    )


def _runs(shade: NDArray[np.int64], box: tuple[float, float, float, float]) -> pd.DataFrame:
    """Merge neighbouring cells of one shade in each row: far fewer marks than cells."""
    begins = np.ones(shade.shape, dtype=bool)
    begins[:, 1:] = shade[:, 1:] != shade[:, :-1]
    row, start = np.nonzero(begins)
    following = np.append((row * _CELLS + start)[1:], shade.size)
    end = np.minimum(following - row * _CELLS, _CELLS)
    left, right, low, high = box
    wide, tall = (right - left) / _CELLS, (high - low) / _CELLS
    return pd.DataFrame(
        {
            "x": (left + wide * start).astype(np.float32),
            "x2": (left + wide * end).astype(np.float32),
            "y": (low + tall * row).astype(np.float32),
            "y2": (low + tall * (row + 1)).astype(np.float32),
            "shade": shade[row, start],
        }
    )


def _shades(appearance: Appearance) -> list[str]:
    """Return the colours of all classes, each from unsure to sure, then those of their points."""
    shares = 0.1 + 0.5 * (np.arange(LEVELS) + 0.5) / LEVELS
    colours = [np.tile(rgb(colour), (LEVELS, 1)) for colour in CLASSES[appearance.scheme]]
    grounds = [
        "#" + bytes(mixed).hex()
        for colour in colours
        for mixed in mix(appearance.palette.ground, colour, shares)
    ]
    return [*grounds, *CLASSES[appearance.scheme]]


@cached(_KEPT)
def _box(data: it.Dataset) -> tuple[float, float, float, float]:
    low, high = data.x_train.min(axis=0), data.x_train.max(axis=0)
    margin = 0.06 * (high - low)
    (left, bottom), (right, top) = low - margin, high + 2.5 * margin
    return float(left), float(right), float(bottom), float(top)


def _centres(low: float, high: float) -> NDArray[np.float64]:
    return low + (high - low) * (np.arange(_CELLS) + 0.5) / _CELLS


@cached_table(_KEPT)
def _points(data: it.Dataset) -> pd.DataFrame:
    some = np.linspace(0, len(data.y_train) - 1, _POINTS).astype(int)
    return pd.DataFrame(
        {
            "x": data.x_train[some, 0].round(3),
            "y": data.x_train[some, 1].round(3),
            "class": data.y_train[some],
            "shade": len(_SHAPES) * LEVELS + data.y_train[some],
        }
    )


@cached(_KEPT)
def _spec(appearance: Appearance, box: tuple[float, float, float, float]) -> dict[str, Any]:
    left, right, low, high = box
    x = alt.X("x:Q", scale=alt.Scale(domain=[left, right], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[low, high], nice=False), axis=None)
    ground, head = alt.Chart(named("ground")), alt.Chart(named("head"))
    shades = alt.Scale(domain=list(range(len(_shades(appearance)))), range=_shades(appearance))
    # Each mark is outlined in its own colour, or the background would show between the marks.
    fill, stroke = (kind("shade:N", scale=shades, legend=None) for kind in (alt.Fill, alt.Stroke))
    kinds = list(range(len(_SHAPES)))
    chart = alt.layer(
        ground.mark_rect(strokeWidth=1.2).encode(
            x=x, x2="x2:Q", y=y, y2="y2:Q", fill=fill, stroke=stroke
        ),
        alt.Chart(named("points"))
        .mark_point(
            size=34, filled=True, opacity=1, stroke=appearance.palette.ground, strokeWidth=0.8
        )
        .encode(
            x=x,
            y=y,
            fill=fill,
            shape=alt.Shape("class:N", scale=alt.Scale(domain=kinds, range=_SHAPES), legend=None),
        ),
        label(
            head.encode(x=x, y=y, text="title:N", color=losses(appearance.palette)),
            appearance.palette,
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
        appearance.palette,
        height=265,
        description=(
            "The plane of the data, coloured by the class that the model picks, the paler the "
            "less sure it is, under the training samples."
        ),
    )
