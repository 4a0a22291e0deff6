"""Escape time: steps to 90 % against how wrong the start is, without and with Adam."""

import math

import streamlit as st

import infotheory as it
from ui.charts.escape import escape_times
from ui.frame import Page
from ui.races import escape_steps
from ui.show import show

_STARTS = tuple(float(b) for b in range(11))
_LIMIT = 4000
_RATE, _ADAM_RATE, _LINEAR_RATE = 0.5, 0.01, 0.1


def escape_time(page: Page, wrong_bias: float) -> None:
    """Draw both escape times, the race's start marked, and say how steep they get."""
    plain = escape_steps("blobs", _STARTS, _LIMIT, "sgd", _RATE)
    adam = escape_steps("blobs", _STARTS, _LIMIT, "adam", _ADAM_RATE)
    here = min(round(wrong_bias), _STARTS[-1])
    left, right = st.columns(2, gap="medium")
    with left:
        page.say("escape: plain")
        show(escape_times(plain, here, page.look), "tr_escape_plain")
    with right:
        page.say("escape: Adam")
        show(escape_times(adam, here, page.look), "tr_escape_adam")
    steps = plain.pivot_table(index="start", columns="loss", values="steps")
    last, before = steps["squared error"].iloc[-1], steps["squared error"].iloc[-2]
    ramp = steps["cross-entropy"]
    page.claim(
        "escape: slope",
        {
            "squared error, B 9 → 10": f"×{last / before:.2f}",
            "in e-folds": f"{math.log(last / before):.2f}",
            "cross-entropy": f"+{ramp.iloc[-1] - ramp.iloc[-2]:.0f} steps",
        },
        gap=f"{it.softmax_cross_entropy(2, [10.0, 0.0, 0.0]).value:.2f}",
    )
    linear = it.TrainingSettings(
        loss="linear_squared_error", init="zero", wrong_bias=10.0, learning_rate=_LINEAR_RATE
    )
    page.claim(
        "escape: linear",
        {
            "linear outputs, B = 10": f"{it.steps_to_accuracy(it.load_dataset('blobs'), linear)}",
            "through a softmax": f"{last:,.0f}",
        },
    )
