"""Honest infinity: the cost of ruling out an outcome that happens, and what an ε hides."""

import numpy as np
import streamlit as st

import infotheory as it
from infotheory.lessons.smoothing import mix_uniform
from ui.lessons.cross_entropy.cross_entropy_figure import repaired_cost
from ui.link import CE_MIX
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.widgets.live_slider import live_slider

P, Q = np.array([0.6, 0.3, 0.1]), np.array([0.7, 0.3, 0.0])


@fragment
def honest_infinity(page: Page) -> None:
    """Mix a uniform part into a model that rules snow out."""
    unit = page.appearance.unit
    page.write_narrow("infinity")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        epsilon = live_slider(
            CE_MIX,
            label="Uniform part ε",
            scale="log",
            colour=page.appearance.palette.excess,
        )
        mixed = it.cross_entropy(P, mix_uniform(Q, epsilon), base=unit.base)
        with st.container(horizontal=True):
            st.metric("without ε", unit.show(it.cross_entropy(P, Q, base=unit.base)))
            st.metric("with ε", unit.show(mixed))
        page.write("infinity: hides")
    with figure:
        render_figure(repaired_cost(P, Q, epsilon, page.appearance), "ce_repaired")
