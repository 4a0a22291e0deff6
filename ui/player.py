"""Play, pause, step, reset and scrub over the frames of something that was computed before."""

import time
from collections.abc import Callable
from math import inf

import streamlit as st

# A browser still reports a frame that has just gone by: that is nobody's wish to go back there.
_ECHO_FRAMES, _ECHO_SECONDS = 5, 1.0
_TWICE_SECONDS = 0.4

# Each speed: the seconds between two frames, and how many frames are taken at once.
SPEEDS = {"slow": (0.3, 1), "normal": (0.1, 1), "fast": (0.1, 4)}


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
    position, playing, speed = f"{key}_at", playing_key(key), f"{key}_speed"
    scrubber, moved, turned = f"{key}_frame", f"{key}_moved", f"{key}_turned"
    st.session_state.setdefault(position, 0)
    st.session_state[position] = min(max(st.session_state[position], 0), frames - 1)
    started = st.session_state.setdefault(playing, False)
    pace = st.session_state.get(speed, "normal")
    seconds, stride = SPEEDS.get(pace, SPEEDS["normal"])

    def turn(on: bool) -> None:
        # A press that meets a tick of the clock is told twice, sometimes after the next run.
        if time.monotonic() - st.session_state.get(turned, -inf) < _TWICE_SECONDS:
            return
        st.session_state[turned] = time.monotonic()
        st.session_state[playing] = on
        if on and st.session_state[position] == frames - 1:
            st.session_state[position] = 0

    def move_to(frame: int) -> None:
        st.session_state[playing] = False
        st.session_state[position] = min(max(frame, 0), frames - 1)

    def scrub() -> None:
        at, asked = st.session_state[position], st.session_state[scrubber]
        played = time.monotonic() - st.session_state.get(moved, -inf) < _ECHO_SECONDS
        if not (played and at - _ECHO_FRAMES * stride <= asked <= at):
            move_to(asked)

    @st.fragment(run_every=seconds if started else None)
    def stage() -> None:
        if started and st.session_state[playing]:
            if st.session_state[position] < frames - 1:
                st.session_state[position] = min(st.session_state[position] + stride, frames - 1)
                st.session_state[moved] = time.monotonic()
            else:
                st.session_state[playing] = False
        if (st.session_state[playing], st.session_state.get(speed, pace)) != (started, pace):
            st.rerun()  # the clock belongs to the whole page: start, set or stop it there
        now = st.session_state[scrubber] = st.session_state[position]
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.button(
                "Pause" if started else "Play",
                icon=":material/pause:" if started else ":material/play_arrow:",
                key=f"{key}_play",
                on_click=turn,
                args=(not started,),
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
            # A race of a single frame has nothing to scrub through.
            st.slider(
                "Frame",
                0,
                max(frames - 1, 1),
                key=scrubber,
                on_change=scrub,
                disabled=frames == 1,
                label_visibility="collapsed",
            )
            st.segmented_control(
                "Speed",
                list(SPEEDS),
                default="normal",
                key=speed,
                required=True,
                label_visibility="collapsed",
            )
        draw(now)

    stage()


def playing_key(key: str) -> str:
    """Where the session state says whether it plays."""
    return f"{key}_playing"
