"""Squared error is a cross-entropy too: that of a normal model, here around a line."""

import math

import numpy as np
import streamlit as st

from infotheory import mse
from infotheory.lessons.gaussian_fits import gaussian_cross_entropy, least_squares_line
from ui.lessons.cross_entropy.cross_entropy_figure import fitted_line
from ui.link import CE_INTERCEPT, CE_SIGMA, CE_SLOPE
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.live_slider import live_slider
from ui.widgets.written import write

X = np.array([0.5, 1.2, 2.0, 2.7, 3.5, 4.1, 5.0, 5.8, 6.6, 7.5, 8.4, 9.4])
Y = np.array([1.3, 0.6, 2.9, 1.9, 3.6, 2.4, 4.9, 3.7, 6.1, 5.2, 5.9, 7.6])


def take_best() -> None:
    """Set the line to the least-squares fit."""
    intercept, slope = least_squares_line(X, Y)
    write({CE_INTERCEPT.name: f"{intercept:.4f}", CE_SLOPE.name: f"{slope:.4f}"})


@fragment
def squared_error_too(page: Page) -> None:
    """Let the visitor fit a line, by cross-entropy and by squared error at once."""
    unit, palette = page.appearance.unit, page.appearance.palette
    stage = page.block("line")
    with stage.controls:
        slope = live_slider(CE_SLOPE, label="Slope", step=0.05, colour=palette.model)
        intercept = live_slider(
            CE_INTERCEPT,
            label="Height at x = 0",
            step=0.1,
            colour=palette.model,
        )
        std = live_slider(
            CE_SIGMA,
            label="Standard deviation σ",
            step=0.05,
            colour=palette.model,
        )
        st.button("Best line", icon=":material/target:", key="ce_best", on_click=take_best)
    predicted = intercept + slope * X
    square = mse(Y, predicted, reduction="mean").value
    paid = gaussian_cross_entropy(Y, predicted, std, base=unit.base)
    best = least_squares_line(X, Y)
    least = number(mse(Y, best[0] + best[1] * X, reduction="mean").value)
    with stage.numbers:
        st.metric("−mean log N(y; ŷ, σ²)", unit.show(paid))
        st.metric("mean squared error", number(square))
        if not page.is_on_stage:  # there the line is sought first
            st.metric(
                "smallest possible",
                least,
                help=f"at slope {number(best[1])} and height {number(best[0])}",
            )
    with stage.figure:
        render_figure(fitted_line(X, Y, (intercept, slope), std, page.appearance), "ce_line")
    page.say(stage, square=number(square), paid=unit.show(paid), least=least)
    page.write_narrow(
        "line: equal",
        constant=unit.show(unit.of_nats(math.log(2 * math.pi) / 2)),
        half=unit.show(unit.of_nats(square / 2)),
        sum=unit.show(gaussian_cross_entropy(Y, predicted, 1.0, base=unit.base)),
        perfect=unit.show(gaussian_cross_entropy(Y, Y, 0.2, base=unit.base)),
    )
