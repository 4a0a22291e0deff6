"""Calibration: whether each model is right as often as it says, at the end of the race."""

from typing import NamedTuple

import numpy as np
import streamlit as st

import infotheory as it
from infotheory.lessons.reliability import Reliability, reliability
from ui.lessons.training.calibration_figure import reliabilities
from ui.lessons.training.race_settings import LOSSES, RaceSettings, Source
from ui.lessons.training.runs import dataset, run
from ui.link import TR_SOFT
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.cache import cached
from ui.serving.long_work import LONG_WORK
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.choice import choose

BINS = 15
"""As many as the trainer's calibration error has, so that the figure shows what it sums."""


class Calibration(NamedTuple):
    """How well a trained model is calibrated on the test data."""

    bins: Reliability
    error: float
    cross_entropy: float
    """In nats."""


@cached(64, LONG_WORK)
def calibration(source: Source, settings: it.TrainingSettings) -> Calibration | None:
    """Train, and compare how sure the model is of its answers with how often they are right.

    Returns
    -------
    Calibration or None
        None if the run diverged.
    """
    end = run(source, settings).end
    if end.diverged:
        return None
    data = dataset(source)
    q = np.asarray(it.softmax(it.logits(end.parameters, data.x_test)))
    bins = reliability(q.max(axis=1), q.argmax(axis=1) == data.y_test, bins=BINS)
    return Calibration(bins, end.test.calibration_error, end.test.cross_entropy)


@fragment
def right_as_often_as_sure(page: Page, race: RaceSettings, rates: tuple[float, ...]) -> None:
    """Draw the reliability of both models, trained on labels that the visitor can soften."""
    unit = page.appearance.unit
    page.write_narrow("calibration")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        smoothing = float(choose(st.segmented_control, "Label smoothing ε", TR_SOFT))
        found = {}
        for (loss, shown), rate in zip(LOSSES.items(), rates, strict=True):
            settings = race.training(loss, rate, label_smoothing=smoothing)
            each = found[shown] = calibration(race.source(), settings)
            with st.container(horizontal=True):
                st.metric(
                    f"{shown}: calibration error",
                    "diverged" if each is None else number(each.error),
                )
                if each is not None:
                    st.metric("test cross-entropy", unit.show(unit.of_nats(each.cross_entropy)))
    with figure:
        drawn = {shown: each.bins for shown, each in found.items() if each is not None}
        render_figure(reliabilities(drawn, page.appearance), "tr_calibration_figure")
    page.write_narrow("calibration: said", noise=f"{100 * race.label_noise:.0f}")
