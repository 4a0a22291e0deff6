"""The claims of the race on the page, each beside the numbers just measured and its verdict."""

from collections.abc import Mapping

import streamlit as st

import infotheory as it
from ui.lessons.training.race_claims import (
    Verdict,
    adam_hides_it,
    counted,
    ends_as_good,
    on_every_seed,
    pulls_harder,
    sooner,
    vanishes,
)
from ui.lessons.training.race_settings import CROSS_ENTROPY, LOSSES, RaceSettings
from ui.lessons.training.recording import Recording
from ui.page.page import Page
from ui.style.units import significant

_WORDS = {
    None: ":material/hourglass_top: *being measured …*",
    True: ":material/check_circle: **Holds with these settings.**",
    False: ":material/cancel: **False with these settings.**",
}


def claim_and_measured(
    page: Page,
    race: RaceSettings,
    by_loss: Mapping[str, float],
    runs: Mapping[str, Recording],
    steps: Mapping[str, int | None],
) -> None:
    """Write what the race shows, each claim with its measured numbers."""
    page.write_narrow("claims")
    verdicts = {
        "claim: sooner": sooner(steps, runs),
        "claim: pulls": pulls_harder(runs),
        "claim: tuned": ends_as_good(race),
        "claim: Adam": adam_hides_it(race),
        "claim: seeds": on_every_seed(race, by_loss),
        "claim: vanishes": vanishes(runs[CROSS_ENTROPY]),
    }
    for heading, verdict in verdicts.items():
        with st.container(border=True):
            _say(page, heading, verdict)


def lecture_numbers(
    race: RaceSettings,
    runs: Mapping[str, Recording],
    steps: Mapping[str, int | None],
) -> dict[str, str]:
    """Return the numbers that the sentences of a lecture quote."""
    a, b = (counted(steps[loss], race.steps, runs[loss]) for loss in LOSSES)
    logits, truth = [race.wrong_bias, 0.0, 0.0], [0.0, 0.0, 1.0]
    pulls = (
        it.softmax_cross_entropy(truth, logits),
        it.softmax_mse(truth, logits, reduction="sum"),
    )
    r, faded = (significant(abs(float(pull.grad[-1]))) for pull in pulls)
    return {
        "start": f"{race.wrong_bias:g}",
        "cross_entropy": a,
        "squared_error": b,
        "r": r,
        "faded": faded,
    }


def _say(page: Page, heading: str, verdict: Verdict | None) -> None:
    if verdict is None:
        page.claim(heading, {}, verdict=_WORDS[None])
    else:
        page.claim(heading, verdict.measured, verdict=_WORDS[verdict.holds])
