"""Elements of our own that report a drag to the server while it lasts.

The sources are read once and passed as text: assets served from files are not to be had in tests.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from ui.widgets.number_text import finite_number

_SHARED = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def live_element(name: str, *sources: Path) -> Callable[..., Any]:
    """Return the element whose script is ``sources`` with ``.js``, one after the other.

    The last of them has the style as well, with ``.css``, unless it is invisible.
    """
    scripts = [source.with_suffix(".js").read_text(encoding="utf-8") for source in sources]
    script = "\n".join([_SHARED, *scripts])
    sheet = sources[-1].with_suffix(".css")
    style = sheet.read_text(encoding="utf-8") if sheet.exists() else None

    def show(*, data: Any = None, **options: Any) -> Any:
        # Registered at each use (9 µs): a test may have a runtime of its own, in which the
        # registration at import is not known in older releases.
        # In a list: each value of a dictionary is searched for tables, a third of the whole cost.
        return st.components.v2.component(name, css=style, js=script)(data=[data], **options)

    return show


def reported(element_key: str, state: str) -> Any:
    """Return what the element sent in a state, untrusted; to be called in its callback.

    None if the element is gone: a page may be left while a message is on its way.
    """
    return st.session_state.get(element_key, {}).get(state)


def sent(element_key: str, state: str) -> tuple[Any, bool]:
    """Return the value that the element sent last, and whether it is settled, as after a drag.

    To be called in the callback of `state`; it also notes the number of the message, so that the
    answer can carry it. The value comes from a browser: not to be trusted.
    """
    message = reported(element_key, state)
    if not isinstance(message, dict):
        return None, True
    number = finite_number(message.get("number"))
    if number is not None:
        st.session_state[f"{element_key}_{state}_seen"] = int(number)
    return message.get("value"), message.get("settled") is not False


def seen(element_key: str, state: str) -> int:
    """Return the number of the last message that was seen."""
    return int(st.session_state.get(f"{element_key}_{state}_seen", 0))


def hold(element_key: str, over: object, value: object) -> None:
    """Use `value` in place of the text `over` while a drag lasts.

    The text is written when the drag is settled: each text is a link and a step of *back*, and
    browsers refuse to make them at the pace of a hand.
    """
    st.session_state[f"{element_key}_held"] = (over, value)


def release(element_key: str) -> None:
    """End what `hold` began."""
    st.session_state.pop(f"{element_key}_held", None)


def held(element_key: str, over: object) -> Any:
    """Return the value that replaces the text `over`, or None."""
    held_over, value = st.session_state.get(f"{element_key}_held", (None, None))
    if held_over == over and element_key in st.session_state:
        return value
    release(element_key)  # the text was changed, or the page was left, in the midst of a drag
    return None
