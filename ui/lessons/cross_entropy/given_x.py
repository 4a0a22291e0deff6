"""One forecast for each image: the loss is an average over samples, and its floor is H(Y | X)."""

import numpy as np
import streamlit as st

import infotheory as it
from infotheory.lessons.known_classes import known, posterior, sample
from ui.lessons.cross_entropy.given_x_figure import POINTS, left_open, points_of_classes
from ui.link import CE_SPREAD
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.widgets.live_slider import live_slider


@fragment
def one_forecast_each(page: Page) -> None:
    """Let the visitor spread three known classes, and see what no classifier can tell."""
    unit = page.appearance.unit
    page.write_narrow("given")
    spread = live_slider(
        CE_SPREAD,
        label="How far the classes spread: σ =",
        step=0.05,
        colour=page.appearance.palette.entropy,
    )
    found = known(spread, base=unit.base)
    x, y = sample(POINTS, spread)
    to_the_truth = posterior(x, spread)[np.arange(POINTS), y]
    paid = it.self_information(to_the_truth, base=unit.base)
    plane, curve = st.columns(2, gap="medium")
    with plane:
        render_figure(points_of_classes(spread, page.appearance), "ce_given_points")
    with curve:
        render_figure(left_open(spread, found, page.appearance), "ce_given_floor")
    page.claim(
        "given: floor",
        {
            "floor H(Y | X)": unit.show(found.left_open),
            f"best loss, {POINTS} points": unit.show(float(np.mean(paid))),
        },
    )
    page.claim(
        "given: told",
        {
            "x tells you, I(X; Y)": unit.show(found.told),
            "the best guess, I(Ŷ; Y)": unit.show(found.told_by_guess),
        },
        right=f"{100 * found.right:.1f}",
    )
