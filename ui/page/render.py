"""Draw a figure on the page, and read what is selected in it."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import streamlit as st

from ui.figures.figure import Figure
from ui.lecture import mode as lecture


def render_figure(
    figure: Figure,
    key: str,
    on_select: Callable[[], None] | None = None,
) -> None:
    """Draw the figure; under the same ``key`` and specification it is updated in place.

    ``on_select`` is called when something is picked in it, which the session state then holds.
    In a lecture its type grows.
    """
    width: Literal["stretch", "content"] = (
        "stretch" if figure.spec["width"] == "container" else "content"
    )
    spec = lecture.enlarged(figure.spec) if lecture.switched_on() else figure.spec
    st.vega_lite_chart(
        {**spec, "datasets": figure.data},
        theme=None,
        width=width,
        key=key,
        on_select=on_select or "ignore",
    )


def selected(key: str, selection: str) -> Mapping[str, Any]:
    """Return the fields of the first mark selected in the figure ``key``; empty if none is.

    They come from a browser: not to be trusted.
    """
    event = st.session_state.get(key)
    picked = event.get("selection", {}).get(selection) if isinstance(event, Mapping) else None
    first = picked[0] if isinstance(picked, list) and picked else None
    return first if isinstance(first, dict) else {}
