"""Symbols of an alphabet, numbered from 0."""

import operator
from typing import Any


def symbol_index(symbol: Any, alphabet: int) -> int:
    """Return one of 0 … alphabet − 1, or raise."""
    try:
        index = operator.index(symbol)
    except TypeError:
        raise TypeError(
            f"symbol must be an integer, not {type(symbol).__name__}; number the symbols from 0"
        ) from None
    if not 0 <= index < alphabet:
        raise ValueError(
            f"symbol must be in 0 … {alphabet - 1}, but is {index}; number the symbols from 0"
        )
    return index
