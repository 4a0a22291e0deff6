"""A number from a client: typed (`0.25`, `1/4`, `25%`, `1e-3`) or sent. Pure; no Streamlit."""

import math
import re
import unicodedata

LONGEST_NUMBER = 100  # characters
# The quantifiers are possessive (++, *+, ?+): a piece that does not match is given up after one
# pass, whereas backtracking over its digits would take time that grows with their fourth power.
_DECIMAL = r"[+-]?+(?:[0-9]++\.?+[0-9]*+|\.[0-9]++)(?:[eE][+-]?+[0-9]++)?+"
_NUMBER = re.compile(rf"({_DECIMAL})(?:/({_DECIMAL})|(%))?")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?")  # 13,983,816, not 0,125
_SHOWN = 24  # characters of a bad piece that a sentence repeats


class TextError(ValueError):
    """A typed text that cannot be used; its message says why, as a sentence in Markdown."""


def parse_number(piece: str) -> float:
    """Return the finite number that `piece` writes, in at most `LONGEST_NUMBER` characters.

    Raises
    ------
    TextError
        With the predicate only ("divides by zero"), so that the caller names the subject.
    """
    if len(piece) > LONGEST_NUMBER:
        raise TextError(
            f"is not a number of at most {LONGEST_NUMBER} characters; write it like 0.25 or 1/4"
        )
    match = _NUMBER.fullmatch(_spelt_out(piece).replace("−", "-"))
    if match is None:
        raise TextError("is not a number: write it like 0.25, 1/4, 25% or 1e-3")
    value, below, percent = float(match[1]), match[2], match[3]
    if below is not None:
        if float(below) == 0:
            raise TextError("divides by zero: write a fraction like 1/4")
        value /= float(below)
    if not math.isfinite(value):
        raise TextError("is too large for a computer: write a smaller number")
    return value / 100 if percent else value


def parse_lone_number(text: str) -> float:
    """Parse the number of a field that holds no other, where a comma separates no numbers.

    A comma there groups digits (`13,983,816`) or is a decimal comma (`0,5`).
    """
    return parse_number(text.replace(",", "" if _GROUPED.fullmatch(text) else "."))


def _spelt_out(piece: str) -> str:
    """Write a fraction that is one character, such as ½, as 1/2; leave all else as it is."""
    if len(piece) == 1 and unicodedata.decomposition(piece).startswith("<fraction>"):
        return unicodedata.normalize("NFKC", piece).replace("\N{FRACTION SLASH}", "/")
    return piece


def finite_number(value: object) -> float | None:
    """Return a number that a client sent as a float; None for what is no finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:  # a whole number has no bound
        return None
    return number if math.isfinite(number) else None


def quote(piece: str) -> str:
    """Return `piece` as Markdown code, cut short: shown as it is, never rendered."""
    cut = piece if len(piece) <= _SHOWN else piece[: _SHOWN - 1] + "…"
    return f"`{''.join(c if c.isprintable() else '�' for c in cut.replace('`', 'ˋ'))}`"
