"""The main figure of the lesson on KL divergence: the entropy hill with its tangent."""

from typing import Any

import altair as alt
import numpy as np

import infotheory as it
from ui.figures.figure import Figure, label, named, spec
from ui.figures.tables import Columns
from ui.serving.cache import cached
from ui.style.appearance import Appearance

_HILL = np.linspace(0, 1, 201)
_TOP = 2.0  # top of the hill's axis, in bits
_NARROW = 0.45  # share of the axis that the tangent's label needs
_HEIGHT = 400


def entropy_hill(p: float, q: float, name: str, appearance: Appearance) -> Figure:
    """Draw the entropy of "``name`` or not" with its tangent at ``q``; the gap at ``p`` is D.

    The tangent is the cross-entropy H(·, q): linear in the truth, and at q equal to the entropy.
    """
    base, top = appearance.unit.base, appearance.unit.of_bits(_TOP)
    foot, gap = it.binary_entropy(p, base=base), it.kl_divergence(_two(p), _two(q), base=base)
    roof = min(foot + gap, top)
    ends = np.array([0.0, 1.0])
    if 0 < q < 1:
        pays = it.cross_entropy(_two(ends), _two(q), base=base)
        tangent: Columns = {"x": ends, "height": pays}
    else:  # the model rules an outcome out: the tangent is vertical
        tangent = {"x": [q, q], "height": [0.0, top]}
    return Figure(
        _hill_spec(appearance),
        {
            "hill": {"x": _HILL, "height": it.binary_entropy(_HILL, base=base)},
            "tangent": tangent,
            "words": _words(q, base, top),
            "points": {
                "x": [p, q],
                "height": [foot, it.binary_entropy(q, base=base)],
                "who": ["p", "q"],
                "outcome": name,
            },
            "gap": {
                "x": [p],
                "low": [foot],
                "high": [roof],
                "middle": [(foot + roof) / 2],
                "label": [f"D = {appearance.unit.show(gap)}"],
            },
        },
    )


def _words(q: float, base: float, top: float) -> Columns:
    """Return the labels of hill and tangent, and their positions.

    The tangent ends at the surprises of the two outcomes under q. Its label is near the top of the
    axis, or at its higher end, on the side where there is space.
    """
    x, height = q, 0.92 * top
    climbs = q == 1
    if 0 < q < 1:
        left, right = np.asarray(it.self_information([1 - q, q], base=base))
        climbs = right > left
        x = (height - left) / (right - left) if right != left else -1.0
        if not 0 <= x <= 1:
            x, height = (1.0, right) if climbs else (0.0, left)
    roomy = x >= _NARROW if climbs else x <= 1 - _NARROW
    return {
        "of": ["hill", "tangent"],
        "x": [0.9, x],
        "height": [0.12 * top, height],
        "words": ["entropy H(p)", "H(·, q): what q pays"],
        "align": ["right", "right" if climbs == roomy else "left"],
        "dy": [0, -12 if roomy else 16],
    }


def _two(x: float | np.ndarray) -> np.ndarray:
    """Return the distribution (x, 1 − x) of an event and its complement."""
    return np.stack([np.asarray(x, dtype=float), 1 - np.asarray(x, dtype=float)], axis=-1)


def _name(x: alt.X, y: alt.Y, of: str, appearance: Appearance, *, color: str) -> alt.LayerChart:
    words = alt.Chart(named("words")).transform_filter(f"datum.of == '{of}'")
    return label(
        words.encode(x=x, y=y, text="words:N"),
        appearance.palette,
        color=color,
        dy={"expr": "datum.dy"},
        align={"expr": "datum.align"},
        dx={"expr": "datum.align == 'left' ? 12 : -12"},
        fontSize=17,
        fontWeight="bold",
    )


@cached(64)
def _hill_spec(appearance: Appearance) -> dict[str, Any]:
    colours = appearance.palette
    x = alt.X(
        "x:Q",
        title="probability of the first outcome",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".2~f", grid=False),
    )
    y = alt.Y(
        "height:Q",
        title=f"average surprise ({appearance.unit.name})",
        scale=alt.Scale(domain=[0, appearance.unit.of_bits(_TOP)], nice=False),
        axis=alt.Axis(tickCount=5),
    )
    gap = alt.Chart(named("gap")).encode(x=x)
    points = alt.Chart(named("points")).encode(
        x=x,
        y=y,
        color=alt.Color(
            "who:N",
            scale=alt.Scale(domain=["p", "q"], range=[colours.truth, colours.model]),
            legend=None,
        ),
    )
    chart = alt.layer(
        alt.Chart(named("hill")).mark_line(color=colours.entropy, strokeWidth=4).encode(x=x, y=y),
        alt.Chart(named("tangent"))
        .mark_line(color=colours.model, strokeWidth=3, clip=True)
        .encode(x=x, y=y),
        gap.mark_rule(color=colours.excess, strokeWidth=7).encode(y="low:Q", y2="high:Q"),
        points.mark_point(size=280, filled=True, opacity=1),
        points.mark_text(dy=26, fontSize=20, fontWeight="bold", fontStyle="italic").encode(
            text="who:N"
        ),
        _name(x, y, "hill", appearance, color=colours.entropy),
        _name(x, y, "tangent", appearance, color=colours.model),
        label(
            gap.encode(y="middle:Q", text="label:N"),
            colours,
            color=colours.excess,
            align={"expr": "datum.x > 0.6 ? 'right' : 'left'"},
            dx={"expr": "datum.x > 0.6 ? -12 : 12"},
            fontSize=20,
            fontWeight="bold",
        ),
    )
    return spec(
        chart,
        colours,
        height=_HEIGHT,
        description=(
            "The entropy of two outcomes as a hill, with the tangent at the model q, which is "
            "the cross-entropy; the gap between hill and tangent over the truth p is the "
            "divergence."
        ),
    )
