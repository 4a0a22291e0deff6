"""How often each letter of a text occurs."""

from typing import Any

import altair as alt
import numpy as np

from ui.figures.figure import Figure, named, spec
from ui.serving.cache import cached
from ui.style.appearance import Appearance

MOST = 24  # letters that are shown, at most
_ROOM, _NO_SHAPE = 2, "□"  # characters that fit under a bar; a longer name is in the tooltip


def letter_frequencies(
    names: tuple[str, ...], counts: tuple[int, ...], appearance: Appearance
) -> Figure:
    """Draw the most frequent letters; names and counts are in descending order."""
    shown = min(len(names), MOST)
    share = np.array(counts[:shown]) / sum(counts)
    rows = {
        "rank": range(shown),
        "share": share,
        "letter": names[:shown],
        "written": [name if len(name) <= _ROOM else _NO_SHAPE for name in names[:shown]],
        "times": [f"{count:,}" for count in counts[:shown]],
    }
    return Figure(_spec(appearance), {"letters": rows})


@cached(64)
def _spec(appearance: Appearance) -> dict[str, Any]:
    colours = appearance.palette
    y = alt.Y(
        "share:Q",
        title="share of the text",
        scale=alt.Scale(nice=True, zero=True),
        axis=alt.Axis(format="%", tickCount=4),
    )
    letters = alt.Chart(named("letters")).encode(
        x=alt.X("rank:O", axis=alt.Axis(labels=False, ticks=False, title=None, domain=False)),
        tooltip=["letter:N", alt.Tooltip("times:N", title="times")],
    )
    chart = alt.layer(
        letters.mark_bar(color=colours.truth).encode(y=y),
        letters.mark_text(fontSize=15, baseline="top", dy=6).encode(
            y=alt.datum(0), text="written:N"
        ),
    )
    return spec(
        chart,
        colours,
        height=230,
        description="The most frequent letters of the text, a bar each, as shares of the text.",
    )
