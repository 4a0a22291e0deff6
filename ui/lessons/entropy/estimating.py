"""Entropy estimated from samples: its scatter, and how far it is too low."""

import numpy as np
import streamlit as st

import infotheory as it
from infotheory.lessons.sampling import expected_sample_entropy, sample_entropies
from ui.lessons.entropy.estimates_figure import sample_histogram
from ui.link import ENT_N
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.widgets.distribution.reading import Source
from ui.widgets.live_slider import live_count

_REPETITIONS, _SEED = 2_000, 1948
_DIE, _ROLLS = (1 / 6,) * 6, 30


@fragment
def estimating(page: Page, source: Source) -> None:
    """Show the entropies of samples of the source; a slider sets their number of draws."""
    unit, p = page.appearance.unit, source.p / source.p.sum()
    page.write("estimate", repetitions=f"{_REPETITIONS:,}")
    n = live_count(
        ENT_N,
        label="Draws n in a sample",
        scale="log",
        colour=page.appearance.palette.truth,
    )
    truth = float(it.entropy(p, base=unit.base, normalize=True))
    mean = expected_sample_entropy(p, n, base=unit.base)
    drawn = sample_entropies(p, n, repetitions=_REPETITIONS, seed=_SEED, base=unit.base)
    numbers, figure = st.columns([1, 3], gap="medium", vertical_alignment="center")
    with numbers:
        st.metric("truth", unit.show(truth))
        st.metric("samples, on average", unit.show(mean))
        st.metric("bias", unit.show(min(mean - truth, 0.0)))
    with figure:
        most = it.entropy([1] * p.size, base=unit.base, normalize=True)
        render_figure(
            sample_histogram(drawn, mean, truth, float(most), page.appearance), "ent_samples"
        )
    page.write(
        "estimate: thirty",
        thirty=unit.show(expected_sample_entropy(_DIE, _ROLLS, base=unit.base)),
        die=unit.show(it.entropy(_DIE, base=unit.base)),
    )
    possible = int(np.count_nonzero(p))
    page.write(
        "estimate: miller",
        m=str(possible),
        n=f"{n:,}",
        miller=unit.show(unit.of_nats((possible - 1) / (2 * n))),
    )
