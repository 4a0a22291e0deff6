"""Lesson 3: cross-entropy, the average surprise under a wrong model."""

import numpy as np
import streamlit as st

import infotheory as it
from ui.charts.skyline import cross_entropy_skyline
from ui.charts.terms import terms_of
from ui.distribution import edit_pair, outcome_names
from ui.frame import enter
from ui.parts.classifier import classifier_loss
from ui.show import show
from ui.sources import PAIR_OUTCOMES, PAIRS
from ui.units import number

page = enter(__file__)
unit, palette = page.look.unit, page.look.palette


@st.fragment
def hero() -> None:
    headline = page.head("question")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        p, q = edit_pair(
            "ce_p",
            "ce_q",
            colours=(palette.truth, palette.model),
            presets=PAIRS,
            names=PAIR_OUTCOMES,
        )
    names = outcome_names("ce_p")
    h, d = it.entropy(p, base=unit.base), it.kl_divergence(p, q, base=unit.base)
    paid = it.cross_entropy(p, q, base=unit.base)
    with headline:
        st.metric("H(p)", unit.show(h))
        st.metric("D(p‖q)", unit.show(d))
        st.metric("H(p, q)", unit.show(paid))
    with figure:
        show(cross_entropy_skyline(p, q, names, page.look), "ce_skyline")

    page.tell("formula", log=unit.log)
    page.claim(
        "claim: never below",
        {"paid above H(p)": unit.show(d), "least, at q = p": unit.show(h)},
    )
    page.tell(
        "claim: table",
        pp=unit.show(h),
        pq=unit.show(paid),
        qp=unit.show(it.cross_entropy(q, p, base=unit.base)),
        qq=unit.show(it.entropy(q, base=unit.base)),
    )
    terms = terms_of(p, q, unit.base)
    dearest = int(np.argmax(terms))
    page.claim(
        "claim: dearest",
        {f"{names[dearest]} adds": unit.show(terms[dearest]), "to an excess of": unit.show(d)},
        outcome=names[dearest],
        p=number(p[dearest], 4),
        q=number(q[dearest], 4),
    )


hero()
classifier_loss(page)
