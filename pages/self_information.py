"""Lesson 1: self-information, the surprise of one event."""

import streamlit as st

import infotheory as it
from ui.lessons.self_information.answers import EXERCISES
from ui.lessons.self_information.rules import break_the_rules, three_rules
from ui.lessons.self_information.surprise_figure import RARE, halving_square, surprise_curve
from ui.lessons.self_information.yes_no_questions import yes_no_questions
from ui.lessons.sources import EVENTS, LOTTERY
from ui.link import SI_CODE, SI_EXERCISES, SI_LOG, SI_P, SI_QUESTIONS
from ui.page.blocks import lazy_expander, onward, predict, show_code
from ui.page.exercises import exercises
from ui.page.hero_first import draw_hero_first
from ui.page.on_screen import OnScreen
from ui.page.page import enter
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.choice import switch
from ui.widgets.live_slider import live_slider
from ui.widgets.written import write

COIN, DULL = 1 / 2, 0.99

page = enter(__file__)
unit, palette = page.appearance.unit, page.appearance.palette
probability: OnScreen[float] = OnScreen(page, "probability", [SI_P])


def information(p: float) -> str:
    return unit.show(it.self_information(p, base=unit.base))


def spread_if_rare(p: float) -> None:
    """Switch to a log scale for an event that is too rare for a linear one."""
    if p < RARE:
        write({SI_LOG.name: True})


predict(page, "predict")


@fragment
def hero() -> None:
    stage = page.stage("question", beside=False)
    with stage.numbers:
        main_number = st.container(width="content")
        log = switch("Log scale", SI_LOG, help="Spreads rare events out, here and below.")
    with stage.controls:
        p = live_slider(
            SI_P,
            label="p =" if page.is_on_stage else "Probability of the event",
            scale="log" if log else "linear",
            colour=palette.truth,
            presets=EVENTS,
            on_pick=spread_if_rare,
        )
    main_number.metric("I(x)", information(p))
    with stage.figure:
        square, curve = st.columns([1, 1] if page.is_on_stage else [2, 3], gap="medium")
    with square:
        render_figure(halving_square(p, page.appearance), "si_square")
    with curve:
        render_figure(surprise_curve(p, page.appearance, log=log), "si_curve")
    page.say(stage, p=number(p), information=information(p), six=information(1 / 6))

    if page.is_whole:
        claims(p)
    probability.publish(p)


def claims(p: float) -> None:
    page.write("formula", log=unit.log, unit=unit.name)
    halvings = number(it.self_information(p))
    page.claim("claim: halvings", {"halvings": halvings}, p=number(p), halvings=halvings)
    page.claim(
        "claim: half",
        {"half as probable": information(p / 2), "the lottery": information(LOTTERY)},
        bit=information(1 / 2),
        coin=information(COIN),
        chance=number(LOTTERY),
        lottery=information(LOTTERY),
    )


def code(p: float) -> None:
    values = {"p": repr(p), "base": unit.code, "unit": unit.name}
    show_code(page, page.prose.parts["code"], values)


hero()
draw_hero_first(page.lesson.stem)
three_rules(page)
break_the_rules(page)
lazy_expander(
    "Bits as yes/no questions",
    SI_QUESTIONS,
    lambda: yes_no_questions(page),
    icon=":material/account_tree:",
)
page.write(
    "wrong",
    coin=information(COIN),
    second=information(1),
    dull=information(DULL),
    rare=information(1 - DULL),
    average=unit.show(it.binary_entropy(DULL, base=unit.base)),
)
lazy_expander(
    "Exercises", SI_EXERCISES, lambda: exercises(page, EXERCISES), icon=":material/edit_note:"
)
lazy_expander("Show exactly this", SI_CODE, code, of=[probability], icon=":material/code:")
onward(page, "onward", "entropy", "cross_entropy")
