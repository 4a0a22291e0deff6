"""Lesson 1: self-information, the surprise of one event."""

import streamlit as st

import infotheory as it
from ui.charts.self_information import RAREST, halving_square, surprise_curve
from ui.frame import enter
from ui.live_slider import live_slider
from ui.show import show
from ui.sources import EVENTS
from ui.units import number

COIN = 0.5

page = enter(__file__)
unit, palette = page.look.unit, page.look.palette
page.say("question")


def information(p: float) -> float:
    return float(it.self_information(p, base=unit.base))


@st.fragment
def lesson() -> None:
    headline, control = st.columns([1, 3], gap="medium", vertical_alignment="center")
    with control:
        p = live_slider(
            "si_p",
            label="Probability of the event",
            low=RAREST,
            high=1.0,
            scale="log",
            default="1/6",
            colour=palette.truth,
            presets=EVENTS,
        )
    with headline:
        st.metric("I(x)", unit.show(information(p)))
    square, curve = st.columns([2, 3], gap="medium")
    with square:
        show(halving_square(p, page.look), "si_square")
    with curve:
        log = st.toggle("Rare events: log scale", key="si_log", bind="query-params")
        show(surprise_curve(p, page.look, log=log), "si_curve")

    page.say("formula", log=unit.log, unit=unit.name)
    page.claim(
        "claim: halvings",
        {
            "halvings": number(it.self_information(p)),
            "I(x) in bits": number(it.self_information(p)),
        },
        p=number(p),
        halvings=number(it.self_information(p)),
    )
    page.claim(
        "claim: certain",
        {
            "I of a certain event": unit.show(information(1.0)),
            "half of p": unit.show(information(p / 2)),
        },
    )
    page.claim(
        "claim: independent",
        {
            "I(x)": unit.show(information(p)),
            "a coin": unit.show(information(COIN)),
            "both": unit.show(information(p * COIN)),
        },
    )


lesson()
