"""Not a distance: asymmetric in general, without a triangle inequality; and a challenge."""

import numpy as np
import streamlit as st

import infotheory as it
from ui.link import KL_CP, KL_CQ
from ui.page.page import Page
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.distribution.editors import edit_pair

CORNERS = ([0.5, 0.5], [0.25, 0.75], [0.1, 0.9])
SWAPPED = ([0.2, 0.8], [0.8, 0.2])
NEAR = 0.05  # total variation below which the challenge is met


def not_a_distance(page: Page) -> None:
    """State what a distance must satisfy, and show by numbers that D does not."""
    unit = page.appearance.unit
    a, b, c = CORNERS

    def d(p: list[float], q: list[float]) -> str:
        return unit.show(it.kl_divergence(p, q, base=unit.base))

    page.write_narrow("distance")
    around = it.kl_divergence(a, b, base=unit.base) + it.kl_divergence(b, c, base=unit.base)
    page.claim(
        "claim: triangle",
        {"straight from a to c": d(a, c), "via b": unit.show(around)},
    )
    page.claim(
        "claim: symmetric",
        {
            "swapped outcomes": f"{d(*SWAPPED)}",
            "and back": d(*reversed(SWAPPED)),
        },
        there=unit.show(it.gaussian_kl(0, 1, 1, 1, base=unit.base)),
        back=unit.show(it.gaussian_kl(1, 1, 0, 1, base=unit.base)),
    )
    challenge(page)


@fragment
def challenge(page: Page) -> None:
    """Ask for an infinite divergence at almost no total variation."""
    unit, palette = page.appearance.unit, page.appearance.palette
    words, control = st.columns([3, 2], gap="medium")
    with control:
        p, q, names = edit_pair(KL_CP, KL_CQ, colours=(palette.truth, palette.model))
    variation, d = it.total_variation(p, q), it.kl_divergence(p, q, base=unit.base)
    with words:
        page.write("challenge", near=number(NEAR, 2))
        with st.container(horizontal=True):
            st.metric("total variation", number(variation))
            st.metric("divergence", unit.show(d))
        guilty = np.flatnonzero((p > 0) & (q == 0))
        if d == np.inf and float(variation) < NEAR:
            page.write(
                "challenge: done",
                outcome=", ".join(names[i] for i in guilty),
                p=number(p[guilty].sum()),
            )
        elif d == np.inf:
            page.write("challenge: too far", near=number(NEAR, 2))
