"""Pills over a control that write its text, and light up exactly when the text says the same."""

from collections.abc import Callable, Iterable

import streamlit as st


def preset_pills(
    key: str, names: Iterable[str], current: str | None, *, on_pick: Callable[[str], None]
) -> None:
    """Show one pill a preset; `current` is the one that the control stands at, if any."""
    if st.session_state.get(key) != current:
        st.session_state[key] = current

    def pick() -> None:
        picked = st.session_state[key]
        if picked is not None:
            on_pick(picked)

    st.pills("Examples", list(names), key=key, on_change=pick, label_visibility="collapsed")
