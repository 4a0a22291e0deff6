"""Lesson 4: KL divergence, the excess alone."""

import streamlit as st

import infotheory as it
from ui.charts.divergence import entropy_hill
from ui.charts.terms import divergence_terms
from ui.distribution import edit_pair, outcome_names
from ui.frame import enter
from ui.show import show
from ui.sources import PAIR_OUTCOMES, PAIRS

page = enter(__file__)
unit, palette = page.look.unit, page.look.palette


def swap() -> None:
    """Let truth and model change places."""
    state = st.session_state
    state.kl_p, state.kl_q = state.kl_q, state.kl_p


@st.fragment
def hero() -> None:
    numbers = page.head("question")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        p, q = edit_pair(
            "kl_p",
            "kl_q",
            colours=(palette.truth, palette.model),
            defaults=PAIRS["overconfident coin"],
            presets=PAIRS,
            names=PAIR_OUTCOMES,
        )
        st.button("Swap p and q", icon=":material/swap_horiz:", key="kl_swap", on_click=swap)
    names = outcome_names("kl_p")
    forward, back = (it.kl_divergence(*way, base=unit.base) for way in ((p, q), (q, p)))
    merged = it.kl_divergence([p[0], 1 - p[0]], [q[0], 1 - q[0]], base=unit.base)
    with numbers:
        st.metric("D(p‖q)", unit.show(forward))
        st.metric("D(q‖p)", unit.show(back))
    with figure:
        show(entropy_hill(p[0], q[0], names[0], page.look), "kl_hill")
        if p.size > 2:
            page.hint(
                "merged",
                n=str(p.size),
                first=names[0],
                merged=unit.show(merged),
                whole=unit.show(forward),
            )

    page.tell("formula", log=unit.log)
    page.claim(
        "claim: never negative",
        {
            "the gap at p": unit.show(merged),
            "with q = p": unit.show(it.kl_divergence(p, p, base=unit.base)),
        },
    )
    page.claim(
        "claim: direction",
        {"believing q where p is true": unit.show(forward), "the other way": unit.show(back)},
    )
    page.claim(
        "claim: merging",
        {f"{names[0]} or not": unit.show(merged), "all outcomes": unit.show(forward)},
        first=names[0],
    )
    page.tell("terms")
    for column, way in zip(st.columns(2, gap="medium"), (True, False), strict=True):
        with column:
            show(divergence_terms(p, q, names, page.look, forward=way), f"kl_terms_{way}")


hero()
