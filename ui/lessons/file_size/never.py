"""What cannot be sent: an event to which the model gives probability 0."""

import numpy as np
import streamlit as st

import infotheory as it
from infotheory.lessons.message_files import write_labels
from ui.link import FS_Q
from ui.page.page import Page
from ui.style.units import number
from ui.widgets.live_slider import live_slider

_DAYS, _SNOW = 30, (4, 17, 28)  # the days on which it snows; the others are half sun, half rain
_PRESETS = {"never": "0", "one in a billion": "1e-9", "one in a thousand": "1e-3", "a tenth": "0.1"}


def what_cannot_be_sent(page: Page) -> None:
    """Write the weather of a month under a model whose probability of snow a slider sets."""
    page.write_narrow("never", days=str(_DAYS), snow=str(len(_SNOW)))
    snow = live_slider(
        FS_Q,
        label="The model's probability of snow",
        colour=page.appearance.palette.model,
        presets=_PRESETS,
    )
    weather = np.arange(_DAYS) % 2
    weather[list(_SNOW)] = 2
    q = np.tile([(1 - snow) / 2, (1 - snow) / 2, snow], (_DAYS, 1))
    bits = float(np.sum(it.self_information(q[np.arange(_DAYS), weather])))
    try:
        size, refused = f"{len(write_labels(weather, q)):,} bytes", ""
    except ValueError as why:
        size, refused = "cannot be written", str(why)
    with st.container(horizontal=True):
        st.metric("the month's file", size)
        st.metric("the month's surprise", f"{number(bits)} bits")
    if refused:
        page.write("never: refused", why=refused)
    else:
        page.write("never: sent")
