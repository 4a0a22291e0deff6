"""One editor and a number that follows it."""

import streamlit as st

from ui.style import theme
from ui.widgets.distribution.editors import edit_distribution
from ui.widgets.distribution.names import outcome_names

palette = theme.PALETTES[st.context.theme.type or "light"]


@st.fragment
def lesson() -> None:
    p = edit_distribution(
        "ent_p",
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
    st.text(" ".join(outcome_names("ent_p")))


st.title("Entropy")
lesson()
