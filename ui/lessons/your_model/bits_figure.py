"""From the label's entropy down to the cross-entropy: two bars for each model."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import altair as alt

from ui.figures.figure import Figure, named, spec
from ui.figures.tables import of_records
from ui.lessons.your_model.examined import Examined
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.theme import Palette
from ui.style.units import number

_LANE, _AXIS = 84, 62  # pixels
_NAME, _UPPER, _LOWER = 0.15, (0.31, 0.58), (0.6, 0.87)  # places in a lane
_SPACE = 1.08  # right of the longest bar
_FAR = 3.0  # times the entropy, at which a score runs out of the picture
_INSIDE, _ON_DARK, _TITLE = "inside", "on dark", "title"
_ENTROPY, _GAIN, _LEFT, _WASTE = "entropy", "gain", "left", "waste"


def bits_of(
    models: Sequence[Examined], current: Examined, appearance: Appearance, temperature: float = 1.0
) -> Figure:
    """Draw H(Y), what each model takes away from it, and what its miscalibration adds.

    The current model is drawn at a temperature. It changes the miscalibration alone: what is left
    after recalibration is the same for all monotone changes of the forecasts.
    """
    unit = appearance.unit
    most = max([1e-9, *(each.entropy for each in models)])
    finite = [each.cross_entropy for each in models if each.cross_entropy < _FAR * most]
    end = unit.of_bits(max([most, *finite]) * _SPACE * (1.12 if len(finite) < len(models) else 1))
    bars, words = [], []
    for place, model in enumerate(models):
        lane = _Lane(place, model, model is current, temperature if model is current else 1.0)
        bars += lane.bars(end, appearance)
        words += lane.words(end, appearance)
    return Figure(
        _spec(appearance.palette, len(models)),
        {
            "bars": of_records(bars),
            "words": of_records(words),
            "x_domain": {"x": [end], "unit": [unit.name]},
        },
    )


class _Lane(NamedTuple):
    """One model in the figure: its place from above, and the temperature at which it is drawn."""

    place: int
    model: Examined
    is_current: bool
    temperature: float

    def ends(self, end: float, appearance: Appearance) -> tuple[float, float, float]:
        """Return H(Y), the score, and what of it is left after recalibration.

        A score beyond ``end`` is cut there. Of many classes, the parts are of the finite rows.
        """
        model, t, parts = self.model, self.temperature, self.model.parts()
        score = model.cross_entropy if t == 1 else model.score_at(t)
        h, s = (appearance.unit.of_bits(x) for x in (model.entropy, score))
        rest = appearance.unit.of_bits(parts.uncertainty - parts.discrimination)
        return h, min(s, end), h if math.isnan(rest) else rest

    def bars(self, end: float, appearance: Appearance) -> list[dict[str, Any]]:
        """Return the rows of its two bars, each in two parts."""
        h, top, rest = self.ends(end, appearance)
        return [
            {
                "left": left,
                "right": max(right, left),
                "top": self.place + low,
                "bottom": self.place + high,
                "meaning": meaning,
                "weight": 1.0 if self.is_current else 0.5,
            }
            for (low, high), left, right, meaning in (
                (_UPPER, 0.0, min(rest, h), _ENTROPY),
                (_UPPER, min(rest, h), h, _GAIN),
                (_LOWER, 0.0, min(rest, top), _LEFT),
                (_LOWER, min(rest, top), top, _WASTE),
            )
        ]

    def words(self, end: float, appearance: Appearance) -> list[dict[str, Any]]:
        """Return the rows of what is written in the bars and above them."""
        model, t, parts = self.model, self.temperature, self.model.parts()
        h, top, rest = self.ends(end, appearance)
        gain, waste = (
            number(appearance.unit.of_bits(x))
            for x in (parts.discrimination, max(parts.miscalibration + _added(model, t), 0.0))
        )
        upper, lower = (self.place + sum(each) / 2 for each in (_UPPER, _LOWER))
        on_waste = _ON_DARK if self.is_current else _INSIDE
        at = "" if t == 1 else f" at T = {number(t, 2)}"
        title = f"{model.given.name}{at}: {equation(model, appearance, t)}"
        words = [
            _word((rest + h) / 2, upper, f"discrimination {gain}", _INSIDE, (h - rest) / end),
            _word((rest + top) / 2, lower, f"miscalibration {waste}", on_waste, (top - rest) / end),
            _word(0.0, self.place + _NAME, title, _TITLE, 1.0),
        ]
        if top == end:
            beyond = "→ ∞" if model.infinite else "→"
            words.append(_word(end, lower, beyond, f"{on_waste} end", 1.0))
        return words


def _added(model: Examined, temperature: float) -> float:
    """Return how much more a temperature costs than T = 1; in infinite scores it is nothing."""
    if temperature == 1 or model.infinite:
        return 0.0
    return model.score_at(temperature) - model.cross_entropy


def equation(model: Examined, appearance: Appearance, temperature: float = 1.0) -> str:
    """Write the score as its three terms."""
    added = _added(model, temperature)
    unit, parts = appearance.unit, model.parts()
    s, h, gain, waste = (
        number(unit.of_bits(x))
        for x in (
            model.cross_entropy + added,
            parts.uncertainty,
            parts.discrimination,
            max(parts.miscalibration + added, 0.0),
        )
    )
    if parts.rows == 0:
        return "∞"
    if model.infinite and len(model.given.classes) > 2:
        return (
            f"{s}; of the finite rows {number(unit.of_bits(parts.score))} = {h} − {gain} + {waste}"
        )
    return f"{s} = {h} − {gain} + {waste}"


def _word(x: float, y: float, words: str, kind: str, share: float) -> dict[str, Any]:
    """Return a row of words; ``share`` is the part of the width that they have."""
    return {"x": x, "y": y, "words": words, "kind": kind, "share": max(share, 0.0)}


@cached(64)
def _spec(colours: Palette, lanes: int) -> dict[str, Any]:
    x = alt.X(
        "left:Q",
        title="{x_domain.unit} per row",
        scale=alt.Scale(nice=False, zero=True),
        axis=alt.Axis(grid=False, tickCount=5),
    )
    y = alt.Y("top:Q", axis=None, scale=alt.Scale(domain=[lanes, 0], nice=False))
    meanings = {
        _ENTROPY: colours.entropy,
        _GAIN: colours.grid,
        _LEFT: colours.cross_entropy,
        _WASTE: colours.excess,
    }
    colour = alt.Color(
        "meaning:N",
        scale=alt.Scale(domain=list(meanings), range=list(meanings.values())),
        legend=None,
    )
    weight = alt.Opacity("weight:Q", scale=None)
    bars = (
        alt.Chart(named("bars"))
        .mark_rect(aria=False)
        .encode(x=x, x2="right:Q", y=y, y2="bottom:Q", color=colour, opacity=weight)
    )
    words = alt.Chart(named("words")).encode(
        x=alt.X("x:Q", scale=alt.Scale(nice=False, zero=True)),
        y=alt.Y("y:Q", axis=None),
        text="words:N",
    )
    inks = {_INSIDE: colours.ink, _ON_DARK: colours.ground}
    # A word inside a bar is written only where the bar is wide enough for it.
    inside = [
        words.transform_filter(
            f"datum.kind == '{kind}' && datum.share * width > 8.2 * length(datum.words)"
        ).mark_text(color=ink, fontSize=15)
        for kind, ink in inks.items()
    ]
    ends = [
        words.transform_filter(f"datum.kind == '{kind} end'").mark_text(
            align="right", dx=-6, color=ink, fontSize=24, fontWeight="bold"
        )
        for kind, ink in inks.items()
    ]
    titles = words.transform_filter(f"datum.kind == '{_TITLE}'").mark_text(
        align="left", color=colours.ink, fontSize=16, fontWeight="bold", limit={"expr": "width"}
    )
    chart = alt.layer(
        alt.Chart(named("x_domain"))
        .mark_rule(opacity=0, aria=False)
        .encode(x=alt.X("x:Q", scale=alt.Scale(nice=False, zero=True))),
        bars,
        *inside,
        *ends,
        titles,
    )
    return spec(
        chart,
        colours,
        height=_AXIS + _LANE * lanes,
        description=(
            "Two bars for each model. The upper one is the entropy of the labels, and which part "
            "of it the model takes away; the lower one is the cross-entropy: what is left after "
            "recalibration, and what miscalibration adds."
        ),
    )
