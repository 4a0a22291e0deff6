"""The detective: which coin is it? The evidence grows by D per flip, on average."""

import numpy as np
import streamlit as st

import infotheory as it
from infotheory.lessons.sequences import running_evidence, sample
from ui.lessons.kl_divergence.evidence_figure import MOST_FLIPS, OTHERS, evidence_walk
from ui.link import KL_COIN, KL_N, KL_SEED
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.choice import choose
from ui.widgets.live_slider import live_count
from ui.widgets.remembered import redraw_button, remembered_number

COINS = dict(zip(KL_COIN.options, (np.array([0.25, 0.75]), np.array([0.5, 0.5])), strict=True))


@fragment
def detective(page: Page) -> None:
    """Flip one of two coins and weigh the evidence for it against the other."""
    unit = page.appearance.unit
    page.write_narrow("detective")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        flipped = choose(st.segmented_control, "Which coin is flipped?", KL_COIN)
        n = live_count(
            KL_N,
            label="Flips",
            colour=page.appearance.palette.truth,
        )
        redraw_button("New flips", "kl_reflip", KL_SEED)
    p = COINS[flipped]
    (q,) = (coin for coin in COINS.values() if coin is not p)
    seed = remembered_number(KL_SEED)

    def walk(flips: int, which: int) -> np.ndarray:
        flipped = sample(p, flips, seed=seed * (OTHERS + 1) + which)
        return running_evidence(flipped, p, q, base=unit.base)

    d = it.kl_divergence(p, q, base=unit.base)
    with control, st.container(horizontal=True):
        st.metric("evidence per flip, D", unit.show(d))
        st.metric("flips for one bit", number(1 / it.kl_divergence(p, q), 2))
    others = np.stack([walk(MOST_FLIPS, which) for which in range(1, OTHERS + 1)])
    with figure:
        render_figure(evidence_walk(walk(n, 0), others, float(d), page.appearance), "kl_evidence")
    page.write_narrow(
        "detective: both",
        **{
            name: value
            for coin, (a, b) in {"biased": (0, 1), "fair": (1, 0)}.items()
            for name, value in _costs(page, a, b, coin).items()
        },
    )


def _costs(page: Page, true: int, other: int, coin: str) -> dict[str, str]:
    p, q = (list(COINS.values())[i] for i in (true, other))
    unit = page.appearance.unit
    d = number(it.kl_divergence(p, q, base=unit.base), 4)
    return {f"{coin}_d": f"{d} {unit.name}", f"{coin}_flips": number(1 / it.kl_divergence(p, q), 2)}
