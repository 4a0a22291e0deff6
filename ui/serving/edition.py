"""Which edition of the app this is: served to many, or in the browser of one."""

import sys


def is_in_browser() -> bool:
    """Tell whether the app runs in its visitor's own browser: no threads, no pyarrow, no phones."""
    return sys.platform == "emscripten"
