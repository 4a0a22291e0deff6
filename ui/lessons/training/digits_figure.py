"""Test digits with the probabilities that each model gives to each class."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ui.figures.figure import Figure, losses, named, spec
from ui.figures.picture import mix, png, rgb
from ui.serving.cache import cached
from ui.style.appearance import Appearance

COLUMNS = 6
_ROOM = 0.68  # length of the bar of a probability of 1, in column widths
_THICK = 0.36  # thickness of a bar, in row heights
_TOP = -2.9  # top of the images, in rows


def digits(
    images: NDArray[np.float64],
    truth: Sequence[int],
    probabilities: Mapping[str, NDArray[np.float64]],
    appearance: Appearance,
) -> Figure:
    """Draw digits in columns: the image, and under it a pair of bars for each class.

    Parameters
    ----------
    images : ndarray, shape (n, 64)
        At most ``COLUMNS`` images.
    truth : sequence of int
        The classes of the images.
    probabilities : mapping of ndarray, shape (n, 10)
        Each model's probabilities of the classes, by the name of its loss.
    appearance : Appearance
        Colour scheme and unit.
    """
    heads = pd.DataFrame(
        {
            "x": np.arange(len(truth)) + 0.2,
            "x2": np.arange(len(truth)) + 0.8,
            "y": _TOP,
            "y2": -0.7,
            "url": [_picture(image.tobytes(), appearance) for image in images],
        }
    )
    bars = [
        (
            column + 0.22,
            column + 0.22 + _ROOM * p,
            digit + (row - 1) * _THICK,
            digit + row * _THICK,
            loss,
        )
        for row, (loss, table) in enumerate(probabilities.items())
        for column, ps in enumerate(table)
        for digit, p in enumerate(ps)
        if p >= 0.005
    ]
    labels = [
        (column + 0.16, digit, str(digit), "true" if digit == true else "")
        for column, true in enumerate(truth)
        for digit in range(10)
    ]
    return Figure(
        _spec(appearance),
        {
            "heads": heads,
            "bars": pd.DataFrame(bars, columns=["x", "x2", "y", "y2", "loss"]),
            "labels": pd.DataFrame(labels, columns=["x", "y", "text", "kind"]),
        },
    )


@cached(1024)
def _picture(image: bytes, appearance: Appearance) -> str:
    ink = np.frombuffer(image).reshape(8, 8)
    pixels = mix(appearance.palette.ground, np.tile(rgb(appearance.palette.ink), (8, 8, 1)), ink)
    return png(pixels.repeat(4, axis=0).repeat(4, axis=1))


@cached(64)
def _spec(appearance: Appearance) -> dict[str, Any]:
    colours = appearance.palette
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, COLUMNS], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[9.7, _TOP], nice=False), axis=None)
    heads, labels = alt.Chart(named("heads")), alt.Chart(named("labels"))
    chart = alt.layer(
        heads.mark_image(aspect=True).encode(x=x, x2="x2:Q", y=y, y2="y2:Q", url="url:N"),
        alt.Chart(named("bars"))
        .mark_rect()
        .encode(x=x, x2="x2:Q", y=y, y2="y2:Q", color=losses(colours)),
        labels.mark_text(align="right", fontSize=14).encode(
            x=x,
            y=y,
            text="text:N",
            color=alt.condition(
                "datum.kind == 'true'", alt.value(colours.right), alt.value(colours.muted)
            ),
        ),
        labels.transform_filter("datum.kind == 'true'")
        .mark_text(align="right", fontSize=16, fontWeight="bold", color=colours.right)
        .encode(x=x, y=y, text="text:N"),
    )
    return spec(
        chart,
        colours,
        height=310,
        description=(
            "Handwritten digits of the test data, and under each the probabilities that the "
            "models give to the classes 0 to 9, a bar in the colour of each loss; the true class "
            "is set in bold green."
        ),
    )
