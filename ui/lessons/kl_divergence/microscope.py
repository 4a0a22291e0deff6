"""The precision microscope: other formulas of the divergence beside ours, as q nears p."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

import infotheory as it
from infotheory.lessons.naive_kl import by_subtraction, exact_divergence, plain_sum, with_epsilon
from ui.figures.tables import Columns, by_column, frozen
from ui.lessons.kl_divergence.microscope_figure import CLOSEST, DIGITS, NAMES, WIDEST, digits_left
from ui.link import KL_GAP, KL_SOURCE
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.cache import cached
from ui.serving.open_page import fragment
from ui.widgets.choice import choose
from ui.widgets.live_slider import live_slider

_DISTRIBUTIONS = ((1 / 3, 2 / 3), (0.3, 0.7), (0.1, 0.2, 0.3, 0.4), (1 / 6,) * 6)
SOURCES = dict(zip(KL_SOURCE.options, _DISTRIBUTIONS, strict=True))
FORMULAS: dict[str, Callable[..., Any]] = dict(
    zip(NAMES, (it.kl_divergence, plain_sum, by_subtraction, with_epsilon), strict=True)
)
_GAPS = np.geomspace(WIDEST, CLOSEST, 56)


def moved(p: tuple[float, ...], gap: float) -> np.ndarray:
    """Return ``p`` with ``gap`` added to its first probability and taken from its last."""
    q = np.array(p)
    q[0] += gap
    q[-1] -= gap
    return q


def answers(p: tuple[float, ...], gap: float) -> dict[str, float]:
    """Return each formula's result, in bits."""
    q = moved(p, gap)
    return {name: float(formula(p, q)) for name, formula in FORMULAS.items()}


def correct_digits(answer: float, truth: float) -> float:
    """Return how many leading digits are right, at most as many as a float has."""
    error = abs(answer - truth) / truth
    return DIGITS if error == 0 else min(max(-math.log10(error), 0.0), DIGITS)


@cached(len(SOURCES))
def digits(p: tuple[float, ...]) -> Columns:
    """Tabulate gap, formula, digits and negative over eleven decades of the gap."""
    rows = []
    for gap in _GAPS:
        truth = float(exact_divergence(p, moved(p, gap)))
        rows += [
            (gap, name, correct_digits(answer, truth), answer < 0)
            for name, answer in answers(p, gap).items()
        ]
    return frozen(by_column(rows, ["gap", "formula", "digits", "negative"]))


@fragment
def microscope(page: Page) -> None:
    """Let the visitor move q towards p, and show each formula's correct digits."""
    unit = page.appearance.unit
    page.write_narrow("microscope")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        source = choose(st.pills, "p", KL_SOURCE)
        gap = live_slider(
            KL_GAP,
            label="Gap between q and p",
            scale="log",
            colour=page.appearance.palette.model,
        )
        p = SOURCES[source]
        truth = float(exact_divergence(p, moved(p, gap)))
        rows = {"the truth": truth, **answers(p, gap)}
        lines = [f"| {name} | `{unit.of_bits(bits):.9e}` |" for name, bits in rows.items()]
        st.markdown(f"| formula | {unit.name} |\n| :-- | --: |\n" + "\n".join(lines))
    with figure:
        render_figure(digits_left(digits(p), gap, page.appearance), "kl_digits")
    page.write_narrow("microscope: why")
