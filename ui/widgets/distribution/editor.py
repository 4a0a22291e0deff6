"""The editor of one distribution, or of several over the same outcomes.

The texts in the session state are the only truth. Presets and bars write them, in callbacks, the
bars at the end of a drag; while a text is broken, they show the distributions that were last good.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import streamlit as st

from ui import link
from ui.serving.cache import cached
from ui.widgets.distribution.bars import Series, show_bars, state
from ui.widgets.distribution.names import remember_names
from ui.widgets.distribution.reading import Distribution, LengthError, read_texts
from ui.widgets.distribution.text import format_distribution, from_client, parse_distribution
from ui.widgets.linked_text import linked_text
from ui.widgets.live import held, hold, release, sent
from ui.widgets.number_text import TextError
from ui.widgets.presets import preset_pills
from ui.widgets.written import write

Texts = tuple[str, ...]


def edit(
    which: tuple[link.Distribution, ...],
    *,
    colours: Sequence[str],
    symbols: Sequence[str],
    presets: Mapping[str, Texts],
    names: Mapping[str, Sequence[str]],
    unlinked: Collection[str],
    height: int,
) -> tuple[tuple[Distribution, ...], tuple[str, ...]]:
    """Show presets, bars and texts for several distributions; return them, and their names."""
    keys, defaults = tuple(each.name for each in which), tuple(each.default for each in which)
    bars = f"{keys[0]}_bars"
    above = st.container()
    fields: Any = st.container(horizontal=True) if len(keys) > 1 else st
    # First the fields: a text that comes with the link is known from here on.
    texts = tuple(
        linked_text(
            f"{symbol} as numbers",
            control,
            place=fields,
            help="Type probabilities, weights or counts. Fractions and percentages work too.",
        )
        for control, symbol in zip(which, symbols, strict=True)
    )
    read, faults = read_texts(texts, symbols)
    shown = held(bars, texts) or _last_good(f"{keys[0]}_good", read, defaults)
    preset = next((name for name, given in presets.items() if _says(given, shown)), None)

    outcomes = remember_names(which[0], shown[0].size, preset, names, unlinked)

    def pick(name: str) -> None:
        write_all(presets[name])

    def pull(s: int) -> None:
        values, settled = sent(bars, state(s))
        try:
            pulled = from_client(values)
        except TextError:
            return  # nothing that the bars would send
        if pulled.size != shown[0].size:
            return  # pulled before the text had another number of outcomes
        after = (*shown[:s], pulled, *shown[s + 1 :])
        if not settled:
            hold(bars, texts, after)
            return
        release(bars)
        if faults:  # the bars show what the texts do not say; from now on they do
            write_all(map(format_distribution, after))
        else:
            write({keys[s]: format_distribution(pulled)})

    def write_all(new: Iterable[str]) -> None:
        write(dict(zip(keys, new, strict=True)))

    with above:
        if presets:
            preset_pills(f"{keys[0]}_preset", presets, preset, on_pick=pick)
        show_bars(
            bars,
            [Series(*one) for one in zip(symbols, colours, shown, strict=True)],
            names=outcomes,
            height=height,
            on_pull=pull,
        )
    for place, fault in faults.items():
        _show_fault(keys[place], fault)
    return tuple(p.copy() for p in shown), outcomes


@cached(256)
def _parsed(preset: str) -> Distribution:
    return parse_distribution(preset)


def _says(texts: Texts, shown: Sequence[Distribution]) -> bool:
    return all(np.array_equal(_parsed(t), p) for t, p in zip(texts, shown, strict=True))


def _last_good(
    kept: str, read: tuple[Distribution, ...], defaults: Texts
) -> tuple[Distribution, ...]:
    if read:
        st.session_state[kept] = read
    elif kept not in st.session_state:
        st.session_state[kept] = tuple(map(parse_distribution, defaults))
    good: tuple[Distribution, ...] = st.session_state[kept]
    return good


def _show_fault(key: str, fault: TextError) -> None:
    st.error(str(fault))
    if isinstance(fault, LengthError):
        st.button(
            fault.repair,
            key=f"{key}_repair",
            on_click=write,
            args=({key: fault.repaired},),
        )
