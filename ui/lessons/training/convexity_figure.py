"""Both losses over the lead of a wrong answer, of two classes, with their tangents."""

import math

import numpy as np

from infotheory.lessons.confident_error import charge
from ui.figures.figure import Figure
from ui.figures.plot import Axis, Line, Plot, joined, plot, word
from ui.figures.tables import of_records
from ui.lessons.training.race_settings import CROSS_ENTROPY, SQUARED_ERROR
from ui.style.appearance import Appearance

END = 6.0
TURN = math.log(2)
"""The lead at which squared error turns concave: there the true class has a third."""

_RAMP, _BOWL, _DOME = "cross-entropy", "squared error", "squared error, concave"
_THIRD = "ŷ = 1/3"
_TANGENTS = ("its tangent", "the other's tangent")
_HALF = 1.6  # of a tangent, in nats of lead

_PLOT = Plot(
    x=Axis("lead of the wrong answer (nats)", (-END, END), ticks=(-6, -4, -2, 0, 2, 4, 6)),
    y=Axis("loss (cross-entropy in nats)", (-0.4, END + 0.5), ticks=(0, 2, 4, 6)),
    lines=(
        Line(_RAMP, "cross_entropy"),
        Line(_BOWL, "squared_error"),
        Line(_DOME, "squared_error", dashed=True),
        Line(_THIRD, "muted"),
        *(Line(each, "ink", width=2) for each in _TANGENTS),
    ),
    description=(
        "Both losses against the lead of the wrong one of two answers. Cross-entropy bends upward "
        "everywhere; squared error, dashed where it bends downward, flattens to the right. Each "
        "has its tangent at the chosen lead."
    ),
    height=360,
)


def both_bends(lead: float, appearance: Appearance) -> Figure:
    """Draw both losses with their tangents at ``lead``."""
    leads = np.linspace(-END, END, 121)
    right, wrong = leads[leads <= TURN], leads[leads >= TURN]
    right, wrong = np.append(right, TURN), np.insert(wrong, 0, TURN)
    ends = np.array([max(lead - _HALF, -END), min(lead + _HALF, END)])
    at = [charge(loss, lead, 2) for loss in (CROSS_ENTROPY, SQUARED_ERROR)]
    curves = [
        (_RAMP, leads, charge(CROSS_ENTROPY, leads, 2).loss),
        (_BOWL, right, charge(SQUARED_ERROR, right, 2).loss),
        (_DOME, wrong, charge(SQUARED_ERROR, wrong, 2).loss),
    ]
    curves += [
        (name, ends, each.loss + each.slope * (ends - lead))
        for name, each in zip(_TANGENTS, at, strict=True)
    ]
    return plot(
        _PLOT,
        appearance,
        lines=joined(curves),
        rules={"x": [TURN], "line": _THIRD},
        points={
            "x": [lead, lead],
            "y": [float(each.loss) for each in at],
            "line": [_RAMP, _BOWL],
            "size": 260,
        },
        words=of_records(
            [
                word(3.4, 3.4, _RAMP, _RAMP, "right", -14),
                word(END, 2.0, _DOME, "squared error: concave", "right", 30),
                word(TURN, 5.9, _THIRD, _THIRD, "right"),
            ]
        ),
    )
