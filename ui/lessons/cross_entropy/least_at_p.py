"""The argmin: over q, cross-entropy and divergence are least at the same place, q = p."""

import streamlit as st

import infotheory as it
from ui.lessons.cross_entropy.cross_entropy_figure import least_at_p
from ui.link import CE_FIRST
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.widgets.live_slider import live_slider


@fragment
def both_least_at_p(page: Page) -> None:
    """Draw both curves over q, for a truth p that can be moved."""
    unit = page.appearance.unit
    page.write_narrow("argmin")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        p = live_slider(
            CE_FIRST,
            label="Truth p, of the first of two",
            step=0.01,
            colour=page.appearance.palette.truth,
        )
        h = it.binary_entropy(p, base=unit.base)
        with st.container(horizontal=True):
            st.metric("smallest cross-entropy", unit.show(h))
            st.metric("smallest divergence", unit.show(0.0))
    with figure:
        render_figure(least_at_p(p, page.appearance), "ce_argmin")
