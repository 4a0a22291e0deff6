"""A distribution as one line of text, read and written. Pure; no Streamlit."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ui.widgets.number_text import TextError, finite_number, parse_number, quote

FEWEST, MOST = 2, 64
LONGEST = 20_000  # characters

_SEPARATORS = str.maketrans(",;", "  ")
_BRACKETS = "[](){} \t\r\n"  # a list pasted from code


def parse_distribution(text: str) -> NDArray[np.float64]:
    """Read numbers separated by commas, semicolons or white space, and normalise them.

    Raises
    ------
    TextError
        With a sentence that names what is wrong, where, and what to do.
    """
    if len(text) > LONGEST:
        raise TextError(
            f"This text has {len(text):,} characters, but at most {LONGEST:,} can be read: "
            f"write {FEWEST} to {MOST} numbers."
        )
    pieces = _pieces(text.strip(_BRACKETS))
    if not pieces:
        raise TextError(
            f"This field is empty: write {FEWEST} to {MOST} numbers, such as 1/2, 1/4, 1/4."
        )
    if len(pieces) > MOST:
        raise TextError(
            f"There are {len(pieces):,} numbers here, but at most {MOST} fit: remove some."
        )
    weights = [_weight(place, piece) for place, piece in enumerate(pieces, start=1)]
    if len(weights) < FEWEST:
        raise TextError(
            "A distribution needs at least two outcomes: write a second number, such as 1/2, 1/2."
        )
    return normalise(weights)


def from_client(values: object) -> NDArray[np.float64]:
    """Return the weights that a client sent, normalised.

    Raises
    ------
    TextError
        When they are no list of finite numbers, or `normalise` refuses them.
    """
    if not isinstance(values, list) or len(values) > MOST:
        raise TextError(f"A distribution has {FEWEST} to {MOST} outcomes.")
    weights = [finite_number(value) for value in values]
    if None in weights:
        raise TextError("Each number must be finite and 0 or more.")
    return normalise([w for w in weights if w is not None])


def normalise(weights: Sequence[float]) -> NDArray[np.float64]:
    """Return `weights` divided by their sum, however large they are.

    Raises
    ------
    TextError
        When there are too few or too many, or they are not finite, negative or all zero.
    """
    w = np.asarray(weights, dtype=np.float64)
    if w.ndim != 1 or not FEWEST <= w.size <= MOST:
        raise TextError(f"A distribution has {FEWEST} to {MOST} outcomes.")
    if not np.all(np.isfinite(w)) or np.any(w < 0):
        raise TextError("Each number must be finite and 0 or more.")
    largest = w.max()
    if largest == 0:
        raise TextError("All numbers are 0: give at least one outcome more than 0.")
    with np.errstate(under="ignore"):
        p: NDArray[np.float64] = w / largest  # first, so that the sum cannot overflow
        p /= p.sum()
    lost = np.flatnonzero((p == 0) & (w > 0))
    if lost.size:
        raise TextError(
            f"Number {lost[0] + 1} is too small to be told apart from 0, beside the largest: "
            "write 0 or a larger number."
        )
    p[p == 0] = 0  # without -0
    return p


def format_distribution(p: Sequence[float] | NDArray[np.float64]) -> str:
    """Write `p` as a short line: four decimals, more where p is small, never 0 for p > 0."""
    return ", ".join(_short(float(x)) for x in p)


def _pieces(line: str) -> list[str]:
    """Split at separators; "1 / 3" and "25 %" are one number each."""
    spaced = " ".join(line.split())  # each white space is now one blank
    joined = spaced.replace(" /", "/").replace("/ ", "/").replace(" %", "%")
    return joined.translate(_SEPARATORS).split()


def _weight(place: int, piece: str) -> float:
    try:
        value = parse_number(piece)
    except TextError as why:
        raise TextError(f"Number {place}, {quote(piece)}, {why}.") from None
    if value < 0:
        raise TextError(
            f"Number {place}, {quote(piece)}, is negative: a probability or a weight is 0 or more."
        )
    return value


def _short(x: float) -> str:
    if x == 0:
        return "0"
    if x < 1e-5:
        return f"{x:.2e}".replace("e-0", "e-").replace(".00e", "e")
    decimals = max(4, 2 - math.floor(math.log10(x)))
    return f"{x:.{decimals}f}".rstrip("0").rstrip(".")
