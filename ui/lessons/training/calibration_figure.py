"""How often each model is right, against how sure it is."""

from collections.abc import Mapping

from infotheory.lessons.reliability import Reliability
from ui.figures.figure import Figure
from ui.figures.plot import Axis, Line, Plot, joined, plot, word
from ui.figures.tables import of_records
from ui.style.appearance import Appearance

_HONEST = "as sure as right"
_SMALLEST, _LARGEST = 70, 700  # square pixels

_PLOT = Plot(
    x=Axis("how sure the model is of its answer", (0, 1.02), ticks=(0, 0.5, 1), format=".0%"),
    y=Axis("share that is right", (0, 1.05), ticks=(0, 0.5, 1), format=".0%"),
    lines=(
        Line(_HONEST, "muted", dashed=True, width=2),
        Line("cross-entropy", "cross_entropy"),
        Line("squared error", "squared_error"),
    ),
    description=(
        "Points, in one colour for each loss: test samples of which that model is about equally "
        "sure, and the share that it gets right. A larger point holds more samples. On the dashed "
        "diagonal a model is right as often as it says."
    ),
    height=360,
)


def reliabilities(found: Mapping[str, Reliability], appearance: Appearance) -> Figure:
    """Draw the reliability of each model, by the name of its loss."""
    points = [
        {
            "x": x,
            "y": y,
            "line": loss,
            "size": _SMALLEST + (_LARGEST - _SMALLEST) * count / each.number.sum(),
        }
        for loss, each in found.items()
        for x, y, count in zip(*each, strict=True)
    ]
    return plot(
        _PLOT,
        appearance,
        lines=joined([(_HONEST, [0, 1], [0, 1])]),
        points=of_records(points) if points else None,
        words=of_records(
            [
                word(1, 0.22, "cross-entropy", "cross-entropy", "right"),
                word(1, 0.12, "squared error", "squared error", "right"),
                word(0.45, 0.4, _HONEST, _HONEST),
            ]
        ),
    )
