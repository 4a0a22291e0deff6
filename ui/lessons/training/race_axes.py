"""The axes of the race's figures: their ends and their ticks, with the texts under them."""

import math
from collections.abc import Iterable
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from ui.style.units import number

_STEPS = (1, 2, 5)


class Axis(TypedDict):
    """An axis as it is drawn: title, both ends, whether logarithmic, ticks with their texts."""

    title: str
    ends: tuple[float, float]
    log: bool
    ticks: list[tuple[float, str]]


def axis(
    title: str, ends: tuple[float, float], ticks: Iterable[float], *, log: bool = False
) -> Axis:
    """Return an axis with these ticks."""
    return Axis(title=title, ends=ends, log=log, ticks=[(each, _text(each)) for each in ticks])


def linear(title: str, low: float, high: float, most: int = 5) -> Axis:
    """Return an axis with at most so many intervals, whose ends are ticks or the numbers given."""
    way = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(way / most))
    step = next(m * power for m in (*_STEPS, 10) if m * power * most >= way * (1 - 1e-9))
    ticks = np.arange(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1) * step
    return axis(title, (low, high), ticks.tolist())


def up_from_zero(title: str, values: NDArray[np.float64]) -> Axis:
    """Return an axis from 0 to the tick at or above the largest value."""
    high = float(values.max(initial=0.0)) or 1.0
    step = linear(title, 0.0, high)["ticks"][1][0]
    return linear(title, 0.0, step * math.ceil(high / step - 1e-9))


def logarithmic(title: str, values: NDArray[np.float64], most: int = 6) -> Axis:
    """Return an axis around positive values, from one tick to another."""
    low, high = (values.min(), values.max()) if len(values) else (0.1, 1.0)
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    fine = [m * 10.0**power for power in powers for m in _STEPS]
    start = max((t for t in fine if t <= low * (1 + 1e-9)), default=fine[0])
    end = min((t for t in fine if t >= high * (1 - 1e-9) and t > start), default=10 * fine[-1])
    ticks = [t for t in [*fine, 10 * fine[-1]] if start <= t <= end]
    if len(ticks) > most:
        tens = [10.0**p for p in powers if start <= 10.0**p <= end]
        ticks = tens[:: math.ceil(len(tens) / most)]
    return axis(title, (start, end), ticks, log=True)


def _text(tick: float) -> str:
    if tick and abs(tick) < 1e-3:
        return number(float(f"{tick:.1g}"), 0).removeprefix("1 × ")
    return f"{tick:,.10g}".replace("-", "−")
