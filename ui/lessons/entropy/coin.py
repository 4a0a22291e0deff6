"""Binary entropy: the entropy of every coin, as one curve."""

import streamlit as st

from ui.lessons.entropy.binary_entropy_figure import binary_entropy_curve
from ui.link import ENT_COIN
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.widgets.live_slider import live_slider


@fragment
def one_coin(page: Page) -> None:
    """Show the entropy of a coin whose probability of heads is set by a slider."""
    words, figure = st.columns([2, 3], gap="large", vertical_alignment="center")
    with words:
        page.write("coin")
        heads = live_slider(
            ENT_COIN,
            label="Probability of heads",
            step=0.01,
            colour=page.appearance.palette.truth,
        )
    with figure:
        render_figure(binary_entropy_curve(heads, page.appearance), "ent_hill")
