"""The learning rate that each loss needs, against how wrong the start is."""

import numpy as np

from ui.figures.figure import Figure
from ui.figures.plot import Axis, Line, Plot, plot, word
from ui.figures.tables import Columns, of_records, select
from ui.lessons.training.race_settings import LOSSES
from ui.style.appearance import Appearance

_START = "B"
_COLOURS = dict(zip(LOSSES.values(), ("cross_entropy", "squared_error"), strict=True))

_PLOT = Plot(
    x=Axis("how wrong the start is: B", (0.5, 12.5), ticks=(2, 4, 6, 8, 10, 12)),
    y=Axis("learning rate η that is needed (log scale)", (0.02, 3000), log=True),
    lines=(*(Line(loss, colour) for loss, colour in _COLOURS.items()), Line(_START, "muted")),
    description=(
        "The least learning rate that gets each loss to 90 percent in time, on a log axis, against "
        "how wrong the start is: squared error's climbs in a straight line, which is exponential "
        "growth; cross-entropy's stays below one."
    ),
    height=360,
)


def rates_needed(table: Columns, start: float, appearance: Appearance) -> Figure:
    """Draw the needed rates (columns ``start``, ``loss``, ``rate``), those of a start marked."""
    here = select(table, np.asarray(table["start"]) == start)
    names = [
        word(12.4, 0.75, "cross-entropy", "cross-entropy", "right", -10),
        word(9.4, 300, "squared error", "squared error", "right"),
    ]
    return plot(
        _PLOT,
        appearance,
        lines={"x": table["start"], "y": table["rate"], "line": table["loss"]},
        rules={"x": [start], "line": _START},
        points={"x": here["start"], "y": here["rate"], "line": here["loss"], "size": 260},
        words=of_records(names),
    )
