"""Two distributions and a number that follows them."""

import streamlit as st

from ui.link import CE_P, CE_Q
from ui.style import theme
from ui.widgets.distribution.editors import edit_pair

palette = theme.PALETTES[st.context.theme.type or "light"]


@st.fragment
def lesson() -> None:
    p, q, _ = edit_pair(
        CE_P,
        CE_Q,
        colours=(palette.truth, palette.model),
        presets={
            "source and code": ("1/2, 1/4, 1/8, 1/8", "1/8, 1/2, 1/4, 1/8"),
            "same coin": ("1 1", "1 1"),
            "die and loaded die": ("1 1 1 1 1 1", "1 1 1 1 1 5"),
            "26": (" ".join("1" * 26), " ".join(str(i) for i in range(1, 27))),
            "64": (" ".join("1" * 64), " ".join(str(i) for i in range(1, 65))),
        },
        names={"same coin": ("heads", "tails"), "die and loaded die": tuple("123456")},
    )
    st.metric("difference", f"{abs(p - q).sum():.4f}")


st.title("Cross-entropy")
lesson()
