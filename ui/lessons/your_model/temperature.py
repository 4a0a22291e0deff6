"""One temperature for all rows: how many bits one number saves."""

import numpy as np
import streamlit as st

from ui.figures.figure import Figure
from ui.figures.plot import Axis, Line, Plot, joined, plot, top_of_axis, word
from ui.figures.tables import of_records
from ui.lessons.your_model.examined import Tempered
from ui.lessons.your_model.shown import Shown
from ui.link import YM_T
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.cache import cached
from ui.serving.long_work import computing
from ui.style.appearance import Appearance
from ui.style.units import number
from ui.widgets.live_slider import live_slider

_TICKS = ((0.1, "0.1"), (0.5, "0.5"), (1.0, "1"), (3.0, "3"), (10.0, "10"))


def choose_temperature(page: Page) -> float:
    """Show the slider of the temperature, and return what it says."""
    return live_slider(
        YM_T,
        label="Temperature T =",
        scale="log",
        colour=page.appearance.palette.model,
        ticks=_TICKS,
    )


def one_temperature(page: Page, shown: Shown) -> None:
    """Show the score over the temperature, with its least value."""
    examined, unit = shown.examined, page.appearance.unit
    page.write_narrow("temperature")
    t = shown.temperature
    with computing():
        tempered = examined.tempered
        if not tempered.rows:
            page.write_narrow("temperature: none")
            return
        here = examined.at(t)
    figure, numbers = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with figure:
        render_figure(temperature_curve(tempered, t, here, page.appearance), "ym_tempered")
    with numbers:
        with st.container(horizontal=True):
            st.metric(f"at T = {number(t, 2)}", unit.show(unit.of_bits(here)))
            st.metric("at T = 1", unit.show(unit.of_bits(tempered.plain)))
        with st.container(horizontal=True):
            st.metric("best T", number(tempered.best, 2))
            st.metric("its score", unit.show(unit.of_bits(tempered.least)))
            st.metric("one number saves", unit.show(unit.of_bits(tempered.plain - tempered.least)))
        page.caption("temperature: said")
        if tempered.rows < examined.given.n:
            page.caption("terms: finite", rows=f"{tempered.rows:,}", all=f"{examined.given.n:,}")


@cached(16)
def _temperatures(unit: str) -> Plot:
    return Plot(
        x=Axis("temperature T", (YM_T.low, YM_T.high), log=True, ticks=tuple(x for x, _ in _TICKS)),
        y=Axis(f"cross-entropy ({unit})"),
        lines=(Line("score", "cross_entropy"), Line("best", "right"), Line("now", "model")),
        description=(
            "The cross-entropy over the temperature falls to one least value and rises again; "
            "points mark the least value and the temperature of the slider."
        ),
    )


def temperature_curve(tempered: Tempered, t: float, here: float, appearance: Appearance) -> Figure:
    """Draw the score over the temperature, its least value, and where the slider is."""
    unit = appearance.unit
    scores = [unit.of_bits(x) for x in tempered.scores.tolist()]
    points, words = [(t, unit.of_bits(here), "now")], []
    if YM_T.low <= tempered.best <= YM_T.high:
        least = unit.of_bits(tempered.least)
        points.append((tempered.best, least, "best"))
        words.append(
            word(tempered.best, least, "best", f"T = {number(tempered.best, 2)}", "center", -24)
        )
    x, y, line = (list(each) for each in zip(*points, strict=True))
    top = top_of_axis(max(3 * unit.of_bits(tempered.plain), 1.2 * unit.of_bits(here), 1e-9))
    shown = np.array(scores) <= top
    return plot(
        _temperatures(unit.name),
        appearance,
        lines=joined([("score", tempered.temperatures[shown], np.array(scores)[shown])]),
        points={"x": x, "y": y, "line": line, "size": [220] * len(x)},
        words=of_records(words) if words else None,
        y_domain=(0.0, top),
    )
