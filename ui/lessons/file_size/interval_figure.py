"""How an interval narrows letter by letter, each row a magnified part of the row above."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import altair as alt

from ui.figures.figure import Figure, named, spec
from ui.figures.tables import by_column, of_records
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.theme import Palette
from ui.widgets.letter_counts import letter_name

_ROW, _GAP = 40, 0.45  # pixels of a row; the share of it below its bar
_WIDE_ENOUGH = 0.045  # of the row, for a letter in its part


def narrowing(
    word: str, letters: str, p: Sequence[Fraction], read: int, appearance: Appearance
) -> Figure:
    """Draw the parts of the interval before each letter, and which part the letter takes."""
    rows, zooms = [], []
    for row in range(read + 1):
        left = 0.0
        for letter, share in zip(letters, p, strict=True):
            right = left + float(share)
            taken = row < read and letter == word[row]
            rows.append(
                {
                    "row": row,
                    "bottom": row + 1 - _GAP,
                    "at": row + (1 - _GAP) / 2,
                    "left": left,
                    "right": right,
                    "middle": (left + right) / 2,
                    "letter": letter_name(letter) if share > _WIDE_ENOUGH else "",
                    "part": "taken" if taken else "left",
                }
            )
            if taken:
                zooms += [(x, row + 1 - _GAP, to, row + 1) for x, to in ((left, 0.0), (right, 1.0))]
            left = right
    return Figure(
        _spec(appearance.palette, len(word)),
        {"parts": of_records(rows), "zooms": by_column(zooms, ("x", "y", "to_x", "to_y"))},
    )


@cached(64)
def _spec(colours: Palette, letters: int) -> dict[str, Any]:
    x = alt.X("left:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))
    y = alt.Y(
        "row:Q",
        axis=None,
        scale=alt.Scale(domain=[0, letters + 1 - _GAP], reverse=True, nice=False),
    )
    parts = alt.Chart(named("parts"))
    colour = alt.Color(
        "part:N",
        scale=alt.Scale(domain=["taken", "left"], range=[colours.model, colours.grid]),
        legend=None,
    )
    chart = alt.layer(
        parts.mark_rect(stroke=colours.ground, strokeWidth=2).encode(
            x=x, x2="right:Q", y=y, y2="bottom:Q", color=colour
        ),
        parts.mark_text(fontSize=15, baseline="middle").encode(
            x=alt.X("middle:Q", axis=None),
            y=alt.Y("at:Q", axis=None),
            text="letter:N",
            color=alt.condition(
                alt.datum.part == "taken", alt.value(colours.ground), alt.value(colours.ink)
            ),
        ),
        alt.Chart(named("zooms"))
        .mark_rule(color=colours.model, strokeWidth=1.5, strokeDash=[4, 4], aria=False)
        .encode(x=alt.X("x:Q", axis=None), x2="to_x:Q", y=alt.Y("y:Q", axis=None), y2="to_y:Q"),
    )
    return spec(
        chart,
        colours,
        height=_ROW * letters + 30,
        description=(
            "The interval from 0 to 1, divided among the letters by their probability; each letter "
            "of the word takes its part, and the next row is that part, magnified."
        ),
    )
