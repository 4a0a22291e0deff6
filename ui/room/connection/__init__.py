"""An element that reports a lost connection, on the Streamlit page of a phone."""

from pathlib import Path

from ui.widgets.live import live_element

__all__ = ["watch_connection"]

_ELEMENT = live_element("connection", Path(__file__).with_name("connection"))


def watch_connection() -> None:
    """Place a line that is empty while the server can be reached."""
    _ELEMENT(key="connection")
