"""Pills above a control: each writes a text into it, and is lit while the text means the same."""

from collections.abc import Callable, Iterable

import streamlit as st

from ui.lecture.mode import switched_on


def preset_pills(
    key: str, names: Iterable[str], current: str | None, *, on_pick: Callable[[str], None]
) -> None:
    """Show one pill per preset; `current` is the one that the control's value equals, if any.

    In a lecture they are a list that opens.
    """
    # When the control no longer equals the selected pill, new pills replace the old ones. Setting
    # the old ones would be a race: during a drag the browser still reports the pill that it had
    # selected, which looks like a click.
    turn = st.session_state.get(f"{key}_turn", 0)
    if st.session_state.get(f"{key}_{turn}", current) != current:
        turn += 1
        st.session_state[f"{key}_turn"] = turn
    pills = f"{key}_{turn}"

    def pick() -> None:
        picked = st.session_state[pills]
        if picked is not None:
            on_pick(picked)

    options = list(names)
    if switched_on():  # on the stage, one line
        st.selectbox(
            "Examples",
            options,
            index=options.index(current) if current is not None else None,
            placeholder="Examples",
            key=pills,
            on_change=pick,
            label_visibility="collapsed",
        )
        return
    st.pills(
        "Examples",
        options,
        default=current,
        key=pills,
        required=True,
        on_change=pick,
        label_visibility="collapsed",
    )
