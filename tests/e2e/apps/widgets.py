"""Widgets alone, each on a page of its own, with numbers that follow it."""

import streamlit as st

from ui.link import CE_P, CE_Q, ENT_P, Number
from ui.style import theme
from ui.widgets.distribution.editors import edit_distribution, edit_pair
from ui.widgets.live_slider import live_slider

PROBABILITY = Number("", "si_p", "", default="1/2", low=1e-9, high=1)
SCORE = Number("", "z", "", default=2.5, low=-5, high=5)
palette = theme.PALETTES[st.context.theme.type or "light"]


@st.fragment
def distribution() -> None:
    p, names = edit_distribution(
        ENT_P,
        colour=palette.truth,
        presets={
            "fair coin": "1 1",
            "die": "1 1 1 1 1 1",
            "four": "1/2, 1/4, 1/8, 1/8",
            "letters": " ".join(str(i) for i in range(1, 27)),
            "uniform 64": " ".join(["1"] * 64),
        },
        names={"fair coin": ("heads", "tails"), "die": tuple("123456")},
    )
    st.metric("largest", f"{p.max():.4f}")
    st.text(" ".join(names))


@st.fragment
def pair() -> None:
    p, q, _ = edit_pair(
        CE_P,
        CE_Q,
        colours=(palette.truth, palette.model),
        presets={
            "source and code": ("1/2, 1/4, 1/8, 1/8", "1/8, 1/2, 1/4, 1/8"),
            "same coin": ("1 1", "1 1"),
        },
        names={"same coin": ("heads", "tails")},
    )
    st.metric("difference", f"{abs(p - q).sum():.4f}")


@st.fragment
def sliders() -> None:
    p = live_slider(
        PROBABILITY,
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


def page(show, name: str) -> st.Page:
    def whole() -> None:
        st.title(name)
        show()

    return st.Page(whole, title=name, url_path=show.__name__)


pages = [
    page(distribution, "Entropy"),
    page(pair, "Cross-entropy"),
    page(sliders, "Self-information"),
]
st.navigation(pages, position="hidden").run()
