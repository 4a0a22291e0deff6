"""Escape time: steps to 90 % against how wrong the start is, without and with Adam."""

import math
from dataclasses import replace

import pandas as pd
import streamlit as st

import infotheory as it
from ui.figures.escape import escape_times
from ui.figures.tables import columns
from ui.lessons.training.race_claims import counted
from ui.lessons.training.race_settings import (
    CROSS_ENTROPY,
    RATES,
    SQUARED_ERROR,
    STEPS,
    RaceSettings,
)
from ui.lessons.training.races import escape_steps, steps_to_target
from ui.page.page import Page
from ui.page.render import render_figure

_STARTS = tuple(float(b) for b in range(11))
_LIMIT = 4000
_RATE, _ADAM_RATE, _LINEAR_RATE = 0.5, 0.01, 0.1
_MOST_OWN_WORK = 4e8 / (2 * len(_STARTS))
"""Of one run on a visitor's own data; a race's work is its unit."""


def _with(start: float, optimizer: str, rate: float) -> pd.DataFrame:
    """Tabulate the steps from all starts, and from the race's own start if it is on the axis."""
    times = escape_steps("blobs", _STARTS, _LIMIT, optimizer, rate)
    if start in _STARTS or start > _STARTS[-1]:
        return times
    own = escape_steps("blobs", (start,), _LIMIT, optimizer, rate)
    return pd.concat([times, own]).sort_values("start", ignore_index=True)


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
                escape_times(columns(times), wrong_bias, page.appearance), f"tr_escape_{optimizer}"
            )
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
        **_adam_at_its_other_rate(),
    )
    page.claim("escape: linear", _three_ways())


def _on_own_data(page: Page, race: RaceSettings) -> None:
    """Draw both for a linear model on the visitor's own data, within as many steps as are borne."""
    linear = replace(race, model="linear", optimizer="sgd", steps=_LIMIT)
    work = linear.work_of_a_step
    limit = max(each for each in STEPS if each == STEPS[0] or each * work <= _MOST_OWN_WORK)
    page.write_narrow("escape: yours", limit=f"{limit:,}")
    for column, (optimizer, rate) in zip(
        st.columns(2, gap="medium"), (("sgd", _RATE), ("adam", _ADAM_RATE)), strict=True
    ):
        with column:
            page.write("escape: plain" if optimizer == "sgd" else "escape: Adam")
            times = escape_steps(
                race.data, _STARTS, limit, optimizer, rate, race.own, race.as_they_are
            )
            times = times[times["steps"] > 0]
            if times.empty:
                page.write("escape: yours: none", limit=f"{limit:,}")
                continue
            render_figure(
                escape_times(columns(times), race.wrong_bias, page.appearance),
                f"tr_escape_{optimizer}",
            )


def _adam_at_its_other_rate() -> dict[str, str]:
    last = escape_steps("blobs", _STARTS[-1:], _LIMIT, "adam", RATES["adam"])
    steps = last.set_index("loss")["steps"]
    return {
        "adam_cross": f"{steps['cross-entropy']:,}",
        "adam_squared": f"{steps['squared error']:,}",
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
