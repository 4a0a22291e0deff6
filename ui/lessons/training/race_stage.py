"""The race on the page: the browser plays it; blocks that depend on its step or fork follow."""

from collections.abc import Mapping

import streamlit as st

from ui.lessons.training.anatomy_figure import anatomy
from ui.lessons.training.forks import Fork, read_fork
from ui.lessons.training.race_player import race_player, race_step
from ui.lessons.training.race_settings import RaceSettings
from ui.lessons.training.race_view import Racer, racers, view
from ui.link import TR_ANATOMY, TR_AT, TR_FORK
from ui.page.blocks import lazy_expander
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.errors import report_file_errors
from ui.serving.open_page import fragment
from ui.widgets.remembered import remember, remembered, remembered_number

_FORKED = "tr_forked_race"  # its hash: the race may hold a visitor's data


# What a fragment is given lives as long as the tab: it is settings, and what was trained for them
# is looked up.
@fragment
@report_file_errors()
def play(page: Page, race: RaceSettings, by_loss: Mapping[str, float], *, with_band: bool) -> None:
    """Show the race, with a band over several seeds if they are known, and what depends on it."""
    fork = _fork_of(race)

    def switch(asked: Fork) -> None:
        remember(TR_FORK, asked.text)
        st.session_state[_FORKED] = hash(race)

    race_player(
        "tr_player",
        view(race, by_loss, fork, page.appearance, with_band=with_band),
        _step_shown(race),
        lecture=page.is_on_stage,
        on_fork=switch,
    )
    if fork:
        _say_fate(page, race, racers(race, by_loss, fork)[-1])
    if page.is_whole and not page.is_on_stage:
        page.caption("bridge")
        _at_this_step(page, race, by_loss)


@fragment
@report_file_errors()
def _at_this_step(page: Page, race: RaceSettings, by_loss: Mapping[str, float]) -> None:
    """Show what depends on the step at which the race is stopped."""
    lazy_expander(
        "Anatomy of the gradient: how hard each loss pulls, at this step",
        TR_ANATOMY,
        lambda: _anatomy(page, race, by_loss),
    )
    race_step("tr_step", on_stop=lambda step: remember(TR_AT, min(step, race.steps)))


def _step_shown(race: RaceSettings) -> int:
    """Return the step at which the race stood still last, or at which a link opens it."""
    return min(remembered_number(TR_AT), race.steps)


def _fork_of(race: RaceSettings) -> Fork | None:
    """Return where the third run begins; None if there is no third run.

    It belongs to one race: other settings remove it. A link may ask for one.
    """
    fork = read_fork(remembered(TR_FORK), race.steps)
    if st.session_state.setdefault(_FORKED, hash(race)) != hash(race):
        remember(TR_FORK, "")
        st.session_state[_FORKED] = hash(race)
        return None
    return fork


def _say_fate(page: Page, race: RaceSettings, racer: Racer) -> None:
    """Report where the third run began, and when it arrives."""
    began, arrived = racer.recording.steps[0], racer.recording.first_at_target
    page.write(
        "switched",
        loss=racer.loss,
        began=f"{began:,}",
        fate=f"by step {arrived:,}" if arrived is not None else f"not by step {race.steps:,}",
    )


def _anatomy(page: Page, race: RaceSettings, by_loss: Mapping[str, float]) -> None:
    """Draw the pull of both losses, at each model's mean probability of the true class."""
    step = _step_shown(race)
    page.write_narrow("anatomy", step=f"{step:,}")
    given = {
        each.loss: float(each.recording.given[each.recording.place(step)])
        for each in racers(race, by_loss)
    }
    render_figure(anatomy(given, page.appearance), "tr_anatomy_figure")
