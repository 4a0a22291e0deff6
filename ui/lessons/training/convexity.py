"""Where a loss bends down: squared error is concave where the model is confidently wrong."""

import math

import streamlit as st

from infotheory.lessons.confident_error import charge, curvature
from ui.lessons.training.convexity_figure import both_bends
from ui.lessons.training.race_settings import LOSSES
from ui.link import TR_LEAD
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.live_slider import live_slider


@fragment
def where_it_is_convex(page: Page) -> None:
    """Let the visitor move along both losses, and read their slope and their bend."""
    page.write_narrow("convex")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        lead = live_slider(
            TR_LEAD,
            label="Lead of the wrong answer",
            step=0.1,
            colour=page.appearance.palette.ink,
        )
        q = 1 / (1 + math.exp(lead))
        st.metric("ŷ, given to the true class", number(q))
        for loss, shown in LOSSES.items():
            with st.container(horizontal=True):
                st.metric(f"{shown}: pull", number(float(charge(loss, lead, 2).slope)))
                st.metric("bend", number(float(curvature(loss, q))))
    with figure:
        render_figure(both_bends(lead, page.appearance), "tr_convex_figure")
    page.write_narrow("convex: said")
