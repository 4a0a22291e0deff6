"""Infinite rows, whose label was given probability 0, and the scores that clipping would show."""

import streamlit as st

from ui.lessons.your_model.shown import Shown
from ui.page.page import Page
from ui.style.units import number

CLIPS = {"1e-15": 1e-15, "1e-7": 1e-7, "float32's 2⁻²³": 2.0**-23}
"""Where libraries clip, or did: scikit-learn, Keras, and the precision of float32."""


def infinite_rows(page: Page, shown: Shown) -> None:
    """Count the rows that got 0, and show the score as each clip would make it."""
    examined, unit = shown.examined, page.appearance.unit
    page.write_narrow("infinite" if examined.infinite else "infinite: none")
    with st.container(horizontal=True):
        st.metric("rows that were given 0", f"{examined.infinite:,}")
        st.metric("score", unit.show(unit.of_bits(examined.cross_entropy)))
        rest = examined.finite_cross_entropy
        st.metric("the finite rows alone", "–" if rest != rest else unit.show(unit.of_bits(rest)))
    page.write_narrow("infinite: clips")
    with st.container(horizontal=True):
        for name, epsilon in CLIPS.items():
            clipped = unit.of_bits(examined.clipped(epsilon))
            st.metric(f"clipped at {name}", f"{number(clipped, 5)} {unit.name}")
    page.caption("infinite: said")
