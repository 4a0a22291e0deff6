"""A slider by powers of ten, a linear one, and numbers that follow them."""

import streamlit as st

from ui.link import Number
from ui.style import theme
from ui.widgets.live_slider import live_slider

SCORE = Number("", "z", "", default=2.5, low=-5, high=5)
palette = theme.PALETTES[st.context.theme.type or "light"]


@st.fragment
def lesson() -> None:
    p = live_slider(
        Number("", "si_p", "", default="1/2", low=1e-9, high=1),
        label="Probability of the event",
        scale="log",
        colour=palette.truth,
        ticks=[
            (1, "1"),
            (1e-1, "0.1"),
            (1e-2, "0.01"),
            (1e-3, "10⁻³"),
            (1e-6, "10⁻⁶"),
            (1e-9, "10⁻⁹"),
        ],
        presets={"coin": "1/2", "die": "1/6", "two dice show 12": "1/36", "lottery": "7.15e-8"},
    )
    z = live_slider(SCORE, label="Score", step=0.1, colour=palette.model)
    left, right = st.columns(2)
    left.metric("probability", f"{p:.4g}")
    right.metric("score", f"{z:.4g}")


st.title("Self-information")
lesson()
