"""From scores to a loss: logits, softmax, a one-hot or smoothed label, cross-entropy."""

from typing import NamedTuple

import numpy as np
import streamlit as st

import infotheory as it
from infotheory.lessons.smoothing import mix_uniform
from ui.lessons.cross_entropy.classifier_figure import label_and_answer
from ui.link import CE_EPS, CE_SCORES, CE_TRUE
from ui.page.code import exactly
from ui.page.on_screen import OnScreen
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.choice import choose
from ui.widgets.live_slider import live_slider

CLASSES = CE_TRUE.options
CLASSIFIER_CONTROLS = (CE_TRUE, *CE_SCORES, CE_EPS)


class Classifier(NamedTuple):
    """A score for each class, and the label: one-hot, or smoothed."""

    logits: tuple[float, ...]
    label: tuple[float, ...]


def classifier_values(shown: Classifier) -> dict[str, str]:
    """Return the values that a snippet shows of a classifier: its scores, and its label."""
    return {"logits": exactly(shown.logits), "label": exactly(shown.label)}


def smoothed(true: int, epsilon: float, classes: int = len(CLASSES)) -> np.ndarray:
    """Return the label of class ``true`` with ``epsilon`` spread over all classes."""
    return mix_uniform(np.eye(classes)[true], epsilon)


@fragment
def classifier_loss(page: Page, shown: OnScreen[Classifier]) -> None:
    """Show how four scores become a loss, and publish scores and label in ``shown``."""
    unit, palette = page.appearance.unit, page.appearance.palette
    stage = page.block("classifier")
    with stage.controls:
        true = choose(st.segmented_control, "True class", CE_TRUE)
        logits = [
            live_slider(
                score,
                label=f"Score of {name}",
                step=0.1,
                colour=palette.model,
            )
            for score, name in zip(CE_SCORES, CLASSES, strict=True)
        ]
        epsilon = 0.0  # on a stage, labels are one-hot
        if not page.is_on_stage:
            epsilon = live_slider(
                CE_EPS,
                label="Label smoothing ε",
                step=0.01,
                colour=palette.truth,
            )
    truth = CLASSES.index(true)
    y, answer = smoothed(truth, epsilon), np.asarray(it.softmax(logits))
    loss = unit.of_nats(it.softmax_cross_entropy(y, logits).value)
    with stage.numbers:
        st.metric("loss", unit.show(loss))
        st.metric(
            f"I(ŷ of {CLASSES[truth]})",
            unit.show(unit.of_nats(-np.asarray(it.log_softmax(logits))[truth])),
        )
        if not page.is_on_stage:
            st.metric("floor H(y)", unit.show(it.entropy(y, base=unit.base)))
    with stage.figure:
        render_figure(label_and_answer(y, answer, CLASSES, page.appearance), "ce_classifier")
    page.say(stage, true=CLASSES[truth], given=number(answer[truth]), loss=unit.show(loss))
    ten = number(it.entropy(smoothed(0, 0.1, 10), base=unit.base), 4)
    page.write_narrow("classifier: label", ten=f"{ten} {unit.name}")
    shown.publish(Classifier(tuple(logits), tuple(y.tolist())))
