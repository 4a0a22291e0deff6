"""The two models of a race, as predictions of its test data."""

from __future__ import annotations

from dataclasses import fields
from urllib.parse import parse_qsl, urlencode

import numpy as np

import infotheory as it
from ui.lessons.training.fair_rates import rates
from ui.lessons.training.own_data import rows_of_this_visitor
from ui.lessons.training.own_rows import OwnRows
from ui.lessons.training.race_code import load_code
from ui.lessons.training.race_settings import LOSSES, NAMES, YOURS, RaceSettings
from ui.lessons.training.runs import dataset, run
from ui.lessons.your_model.examine import examine
from ui.lessons.your_model.examined import Examined
from ui.lessons.your_model.predictions import Predictions
from ui.lessons.your_model.sources import FROM_RACE
from ui.link import YM_RACE
from ui.serving.cache import cached
from ui.serving.long_work import LONG_WORK
from ui.widgets.number_text import TextError, parse_number
from ui.widgets.progress import progress_shown
from ui.widgets.remembered import remembered

_LONGEST = 400  # characters of a race in a link

_CODE = """\
{load}
settings = it.{settings!r}
*_, end = it.train(data, settings)
labels, q = data.y_test, it.softmax(it.logits(end.parameters, data.x_test))"""


def examine_button(race: RaceSettings) -> None:
    """Show a button that opens both models of a race on the page *your model*."""
    examine("Examine both models in bits", "tr_examine", FROM_RACE, YM_RACE, as_text(race))


def as_text(race: RaceSettings) -> str:
    """Write a race as a link holds it: without the rows of a visitor's own data."""
    return urlencode(_told(race))


def race_of(text: str, own: OwnRows | None = None) -> RaceSettings:
    """Read a race from any text, with defaults for what it lacks; own data are ``own``."""
    given: dict[str, object] = {"own": own}
    known = _told(RaceSettings())
    for name, value in parse_qsl(text[:_LONGEST]):
        if isinstance(known.get(name), bool):
            given[name] = value == "True"
        elif isinstance(known.get(name), str):
            given[name] = value
        elif name in known:
            try:
                number = parse_number(value)
            except TextError:
                continue
            given[name] = int(number) if isinstance(known[name], int) else number
    return RaceSettings(**given)  # type: ignore[arg-type]


def _told(race: RaceSettings) -> dict[str, object]:
    return {each.name: getattr(race, each.name) for each in fields(race) if each.name != "own"}


def race_asked_for() -> RaceSettings:
    """Return the race that was asked for, or the default one."""
    return race_of(remembered(YM_RACE), rows_of_this_visitor())


def asks_for_data_that_are_not_here() -> bool:
    """Tell whether the race is on somebody's own data, and this visitor has none."""
    own = dict(parse_qsl(remembered(YM_RACE)[:_LONGEST])).get("data") == YOURS
    return own and rows_of_this_visitor() is None


def models_of_the_race() -> list[Examined]:
    """Train the models of the race that was asked for, with progress; the default one else."""
    race = race_asked_for()
    with progress_shown("Training both models …") as progress:
        by_loss = rates(race, progress).by_loss
        return [_examined(race, NAMES[shown], by_loss[NAMES[shown]]) for shown in LOSSES.values()]


@cached(16, LONG_WORK)
def _examined(race: RaceSettings, loss: str, rate: float) -> Examined:
    source, settings = race.source(), race.training(loss, rate)
    data, trained = dataset(source), run(source, settings)
    q = np.asarray(it.softmax(it.logits(trained.at(race.steps).parameters, data.x_test)))
    code = _CODE.format(load=load_code(race), settings=trained.settings)
    own = race.own
    rows = np.arange(1, len(q) + 1) if own is None else own.test_places(race.seed)
    return Examined(
        Predictions(
            LOSSES[loss],
            np.asarray(data.y_test, np.int64),
            q,
            data.class_names,
            rows,
            "row" if own is None else own.table.row,
            code,
        )
    )
