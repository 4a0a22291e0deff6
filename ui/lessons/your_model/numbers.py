"""The numbers beside the hero, each with its interval."""

import math

import streamlit as st

from infotheory.lessons.bootstrap import Interval
from ui.lessons.your_model.examined import Examined, Intervals
from ui.lessons.your_model.shown import Shown
from ui.page.page import Page
from ui.style.units import number


def main_numbers(page: Page, examined: Examined, found: Intervals) -> None:
    """Show cross-entropy, H(Y), and what is explained."""
    unit = page.appearance.unit
    brief = page.is_on_stage

    def between(
        interval: Interval | None, scale: float, decimals: int, sign: str = ""
    ) -> str | None:
        if interval is None or brief:
            return None
        low, high = (number(x * scale, decimals) for x in interval)
        return f"{low} to {high}{sign}"

    bits = unit.of_bits(1.0)
    _metric(
        "cross-entropy",
        unit.show(unit.of_bits(examined.cross_entropy)),
        between(found.cross_entropy, bits, 3),
    )
    _metric("H(Y)", unit.show(unit.of_bits(examined.entropy)), None if brief else "label alone")
    explained = examined.explained
    if math.isnan(explained):
        shown = "nothing to explain"
    else:
        shown = "−∞" if math.isinf(explained) else f"{number(100 * explained, 1)} %"
    _metric("explained", shown, between(found.explained, 100, 0, " %"))


def other_numbers(page: Page, shown: Shown, found: Intervals) -> None:
    """Show the score at the temperature, perplexity, Brier score and accuracy; and the rows."""
    examined, unit = shown.examined, page.appearance.unit
    with st.container(horizontal=True):
        st.metric("at this T", unit.show(unit.of_bits(examined.score_at(shown.temperature))))
        st.metric("perplexity", number(examined.perplexity, 2))
        st.metric("Brier", number(examined.brier, 4), help=_said(found.brier, 1, 4))
        st.metric(
            "accuracy",
            f"{number(100 * examined.accuracy, 1)} %",
            help=_said(found.accuracy, 100, 1, " %"),
        )
    page.caption("intervals", rows=f"{examined.given.n:,}", draws=f"{found.draws:,}")


def _metric(name: str, value: str, below: str | None) -> None:
    st.metric(name, value, below, delta_color="off", delta_arrow="off")


def _said(interval: Interval, scale: float, decimals: int, sign: str = "") -> str:
    low, high = (number(x * scale, decimals) for x in interval)
    return f"95 % interval: {low} to {high}{sign}"
