"""A slider that tells its value while it moves, over the one line of text that holds it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import streamlit as st

from ui.link import Number
from ui.widgets.linked_text import linked_text
from ui.widgets.live import held, hold, live_element, release, seen, sent
from ui.widgets.number_text import (
    LONGEST_NUMBER,
    TextError,
    finite_number,
    parse_lone_number,
    parse_number,
    quote,
)
from ui.widgets.presets import preset_pills
from ui.widgets.written import write

__all__ = ["live_count", "live_slider"]

_ELEMENT = live_element("live_slider", Path(__file__).with_name("slider"))


def live_slider(
    number: Number,
    *,
    label: str,
    colour: str,
    scale: Literal["linear", "log"] = "linear",
    step: float | None = None,
    ticks: Sequence[tuple[float, str]] = (),
    percent: bool = False,
    presets: Mapping[str, str] | None = None,
    on_pick: Callable[[float], None] = lambda _: None,
) -> float:
    """Show a slider with a field for its number and return the number.

    Parameters
    ----------
    number
        Where its text stands in the session state and in the link, its default and its range.
    label, colour
        What the number is called, and the colour of its meaning.
    scale
        Whether the way is divided evenly or by powers of ten.
    step
        What one arrow key adds: by default 1 for whole numbers, else a hundredth of the range.
        On a log scale it counts powers of ten, a tenth by default.
    ticks
        Values with the texts under them.
    percent
        Whether the number is shown as a percentage.
    presets
        Texts to pick, by name.
    on_pick
        Is told the number of a preset when one is picked.
    """
    key, low, high, whole = number.name, number.low, number.high, number.whole
    presets = presets or {}
    slider = f"{key}_slider"
    above = st.container() if presets else None
    beside_the_track: Literal["center", "bottom"] = "center" if ticks else "bottom"
    row = st.container(horizontal=True, vertical_alignment=beside_the_track)
    place = row.container()
    # First the field: a text that comes with the link is known from here on.
    text = linked_text(
        f"{label} as a number",
        number,
        place=row,
        label_visibility="collapsed",
        width=112,
    )
    value, fault = _read(f"{key}_good", text, number.first, low, high, whole)
    moving = held(slider, text)
    value = value if moving is None else moving

    def pick(name: str) -> None:
        write({key: presets[name]})
        on_pick(parse_number(presets[name]))

    def move() -> None:
        value, settled = sent(slider, "moved")
        moved = finite_number(value)
        if moved is None:
            return  # nothing that the slider would send
        moved = float(min(max(round(moved) if whole else moved, low), high))
        if settled:
            release(slider)
            write({key: _written(moved)})
        else:
            hold(slider, text, moved)

    if presets and above:
        preset = next((name for name, t in presets.items() if parse_number(t) == value), None)
        with above:
            preset_pills(f"{key}_preset", presets, preset, on_pick=pick)
    with place:
        _ELEMENT(
            key=slider,
            data={
                "label": label,
                "colour": colour,
                "value": value,
                "seen": seen(slider, "moved"),
                "low": low,
                "high": high,
                "log": scale == "log",
                "step": step or _one_key(number, scale),
                "percent": percent,
                "whole": whole,
                "ticks": [list(tick) for tick in ticks],
            },
            on_moved_change=move,
        )
    if fault:
        st.error(str(fault))
    return value


def live_count(
    number: Number, *, label: str, colour: str, scale: Literal["linear", "log"] = "linear"
) -> int:
    """Show a slider over whole numbers and return its value."""
    return round(live_slider(number, label=label, colour=colour, scale=scale))


def _one_key(number: Number, scale: str) -> float:
    if scale == "log":
        return 0.1
    return 1 if number.whole else (number.high - number.low) / 100


def _read(
    kept: str, text: str, start: str, low: float, high: float, whole: bool
) -> tuple[float, TextError | None]:
    """Return the number in the text; if it has none, the last good number, and the fault."""
    try:
        value = _within(text, low, high, whole)
    except TextError as fault:
        return float(st.session_state.get(kept, parse_number(start))), fault
    st.session_state[kept] = value
    return value, None


def _within(text: str, low: float, high: float, whole: bool) -> float:
    ask = f"write a {'whole ' if whole else ''}number from {_written(low)} to {_written(high)}"
    piece = text.strip()
    if not piece:
        raise TextError(f"This field is empty: {ask}.")
    if len(piece) > LONGEST_NUMBER:
        raise TextError(f"This text has {len(piece):,} characters: {ask}.")
    try:
        value = parse_lone_number(piece)
    except TextError as why:
        fault = f"cannot be read as a whole number: {ask}" if whole else str(why)
        raise TextError(f"{quote(piece)} {fault}.") from None
    if not low <= value <= high:
        side = "less than" if value < low else "more than"
        end = low if value < low else high
        raise TextError(f"{quote(piece)} is {side} {_written(end)}: {ask}.")
    if whole and value != round(value):
        raise TextError(f"{quote(piece)} lies between two whole numbers: {ask}.")
    return value


def _written(value: float) -> str:
    return f"{value:.9g}".replace("e-0", "e-")
