"""Draw one step of the race: the bridge, what each model has learned, and the measures."""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

import infotheory as it
from infotheory.lessons.confident_error import mean_gradient, mean_lead
from ui.figures.tables import Columns
from ui.lessons.training.anatomy_figure import anatomy
from ui.lessons.training.bridge_figure import Ball, bridge
from ui.lessons.training.digits_figure import COLUMNS, digits
from ui.lessons.training.race_figure import MEASURES, Line, race
from ui.lessons.training.race_settings import NAMES
from ui.lessons.training.races import Run
from ui.lessons.training.regions_figure import regions
from ui.page.render import render_figure
from ui.style.appearance import Appearance

Weights = tuple[NDArray[np.float64], ...]

_FIXED = 3  # digits that are always shown


class Racer(NamedTuple):
    """A run in the race: the name on screen of the loss that it trains with, and its results."""

    loss: str
    run: Run
    forked: bool = False


Racers = Mapping[str, Racer]


def draw_models(data: it.Dataset, racers: Racers, step: int, appearance: Appearance) -> None:
    """Draw the bridge, and beside it the regions of each model, or its digits."""
    flat = data.x_train.shape[1] == 2
    hill, *columns = st.columns([4, *[3] * len(racers)] if flat else [2, 3], gap="small")
    with hill:
        render_figure(
            bridge(_balls(data, racers, step), len(data.class_names), appearance), "tr_bridge"
        )
    if not flat:
        with columns[0]:
            _draw_digits(data, racers, step, appearance)
        return
    for column, (name, racer) in zip(columns, racers.items(), strict=True):
        now = racer.run.at(step)
        accuracy = f"{100 * now.test.accuracy:.0f} %"
        title = f"switched: {accuracy}" if racer.forked else f"{racer.loss}: {accuracy}"
        with column:
            render_figure(
                regions(
                    data, partial(_probabilities, now.parameters), racer.loss, title, appearance
                ),
                f"tr_regions_{name}",
            )


def draw_measures(racers: Racers, band: Columns | None, step: int, appearance: Appearance) -> None:
    """Draw each measure of all runs on common axes."""
    lines = {name: Line(r.loss, r.run.table, r.forked) for name, r in racers.items()}
    for column, measure in zip(st.columns(len(MEASURES)), MEASURES, strict=True):
        with column:
            render_figure(race(lines, step, measure, appearance, band), f"tr_{measure}")


def draw_anatomy(data: it.Dataset, racers: Racers, step: int, appearance: Appearance) -> None:
    """Draw the pull of both losses, at each model's mean probability of the true class."""
    x, y = _wronged(data)
    given = {}
    for name, racer in racers.items():
        if not racer.forked:
            p = _probabilities(racer.run.at(step).parameters, x)
            given[name] = float(p[np.arange(len(y)), y].mean())
    render_figure(anatomy(given, appearance), "tr_anatomy_figure")


def _balls(data: it.Dataset, racers: Racers, step: int) -> list[Ball]:
    x, y = _wronged(data)
    balls = []
    for racer in racers.values():
        z = _logits(racer.run.at(step).parameters, x)
        gradient = mean_gradient(NAMES[racer.loss], z, y)
        balls.append(Ball(racer.loss, mean_lead(z, y), gradient, racer.forked))
    return balls


def _wronged(data: it.Dataset) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the training samples that a start in favour of the first class gets wrong."""
    of_others = data.y_train != 0
    return data.x_train[of_others], data.y_train[of_others]


def _draw_digits(data: it.Dataset, racers: Racers, step: int, appearance: Appearance) -> None:
    p = {
        name: _probabilities(racer.run.at(step).parameters, data.x_test)
        for name, racer in racers.items()
        if not racer.forked
    }
    answers = np.array([each.argmax(axis=1) for each in p.values()])
    apart = np.flatnonzero(answers[0] != answers[1])
    picked = [*range(_FIXED), *apart[apart >= _FIXED][: COLUMNS - _FIXED]]
    shown = {name: each[picked] for name, each in p.items()}
    render_figure(
        digits(data.x_test[picked], data.y_test[picked].tolist(), shown, appearance), "tr_digits"
    )
    st.caption(
        f"Three test digits, and up to three of those that the models read differently: now "
        f"{len(apart)} of {len(data.y_test)}. Green: the truth."
    )


def _probabilities(parameters: Weights, x: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(it.softmax(_logits(parameters, x)))


def _logits(parameters: Weights, x: NDArray[np.float64]) -> NDArray[np.float64]:
    # The outputs of a model about to diverge may overflow far from its training data.
    return np.nan_to_num(it.logits(parameters, x), posinf=1e300, neginf=-1e300)
