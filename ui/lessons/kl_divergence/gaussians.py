"""Two normal distributions, and one of them fitted to two bumps, either way round."""

import streamlit as st

import infotheory as it
from infotheory.lessons.gaussian_fits import forward_fit, reverse_fit, spreading_width
from ui.lessons.kl_divergence.bells_figure import fits, two_bells
from ui.link import KL_MP, KL_MQ, KL_SP, KL_SQ, KL_WIDTH
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.cache import cached
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.live_slider import live_slider

APART = 2.0
WIDTHS = {"s = ½": "0.5", "s = 0.71": "0.71", "s = 0.72": "0.72", "s = 1": "1"}


@cached(1)
def _spreads() -> float:
    return spreading_width(APART)


@fragment
def two_gaussians(page: Page) -> None:
    """Show the divergence of two normal distributions, both ways."""
    unit, palette = page.appearance.unit, page.appearance.palette
    page.write_narrow("gaussians")
    figure, control = st.columns([3, 2], gap="medium")
    bells = []
    with control:
        for who, colour, mean_of, std_of in (
            ("p", palette.truth, KL_MP, KL_SP),
            ("q", palette.model, KL_MQ, KL_SQ),
        ):
            mean = live_slider(
                mean_of,
                label=f"Mean of {who}",
                step=0.1,
                colour=colour,
            )
            deviation = live_slider(
                std_of,
                label=f"Standard deviation of {who}",
                step=0.05,
                colour=colour,
            )
            bells.append((mean, deviation))
    p, q = bells
    with figure:
        with st.container(horizontal=True):
            for truth, (a, b) in {"p": (p, q), "q": (q, p)}.items():
                nearer = number(it.gaussian_kl(*a, *b, base=unit.base), 4)
                st.metric(f"{truth} as the truth", f"{nearer} {unit.name}")
        render_figure(two_bells(p, q, page.appearance), "kl_bells")


@fragment
def one_for_two(page: Page) -> None:
    """Fit one normal distribution to two bumps, by either direction of the divergence."""
    unit = page.appearance.unit
    page.write_narrow("bumps")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        s = live_slider(
            KL_WIDTH,
            label="Width s of each bump",
            step=0.01,
            colour=page.appearance.palette.truth,
            presets=WIDTHS,
        )
        forward = forward_fit(APART, s, base=unit.base)
        reverse = reverse_fit(APART, s, base=unit.base)
        st.metric("forward fit costs", f"{number(forward.divergence, 5)} {unit.name}")
        st.caption(f"μ = {number(forward.mean, 4)}, σ = {number(forward.std, 4)}")
        st.metric("reverse fit costs", f"{number(reverse.divergence, 5)} {unit.name}")
        st.caption(f"μ = {number(reverse.mean, 4)}, σ = {number(reverse.std, 4)}")
    with figure:
        render_figure(fits(APART, s, forward, reverse, page.appearance), "kl_fits")
    page.write_narrow("bumps: no law", spreads=number(_spreads(), 4))
