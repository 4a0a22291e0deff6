"""The bytes that the labels take: over the steps of a race, and label by label."""

import numpy as np
from numpy.typing import NDArray

from ui.figures.figure import Figure
from ui.figures.plot import Axis, Curve, Line, Plot, joined, plot, top_of_axis, word
from ui.figures.tables import of_records
from ui.serving.cache import cached
from ui.style.appearance import Appearance

_NO_MODEL, _SWITCHED = "no model", "switched"
_LOSSES = (Line("cross-entropy", "cross_entropy"), Line("squared error", "squared_error"))
_LOW, _HIGH = 5.0, 5000.0  # bytes


@cached(64)
def _over_steps(steps: int) -> Plot:
    return Plot(
        x=Axis("step", (0, steps)),
        y=Axis("bytes of the labels", (_LOW, _HIGH), log=True, ticks=(10, 100, 1000)),
        lines=(
            *_LOSSES,
            Line(_SWITCHED, "right", dashed=True),
            Line(_NO_MODEL, "muted", dashed=True, width=2),
        ),
        description=(
            "The bytes that the labels take under each model, over the steps of its training, "
            "beside the bytes that they take without a model."
        ),
    )


def label_curves(
    curves: dict[str, Curve], without: float, step: int, steps: int, appearance: Appearance
) -> Figure:
    """Draw the curves by the name of their loss, with a point on each at the step."""
    points, words = [], []
    for name, (_, x, y) in curves.items():
        xs, ys = np.asarray(x), np.asarray(y)
        if xs[0] <= step:
            at = float(ys[np.searchsorted(xs, step, side="right") - 1])
            points.append({"x": step, "y": at, "line": name, "size": 220})
    for name, dy in (("cross-entropy", 20), ("squared error", -16)):
        end = float(np.asarray(curves[name][2])[-1])
        words.append(word(steps, end, name, name, "right", dy))
    words.append(
        word(steps, without, _NO_MODEL, f"no model: {without:,.0f} bytes", "right", dy=-12)
    )
    lines = [*curves.values(), (_NO_MODEL, [0, steps], [without, without])]
    return plot(
        _over_steps(steps),
        appearance,
        lines=joined(lines),
        points=of_records(points),
        words=of_records(words),
    )


@cached(64)
def _per_label(labels: int) -> Plot:
    return Plot(
        x=Axis("labels sent", (0, labels)),
        y=Axis("bits per label"),
        lines=tuple(Line(each.name, each.meaning, filled=True, width=3) for each in _LOSSES),
        description=(
            "What each label costs when it is sent, over the labels sent before: the area below "
            "each curve is the size of its file."
        ),
    )


def online_curves(
    bits: dict[str, NDArray[np.float64]], batch: int, appearance: Appearance
) -> Figure:
    """Draw the bits of each label by the name of the loss, averaged within a batch."""
    lines: list[Curve] = []
    highest, labels = 0.0, 0
    for name, each in bits.items():
        labels = each.size
        starts = np.arange(0, labels, batch)
        means = np.add.reduceat(each, starts) / np.diff([*starts, labels])
        # A step for each batch, so that the area is the sum.
        edges = np.repeat([*starts, labels], 2)[1:-1] + np.tile([0, -1e-6], starts.size)
        lines.append((name, edges, np.repeat(means, 2)))
        highest = max(highest, float(means.max()))
    words = [
        word(labels, highest * share, name, name, "right")
        for name, share in zip(bits, (0.6, 0.8), strict=True)
    ]
    return plot(
        _per_label(labels),
        appearance,
        lines=joined(lines),
        words=of_records(words),
        y_domain=(0.0, top_of_axis(highest)),
    )
