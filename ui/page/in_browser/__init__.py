"""What the browser does by itself on every page: an element that is not seen.

It runs the page again when light and dark are switched, which Streamlit does not: figures are to
follow. And it saves figures as pictures and tables, without the server.
"""

from pathlib import Path

from ui.widgets.live import live_element

__all__ = ["browser_tools"]

_HERE = Path(__file__).parent
_PARTS = ("color_scheme", "picture", "table", "save_menu", "in_browser")
_ELEMENT = live_element("in_browser", *(_HERE / part for part in _PARTS))


def browser_tools() -> None:
    """Place the element."""
    _ELEMENT(key="in_browser", on_switched_change=lambda: None)
