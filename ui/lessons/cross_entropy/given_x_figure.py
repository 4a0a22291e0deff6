"""Classes in the plane, and what their place leaves open, over how far they spread."""

from typing import Any

import altair as alt
import numpy as np

from infotheory.lessons.known_classes import CLASSES, Known, known, posterior, sample
from ui.figures.figure import Figure, named, spec
from ui.figures.plot import Axis, Line, Plot, joined, plot, word
from ui.figures.tables import Columns, frozen, of_records
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.theme import CLASSES as CLASS_COLOURS

SPREADS = (0.3, 4.0)
POINTS = 150
_END = 6.0
_ALL, _OPEN, _HERE = "H(Y)", "H(Y | X)", "σ"


def points_of_classes(spread: float, appearance: Appearance) -> Figure:
    """Draw a sample of each class; where the best guess is wrong there is a cross."""
    x, y = sample(POINTS, spread)
    wrong = posterior(x, spread).argmax(axis=1) != y
    return Figure(
        _plane(appearance),
        {
            "samples": {
                "x": x[:, 0],
                "y": x[:, 1],
                "class": y.astype(str).tolist(),
                "guess": np.where(wrong, "wrong", "right").tolist(),
            }
        },
    )


@cached(16)
def _plane(appearance: Appearance) -> dict[str, Any]:
    scale = alt.Scale(domain=[-_END, _END], nice=False)
    axis = alt.Axis(labels=False, ticks=False, grid=False)
    chart = (
        alt.Chart(named("samples"))
        .mark_point(filled=True, opacity=0.85, clip=True)
        .encode(
            x=alt.X("x:Q", title="first number of x", scale=scale, axis=axis),
            y=alt.Y("y:Q", title="second number of x", scale=scale, axis=axis),
            color=alt.Color(
                "class:N",
                scale=alt.Scale(
                    domain=[str(k) for k in range(CLASSES)],
                    range=list(CLASS_COLOURS[appearance.scheme]),
                ),
                legend=None,
            ),
            shape=alt.Shape(
                "guess:N",
                scale=alt.Scale(domain=["right", "wrong"], range=["circle", "cross"]),
                legend=None,
            ),
            size=alt.Size(
                "guess:N",
                scale=alt.Scale(domain=["right", "wrong"], range=[60, 170]),
                legend=None,
            ),
        )
    )
    return spec(
        chart,
        appearance.palette,
        height=300,
        description=(
            "Points of three classes in a plane. A cross marks a point that even the best "
            "classifier gets wrong: the further the classes spread, the more of them there are."
        ),
    )


@cached(8)
def _floors(base: float) -> Columns:
    spreads = np.linspace(*SPREADS, 38)
    return frozen({"x": spreads, "y": [known(each, base=base).left_open for each in spreads]})


@cached(16)
def _over_spread(appearance: Appearance) -> Plot:
    top = appearance.unit.of_bits(float(np.log2(CLASSES)))
    return Plot(
        x=Axis("how far the classes spread: σ", (0, SPREADS[1])),
        y=Axis(f"about the class ({appearance.unit.name})", (0, 1.12 * top)),
        lines=(
            Line(_ALL, "ink", dashed=True, width=2),
            Line(_OPEN, "entropy", filled=True),
            Line("told", "excess"),
            Line(_HERE, "muted"),
        ),
        description=(
            "What the place cannot tell about the class rises with the spread, from nothing "
            "towards the entropy of the classes. The gap up to that entropy is what it does tell."
        ),
        height=300,
    )


def left_open(spread: float, found: Known, appearance: Appearance) -> Figure:
    """Draw H(Y | X) over the spread; what is missing to H(Y) is the mutual information."""
    floors = _floors(appearance.unit.base)
    top = found.left_open + found.told
    side = "right" if spread > SPREADS[1] / 2 else "left"
    return plot(
        _over_spread(appearance),
        appearance,
        lines=joined([(_OPEN, floors["x"], floors["y"]), (_ALL, [0, SPREADS[1]], [top, top])]),
        rules={"x": [spread], "line": _HERE},
        points={"x": [spread], "y": [found.left_open], "line": _OPEN, "size": 260},
        words=of_records(
            [
                word(SPREADS[1], top, _ALL, _ALL, "right", -12),
                word(SPREADS[1], 0.3 * top, _OPEN, _OPEN, "right"),
                word(spread, (top + found.left_open) / 2, "told", "I(X; Y)", side),
            ]
        ),
    )
