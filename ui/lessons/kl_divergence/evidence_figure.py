"""The detective's figure: evidence flip by flip, along n·D."""

import numpy as np

from ui.figures.figure import Figure
from ui.figures.plot import Axis, Curve, Line, Plot, joined, plot, word
from ui.figures.tables import of_records
from ui.link import KL_N
from ui.serving.cache import cached
from ui.style.appearance import Appearance

MOST_FLIPS = round(KL_N.high)
OTHERS = 12


@cached(64)
def _evidence(unit: str, low: float, high: float) -> Plot:
    return Plot(
        x=Axis("flips", (0, MOST_FLIPS)),
        y=Axis(f"evidence ({unit})", (low, high)),
        lines=(
            *(Line(f"other {i}", "grid", width=2) for i in range(OTHERS)),
            Line("0", "muted", width=1),
            Line("n · D", "excess", dashed=True, width=3),
            Line("seen", "truth"),
        ),
        description=(
            "The evidence for the true coin, flip by flip: it wanders along a straight line of "
            "slope D; in the background, how it went in other sequences of flips."
        ),
    )


def evidence_walk(
    walk: np.ndarray, others: np.ndarray, slope: float, appearance: Appearance
) -> Figure:
    """Draw the evidence of ``walk`` and of each row of ``others``, beside ``slope`` · n."""
    unit = appearance.unit
    low, high = unit.of_bits(-8), unit.of_bits(32)
    walks = [*((f"other {i}", one) for i, one in enumerate(others)), ("seen", walk)]
    ends = (0, MOST_FLIPS)
    lines: list[Curve] = [
        (name, np.arange(one.size + 1), np.append(0.0, one)) for name, one in walks
    ]
    lines += [("n · D", ends, (0.0, MOST_FLIPS * slope)), ("0", ends, (0.0, 0.0))]
    return plot(
        _evidence(unit.name, low, high),
        appearance,
        lines=joined(lines),
        points={"x": [walk.size], "y": [walk[-1]], "line": "seen", "size": 220},
        words=of_records(
            [
                word(MOST_FLIPS, MOST_FLIPS * slope, "n · D", "n · D", "right", 24),
                word(
                    walk.size,
                    walk[-1],
                    "seen",
                    unit.show(walk[-1]),
                    "right" if walk.size > MOST_FLIPS / 2 else "left",
                    -20,
                ),
            ]
        ),
    )
