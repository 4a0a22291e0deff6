"""Figures of the lesson on cross-entropy, besides the skyline."""

import numpy as np

import infotheory as it
from infotheory.lessons.sequences import running_cost
from infotheory.lessons.smoothing import mix_uniform
from ui.figures.figure import Figure
from ui.figures.plot import Axis, Curve, Line, Plot, joined, plot, top_of_axis, word
from ui.figures.tables import of_records
from ui.link import CE_N
from ui.serving.cache import cached
from ui.style.appearance import Appearance

MOST_DRAWS = CE_N.high
LINE_ENDS = (0.0, 10.0)
_GRID = np.linspace(0.005, 0.995, 199)
_MIXED = np.geomspace(1e-12, 1, 97)
_SURE = 0.08


@cached(64)
def _slopes(unit: str) -> Plot:
    return Plot(
        x=Axis("draws", (0, MOST_DRAWS)),
        y=Axis(f"paid so far ({unit})"),
        lines=(
            Line("H(p)", "entropy", dashed=True, width=2),
            Line("H(p, q)", "excess", dashed=True, width=2),
            Line("own", "truth", width=3),
            Line("model", "model", width=3),
        ),
        description=(
            "The cost of the draws so far, under the source's own code and under the model's; "
            "each climbs along a straight line, of slope H(p) and H(p, q)."
        ),
    )


def two_slopes(draws: np.ndarray, p: np.ndarray, q: np.ndarray, appearance: Appearance) -> Figure:
    """Draw the running cost of ``draws`` from ``p``, under its own code and under that of ``q``."""
    unit = appearance.unit
    steps = np.arange(draws.size + 1)
    slopes = {
        "own": float(it.entropy(p, base=unit.base)),
        "model": float(it.cross_entropy(p, q, base=unit.base)),
    }
    finite = [slope for slope in slopes.values() if np.isfinite(slope)]
    top = top_of_axis(max(1.15 * MOST_DRAWS * max(finite), 1.0))
    lines: list[Curve] = []
    words = []
    for line, code in (("own", p), ("model", q)):
        paid = np.concatenate([[0.0], running_cost(draws, code, base=unit.base)])
        known = np.isfinite(paid)
        lines.append((line, steps[known], paid[known]))
        law = "H(p)" if line == "own" else "H(p, q)"
        if np.isfinite(slopes[line]):
            lines.append((law, (0, MOST_DRAWS), (0.0, MOST_DRAWS * slopes[line])))
        last = int(steps[known][-1])
        name = "p's own code" if line == "own" else "q's code"
        said = name if known.all() else f"{name}: ∞ from here"
        align = "right" if last > 0.45 * MOST_DRAWS else "left"
        dy = 22 if line == "own" else -14
        words.append(word(last, paid[known][-1], line, said, align, dy))
    return plot(
        _slopes(unit.name),
        appearance,
        lines=joined(lines),
        words=of_records(words),
        y_domain=(0.0, top),
    )


@cached(64)
def _line() -> Plot:
    return Plot(
        x=Axis("x", LINE_ENDS, ticks=(0, 2, 4, 6, 8, 10)),
        y=Axis("y", (-2, 12), ticks=(0, 4, 8, 12)),
        lines=(
            Line("points", "truth"),
            Line("line", "model"),
            Line("above", "model", dashed=True, width=2),
            Line("below", "model", dashed=True, width=2),
            *(Line(f"miss{i}", "excess", width=3) for i in range(12)),
        ),
        description=(
            "A dozen points, and a line that predicts them, with a band of one standard "
            "deviation; upright strokes are the errors that are squared."
        ),
    )


def fitted_line(
    x: np.ndarray, y: np.ndarray, at: tuple[float, float], std: float, appearance: Appearance
) -> Figure:
    """Draw points and the line ``at`` = (intercept, slope), with a band of ``std`` on each side."""
    ends = np.array(LINE_ENDS)
    middle = at[0] + at[1] * ends
    predicted = at[0] + at[1] * x
    lines: list[Curve] = [
        (name, ends, middle + shift)
        for name, shift in (("line", 0.0), ("above", std), ("below", -std))
    ]
    lines += [
        (f"miss{i}", (a, a), (b, c))
        for i, (a, b, c) in enumerate(zip(x, y, predicted, strict=True))
    ]
    return plot(
        _line(),
        appearance,
        lines=joined(lines),
        points={"x": x, "y": y, "line": "points", "size": 150},
    )


