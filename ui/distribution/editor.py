"""The editor of one distribution, or of several over the same outcomes.

The texts in the session state are the only truth. Presets and bars write them, in callbacks;
while a text is broken, the bars show the distributions that were last good.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from ui.distribution.bars import Series, show_bars, state
from ui.distribution.names import remember_names
from ui.distribution.text import format_distribution, normalise, parse_distribution
from ui.live import sent
from ui.presets import preset_pills
from ui.typed import TextError

Distribution = NDArray[np.float64]
Texts = tuple[str, ...]


def edit(
    keys: tuple[str, ...],
    *,
    colours: Sequence[str],
    symbols: Sequence[str],
    defaults: Texts,
    presets: Mapping[str, Texts],
    names: Mapping[str, Sequence[str]],
    height: int,
) -> tuple[Distribution, ...]:
    """Show presets, bars and texts for the distributions `keys`, and return them."""
    above = st.container()
    fields = st.columns(len(keys)) if len(keys) > 1 else [st.container()]
    # First the fields: a text that comes with the link is known from here on.
    texts = [
        field.text_input(
            f"{symbol} as numbers",
            default,
            key=key,
            bind="query-params",
            help="Probabilities, weights or counts; fractions and percentages as well.",
        )
        for field, key, symbol, default in zip(fields, keys, symbols, defaults, strict=True)
    ]
    read, faults = _read(texts, symbols)
    kept = f"{keys[0]}_good"
    if not faults:
        st.session_state[kept] = read
    elif kept not in st.session_state:
        st.session_state[kept] = tuple(map(parse_distribution, defaults))
    shown = tuple(values.copy() for values in st.session_state[kept])
    first, outcomes = keys[0], shown[0].size
    preset = next((name for name, texts in presets.items() if _says(texts, shown)), None)

    def pick(name: str) -> None:
        for key, text in zip(keys, presets[name], strict=True):
            st.session_state[key] = text

    def pull(s: int) -> None:
        try:
            pulled = normalise(sent(f"{first}_bars", state(s)))
        except (TextError, TypeError, ValueError):
            return  # nothing that the bars would send
        if pulled.size != outcomes:
            return  # pulled before the text had another number of outcomes
        if faults:  # the bars show what the texts do not say: now they do
            for key, values in zip(keys, shown, strict=True):
                st.session_state[key] = format_distribution(values)
        st.session_state[keys[s]] = format_distribution(pulled)

    with above:
        if presets:
            preset_pills(f"{first}_preset", presets, preset, on_pick=pick)
        show_bars(
            f"{first}_bars",
            [Series(*one) for one in zip(symbols, colours, shown, strict=True)],
            names=remember_names(first, outcomes, preset, names),
            height=height,
            on_pull=pull,
        )
    for place, fault in faults.items():
        with fields[place]:
            _show_fault(keys[place], fault)
    return shown


def _read(
    texts: Sequence[str], symbols: Sequence[str]
) -> tuple[tuple[Distribution, ...], dict[int, TextError]]:
    """Return what the texts say, and what is wrong with which of them."""
    read: dict[int, Distribution] = {}
    faults: dict[int, TextError] = {}
    for place, text in enumerate(texts):
        try:
            read[place] = parse_distribution(text)
        except TextError as fault:
            faults[place] = fault
    if not faults:
        for place, values in read.items():
            if values.size != read[0].size:
                faults[place] = LengthError(symbols[place], values.size, symbols[0], read[0].size)
    return tuple(read.values()), faults


class LengthError(TextError):
    """Two distributions that are not over the same outcomes."""

    def __init__(self, symbol: str, has: int, other: str, needs: int) -> None:
        super().__init__(
            f"{symbol} has {has} probabilities but {other} has {needs}: "
            f"give {symbol} {needs} numbers."
        )
        self.repair = f"Make {symbol} uniform over {needs} outcomes"
        self.repaired = ", ".join([f"1/{needs}"] * needs)


@lru_cache(maxsize=256)
def _parsed(preset: str) -> Distribution:
    return parse_distribution(preset)


def _says(texts: Texts, shown: Sequence[Distribution]) -> bool:
    return all(np.array_equal(_parsed(t), p) for t, p in zip(texts, shown, strict=True))


def _show_fault(key: str, fault: TextError) -> None:
    st.error(str(fault))
    if isinstance(fault, LengthError):
        st.button(
            fault.repair,
            key=f"{key}_repair",
            on_click=st.session_state.__setitem__,
            args=(key, fault.repaired),
        )
