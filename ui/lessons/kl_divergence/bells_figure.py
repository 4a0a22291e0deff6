"""Densities: two normals, and one normal fitted to two bumps by either divergence."""

import numpy as np

from infotheory.lessons.gaussian_fits import Bell, two_bumps
from ui.figures.figure import Figure
from ui.figures.plot import Axis, Line, Plot, joined, plot, top_of_axis, word
from ui.figures.tables import of_records
from ui.serving.cache import cached
from ui.style.appearance import Appearance

ENDS = (-8.0, 8.0)
_X = np.linspace(*ENDS, 321)
_TOP = 1.0


@cached(64)
def _bells() -> Plot:
    return Plot(
        x=Axis("x", ENDS, ticks=(-8, -4, 0, 4, 8)),
        y=Axis("density"),
        lines=(Line("p", "truth", filled=True), Line("q", "model", filled=True)),
        description="The densities of two normal distributions, the truth p and the model q.",
    )


def two_bells(p: tuple[float, float], q: tuple[float, float], appearance: Appearance) -> Figure:
    """Draw two normal densities, each by its mean and standard deviation."""
    curves = {"p": _density(*p), "q": _density(*q)}
    return plot(
        _bells(),
        appearance,
        lines=joined((name, _X, y) for name, y in curves.items()),
        words=of_records(
            [
                word(mean, _density(mean, std, np.array([mean]))[0], name, name, "center", -14)
                for name, (mean, std) in {"p": p, "q": q}.items()
            ]
        ),
        y_domain=(0.0, 1.15 * top_of_axis(max(y.max() for y in curves.values()))),
    )


@cached(64)
def _bumps() -> Plot:
    return Plot(
        x=Axis("x", (-6, 6), ticks=(-6, -4, -2, 0, 2, 4, 6)),
        y=Axis("density", (0, _TOP)),
        lines=(
            Line("p", "truth", filled=True, width=3),
            Line("forward", "model"),
            Line("reverse", "excess", dashed=True),
        ),
        description=(
            "The density of two bumps, with the normal density of least D(p‖q), which spreads "
            "over both, and that of least D(q‖p), which sits on one of them if they are narrow."
        ),
    )


def fits(apart: float, std: float, forward: Bell, reverse: Bell, appearance: Appearance) -> Figure:
    """Draw the two bumps and both fits."""
    curves = {
        "p": two_bumps(_X, apart, std),
        "forward": _density(forward.mean, forward.std),
        "reverse": _density(reverse.mean, reverse.std),
    }
    peak = np.array([reverse.mean])
    return plot(
        _bumps(),
        appearance,
        lines=joined((name, _X, y) for name, y in curves.items()),
        words=of_records(
            [
                word(-apart, two_bumps(-apart, apart, std).max(), "p", "p", "center", -14),
                word(
                    0.0,
                    _density(0, forward.std, np.array([0.0]))[0],
                    "forward",
                    "least D(p‖q)",
                    "center",
                    26,
                ),
                word(
                    reverse.mean,
                    _density(reverse.mean, reverse.std, peak)[0],
                    "reverse",
                    "least D(q‖p)",
                    "center",
                    -16,
                ),
            ]
        ),
    )


def _density(mean: float, std: float, x: np.ndarray = _X) -> np.ndarray:
    return np.exp(-(((x - mean) / std) ** 2) / 2) / (std * np.sqrt(2 * np.pi))
