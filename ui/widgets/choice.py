"""Choices that are part of the link; an unknown option in a link is answered with a sentence."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from ui.link import Choice, Switch
from ui.widgets.number_text import quote
from ui.widgets.written import CLICKING, keep

Widget = Callable[..., Any]


def choose(widget: Widget, label: str, choice: Choice, **how: Any) -> str:
    """Show ``widget`` with the options of ``choice``, and return the one that is chosen.

    Parameters
    ----------
    widget : callable
        ``st.segmented_control``, ``st.pills`` or ``st.selectbox``, of a page or of a container.
    label
        What is chosen.
    choice
        Where it stands in the session state and in the link, its options and its default.
    **how
        What else the widget is told.
    """
    key, options, default = choice.name, list(choice.options), choice.first
    unknown = _unknown_in_link(key, options)
    if widget.__name__ == "selectbox":
        how |= {"index": options.index(default)}
    else:
        how |= {"default": default, "required": True}
    chosen = widget(
        label,
        options,
        key=key,
        bind="query-params",
        on_change=_change,
        args=(key,),
        **how,
    )
    chosen = chosen if chosen in options else default
    _say_unknown(unknown, chosen)
    return str(chosen)


def switch(label: str, which: Switch, **how: Any) -> bool:
    """Show a toggle, and return whether it is on."""
    key = which.name
    unknown = _unknown_in_link(key, ("true", "false"))
    on = st.toggle(label, key=key, bind="query-params", on_change=_change, args=(key,), **how)
    _say_unknown(unknown, "on" if on else "off")
    return bool(on)


def _unknown_in_link(key: str, options: Sequence[str]) -> str | None:
    """Return what the link asked for, if that is no option; Streamlit drops it from the link."""
    asked = st.query_params.get(key)
    if asked is not None and asked not in options:
        st.session_state[f"{key}_unknown"] = asked
    unknown: str | None = st.session_state.get(f"{key}_unknown")
    return unknown


def _say_unknown(unknown: str | None, shown: str) -> None:
    if unknown is not None:
        st.warning(
            f"The link says {quote(unknown)}, which is not an option here. "
            f"*{shown}* is shown instead."
        )


def _change(key: str) -> None:
    st.session_state.pop(f"{key}_unknown", None)
    keep(key, CLICKING)
