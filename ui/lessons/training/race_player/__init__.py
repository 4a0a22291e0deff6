"""The element that draws and plays the race in the browser; its script begins in player.js."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from ui.lessons.training.race_settings import NAMES
from ui.lessons.training.race_view import Fork, View
from ui.widgets.live import live_element

__all__ = ["race_player"]

_HERE = Path(__file__).parent
_PARTS = ("frames", "plot", "bridge", "plane", "digits", "measures", "player")
_ELEMENT = live_element("race_player", *(_HERE / part for part in _PARTS))


def race_player(
    key: str,
    view: View,
    at: int,
    *,
    lecture: bool,
    on_step: Callable[[int], None],
    on_fork: Callable[[Fork], None],
) -> None:
    """Show the race, at first at the step ``at``; from then on the browser moves it.

    ``on_step`` is called with the step that is shown when it stands still, ``on_fork`` with the
    loss and the step at which another run is asked for. Both come from a browser: they are checked
    here, but for the length of the race.
    """

    def moved() -> None:
        step = _step(st.session_state[key].get("step"))
        if step is not None:
            on_step(step)

    def forked() -> None:
        asked = st.session_state[key].get("fork")
        if not isinstance(asked, dict):
            return
        loss, step = NAMES.get(str(asked.get("loss"))), _step(asked.get("step"))
        if loss is not None and step is not None:
            on_fork((loss, step))

    _ELEMENT(
        key=key,
        data={"race": view.race, "cells": list(view.cells), "at": at, "lecture": lecture},
        on_step_change=moved,
        on_fork_change=forked,
    )


def _step(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    return None
