"""Why not raise η? The learning rate needed grows with B, which is not known beforehand."""

import numpy as np
import streamlit as st

from ui.figures.tables import Columns, select
from ui.lessons.training.needed_rates import ELSEWHERE, SEEDS, WITHIN, needed_rates
from ui.lessons.training.needed_rates_figure import rates_needed
from ui.link import TR_NEED
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.style.units import significant
from ui.widgets.live_slider import live_slider


@fragment
def why_not_raise_the_rate(page: Page) -> None:
    """Draw the needed rates; say for the chosen start what else they would train."""
    page.write_narrow("raise", steps=str(WITHIN))
    figure, control = st.columns([3, 2], gap="medium")
    table = needed_rates()
    with control:
        start = live_slider(
            TR_NEED,
            label="How wrong is the start?  B =",
            colour=page.appearance.palette.ink,
        )
        here = select(table, np.asarray(table["start"]) == start)
        for loss, rate in zip(here["loss"], here["rate"], strict=True):
            st.metric(f"{loss} needs η", significant(rate))
    with figure:
        render_figure(rates_needed(table, start, page.appearance), "tr_raise_figure")
    steps = {data: f"{most:,}" for data, most in ELSEWHERE.items()}
    page.claim("raise: elsewhere", _elsewhere(here), seeds=str(len(SEEDS)), **steps)


def _elsewhere(here: Columns) -> dict[str, str]:
    """Say of each loss how often the other data arrive at the rate that the blobs need."""
    return {
        f"{data}, {loss}": f"{count} of {len(SEEDS)}"
        for data in ELSEWHERE
        for loss, count in zip(here["loss"], here[data], strict=True)
    }
