"""One number as people type it: `0.25`, `1/4`, `25%`, `1e-3`. Pure; no Streamlit."""

import math
import re

_DECIMAL = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_NUMBER = re.compile(rf"({_DECIMAL})(?:/({_DECIMAL})|(%))?")
_SHOWN = 24  # characters of a bad piece that a sentence repeats


class TextError(ValueError):
    """A typed text that cannot be used; its message says why, as a sentence in Markdown."""


def parse_number(piece: str) -> float:
    """Return the finite number that `piece` writes.

    Raises
    ------
    TextError
        With the predicate only ("divides by zero"), so that the caller names the subject.
    """
    match = _NUMBER.fullmatch(piece.replace("−", "-"))
    if match is None:
        raise TextError("is not a number; write it like 0.25, 1/4, 25% or 1e-3")
    value, below, percent = float(match[1]), match[2], match[3]
    if below is not None:
        if float(below) == 0:
            raise TextError("divides by zero; write a fraction like 1/4")
        value /= float(below)
    if not math.isfinite(value):
        raise TextError("is too large for a computer's number; write smaller numbers")
    return value / 100 if percent else value


def quote(piece: str) -> str:
    """Return `piece` as Markdown code, cut short: shown as it is, never rendered."""
    shown = "".join(c if c.isprintable() else "�" for c in piece.replace("`", "ˋ"))
    return f"`{shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + '…'}`"
