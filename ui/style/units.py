"""The three units of information, and how numbers are written in them."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

_TINY = 1e-4  # below it a number is written with a power of ten

Measured = float | NDArray[np.float64]
"""What a measure returns; here always one number."""


@dataclass(frozen=True)
class Unit:
    """A unit of information: ``name`` as it is shown, ``base`` of its logarithm."""

    name: str
    base: float

    @property
    def log(self) -> str:
        """The logarithm as a formula writes it."""
        return {"bits": r"\log_2", "nats": r"\ln", "bans": r"\log_{10}"}[self.name]

    @property
    def code(self) -> str:
        """The base of the logarithm as Python writes it."""
        return {"bits": "2", "nats": "math.e", "bans": "10"}[self.name]

    def of_bits(self, bits: float) -> float:
        """Convert a number of bits to this unit."""
        return bits * math.log(2) / math.log(self.base)

    def of_nats(self, nats: float) -> float:
        """Convert a number of nats to this unit."""
        return nats / math.log(self.base)

    def show(self, amount: Measured) -> str:
        """Write an amount that is already in this unit, with its name."""
        return f"{number(amount)} {self.name}"


UNITS = {unit.name: unit for unit in (Unit("bits", 2), Unit("nats", math.e), Unit("bans", 10))}


def significant(x: float, digits: int = 3) -> str:
    """Write a number to 1 to 4 significant digits: 4,160, 0.0123; 1.2 × 10⁻⁷ if tiny."""
    rounded = float(f"{x:.{digits}g}")
    if rounded == 0 or not math.isfinite(rounded):
        return number(rounded, 0)
    if abs(rounded) < _TINY:
        return number(rounded, digits)
    decimals = digits - 1 - math.floor(math.log10(abs(rounded)))
    text = number(rounded, max(decimals, 0))
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(x: Measured, decimals: int = 3) -> str:
    """Write a number for people: ∞ for infinity, a true minus, more digits where it is tiny."""
    x = float(x)
    if math.isinf(x):
        return "∞" if x > 0 else "−∞"
    small = x != 0 and abs(x) < 10**-decimals
    text = f"{x:.{decimals}g}" if small else f"{x:,.{decimals}f}"
    digits, _, power = text.partition("e")
    if power:
        text = f"{digits} × 10{str(int(power)).translate(_RAISED)}"
    return text.replace("-", "−")
