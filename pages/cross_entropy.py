"""Lesson 3: cross-entropy."""

import streamlit as st

import infotheory as it
from ui.charts.skyline import cross_entropy_skyline
from ui.distribution import edit_pair, outcome_names
from ui.frame import enter
from ui.show import show

page = enter(__file__)
unit, palette = page.look.unit, page.look.palette


@st.fragment
def hero() -> None:
    headline = page.head("question")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        p, q = edit_pair("ce_p", "ce_q", colours=(palette.truth, palette.model))
    with headline:
        st.metric("H(p)", unit.show(it.entropy(p, base=unit.base)))
        st.metric("D(p‖q)", unit.show(it.kl_divergence(p, q, base=unit.base)))
        st.metric("H(p, q)", unit.show(it.cross_entropy(p, q, base=unit.base)))
    with figure:
        show(cross_entropy_skyline(p, q, outcome_names("ce_p"), page.look), "ce_skyline")


hero()
