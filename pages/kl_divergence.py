"""Lesson 4: KL divergence, the excess alone."""

import streamlit as st

import infotheory as it
from ui.figures.terms import divergence_terms
from ui.lessons.kl_divergence.answers import EXERCISES
from ui.lessons.kl_divergence.detective import detective
from ui.lessons.kl_divergence.divergence_figure import entropy_hill
from ui.lessons.kl_divergence.gaussians import one_for_two, two_gaussians
from ui.lessons.kl_divergence.microscope import microscope
from ui.lessons.kl_divergence.not_a_distance import not_a_distance
from ui.lessons.kl_divergence.symmetric import symmetric_measures
from ui.lessons.kl_divergence.which_measure import which_measure
from ui.lessons.pair import choose_pair
from ui.link import (
    KL_BUMPS,
    KL_CODE,
    KL_EXERCISES,
    KL_GAUSSIANS,
    KL_MICROSCOPE,
    KL_P,
    KL_Q,
    KL_SYMMETRIC,
)
from ui.page.blocks import lazy_expander, onward, predict
from ui.page.code import show_pair_code
from ui.page.exercises import exercises
from ui.page.hero_first import draw_hero_first
from ui.page.on_screen import OnScreen
from ui.page.page import enter
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.widgets.distribution.reading import Distribution, Pair

page = enter(__file__)
unit, palette = page.appearance.unit, page.appearance.palette
pair: OnScreen[Pair] = OnScreen(page, "pair", [KL_P, KL_Q])


def swap() -> None:
    """Swap truth and model."""
    state = st.session_state
    state[KL_P.name], state[KL_Q.name] = state[KL_Q.name], state[KL_P.name]


def divergence(p: Distribution | list[float], q: Distribution | list[float]) -> str:
    return unit.show(it.kl_divergence(p, q, base=unit.base))


@fragment
def hero() -> None:
    stage = page.stage("question")
    with stage.controls:
        p, q, names = choose_pair(KL_P, KL_Q, palette)
        st.button("Swap p and q", icon=":material/swap_horiz:", key="kl_swap", on_click=swap)
    forward, back = divergence(p, q), divergence(q, p)
    merged = divergence([p[0], 1 - p[0]], [q[0], 1 - q[0]])
    with stage.numbers:
        st.metric("D(p‖q)", forward)
        st.metric("D(q‖p)", back)
    with stage.figure:
        render_figure(entropy_hill(p[0], q[0], names[0], page.appearance), "kl_hill")
        if p.size > 2:
            page.caption(
                "merged",
                n=str(p.size),
                first=names[0],
                merged=merged,
                whole=forward,
            )
    page.say(stage, forward=forward, back=back)
    if page.is_whole:
        claims(forward, back, merged, of_itself=divergence(p, p), first=names[0])
        terms(p, q, names)
    pair.publish(Pair(p, q, names))


def terms(p: Distribution, q: Distribution, names: tuple[str, ...]) -> None:
    there, back = divergence_terms(p, q, names, page.appearance)
    for column, figure, key in zip(
        st.columns(2, gap="medium"), (there, back), ("kl_terms", "kl_terms_back"), strict=True
    ):
        with column:
            render_figure(figure, key)
    lazy_expander(
        "Deeper: what a symmetric measure gives",
        KL_SYMMETRIC,
        lambda: symmetric_measures(page, p, q),
    )


def claims(forward: str, back: str, merged: str, *, of_itself: str, first: str) -> None:
    page.write_together(
        page.part("formula", log=unit.log),
        page.claimed("claim: never negative", {"the gap at p": merged, "with q = p": of_itself}),
        page.claimed("claim: direction", {"believing q": forward, "believing p": back}),
        page.claimed(
            "claim: merging", {f"{first} or not": merged, "all outcomes": forward}, first=first
        ),
        page.part("terms"),
    )


predict(page, "predict")
hero()
draw_hero_first(page.lesson.stem)
detective(page)
not_a_distance(page)
st.header("Deeper", anchor=False)
lazy_expander("Two normal distributions", KL_GAUSSIANS, lambda: two_gaussians(page))
lazy_expander("One bell curve for two bumps: which way round?", KL_BUMPS, lambda: one_for_two(page))
lazy_expander("The precision microscope", KL_MICROSCOPE, lambda: microscope(page))
which_measure(page)
page.write_narrow("wrong")
lazy_expander(
    "Exercises", KL_EXERCISES, lambda: exercises(page, EXERCISES), icon=":material/edit_note:"
)
lazy_expander(
    "Show exactly this",
    KL_CODE,
    lambda pair: show_pair_code(page, pair),
    of=[pair],
    icon=":material/code:",
)
onward(page, "onward", "training")
