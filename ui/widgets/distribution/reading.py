"""From the texts of an editor to distributions over the same outcomes. Pure; no Streamlit."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ui.widgets.distribution.text import parse_distribution
from ui.widgets.number_text import TextError

Distribution = NDArray[np.float64]


class Source(NamedTuple):
    """A distribution, and what its outcomes are called."""

    p: Distribution
    names: tuple[str, ...]


class Pair(NamedTuple):
    """What is true, ``p``, and what is believed, ``q``, over the same outcomes."""

    p: Distribution
    q: Distribution
    names: tuple[str, ...]


class LengthError(TextError):
    """Two distributions that are not over the same outcomes; it knows a repair."""

    def __init__(self, symbol: str, has: int, other: str, needs: int) -> None:
        super().__init__(
            f"{symbol} has {has} probabilities but {other} has {needs}: "
            f"give {symbol} {needs} numbers."
        )
        self.repair = f"Make {symbol} uniform over {needs} outcomes"
        self.repaired = ", ".join([f"1/{needs}"] * needs)


def read_texts(
    texts: Sequence[str], symbols: Sequence[str]
) -> tuple[tuple[Distribution, ...], dict[int, TextError]]:
    """Return what the texts say; or nothing, and what is wrong with which of them."""
    read: list[Distribution] = []
    faults: dict[int, TextError] = {}
    for place, text in enumerate(texts):
        try:
            read.append(parse_distribution(text))
        except TextError as fault:
            faults[place] = fault if len(texts) == 1 else TextError(f"{symbols[place]}: {fault}")
    if faults:
        return (), faults
    n = read[0].size
    for place, (symbol, values) in enumerate(zip(symbols, read, strict=True)):
        if values.size != n:
            faults[place] = LengthError(symbol, values.size, symbols[0], n)
    return () if faults else tuple(read), faults
