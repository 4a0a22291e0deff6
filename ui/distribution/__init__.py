"""The distribution editor: bars that are dragged, over the one line of text that holds them."""

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from ui.distribution.bars import Series, show_bars, state
from ui.distribution.names import outcome_names, remember_names
from ui.distribution.text import format_distribution, normalise, parse_distribution
from ui.live import sent
from ui.presets import preset_pills
from ui.typed import TextError

__all__ = ["edit_distribution", "edit_pair", "outcome_names"]

Distribution = NDArray[np.float64]
HEIGHT = 190


def edit_distribution(
    key: str,
    *,
    colour: str,
    symbol: str = "p",
    default: str = "1/2, 1/4, 1/8, 1/8",
    presets: Mapping[str, str] | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
    height: int = HEIGHT,
) -> Distribution:
    """Show the editor of one distribution and return it, normalised.

    Parameters
    ----------
    key
        The key of the text in the session state and in the link.
    colour, symbol
        How the distribution is called on screen.
    default
        The text at first.
    presets
        Texts to pick, by name.
    names
        Names of the outcomes, by preset; the others are A, B, C …
    height
        Of the bars, in pixels.
    """
    presets = presets or {}
    st.session_state.setdefault(key, default)
    p, why = _last_good(key, default)
    current = next((name for name, text in presets.items() if _same(text, p)), None)
    outcomes = remember_names(key, p.size, current, names or {})

    def pick(name: str) -> None:
        st.session_state[key] = presets[name]

    def pull(_: int) -> None:
        _write_pulled(key, f"{key}_bars", 0)

    if presets:
        preset_pills(f"{key}_preset", presets, current, on_pick=pick)
    show_bars(
        f"{key}_bars", [Series(symbol, colour, p)], names=outcomes, height=height, on_pull=pull
    )
    _text_field(key, symbol)
    if why:
        st.error(why)
    return p


def edit_pair(
    key_p: str,
    key_q: str,
    *,
    colours: tuple[str, str],
    symbols: tuple[str, str] = ("p", "q"),
    defaults: tuple[str, str] = ("1/2, 1/4, 1/8, 1/8", "1/8, 1/2, 1/4, 1/8"),
    presets: Mapping[str, tuple[str, str]] | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
    height: int = HEIGHT,
) -> tuple[Distribution, Distribution]:
    """Show the editor of two distributions over the same outcomes and return both.

    The parameters are those of `edit_distribution`, two of each.
    """
    raise NotImplementedError


def _last_good(key: str, default: str) -> tuple[Distribution, str | None]:
    """Return what the text says; if it says nothing good, what it last said, and why."""
    kept = f"{key}_good"
    try:
        st.session_state[kept] = parse_distribution(st.session_state[key])
    except TextError as why:
        if kept not in st.session_state:
            st.session_state[kept] = parse_distribution(default)
        return st.session_state[kept].copy(), str(why)
    return st.session_state[kept].copy(), None


def _same(text: str, p: Distribution) -> bool:
    return np.array_equal(parse_distribution(text), p)


def _write_pulled(key: str, bars_key: str, s: int) -> None:
    """Write what the bars sent into the text; what no bars would send is dropped."""
    values = sent(bars_key, state(s))
    try:
        st.session_state[key] = format_distribution(normalise(values))
    except (TextError, TypeError, ValueError):
        return


def _text_field(key: str, symbol: str) -> None:
    st.text_input(
        f"{symbol} as numbers",
        key=key,
        bind="query-params",
        help="Probabilities, weights or counts; also fractions such as 1/3 and percentages.",
    )
