"""The prefix tree as boxes: one column per digit; each word blocks its box and all behind it."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from infotheory.lessons.prefix_codes import clashes
from ui.figures.figure import Figure, label, named, spec
from ui.figures.tables import Columns, by_column, frozen, of_records
from ui.link import ENT_WORDS
from ui.serving.cache import cached
from ui.style.appearance import Appearance

CLICKED = "place"  # the selection: the word whose box was clicked
_WRITTEN = 4  # digits of the longest word that fits in its box
WORDS = ENT_WORDS[0].options
DEPTH = max(map(len, WORDS))  # digits of the longest word


def word_boxes(code: Sequence[str], names: Sequence[str], appearance: Appearance) -> Figure:
    """Draw the boxes of the words of ``code``, and mark those that clash."""
    in_clash = {i for pair in clashes(code) for i in pair}
    rows = []
    for i, word in enumerate(code):
        left, low, high = _box(word)
        holders = [n for w, n in zip(code, names, strict=True) if w == word]
        rows.append(
            {
                "left": left,
                "right": left + 1,
                "end": DEPTH,
                "low": low,
                "high": high,
                "state": "clash" if i in in_clash else "word",
                "x": left + 2 / 3,  # behind the digits that the box holds
                "y": (low + high) / 2,
                "label": ("✗ " if i in in_clash else "") + " ".join(holders),
            }
        )
    return Figure(_spec(appearance), {"boxes": _boxes(), "words": of_records(rows)})


def _box(word: str) -> tuple[int, float, float]:
    height = 2.0 ** -len(word)
    low = int(word, 2) * height
    return len(word) - 1, low, low + height


@cached(8)
def _boxes() -> Columns:
    rows = []
    for word in WORDS:
        left, low, high = _box(word)
        written = word if len(word) <= _WRITTEN else ""
        rows.append((word, left, low, high, left + 1, (low + high) / 2, written))
    return frozen(by_column(rows, ["word", "left", "low", "high", "right", "y", "label"]))


@cached(64)
def _spec(appearance: Appearance) -> dict[str, Any]:
    colours = appearance.palette
    x = alt.X(
        "left:Q",
        title="digits of the word",
        scale=alt.Scale(domain=[0, DEPTH], nice=False),
        axis=alt.Axis(
            values=[i + 0.5 for i in range(DEPTH)],
            labelExpr="datum.value + 0.5",
            ticks=False,
            grid=False,
        ),
    )
    y = alt.Y("low:Q", axis=None, scale=alt.Scale(domain=[0, 1], reverse=True))
    boxes, words = alt.Chart(named("boxes")), alt.Chart(named("words"))
    state = alt.Color(
        "state:N",
        scale=alt.Scale(domain=["word", "clash"], range=[colours.truth, colours.wrong]),
        legend=None,
    )
    chart = alt.layer(
        boxes.mark_rect(color=colours.panel, stroke=colours.ground, strokeWidth=2).encode(
            x=x, x2="right:Q", y=y, y2="high:Q"
        ),
        boxes.mark_text(color=colours.muted, fontSize=11, align="left", dx=6).encode(
            x=x, y=alt.Y("y:Q", axis=None), text="label:N"
        ),
        words.mark_rect(fillOpacity=0.18).encode(x=x, x2="end:Q", y=y, y2="high:Q", color=state),
        words.mark_rect(fillOpacity=0.5, strokeWidth=2).encode(
            x=x, x2="right:Q", y=y, y2="high:Q", color=state, stroke=state
        ),
        label(
            words.encode(x=alt.X("x:Q"), y=alt.Y("y:Q", axis=None), text="label:N"),
            colours,
            fontSize=16,
            fontWeight="bold",
        ),
        # On top of all other marks, so that any box can be clicked.
        boxes.mark_rect(fillOpacity=0, cursor="pointer")
        .encode(x=x, x2="right:Q", y=y, y2="high:Q", tooltip="word:N")
        .add_params(alt.selection_point(CLICKED, fields=["word"], toggle=False)),
    )
    return spec(
        chart,
        colours,
        height=430,
        description=(
            "The tree of all words as nested boxes, one column a digit: each outcome's word fills "
            "its box and blocks every longer word; words that clash are marked with a cross."
        ),
    )
