"""How many yes/no questions single out one of n things: the best average, beside log₂ n."""

from typing import Any

import altair as alt
import numpy as np

import infotheory as it
from ui.figures.figure import Figure, label, named, spec
from ui.figures.tables import Columns, frozen, select
from ui.link import SI_N
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.units import number

MOST = round(SI_N.high)  # things


def best_average(n: int) -> float:
    """Return the least average number of questions for ``n`` equally likely things."""
    uniform = np.full(n, 1 / n)
    return it.expected_length(uniform, it.huffman_code(uniform))


def questions_curve(n: int, appearance: Appearance) -> Figure:
    """Draw information and best average of questions against the number of things, ``n`` marked."""
    rows = _averages()
    lit = select(rows, rows["n"] == n)
    words = {"label": f"{number(best_average(n))} questions"}
    return Figure(_spec(appearance), {"averages": rows, "lit": {**lit, **words}})


@cached(8)
def _averages() -> Columns:
    things = range(2, MOST + 1)
    return frozen(
        {
            "n": things,
            "bits": [float(it.self_information(1 / n)) for n in things],
            "questions": [best_average(n) for n in things],
        }
    )


@cached(64)
def _spec(appearance: Appearance) -> dict[str, Any]:
    colours = appearance.palette
    x = alt.X(
        "n:Q",
        title="equally likely things n",
        scale=alt.Scale(domain=[1, MOST], nice=False),
        axis=alt.Axis(values=[2, 4, 6, 8, 10, 12, 14, 16], grid=False),
    )
    y = alt.Y("questions:Q", title="bits, or questions", scale=alt.Scale(domain=[0, 4.6]))
    averages, lit = alt.Chart(named("averages")).encode(x=x), alt.Chart(named("lit")).encode(x=x)
    chart = alt.layer(
        averages.mark_line(color=colours.truth, strokeWidth=3).encode(y=alt.Y("bits:Q")),
        averages.mark_point(filled=True, size=70, color=colours.ink, opacity=1).encode(y=y),
        lit.mark_rule(color=colours.muted, strokeDash=[4, 4]).encode(y=y, y2=alt.datum(0)),
        lit.mark_point(filled=True, size=260, color=colours.ink, opacity=1).encode(y=y),
        label(
            lit.encode(y=y, text="label:N"),
            colours,
            color=colours.ink,
            fontSize=17,
            fontWeight="bold",
            dy=-22,
            align={"expr": "datum.n < 5 ? 'left' : datum.n > 11 ? 'right' : 'center'"},
        ),
    )
    return spec(
        chart,
        colours,
        height=240,
        description=(
            "For n equally likely things, a line shows the information in bits, log n, and a "
            "point the best average number of yes/no questions: on the line where n is a power "
            "of two, above it elsewhere."
        ),
    )
