"""The loss forced by its gradient: choosing the pull at the true class's logit fixes the loss."""

import streamlit as st

from infotheory.lessons.forced_loss import WISHES, forced_loss, wished_pull
from ui.lessons.training.forced_loss_figure import forced
from ui.link import TR_WISH
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.choice import choose

_SAID = dict(
    zip(
        WISHES,
        (
            "forced: constant",
            "forced: error",
            "forced: square of error",
            "forced: absolute",
            "forced: squared error",
        ),
        strict=True,
    )
)
_WRONG = 1e-6


@fragment
def loss_forced_by_its_pull(page: Page) -> None:
    """Let the visitor wish for a pull, and show the loss that has it."""
    page.write_narrow("forced")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        wish = choose(st.pills, "The pull at the true class's logit", TR_WISH)
        st.latex(rf"f(\hat y) = {WISHES[wish].formula}")
        page.write(_SAID[wish])
    with figure:
        render_figure(forced(wish, page.appearance), "tr_forced_figure")
    page.claim(
        "forced: ceiling",
        {
            "pull at ŷ = 0.000001": number(float(wished_pull(wish, _WRONG))),
            "loss there": f"{number(float(forced_loss(wish, _WRONG)))} nats",
        },
    )