@cached(64)
def _least(unit: str, top: float) -> Plot:
    return Plot(
        x=Axis("model q, of the first of two", (0, 1), ticks=(0, 0.25, 0.5, 0.75, 1)),
        y=Axis(f"cost ({unit})", (0, top)),
        lines=(
            Line("H(p)", "entropy", dashed=True, width=2),
            Line("H(p, q)", "model"),
            Line("D(p‖q)", "excess"),
            Line("p", "truth"),
        ),
        description=(
            "Cross-entropy and divergence over the model q: two curves of the same shape, a "
            "constant H(p) apart, both lowest where q equals p."
        ),
    )


def least_at_p(p: float, appearance: Appearance) -> Figure:
    """Draw H(p, q) and D(p‖q) over all models q of two outcomes; both are least at q = p."""
    unit = appearance.unit
    models = np.stack([_GRID, 1 - _GRID], axis=-1)
    truth = np.array([p, 1 - p])
    cross = np.asarray(it.cross_entropy(truth, models, base=unit.base))
    gap = np.asarray(it.kl_divergence(truth, models, base=unit.base))
    h = float(it.entropy(truth, base=unit.base))
    top = unit.of_bits(4)
    side = 0.9 if p < 0.5 else 0.1
    align = "right" if p < 0.5 else "left"
    near = int(np.argmin(np.abs(_GRID - side)))
    is_low = min(p, 1 - p) < _SURE  # below its line there is no space for H(p)
    return plot(
        _least(unit.name, top),
        appearance,
        lines=joined([("H(p, q)", _GRID, cross), ("D(p‖q)", _GRID, gap), ("H(p)", (0, 1), (h, h))]),
        points={"x": [p, p], "y": [h, 0.0], "line": "p", "size": 220},
        rules={"x": [p], "line": "p"},
        words=of_records(
            [
                word(side, min(cross[near], 0.9 * top), "H(p, q)", "H(p, q)", align, -14),
                word(side, min(gap[near], 0.7 * top), "D(p‖q)", "D(p‖q)", align, 20),
                word(p, 0.95 * top, "p", "q = p", "left" if p < 0.5 else "right"),
                word(0.62 if p < 0.5 else 0.38, h, "H(p)", "H(p)", "center", -14 if is_low else 16),
            ]
        ),
    )


@cached(64)
def _repaired(unit: str, top: float) -> Plot:
    return Plot(
        x=Axis("ε, the uniform part mixed in", (1e-12, 1), log=True),
        y=Axis(f"cost ({unit})", (0, top)),
        lines=(
            Line("H(p)", "entropy", dashed=True, width=2),
            Line("H(p, q)", "model"),
            Line("ε", "excess"),
        ),
        description=(
            "The cross-entropy after mixing a uniform part ε into the model: a line that climbs "
            "without end as ε shrinks, so that ε alone decides the answer."
        ),
    )


def repaired_cost(p: np.ndarray, q: np.ndarray, epsilon: float, appearance: Appearance) -> Figure:
    """Draw the cost of the model (1 − ε) q + ε/K against ε."""
    unit = appearance.unit
    mixed = np.stack([mix_uniform(q, part) for part in _MIXED])
    cost = np.asarray(it.cross_entropy(p, mixed, base=unit.base))
    here = float(it.cross_entropy(p, mix_uniform(q, epsilon), base=unit.base))
    h = float(it.entropy(p, base=unit.base))
    right = epsilon > 1e-5
    return plot(
        _repaired(unit.name, unit.of_bits(6)),
        appearance,
        lines=joined([("H(p, q)", _MIXED, cost), ("H(p)", (1e-12, 1.0), (h, h))]),
        points={"x": [epsilon], "y": [here], "line": "ε", "size": 260},
        words=of_records(
            [
                word(epsilon, here, "ε", unit.show(here), "right" if right else "left", -18),
                word(1e-12, h, "H(p)", "H(p)", "left", 16),
            ]
        ),
    )
