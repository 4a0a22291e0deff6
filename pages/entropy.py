"""Lesson 2: entropy, the average surprise of a source."""

import numpy as np
import streamlit as st

import infotheory as it
from ui.blocks import predict
from ui.charts.skyline import entropy_skyline
from ui.distribution import edit_distribution, outcome_names
from ui.frame import enter
from ui.show import show
from ui.sources import OUTCOMES, SOURCES
from ui.units import number

page = enter(__file__)
unit, palette = page.look.unit, page.look.palette
FAIR, BENT = [0.5, 0.5], [0.9, 0.1]
fair, bent = it.entropy(FAIR, base=unit.base), it.entropy(BENT, base=unit.base)
predict(
    page,
    "predict",
    ["the fair one", "the bent one", "both alike"],
    "the fair one" if fair > bent else "the bent one",
    fair=unit.show(fair),
    bent=unit.show(bent),
)


@st.fragment
def lesson() -> None:
    headline = page.head("question")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        level = st.toggle("Level it", key="ent_level", bind="query-params")
        p = edit_distribution("ent_p", colour=palette.truth, presets=SOURCES, names=OUTCOMES)
    names = outcome_names("ent_p")
    h = it.entropy(p, base=unit.base)
    with headline:
        st.metric("H(p)", unit.show(h))
        st.metric("Perplexity", f"{number(it.perplexity(p))} sides")
    with figure:
        show(entropy_skyline(p, names, page.look, level=level), "ent_skyline")

    page.say("formula", log=unit.log)
    most = it.entropy(np.ones(p.size), base=unit.base, normalize=True)
    page.claim(
        "claim: uniform",
        {f"at most, over {p.size} outcomes": unit.show(most), "this source": unit.show(h)},
        n=str(p.size),
    )
    page.claim(
        "claim: perplexity",
        {"2 to the H": f"{number(it.perplexity(p))} sides"},
        perplexity=number(it.perplexity(p)),
    )
    page.claim(
        "claim: sure", {"H of a sure thing": unit.show(it.entropy([1.0, 0.0], base=unit.base))}
    )


lesson()
