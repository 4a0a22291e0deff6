"""The terms of a divergence, one bar an outcome, and their sum."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np

import infotheory as it
from ui.figures.figure import Figure, label, named, spec
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.units import number

_Y_DOMAINS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1250)  # heights of the axis, in bits
_FEW = 8  # outcomes, for a number over each
_HEIGHT = 280


def divergence_terms(
    p: np.ndarray, q: np.ndarray, names: Sequence[str], appearance: Appearance
) -> tuple[Figure, Figure]:
    """Draw the terms of D(p‖q) and those of D(q‖p), both on the same axis."""
    base = appearance.unit.base
    there = np.append(terms_of(p, q, base), it.kl_divergence(p, q, base=base))
    back = np.append(terms_of(q, p, base), it.kl_divergence(q, p, base=base))
    top = _y_domain(np.concatenate([there, back]), appearance)
    return (
        _terms(there, top, names, appearance, forward=True),
        _terms(back, top, names, appearance, forward=False),
    )


def _terms(
    heights: np.ndarray, top: float, names: Sequence[str], appearance: Appearance, *, forward: bool
) -> Figure:
    """Draw a bar for each term, and a last one for their sum."""
    *terms, total = heights
    few = len(terms) <= _FEW
    frame = {
        "outcome": [*names, "sum"],
        "place": range(len(heights)),
        "height": np.clip(heights, -top / 2, top),
        "kind": [*("negative" if x < 0 else "positive" for x in terms), "sum"],
        "opacity": [0.5] * len(terms) + [1.0],
        "text": [number(x, 2) if few else "" for x in terms] + [number(total, 2)],
        "amount": [appearance.unit.show(x) for x in heights],
    }
    ends = {"height": [-top / 2, top]}
    return Figure(_spec(appearance, forward), {"terms": frame, "y_domain": ends})


def terms_of(p: np.ndarray, q: np.ndarray, base: float) -> np.ndarray:
    """Return p log(p/q) term by term: 0 where p = 0, and ∞ where q = 0 but p is not."""
    own = np.asarray(it.self_information(p, base=base))
    priced = np.asarray(it.self_information(q, base=base))
    happens = p > 0
    terms = np.zeros_like(p)
    terms[happens] = p[happens] * (priced[happens] - own[happens])
    return terms


def _y_domain(heights: np.ndarray, appearance: Appearance) -> float:
    """Return the top of the axis, one of few, so that a drag seldom changes it."""
    finite = np.abs(heights[np.isfinite(heights)])
    highest = float(finite.max(initial=0.0)) * np.log2(appearance.unit.base) * 1.12
    return appearance.unit.of_bits(next(top for top in _Y_DOMAINS if top >= highest))


@cached(64)
def _spec(appearance: Appearance, forward: bool) -> dict[str, Any]:
    colours = appearance.palette
    formula = "p log p/q" if forward else "q log q/p"
    y = alt.Y(
        "height:Q",
        title=f"{formula}  ({appearance.unit.name})",
        scale=alt.Scale(nice=False, zero=True),
        axis=alt.Axis(tickCount=5),
    )
    bars = alt.Chart(named("terms")).encode(
        x=alt.X(
            "outcome:N",
            sort=alt.EncodingSortField("place", op="min"),
            title=None,
            axis=alt.Axis(labelAngle=0, labelOverlap=True, labelFontSize=16),
        ),
        y=y,
        tooltip=[alt.Tooltip("outcome:N"), alt.Tooltip("amount:N", title="term")],
    )
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(
            domain=["positive", "negative", "sum"],
            range=[colours.excess, colours.muted, colours.excess],
        ),
        legend=None,
    )
    texts = bars.encode(text="text:N")
    chart = alt.layer(
        alt.Chart(named("y_domain")).mark_rule(opacity=0, aria=False).encode(y=y),
        bars.mark_bar().encode(color=colour, opacity=alt.Opacity("opacity:Q", scale=None)),
        alt.Chart(named("y_domain"))
        .mark_rule(color=colours.ink, aria=False)
        .encode(y=alt.datum(0)),
        label(
            texts,
            colours,
            color=colours.ink,
            fontSize=15,
            dy={"expr": "datum.height < 0 ? 12 : -11"},
        ),
    )
    truth, model = ("p", "q") if forward else ("q", "p")
    return spec(
        chart,
        colours,
        height=_HEIGHT,
        description=(
            f"The terms {formula}, a bar for each outcome, some of them below zero, and a last "
            f"bar with their sum, the divergence D({truth}‖{model})."
        ),
    )
