"""Run again when light and dark are switched, which Streamlit does not: figures are to follow."""

from pathlib import Path

from ui.widgets.live import live_element

__all__ = ["follow_ground"]

_ELEMENT = live_element("ground", Path(__file__).with_name("ground"))


def follow_ground() -> None:
    """Place an element that nobody sees, and that tells the server when its ground changes."""
    _ELEMENT(key="ground", on_switched_change=lambda: None)
