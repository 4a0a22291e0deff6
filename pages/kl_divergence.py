"""Lesson 4: KL divergence, the excess alone."""

import streamlit as st

import infotheory as it
from ui.charts.divergence import entropy_hill
from ui.distribution import edit_pair, outcome_names
from ui.frame import enter
from ui.show import show

page = enter(__file__)
unit, palette = page.look.unit, page.look.palette


@st.fragment
def hero() -> None:
    numbers = page.head("question")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        p, q = edit_pair(
            "kl_p",
            "kl_q",
            colours=(palette.truth, palette.model),
            defaults=("1/2, 1/2", "1/10, 9/10"),
        )
    with numbers:
        st.metric("D(p‖q)", unit.show(it.kl_divergence(p, q, base=unit.base)))
        st.metric("D(q‖p)", unit.show(it.kl_divergence(q, p, base=unit.base)))
    with figure:
        show(entropy_hill(p[0], q[0], outcome_names("kl_p")[0], page.look), "kl_hill")


hero()
