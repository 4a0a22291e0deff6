"""The race: the same network trained under cross-entropy and under squared error."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from ui.lessons.training.answers import EXERCISES
from ui.lessons.training.calibration import right_as_often_as_sure
from ui.lessons.training.claim_ends import where_the_claim_ends
from ui.lessons.training.convexity import where_it_is_convex
from ui.lessons.training.escape_time import escape_time
from ui.lessons.training.fair_rates import Rates, rates, search_steps, tried_rates
from ui.lessons.training.forced_loss import loss_forced_by_its_pull
from ui.lessons.training.minimised import what_is_minimised
from ui.lessons.training.race_claims import counted, jobs, seeds_known
from ui.lessons.training.race_code import imports_of, load_code
from ui.lessons.training.race_controls import ask_for, choose_race
from ui.lessons.training.race_settings import BEST, CROSS_ENTROPY, LOSSES, RaceSettings
from ui.lessons.training.race_stage import play
from ui.lessons.training.races import long_enough, longest_race
from ui.lessons.training.raise_the_rate import why_not_raise_the_rate
from ui.lessons.training.rates_figure import tried_rates as figure_of_tried_rates
from ui.lessons.training.recording import Recording, record
from ui.lessons.training.runs import TARGET, steps_to_target
from ui.lessons.training.verdicts_shown import claim_and_measured, lecture_numbers
from ui.lessons.your_model.from_race import examine_button
from ui.link import (
    TR_CALIBRATION,
    TR_CODE,
    TR_CONVEX,
    TR_ESCAPE,
    TR_EXERCISES,
    TR_FORCED,
    TR_MAP,
    TR_PARTS,
    TR_RAISE,
    TR_TRIED,
)
from ui.page.blocks import lazy_expander, onward, predict, show_code
from ui.page.exercises import exercises
from ui.page.hero_first import draw_hero_first
from ui.page.page import enter
from ui.page.render import render_figure
from ui.serving.background import run_in_background
from ui.serving.errors import report_file_errors
from ui.serving.open_page import fragment
from ui.style.units import significant
from ui.widgets.progress import progress_shown

page = enter(__file__)


@fragment
@report_file_errors()
def the_race() -> None:
    stage = page.stage("question", beside=False)
    with stage.controls:
        race = choose_race(page)
    fair, runs = train(race)
    steps = {loss: steps_to_target(race.source(), each.settings) for loss, each in runs.items()}
    with stage.numbers:
        for loss, shown in LOSSES.items():
            st.metric(
                f"{shown}: steps to 90\N{NO-BREAK SPACE}%",
                counted(steps[loss], race.steps, runs[loss]),
                help=f"of the training data, within {race.steps:,} steps",
            )
    with stage.controls.container():  # the race keeps its place, and plays on
        offer_more_steps(race, steps, runs)
        say_how_it_goes(race, fair, runs)
    with stage.figure:
        play(page, race, fair.by_loss, with_band=seeds_known(race, fair.by_loss))
    page.say(stage, **lecture_numbers(race, runs, steps))
    if page.is_whole:
        below(race, fair, runs, steps)


def below(
    race: RaceSettings,
    fair: Rates,
    runs: Mapping[str, Recording],
    steps: Mapping[str, int | None],
) -> None:
    """Draw what stands below the race."""
    page.write_narrow("formula")
    claim_and_measured(page, race, fair.by_loss, runs, steps)
    st.subheader("Deeper", anchor=False)
    lazy_expander(
        "Convex, or not: where each loss bends upward",
        TR_CONVEX,
        lambda: where_it_is_convex(page),
    )
    lazy_expander(
        "The loss forced by its gradient: choose the pull, and get the loss",
        TR_FORCED,
        lambda: loss_forced_by_its_pull(page),
    )
    lazy_expander(
        "Escape time: how wrong, and how long?",
        TR_ESCAPE,
        lambda: escape_time(page, race),
    )
    lazy_expander(
        "Why not raise η? The learning rate it would need",
        TR_RAISE,
        lambda: why_not_raise_the_rate(page),
    )
    lazy_expander(
        "What is being minimised: a floor that stays, a divergence that melts",
        TR_PARTS,
        lambda: what_is_minimised(page, race, fair.by_loss[CROSS_ENTROPY]),
    )
    lazy_expander(
        "At the end of the race: is each model right as often as it says?",
        TR_CALIBRATION,
        lambda: right_as_often_as_sure(page, race, tuple(fair.by_loss.values())),
    )
    lazy_expander(
        "Where the claim ends: a map to refute it", TR_MAP, lambda: where_the_claim_ends(page, race)
    )
    lazy_expander(
        "Show exactly this",
        TR_CODE,
        lambda: code(race, fair.by_loss),
        icon=":material/code:",
    )
    examine_button(race)
    run_in_background(jobs(race, fair.by_loss))


def train(race: RaceSettings) -> tuple[Rates, dict[str, Recording]]:
    """Return the learning rates and what is shown of both runs, trained with a progress bar."""
    with progress_shown("Training both models …") as progress:
        fair = rates(race, progress)
        runs = {}
        for before, loss in enumerate(LOSSES):
            settings = race.training(loss, fair.by_loss[loss])
            part = partial(lambda done, share: progress((done + share) / len(LOSSES)), before)
            runs[loss] = record(race.source(), settings, progress=part)
    return fair, runs


def offer_more_steps(
    race: RaceSettings, steps: Mapping[str, int | None], runs: Mapping[str, Recording]
) -> None:
    """If a loss needs more steps than the race has, show a button for a longer race."""
    late = [LOSSES[loss] for loss, each in runs.items() if steps[loss] is None and not each.over]
    longest = longest_race(race)
    if late and longest.steps > race.steps:
        label = "both get" if len(late) > 1 else f"{late[0]} gets"
        st.button(
            "Continue" if page.is_on_stage else f"Continue until {label} to 90 %",
            icon=":material/more_time:",
            key="tr_race_on",
            on_click=lambda: ask_for(long_enough(longest)),
        )


def say_how_it_goes(race: RaceSettings, fair: Rates, runs: Mapping[str, Recording]) -> None:
    """Report what is unusual: tuned or matched rates, a run that diverged or is stuck."""
    if race.fairness == BEST:
        lazy_expander(
            "The search for each loss's best η",
            TR_TRIED,
            lambda: the_search(race),
            icon=":material/query_stats:",
        )
        if not fair.found:
            page.caption("no rate arrives", steps=f"{search_steps(race):,}")
    if len(set(fair.by_loss.values())) > 1:
        a, b = (significant(fair.by_loss[loss]) for loss in LOSSES)
        page.caption("rates", cross_entropy=a, squared_error=b)
    if race.label_noise > 1 - TARGET:
        page.caption("wrong labels", share=f"{100 * race.label_noise:.0f} %")
    for loss, each in runs.items():
        if each.diverged:
            page.caption("diverged", loss=LOSSES[loss], step=f"{each.table['step'][-1]:,}")
        elif each.stuck:
            page.caption("stuck", loss=LOSSES[loss])


def the_search(race: RaceSettings) -> None:
    """Draw the steps that each loss takes at each rate of the grid."""
    render_figure(figure_of_tried_rates(tried_rates(race), page.appearance), "tr_tried_figure")


def code(race: RaceSettings, by_loss: Mapping[str, float]) -> None:
    """Show the code that prints this race's measurements."""
    settings = race.training(CROSS_ENTROPY, by_loss[CROSS_ENTROPY])
    names = ("hidden", "init", "wrong_bias", "optimizer", "steps", "seed")
    values = {name: str(getattr(settings, name)) for name in names}
    rates = {
        name: repr(by_loss[loss])
        for name, loss in zip(("cross_entropy", "squared_error"), LOSSES, strict=True)
    }
    show_code(
        page,
        page.prose.parts["code"],
        {**values, **rates, "imports": imports_of(race), "load": load_code(race)},
        reads=race.own.table.name if race.own is not None else "",
    )


predict(page, "predict")
the_race()
draw_hero_first(page.lesson.stem)
page.write_narrow("wrong")
lazy_expander(
    "Exercises", TR_EXERCISES, lambda: exercises(page, EXERCISES), icon=":material/edit_note:"
)
page.write_narrow("sources")
onward(page, "onward", "file_size", "your_model")
