"""Code words for several symbols at once: how a code's rate approaches the entropy."""

import streamlit as st

import infotheory as it
from infotheory.lessons.block_codes import block_rate
from ui.lessons.entropy.block_rates_figure import block_rates
from ui.page.page import Page
from ui.page.render import render_figure
from ui.style.units import number

_COIN = (0.9, 0.1)
_SIZES = range(1, 5)


def block_codes(page: Page) -> None:
    """Show Huffman's code on blocks of one to four tosses of a biased coin."""
    h = float(it.entropy(_COIN))
    words, figure = st.columns([2, 3], gap="large", vertical_alignment="center")
    with words:
        page.write("blocks", entropy=number(h))
    with figure:
        rates = [block_rate(_COIN, size) for size in _SIZES]
        render_figure(
            block_rates(rates, h, ", ".join(map(str, _COIN)), page.appearance), "ent_blocks"
        )
