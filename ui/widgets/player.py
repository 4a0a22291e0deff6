"""Play, pause, step, reset and scrub through something that was computed before, step by step."""

import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from math import inf

import streamlit as st

from ui.link import SetNumber
from ui.widgets.remembered import remembered_number

# A browser still reports a moment that has just gone by: that is nobody's wish to go back there.
_ECHO_TICKS, _ECHO_SECONDS = 5, 1.0
_TWICE_SECONDS = 0.4
_TICKS = 100  # of the clock, in which the whole is played at normal speed

# Each speed: the seconds between two ticks of the clock, and how many times as far each goes.
SPEEDS = {"slow": (0.3, 1), "normal": (0.1, 1), "fast": (0.1, 4)}


def play(key: str, steps: Sequence[int], draw: Callable[[int], None], *, shown: SetNumber) -> None:
    """Draw what was computed at a step, with the controls that move through all of them.

    Parameters
    ----------
    key : str
        The prefix of the controls' keys.
    steps : sequence of int
        The steps that can be shown, in order, from 0 on.
    draw : callable
        Draws a step; runs again for every one, and nothing else does.
    shown : SetNumber
        Where the session and a shared link say which step is shown.
    """
    position, playing, speed = shown.name, _playing(key), f"{key}_speed"
    scrubber, moved, turned = f"{key}_step_shown", f"{key}_moved", f"{key}_turned"
    last = steps[-1]
    st.session_state[position] = shown_at(steps, min(remembered_number(shown), last))
    started = st.session_state.setdefault(playing, False)
    pace = st.session_state.get(speed, "normal")
    seconds, times = SPEEDS.get(pace, SPEEDS["normal"])
    stride = times * max(round(len(steps) / _TICKS), 1)

    def after(step: int, moments: int) -> int:
        return steps[min(bisect_right(steps, step) - 1 + moments, len(steps) - 1)]

    def turn(on: bool) -> None:
        # A press during a tick of the clock is reported twice, sometimes after the next run.
        if time.monotonic() - st.session_state.get(turned, -inf) < _TWICE_SECONDS:
            return
        st.session_state[turned] = time.monotonic()
        st.session_state[playing] = on
        if on and st.session_state[position] == last:
            st.session_state[position] = 0

    def move_to(step: int) -> None:
        st.session_state[playing] = False
        st.session_state[position] = shown_at(steps, step)

    def scrub() -> None:
        at, asked = st.session_state[position], st.session_state[scrubber]
        played = time.monotonic() - st.session_state.get(moved, -inf) < _ECHO_SECONDS
        if not (played and asked <= at <= after(asked, _ECHO_TICKS * stride)):
            move_to(asked)

    @st.fragment(run_every=seconds if started else None)
    def stage() -> None:
        if started and st.session_state[playing]:
            if st.session_state[position] < last:
                st.session_state[position] = after(st.session_state[position], stride)
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
                args=(after(now, 1),),
                help=f"On to step {after(now, 1):,}",
            )
            st.button(
                "Reset",
                icon=":material/replay:",
                key=f"{key}_reset",
                on_click=move_to,
                args=(0,),
            )
            st.slider(
                "Step of the race",
                0,
                max(last, 1),
                key=scrubber,
                on_change=scrub,
                disabled=last == 0,  # one moment: there is nothing to scrub through
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


def shown_at(steps: Sequence[int], step: int) -> int:
    """Return the last step that can be shown up to this one."""
    return steps[max(bisect_right(steps, step) - 1, 0)]


def is_playing(key: str) -> bool:
    """Tell whether the player of that prefix plays."""
    return bool(st.session_state.get(_playing(key)))


def _playing(key: str) -> str:
    return f"{key}_playing"
