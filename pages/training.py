"""The race: the same network trained under cross-entropy and under squared error."""

from collections.abc import Mapping

import streamlit as st

from ui.afterwards import afterwards
from ui.frame import enter
from ui.player import play, playing_key
from ui.race_claims import (
    counted,
    jobs,
    seeds_known,
)
from ui.race_controls import choose_race
from ui.race_settings import LOSSES, RaceSettings
from ui.race_stage import Racer, draw_measures, draw_models
from ui.races import Rates, Run, band, dataset, fork, rates, run, steps_to_target

page = enter(__file__)


@st.fragment
def the_race() -> None:
    numbers = page.head("question")
    race = choose_race(page.look)
    fair, runs = train(race)
    steps = {
        loss: steps_to_target(race.source(), race.training(loss, fair.by_loss[loss]))
        for loss in LOSSES
    }
    with numbers:
        for loss, shown in LOSSES.items():
            st.metric(
                f"{shown}: steps to 90 %",
                counted(steps[loss], runs[loss]),
                help=f"of the training data, within {race.steps:,} steps",
            )
    stage(race, fair, runs)
    afterwards(jobs(race, fair.by_loss), busy=lambda: bool(st.session_state.get(playing_key("tr"))))


def train(race: RaceSettings) -> tuple[Rates, dict[str, Run]]:
    bar = st.progress(0.0, "Training both models …")
    fair = rates(race, bar.progress)
    runs = {}
    for before, loss in enumerate(LOSSES):

        def progress(share: float, before: int = before) -> None:
            bar.progress((before + share) / len(LOSSES), "Training both models …")

        settings = race.training(loss, fair.by_loss[loss])
        runs[loss] = run(race.source(), settings, progress=progress)
    bar.empty()
    return fair, runs


def stage(race: RaceSettings, fair: Rates, runs: Mapping[str, Run]) -> None:
    """Play the race: all that follows its current step."""
    spans = band(race, fair.by_loss) if seeds_known(race, fair.by_loss) else None
    longest = max(runs.values(), key=lambda each: len(each.snapshots))

    def draw(frame: int) -> None:
        step = longest.snapshots[frame].step
        racers = {LOSSES[loss]: Racer(LOSSES[loss], each) for loss, each in runs.items()}
        forked = st.session_state.get("tr_fork")
        if forked and forked[0] == race:
            racers["switched"] = switched(fair, *forked)
        draw_models(dataset(race.source()), racers, step, page.look)
        offer_fork(race, step)
        draw_measures(racers, spans, step, page.look)

    play("tr", len(longest.snapshots), draw)


def switched(fair: Rates, race: RaceSettings, loss: str, step: int) -> Racer:
    """The third run: from the weights that ``loss`` had at that step, under the other loss."""
    other = next(each for each in LOSSES if each != loss)
    parent, settings = (race.training(each, fair.by_loss[each]) for each in (loss, other))
    return Racer(LOSSES[other], fork(race.source(), parent, settings, step), forked=True)


def offer_fork(race: RaceSettings, step: int) -> None:
    def leave(loss: str) -> None:
        st.session_state["tr_fork"] = (race, loss, step)

    with st.container(horizontal=True, vertical_alignment="center"):
        for loss, shown in LOSSES.items():
            other = next(name for each, name in LOSSES.items() if each != loss)
            st.button(
                f"Switch {shown} to {other} here",
                icon=":material/call_split:",
                key=f"tr_fork_{loss}",
                on_click=leave,
                args=(loss,),
                disabled=step >= race.steps,
            )


the_race()
