"""The element that draws and plays the race in the browser; its script begins in player.js."""

from collections.abc import Callable
from pathlib import Path

from ui.lessons.training.forks import Fork
from ui.lessons.training.race_settings import NAMES
from ui.lessons.training.race_view import View
from ui.widgets.live import live_element, reported

__all__ = ["race_player", "race_step"]

_HERE = Path(__file__).parent
_PARTS = ("frames", "plot", "bridge", "plane", "digits", "table", "measures", "player")
_PLAYER = live_element("race_player", *(_HERE / part for part in _PARTS))
_STEP = live_element("race_step", _HERE / "step")


def race_player(
    key: str, view: View, at: int, *, lecture: bool, on_fork: Callable[[Fork], None]
) -> None:
    """Show the race, at first at the step ``at``; from then on the browser moves it.

    ``on_fork`` is called with the loss and the step at which another run is asked for. They come
    from a browser: they are checked here, but for the length of the race.
    """

    def forked() -> None:
        asked = reported(key, "fork")
        if not isinstance(asked, dict):
            return
        loss, step = NAMES.get(str(asked.get("loss"))), _step(asked.get("step"))
        if loss is not None and step is not None:
            on_fork(Fork(loss, step))

    data = {"race": view.race, "cells": list(view.cells), "at": at, "lecture": lecture}
    _PLAYER(key=key, data=data, on_fork_change=forked)


def race_step(key: str, *, on_stop: Callable[[int], None]) -> None:
    """Call ``on_stop`` with the step at which the race stands still, and run this fragment again.

    The player may stand in another fragment, which is not run then. The step comes from a browser:
    it is checked here, but for the length of the race.
    """

    def stopped() -> None:
        step = _step(reported(key, "step"))
        if step is not None:
            on_stop(step)

    _STEP(key=key, on_step_change=stopped)


def _step(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    return None
