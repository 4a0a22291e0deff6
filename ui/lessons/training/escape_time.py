"""Escape time: steps to 90 % against how wrong the start is, without and with Adam."""

import math
from dataclasses import replace

import numpy as np
import streamlit as st
from numpy.typing import NDArray

import infotheory as it
from ui.figures.escape import escape_times
from ui.figures.tables import Columns, select, stack
from ui.lessons.training.race_claims import counted
from ui.lessons.training.race_settings import (
    CROSS_ENTROPY,
    LOSSES,
    RATES,
    SQUARED_ERROR,
    STEPS,
    RaceSettings,
)
from ui.lessons.training.races import escape_steps
from ui.lessons.training.runs import steps_to_target
from ui.page.page import Page
from ui.page.render import render_figure

_STARTS = tuple(float(b) for b in range(11))
_LIMIT = 4000
_RATE, _ADAM_RATE, _LINEAR_RATE = 0.5, 0.01, 0.1
MOST_OWN_WORK = 4e8 / (2 * len(_STARTS))
"""Of one run on a visitor's own data; a race's work is its unit."""


def _with(start: float, optimizer: str, rate: float) -> Columns:
    """Tabulate the steps from all starts, and from the race's own start if it is on the axis."""
    times = escape_steps("blobs", _STARTS, _LIMIT, optimizer, rate)
    if start in _STARTS or start > _STARTS[-1]:
        return times
    own = escape_steps("blobs", (start,), _LIMIT, optimizer, rate)
    every = stack([times, own])
    return select(every, np.argsort(every["start"], kind="stable"))


def _steps(times: Columns, loss: str) -> NDArray[np.int64]:
    """Return the steps of one loss, in the order of the starts."""
    return np.asarray(times["steps"][times["loss"] == LOSSES[loss]])


def escape_time(page: Page, race: RaceSettings) -> None:
    """Draw both escape times with the race's start marked, and report how steep they get."""
    if race.own is not None:
        _on_own_data(page, race)
        return
    wrong_bias = race.wrong_bias
    plain = escape_steps("blobs", _STARTS, _LIMIT, "sgd", _RATE)
    for column, optimizer, rate in zip(
        st.columns(2, gap="medium"), ("sgd", "adam"), (_RATE, _ADAM_RATE), strict=True
    ):
        with column:
            page.write("escape: plain" if optimizer == "sgd" else "escape: Adam")
            times = _with(wrong_bias, optimizer, rate)
            render_figure(
                escape_times(times, wrong_bias, page.appearance), f"tr_escape_{optimizer}"
            )
    before, last = _steps(plain, SQUARED_ERROR)[-2:]
    ramp = _steps(plain, CROSS_ENTROPY)
    page.claim(
        "escape: slope",
        {
            "squared error, B 9 → 10": f"×{last / before:.2f}",
            "in e-folds": f"{math.log(last / before):.2f}",
            "cross-entropy": f"+{ramp[-1] - ramp[-2]} steps",
        },
        gap=f"{it.softmax_cross_entropy(2, [10.0, 0.0, 0.0]).value:.2f}",
        **_adam_at_its_other_rate(),
    )
    page.claim("escape: linear", _three_ways())


def _on_own_data(page: Page, race: RaceSettings) -> None:
    """Draw both for a linear model on the visitor's own data, within as many steps as are borne."""
    linear = replace(race, model="linear", optimizer="sgd", steps=_LIMIT)
    work = linear.work_of_a_step
    limit = max(each for each in STEPS if each == STEPS[0] or each * work <= MOST_OWN_WORK)
    page.write_narrow("escape: yours", limit=f"{limit:,}")
    for column, (optimizer, rate) in zip(
        st.columns(2, gap="medium"), (("sgd", _RATE), ("adam", _ADAM_RATE)), strict=True
    ):
        with column:
            page.write("escape: plain" if optimizer == "sgd" else "escape: Adam")
            times = escape_steps(
                race.data, _STARTS, limit, optimizer, rate, race.own, race.as_they_are
            )
            times = select(times, times["steps"] > 0)
            if not len(times["steps"]):
                page.write("escape: yours: none", limit=f"{limit:,}")
                continue
            render_figure(
                escape_times(times, race.wrong_bias, page.appearance),
                f"tr_escape_{optimizer}",
            )


def _adam_at_its_other_rate() -> dict[str, str]:
    last = escape_steps("blobs", _STARTS[-1:], _LIMIT, "adam", RATES["adam"])
    return {
        "adam_cross": f"{_steps(last, CROSS_ENTROPY)[0]:,}",
        "adam_squared": f"{_steps(last, SQUARED_ERROR)[0]:,}",
    }


def _three_ways() -> dict[str, str]:
    """Count the steps from the most wrong start, with and without a softmax, at one rate."""
    race = RaceSettings("blobs", "linear", _STARTS[-1], steps=_LIMIT)
    ways = {
        "squared error, linear outputs": "linear_squared_error",
        "cross-entropy, same η": CROSS_ENTROPY,
        "squared error, softmax": SQUARED_ERROR,
    }
    return {
        name: counted(steps_to_target(race.source(), race.training(loss, _LINEAR_RATE)), _LIMIT)
        for name, loss in ways.items()
    }
