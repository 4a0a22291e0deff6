"""One editor and a number that follows it."""

import streamlit as st

from ui.link import ENT_P
from ui.style import theme
from ui.widgets.distribution.editors import edit_distribution

palette = theme.PALETTES[st.context.theme.type or "light"]


@st.fragment
def lesson() -> None:
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


st.title("Entropy")
lesson()
