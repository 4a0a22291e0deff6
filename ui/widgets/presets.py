"""Pills over a control that write its text, and light up exactly when the text says the same."""

from collections.abc import Callable, Iterable

import streamlit as st


def preset_pills(
    key: str, names: Iterable[str], current: str | None, *, on_pick: Callable[[str], None]
) -> None:
    """Show one pill a preset; `current` is the one that the control stands at, if any."""
    # Where the control left the lit pill, new pills take the place of the old. To set the old ones
    # would be a race: a browser in the midst of a drag still reports the pill that it had lit, and
    # that looks like a click.
    turn = st.session_state.get(f"{key}_turn", 0)
    if st.session_state.get(f"{key}_{turn}", current) != current:
        turn += 1
        st.session_state[f"{key}_turn"] = turn
    pills = f"{key}_{turn}"

    def pick() -> None:
        picked = st.session_state[pills]
        if picked is not None:
            on_pick(picked)

    st.pills(
        "Examples",
        list(names),
        default=current,
        key=pills,
        required=True,
        on_change=pick,
        label_visibility="collapsed",
    )
