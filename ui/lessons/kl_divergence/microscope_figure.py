"""The precision microscope: how many digits of a divergence are right, as q nears p."""

import numpy as np

from ui.figures.figure import Figure
from ui.figures.plot import Axis, Line, Plot, plot, word
from ui.figures.tables import Columns, of_records, select
from ui.link import KL_GAP
from ui.serving.cache import cached
from ui.style.appearance import Appearance

NAMES = ("infotheory", "Σ p log p/q", "H(p, q) − H(p)", "with ε in it")
WIDEST, CLOSEST = KL_GAP.high, KL_GAP.low
DIGITS = 16.0
_MEANINGS = ("right", "muted", "wrong", "squared_error")
# For each formula's label: its gap on the axis, its alignment, and its offset downwards.
_PLACES = ((2e-6, "right", 22), (1e-4, "right", -22), (1e-6, "right", -12), (1e-5, "left", 22))


@cached(64)
def _digits() -> Plot:
    return Plot(
        x=Axis("gap between q and p", (CLOSEST, WIDEST), log=True),
        y=Axis("correct digits", (-0.5, 17), ticks=(0, 4, 8, 12, 16)),
        lines=(
            *(
                Line(name, meaning, width=4 if name == NAMES[0] else 3)
                for name, meaning in zip(NAMES, _MEANINGS, strict=True)
            ),
            Line("gap", "ink"),
        ),
        description=(
            "How many digits of the divergence are right as q nears p, for four formulas: one "
            "stays at sixteen, the others lose all of them; where an answer is negative, which "
            "no divergence is, a dot marks it."
        ),
    )


def digits_left(table: Columns, gap: float, appearance: Appearance) -> Figure:
    """Draw the columns ``gap``, ``formula``, ``digits`` and ``negative`` of ``table``."""
    lines = {"x": table["gap"], "y": table["digits"], "line": table["formula"]}
    names = []
    for name, (at, align, dy) in zip(NAMES, _PLACES, strict=True):
        own = select(lines, lines["line"] == name)
        near = int(np.argmin(np.abs(np.log(own["x"] / at))))
        names.append(word(own["x"][near], own["y"][near], name, name, align, dy))
    return plot(
        _digits(),
        appearance,
        lines=lines,
        points={**select(lines, table["negative"]), "size": 70},
        rules={"x": [gap], "line": "gap"},
        words=of_records(names),
    )
