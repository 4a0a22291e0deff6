"""What the hero shows: a model's predictions, and the models that stand beside it."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from ui.lessons.training.race_settings import LOSSES
from ui.lessons.your_model.examined import Examined
from ui.lessons.your_model.examples import EXAMPLES, example
from ui.lessons.your_model.from_race import asks_for_data_that_are_not_here, models_of_the_race
from ui.lessons.your_model.from_room import class_in_the_room
from ui.lessons.your_model.own_data import own_file, pasted_rows
from ui.lessons.your_model.sources import FROM_EXAMPLES, FROM_FILE, FROM_PASTED, FROM_RACE
from ui.link import YM_EXAMPLE, YM_FROM, YM_RACER
from ui.page.page import Page
from ui.room.rooms import RoomError
from ui.widgets.choice import choose


class Shown(NamedTuple):
    """The model that is examined, all that are drawn, where they come from, and the temperature."""

    examined: Examined
    drawn: tuple[Examined, ...]
    source: str
    temperature: float = 1.0


def choose_source() -> str:
    """Show where predictions may come from, and return what is chosen."""
    return choose(st.segmented_control, "Predictions from", YM_FROM, label_visibility="collapsed")


def choose_predictions(page: Page, source: str) -> Shown:
    """Show what there is to choose of a source, and return the predictions that are chosen."""
    if source == FROM_EXAMPLES:
        return _examples(
            source, choose(st.pills, "Model", YM_EXAMPLE, label_visibility="collapsed")
        )
    if source == FROM_RACE:
        chosen = choose(
            st.segmented_control, "Trained under", YM_RACER, label_visibility="collapsed"
        )
        models = models_of_the_race()
        page.caption("from: race")
        if asks_for_data_that_are_not_here():
            page.caption("from: race: yours")
        return Shown(models[list(LOSSES.values()).index(chosen)], tuple(models), source)
    found = None
    if source == FROM_FILE:
        found = own_file(page)
    elif source == FROM_PASTED:
        found = pasted_rows(page)
    else:
        found = _room(page)
    if found is not None:
        return Shown(found, (found,), source)
    page.caption("until then")
    return _examples(source, EXAMPLES[0])


def _examples(source: str, name: str) -> Shown:
    return Shown(example(name), tuple(example(each) for each in EXAMPLES), source)


def _room(page: Page) -> Examined | None:
    try:
        found = class_in_the_room()
    except RoomError as why:
        st.warning(str(why), icon=":material/door_front:")
        return None
    page.caption("from: room" if found else "from: no room")
    return found
