"""Lesson 3: cross-entropy, the average surprise under a wrong model."""

import numpy as np
import streamlit as st

import infotheory as it
from ui.figures.skyline import cross_entropy_skyline
from ui.figures.terms import terms_of
from ui.lessons.cross_entropy.answers import EXERCISES
from ui.lessons.cross_entropy.classifier import (
    CLASSIFIER_CONTROLS,
    Classifier,
    classifier_loss,
    classifier_values,
)
from ui.lessons.cross_entropy.forecasters import forecasters
from ui.lessons.cross_entropy.gaussian_line import squared_error_too
from ui.lessons.cross_entropy.given_x import one_forecast_each
from ui.lessons.cross_entropy.honest_infinity import honest_infinity
from ui.lessons.cross_entropy.least_at_p import both_least_at_p
from ui.lessons.cross_entropy.two_slopes import draws_paid
from ui.lessons.pair import choose_pair
from ui.link import (
    CE_CODE,
    CE_EXERCISES,
    CE_FORECASTERS,
    CE_GIVEN,
    CE_INFINITY,
    CE_LEAST,
    CE_P,
    CE_Q,
)
from ui.page.blocks import lazy_expander, onward, predict
from ui.page.code import show_pair_code
from ui.page.exercises import exercises
from ui.page.hero_first import draw_hero_first
from ui.page.on_screen import OnScreen
from ui.page.page import enter
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.distribution.reading import Distribution, Pair

page = enter(__file__)
unit, palette = page.appearance.unit, page.appearance.palette
pair: OnScreen[Pair] = OnScreen(page, "pair", [CE_P, CE_Q])
classifier: OnScreen[Classifier] = OnScreen(page, "classifier", CLASSIFIER_CONTROLS)


def entropy(p: Distribution) -> str:
    return unit.show(it.entropy(p, base=unit.base))


def cross_entropy(p: Distribution | list[float], q: Distribution | list[float]) -> str:
    return unit.show(it.cross_entropy(p, q, base=unit.base))


@fragment
def hero() -> None:
    stage = page.stage("question")
    with stage.controls:
        p, q, names = choose_pair(CE_P, CE_Q, palette)
    h, qq = entropy(p), entropy(q)
    pq, qp = cross_entropy(p, q), cross_entropy(q, p)
    d = unit.show(it.kl_divergence(p, q, base=unit.base))
    with stage.numbers:
        st.metric("H(p)", h)
        st.metric("D(p‖q)", d)
        st.metric("H(p, q)", pq)
    with stage.figure:
        render_figure(cross_entropy_skyline(p, q, names, page.appearance), "ce_skyline")
    page.say(stage, h=h, d=d, pq=pq)
    if page.is_whole:
        claims(p, q, names, d=d, table={"pp": h, "pq": pq, "qp": qp, "qq": qq})
        draws_paid(page, p, q)
    pair.publish(Pair(p, q, names))


def claims(
    p: Distribution, q: Distribution, names: tuple[str, ...], *, d: str, table: dict[str, str]
) -> None:
    terms = terms_of(p, q, unit.base)
    most_costly = int(np.argmax(terms))
    page.write_together(
        page.part("formula", log=unit.log),
        page.claimed(
            "claim: never below",
            {"you pay above H(p)": d, "at q = p you pay": table["pp"]},
        ),
        page.part("claim: table", **table),
        page.claimed(
            "claim: most costly",
            {
                f"{names[most_costly]} adds": unit.show(terms[most_costly]),
                "to an excess of": d,
            },
            outcome=names[most_costly],
            p=number(p[most_costly], 4),
            q=number(q[most_costly], 4),
        ),
    )


def wrong() -> None:
    page.write_narrow(
        "wrong",
        pq=cross_entropy(*PAIR),
        qp=cross_entropy(*reversed(PAIR)),
        thousand=unit.show(unit.of_nats(it.softmax_cross_entropy(0, [0, 1000]).value)),
    )


PAIR = ([1 / 2, 1 / 4, 1 / 8, 1 / 8], [1 / 8, 1 / 2, 1 / 4, 1 / 8])

predict(page, "predict")
if page.scene == "classifier":
    classifier_loss(page, classifier)
elif page.scene == "line":
    squared_error_too(page)
else:
    hero()
draw_hero_first(page.lesson.stem)
classifier_loss(page, classifier)
squared_error_too(page)
st.header("Deeper", anchor=False)
lazy_expander(
    "One forecast for each image, and a floor above 0", CE_GIVEN, lambda: one_forecast_each(page)
)
lazy_expander(
    "Who forecast best? Two scores that can disagree", CE_FORECASTERS, lambda: forecasters(page)
)
lazy_expander("Both are smallest at q = p", CE_LEAST, lambda: both_least_at_p(page))
lazy_expander("Honest infinity, and what an ε hides", CE_INFINITY, lambda: honest_infinity(page))
wrong()
lazy_expander(
    "Exercises", CE_EXERCISES, lambda: exercises(page, EXERCISES), icon=":material/edit_note:"
)
lazy_expander(
    "Show exactly this",
    CE_CODE,
    lambda pair, classifier: show_pair_code(page, pair, **classifier_values(classifier)),
    of=(pair, classifier),
    icon=":material/code:",
)
onward(page, "onward", "kl_divergence")
