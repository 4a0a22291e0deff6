"""From scores to a loss: logits, softmax, a one-hot or smoothed label, cross-entropy."""

from typing import NamedTuple

import numpy as np
import streamlit as st

import infotheory as it
from infotheory.lessons.smoothing import mix_uniform
from ui.lessons.cross_entropy.classifier_figure import label_and_answer
from ui.page.on_screen import OnScreen
from ui.page.page import Page
from ui.page.render import show
from ui.style.units import number
from ui.widgets.choice import choose
from ui.widgets.live_slider import live_slider

CLASSES = ("cat", "dog", "fox", "owl")
LOGITS = (2.5, -1.0, 3.2, 0.5)
LOGIT_KEYS = tuple(f"ce_z{i}" for i in range(1, len(CLASSES) + 1))
LIMIT = 10.0  # of a logit, either way
MOST_SMOOTHED = 0.5
CLASSIFIER_KEYS = ("ce_true", *LOGIT_KEYS, "ce_eps")


class Classifier(NamedTuple):
    """A score for each class, and the label: one-hot, or smoothed."""

    logits: tuple[float, ...]
    label: tuple[float, ...]


def smoothed(true: int, epsilon: float, classes: int = len(CLASSES)) -> np.ndarray:
    """Return the label of class ``true`` with ``epsilon`` spread over all classes."""
    return mix_uniform(np.eye(classes)[true], epsilon)


@st.fragment
def classifier_loss(page: Page, shown: OnScreen[Classifier]) -> None:
    """Show how four scores become a loss; ``shown`` is told which."""
    unit, palette = page.look.unit, page.look.palette
    page.tell("classifier")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        true = choose(st.segmented_control, "True class", CLASSES, "ce_true")
        logits = [
            live_slider(
                key,
                label=f"Score of {name}",
                low=-LIMIT,
                high=LIMIT,
                step=0.1,
                default=start,
                colour=palette.model,
            )
            for key, name, start in zip(LOGIT_KEYS, CLASSES, LOGITS, strict=True)
        ]
        epsilon = live_slider(
            "ce_eps",
            label="Label smoothing ε",
            low=0,
            high=MOST_SMOOTHED,
            step=0.01,
            default=0,
            colour=palette.truth,
        )
    truth = CLASSES.index(true)
    y, answer = smoothed(truth, epsilon), np.asarray(it.softmax(logits))
    loss = unit.of_nats(it.softmax_cross_entropy(y, logits).value)
    with figure:
        with st.container(horizontal=True):
            st.metric("loss", unit.show(loss))
            st.metric(
                f"I(ŷ of {CLASSES[truth]})",
                unit.show(unit.of_nats(-np.asarray(it.log_softmax(logits))[truth])),
            )
            st.metric("floor H(y)", unit.show(it.entropy(y, base=unit.base)))
        show(label_and_answer(y, answer, CLASSES, page.look), "ce_classifier")
    ten = number(it.entropy(smoothed(0, 0.1, 10), base=unit.base), 4)
    page.tell("classifier: label", ten=f"{ten} {unit.name}")
    shown.publish(Classifier(tuple(logits), tuple(y.tolist())))
