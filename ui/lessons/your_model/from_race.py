"""The two models of a race, as predictions of its test data."""

from __future__ import annotations

from dataclasses import asdict
from urllib.parse import parse_qsl, urlencode

import numpy as np
import streamlit as st

import infotheory as it
from ui.lessons.registry import lesson
from ui.lessons.training.race_settings import LOSSES, NAMES, RaceSettings
from ui.lessons.training.races import dataset, rates, run
from ui.lessons.your_model.examined import Examined
from ui.lessons.your_model.predictions import Predictions
from ui.lessons.your_model.sources import FROM_RACE
from ui.link import YM_FROM, YM_RACE, YOUR_MODEL
from ui.serving.cache import cached
from ui.serving.long_work import LONG_WORK
from ui.widgets.number_text import TextError, parse_number
from ui.widgets.progress import progress_shown
from ui.widgets.remembered import remember, remembered

_LONGEST = 400  # characters of a race in a link

_CODE = """\
data = it.load_dataset({data!r}, seed={seed}, label_noise={noise!r})
settings = it.{settings!r}
*_, end = it.train(data, settings)
labels, q = data.y_test, it.softmax(it.logits(end.parameters, data.x_test))"""


def examine_button(race: RaceSettings) -> None:
    """Show a button that opens both models of a race on the page *your model*."""
    if st.button(
        "Examine both models in bits",
        icon=":material/fact_check:",
        key="tr_examine",
        type="tertiary",
    ):
        remember(YM_RACE, as_text(race))
        st.switch_page(lesson(YOUR_MODEL).script, query_params={YM_FROM.name: FROM_RACE})


def as_text(race: RaceSettings) -> str:
    """Write a race as a link holds it."""
    return urlencode(asdict(race))


def race_of(text: str) -> RaceSettings:
    """Read a race; whatever the text is, a race comes out."""
    given: dict[str, object] = {}
    known = asdict(RaceSettings())
    for name, value in parse_qsl(text[:_LONGEST]):
        if isinstance(known.get(name), str):
            given[name] = value
        elif name in known:
            try:
                number = parse_number(value)
            except TextError:
                continue
            given[name] = int(number) if isinstance(known[name], int) else number
    return RaceSettings(**given)  # type: ignore[arg-type]


def models_of_the_race() -> list[Examined]:
    """Train the models of the race that was asked for, with progress; the default one else."""
    race = race_of(remembered(YM_RACE))
    with progress_shown("Training both models …") as progress:
        by_loss = rates(race, progress).by_loss
        return [_examined(race, NAMES[shown], by_loss[NAMES[shown]]) for shown in LOSSES.values()]


@cached(16, LONG_WORK)
def _examined(race: RaceSettings, loss: str, rate: float) -> Examined:
    source, settings = race.source(), race.training(loss, rate)
    data, trained = dataset(source), run(source, settings)
    q = np.asarray(it.softmax(it.logits(trained.at(race.steps).parameters, data.x_test)))
    code = _CODE.format(
        data=race.data, seed=race.seed, noise=race.label_noise, settings=trained.settings
    )
    return Examined(
        Predictions(
            LOSSES[loss],
            np.asarray(data.y_test, np.int64),
            q,
            data.class_names,
            np.arange(1, len(q) + 1),
            "row",
            code,
        )
    )
