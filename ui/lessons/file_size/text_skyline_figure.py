"""A piece of a text as a skyline: each letter a column, as high as its surprise."""

from typing import Any, NamedTuple

import altair as alt
import numpy as np

from ui.figures.figure import Figure, label, named, spec
from ui.lessons.file_size.texts import Sample, models
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.widgets.letter_counts import letter_name

MOST = 72  # letters in the picture
_NARROWEST = 15  # pixels of a column: its letter fits, in a lecture too
_TOPS = (1, 2, 4, 6, 8, 10, 12, 14, 16, 20, 24, 32, 64)  # heights of the axis, in bits
# The height of the axis always has space for so many models, those with the highest columns.
_SHALLOW = 2
_BEFORE, _EXPECTED = 12, 3  # letters that the hover repeats, and those that it foretells


class Window(NamedTuple):
    """The part of a text that is drawn."""

    start: int
    end: int


def window(sample: Sample, percent: float) -> Window:
    """Return the part that begins so far into the text."""
    start = round((len(sample.text) - MOST) * percent / 100)
    start = max(start, 0)
    return Window(start, min(start + MOST, len(sample.text)))


def text_skyline(sample: Sample, order: int, part: Window, appearance: Appearance) -> Figure:
    """Draw the surprise of each letter, and the level of the whole text."""
    unit, surprise = appearance.unit, models(sample).surprise
    heights = surprise[order + 1, part.start : part.end]
    # The shallow models are the high ones: as the slider moves, the axis seldom does.
    highest = max(
        float(surprise[:_SHALLOW, part.start : part.end].max(initial=0.0)),
        float(heights.max(initial=0.0)),
    )
    level = unit.of_bits(float(surprise[order + 1].mean()))
    top = next((each for each in _TOPS if each >= highest), highest)
    columns = {
        "left": np.arange(heights.size),
        "height": [unit.of_bits(x) for x in heights],
        "letter": [letter_name(x) for x in sample.text[part.start : part.end]],
        "surprise": [unit.show(unit.of_bits(x)) for x in heights],
        "before": [_before(sample, i) for i in range(*part)],
        "expected": _expected(sample, order, *part),
    }
    return Figure(
        _spec(appearance),
        {
            "columns": columns,
            "level": {
                "height": [level],
                "label": [f"the whole text: {unit.show(level)} per letter"],
            },
            "y_domain": {"height": [unit.of_bits(top)], "unit": [unit.name]},
        },
    )


def _before(sample: Sample, place: int) -> str:
    return "".join(map(letter_name, sample.text[max(place - _BEFORE, 0) : place])) or "nothing"


@cached(256)
def _expected(sample: Sample, order: int, start: int, end: int) -> tuple[str, ...]:
    """Return what the model expected at each place of a part: half of the figure's time."""
    if order < 0:
        return (f"all {len(sample.letters):,} letters alike",) * (end - start)
    said = []
    for place in range(start, end):
        p = models(sample).predict(place, order)
        best = np.argsort(-p, kind="stable")[:_EXPECTED]
        said.append(", ".join(f"{letter_name(sample.letters[i])} {p[i]:.0%}" for i in best))
    return tuple(said)


@cached(64)
def _spec(appearance: Appearance) -> dict[str, Any]:
    colours = appearance.palette
    x = alt.X("left:Q", axis=None, scale=alt.Scale(nice=False, zero=True))
    y = alt.Y(
        "height:Q",
        title="surprise ({y_domain.unit})",
        scale=alt.Scale(nice=False, zero=True),
        axis=alt.Axis(tickCount=5),
    )
    # A narrow picture shows fewer letters, none of them too narrow to be read.
    columns = (
        alt.Chart(named("columns"))
        .transform_filter(f"datum.left < max(20, floor(width / {_NARROWEST}))")
        .transform_calculate(right="datum.left + 1", middle="datum.left + 0.5")
    )
    hover = [
        alt.Tooltip("before:N", title="after"),
        alt.Tooltip("letter:N", title="came"),
        alt.Tooltip("surprise:N", title="surprise"),
        alt.Tooltip("expected:N", title="expected"),
    ]
    level = alt.Chart(named("level")).encode(y=y)
    chart = alt.layer(
        alt.Chart(named("y_domain")).mark_rule(opacity=0, aria=False).encode(y=y),
        columns.mark_rect(
            color=colours.model, fillOpacity=0.3, stroke=colours.model, strokeWidth=1
        ).encode(x=x, x2="right:Q", y=y, y2=alt.datum(0), tooltip=hover),
        columns.mark_text(
            baseline="top",
            dy=7,
            color=colours.ink,
            fontSize=15,
            font="monospace",
            limit=22,
            aria=False,
        ).encode(x=alt.X("middle:Q"), y=alt.datum(0), text="letter:N", tooltip=hover),
        level.mark_rule(color=colours.cross_entropy, strokeWidth=4),
        label(
            level.encode(x=alt.value("width"), text="label:N"),
            colours,
            color=colours.cross_entropy,
            align="right",
            dx=-4,
            dy=-16,
            fontSize=18,
            fontWeight="bold",
        ),
    )
    return spec(
        chart,
        colours,
        height=310,
        description=(
            "A piece of the text as a skyline: each letter is a column as high as its surprise "
            "under the model, given the letters before it; a line marks the average of the whole "
            "text, in bits per letter, and the area is the size of the file."
        ),
    )
