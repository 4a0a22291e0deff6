"""Where the claim ends: precomputed maps over two settings; a click on a cell runs its race."""

import streamlit as st

from ui.lessons.training.claim_map import MAPS, race_of, read_map
from ui.lessons.training.claim_map_figure import PICKED, claim_map
from ui.lessons.training.race_claims import counted
from ui.lessons.training.race_controls import ask_for
from ui.lessons.training.race_settings import LOSSES, RaceSettings
from ui.lessons.training.races import long_enough
from ui.lessons.training.runs import steps_to_target
from ui.link import TR_MAP_KIND
from ui.page.page import Page
from ui.page.render import render_figure, selected
from ui.widgets.choice import choose

_KINDS = dict(zip(TR_MAP_KIND.options, ("start", "noise"), strict=True))


def _fair_steps(data: str) -> str:
    """Return the steps of cross-entropy and of squared error from a fair start, as text."""
    race = RaceSettings(data, "linear", wrong_bias=0.0, steps=200)
    each = (
        steps_to_target(race.source(), race.training(loss, race.learning_rate)) for loss in LOSSES
    )
    return " against ".join(counted(steps, race.steps) for steps in each)


def where_the_claim_ends(page: Page, race: RaceSettings) -> None:
    """Draw one of the maps; a click on a cell sets the controls to its race."""
    if race.own is not None:
        page.write_narrow("map: yours")
    kind = _KINDS[choose(st.segmented_control, "Map over η and", TR_MAP_KIND)]
    key = f"tr_map_{kind}"

    def race_it() -> None:
        chosen, cell = MAPS[kind], selected(key, PICKED)
        across, rate = cell.get("across"), cell.get("rate")
        if across in chosen.across and rate in chosen.rates:
            race = race_of(chosen, float(across), float(rate))
            ask_for(long_enough(race) if kind == "start" else race)
            st.session_state["tr_map_asked"] = True

    if st.session_state.pop("tr_map_asked", False):
        st.rerun()
    if kind == "start":
        page.write("map: start")
    else:
        page.write("map: noise")
    render_figure(claim_map(read_map(kind), kind, page.appearance), key, on_select=race_it)
    page.claim("map: fair", {data: _fair_steps(data) for data in ("blobs", "digits")})
    page.write_narrow("map: refute")
