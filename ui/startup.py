"""Work that the server does before its first visitor, who would otherwise wait for it."""

import gc
import logging
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import numpy as np
from anyio import to_thread

import ui
from ui.figures.escape import escape_times
from ui.figures.skyline import cross_entropy_skyline, entropy_skyline
from ui.lessons.home.precomputed import steps_shown
from ui.lessons.kl_divergence.divergence_figure import entropy_hill
from ui.lessons.self_information.surprise_figure import halving_square, surprise_curve
from ui.lessons.training.fair_rates import rates
from ui.lessons.training.race_settings import RaceSettings
from ui.lessons.training.race_view import view
from ui.link import HOME_B, SI_P
from ui.serving.process import set_up_process
from ui.style.appearance import Appearance

_LOG = logging.getLogger(__name__)
# The script of a visitor, and the store whose client is an extra.
_NOT_IMPORTED = ("ui.main", "ui.room.redis_rooms")
_APPEARANCES = (Appearance("light"), Appearance("dark"))


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Set up the process and warm it."""
    set_up_process()
    await to_thread.run_sync(warm)
    yield


def warm() -> None:
    """Do once what the first visitor would wait for; a failure is logged, and shows on its page."""
    for step in (_import_all, _draw_heroes, _record_the_race_that_opens):
        try:
            step()
        except Exception as fault:
            _LOG.warning("%s failed before the first visitor: %r", step.__name__, fault)
    # What is there now stays: to look through it for garbage held a first visit up by 100 ms.
    gc.collect()
    gc.freeze()


def _import_all() -> None:
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        if module.name not in _NOT_IMPORTED:
            import_module(module.name)


def _draw_heroes() -> None:
    p, names = np.full(4, 1 / 4), "ABCD"
    for appearance in _APPEARANCES:  # their specifications are kept
        escape_times(steps_shown(), HOME_B.low, appearance)
        halving_square(SI_P.high, appearance)
        surprise_curve(SI_P.high, appearance, log=False)
        entropy_skyline(p, names, appearance, level=False)
        cross_entropy_skyline(p, p, names, appearance)
        entropy_hill(p[0], p[0], names[0], appearance)


def _record_the_race_that_opens() -> None:
    race = RaceSettings()
    by_loss = rates(race).by_loss
    for appearance in _APPEARANCES:
        view(race, by_loss, None, appearance)
