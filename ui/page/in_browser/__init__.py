"""What the browser does by itself on every page: an element that is not seen.

It runs the page again when light and dark are switched, which Streamlit does not: figures are to
follow. It saves figures as pictures and tables, without the server. And in a frame it tells the
page around it how high this one is.
"""

from pathlib import Path

from ui.widgets.live import live_element

__all__ = ["TOOLS", "browser_tools"]

TOOLS = "in_browser"
"""The key of the element."""

_HERE = Path(__file__).parent
_PARTS = ("color_scheme", "frame", "picture", "table", "save_menu", "in_browser")
_ELEMENT = live_element(TOOLS, *(_HERE / part for part in _PARTS))


def browser_tools() -> None:
    """Place the element."""
    _ELEMENT(key=TOOLS, on_switched_change=lambda: None)
