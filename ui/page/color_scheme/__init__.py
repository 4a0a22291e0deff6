"""Run again when light and dark are switched, which Streamlit does not: figures are to follow."""

from pathlib import Path

from ui.widgets.live import live_element

__all__ = ["follow_ground"]

_ELEMENT = live_element("color_scheme", Path(__file__).with_name("color_scheme"))


def watch_color_scheme() -> None:
    """Place an invisible element that tells the server when the color scheme changes."""
    _ELEMENT(key="color_scheme", on_switched_change=lambda: None)
