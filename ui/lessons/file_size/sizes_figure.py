"""The sizes of files under each other."""

from typing import Any, NamedTuple

import altair as alt

from ui.figures.figure import Figure, label, named, spec
from ui.figures.tables import by_column
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.theme import Palette

_LANE = 24  # pixels
_WORDS = 1.75  # times the longest bar: space for what is written behind it


class Size(NamedTuple):
    """One file: what wrote it, its bytes, what is written behind its bar, and its colour."""

    name: str
    size: float
    text: str
    meaning: str  # a field of the palette


def file_sizes(sizes: list[Size], appearance: Appearance) -> Figure:
    """Draw a bar for each file."""
    longest = max(each.size for each in sizes)
    return Figure(
        _spec(appearance.palette, len(sizes)),
        {
            "sizes": by_column(sizes, Size._fields),
            "x_domain": {"size": [max(longest, 1) * _WORDS]},
        },
    )


@cached(64)
def _spec(colours: Palette, lanes: int) -> dict[str, Any]:
    meanings = ("model", "muted", "ink", "truth", "cross_entropy", "squared_error")
    x = alt.X("size:Q", axis=None, scale=alt.Scale(nice=False, zero=True))
    bars = alt.Chart(named("sizes")).encode(
        x=x,
        y=alt.Y(
            "name:N",
            sort=None,
            title=None,
            axis=alt.Axis(ticks=False, labelPadding=6, domain=False, labelLimit=220),
        ),
    )
    colour = alt.Color(
        "meaning:N",
        scale=alt.Scale(domain=list(meanings), range=[getattr(colours, each) for each in meanings]),
        legend=None,
    )
    chart = alt.layer(
        alt.Chart(named("x_domain")).mark_rule(opacity=0, aria=False).encode(x=x),
        bars.mark_bar(height={"band": 0.7}).encode(color=colour),
        label(bars.encode(text="text:N"), colours, align="left", dx=6, fontSize=14),
    )
    return spec(
        chart,
        colours,
        height=_LANE * lanes,
        description="The size of the text's file under each model, a bar each, in bytes.",
    )
