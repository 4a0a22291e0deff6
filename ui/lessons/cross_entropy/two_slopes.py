"""Two slopes: the running cost of draws, under the source's own code and under the model's."""

import numpy as np
import streamlit as st

import infotheory as it
from infotheory.lessons.sequences import running_cost, sample
from ui.lessons.cross_entropy.cross_entropy_figure import two_slopes
from ui.link import CE_N, CE_SEED
from ui.page.numbers import show_numbers
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.live_slider import live_count
from ui.widgets.remembered import redraw_button, remembered_number


@fragment
def draws_paid(page: Page, p: np.ndarray, q: np.ndarray) -> None:
    """Sample from ``p``, and show what the sample costs under ``q``."""
    unit = page.appearance.unit
    page.write_narrow("slopes")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        n = live_count(
            CE_N,
            label="Draws from p",
            colour=page.appearance.palette.truth,
        )
        redraw_button("New draws", "ce_redraw", CE_SEED)
    draws = sample(p, n, seed=remembered_number(CE_SEED))
    paid = running_cost(draws, q, base=unit.base)[-1]
    own = running_cost(draws, p, base=unit.base)[-1]
    shares = np.bincount(draws, minlength=p.size) / n
    gap, expected = paid - own, n * it.kl_divergence(p, q, base=unit.base)
    of_sample = it.cross_entropy(shares, q, base=unit.base)
    with control:
        show_numbers(
            {
                "gap so far": f"{number(gap, 1)} {unit.name}",
                "expected, n · D": f"{number(expected, 1)} {unit.name}",
                "paid per draw": unit.show(paid / n),
                "H(p̂, q)": unit.show(of_sample),
            }
        )
    with figure:
        render_figure(two_slopes(draws, p, q, page.appearance), "ce_slopes")
    page.write_narrow("slopes: sample")
