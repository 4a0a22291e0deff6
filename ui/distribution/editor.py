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
    for key, default in zip(keys, defaults, strict=True):
        st.session_state.setdefault(key, default)
    shown, faults = _last_good(keys, symbols, defaults)
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

    if presets:
        preset_pills(f"{first}_preset", presets, preset, on_pick=pick)
    show_bars(
        f"{first}_bars",
        [Series(*one) for one in zip(symbols, colours, shown, strict=True)],
        names=remember_names(first, outcomes, preset, names),
        height=height,
        on_pull=pull,
    )
    columns = st.columns(len(keys)) if len(keys) > 1 else [st.container()]
    for column, key, symbol in zip(columns, keys, symbols, strict=True):
        with column:
            _show_text(key, symbol, faults.get(key))
    return shown


def _last_good(
    keys: Sequence[str], symbols: Sequence[str], defaults: Texts
) -> tuple[tuple[Distribution, ...], dict[str, TextError]]:
    """Return what the texts say and no faults; or what they last said, and the fault by key."""
    read: list[Distribution] = []
    faults: dict[str, TextError] = {}
    for key in keys:
        try:
            read.append(parse_distribution(st.session_state[key]))
        except TextError as why:
            faults[key] = why
    if not faults:
        for key, symbol, values in zip(keys, symbols, read, strict=True):
            if values.size != read[0].size:
                faults[key] = LengthError(symbol, values.size, symbols[0], read[0].size)
    kept = f"{keys[0]}_good"
    if not faults:
        st.session_state[kept] = tuple(read)
    elif kept not in st.session_state:
        st.session_state[kept] = tuple(parse_distribution(text) for text in defaults)
    return tuple(values.copy() for values in st.session_state[kept]), faults


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


def _show_text(key: str, symbol: str, fault: TextError | None) -> None:
    st.text_input(
        f"{symbol} as numbers",
        key=key,
        bind="query-params",
        help="Probabilities, weights or counts; fractions such as 1/3 and percentages as well.",
    )
    if fault is None:
        return
    st.error(str(fault))
    if isinstance(fault, LengthError):
        st.button(
            fault.repair,
            key=f"{key}_repair",
            on_click=st.session_state.__setitem__,
            args=(key, fault.repaired),
        )
