"""Play, pause, step, reset and scrub over the frames of something that was computed before."""

from collections.abc import Callable

import streamlit as st

_SECONDS = 0.12  # between two frames


def play(key: str, frames: int, draw: Callable[[int], None]) -> None:
    """Draw a frame, with the controls that move through all of them.

    Parameters
    ----------
    key : str
        The prefix of the controls' keys.
    frames : int
        How many there are.
    draw : callable
        Draws the frame of that index; runs again for every frame, and nothing else does.
    """
    position, playing = f"{key}_frame", f"{key}_playing"
    st.session_state.setdefault(position, 0)
    st.session_state[position] = min(st.session_state[position], frames - 1)
    started = st.session_state.setdefault(playing, False)

    def turn() -> None:
        st.session_state[playing] = not st.session_state[playing]
        if st.session_state[playing] and st.session_state[position] == frames - 1:
            st.session_state[position] = 0

    def move_to(frame: int) -> None:
        st.session_state[playing] = False
        st.session_state[position] = min(frame, frames - 1)

    def stop() -> None:
        st.session_state[playing] = False

    @st.fragment(run_every=_SECONDS if started else None)
    def stage() -> None:
        if started and st.session_state[playing]:
            if st.session_state[position] < frames - 1:
                st.session_state[position] += 1
            else:
                st.session_state[playing] = False
        if st.session_state[playing] != started:
            st.rerun()  # the clock belongs to the whole page: start or stop it there
        now = st.session_state[position]
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.button(
                "Pause" if started else "Play",
                icon=":material/pause:" if started else ":material/play_arrow:",
                key=f"{key}_play",
                on_click=turn,
                type="primary",
            )
            st.button(
                "Step",
                icon=":material/skip_next:",
                key=f"{key}_step",
                on_click=move_to,
                args=(now + 1,),
            )
            st.button(
                "Reset",
                icon=":material/replay:",
                key=f"{key}_reset",
                on_click=move_to,
                args=(0,),
            )
            st.slider(
                "Frame",
                0,
                frames - 1,
                key=position,
                on_change=stop,
                label_visibility="collapsed",
            )
        draw(now)

    stage()
