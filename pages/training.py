"""The race: the same network trained under cross-entropy and under squared error."""

from dataclasses import replace
from functools import partial

import streamlit as st

from ui.charts.race import MEASURES, race
from ui.frame import enter
from ui.player import play
from ui.races import LOSSES, SETUPS, curves, run, steps_to_accuracy
from ui.show import show

page = enter(__file__)
numbers = page.head("question")

with st.container(horizontal=True, gap="large"):
    data = st.segmented_control(
        "Data",
        list(dict.fromkeys(data for data, _ in SETUPS)),
        default="blobs",
        key="tr_data",
        bind="query-params",
        required=True,
    )
    start = st.segmented_control(
        "Start",
        list(dict.fromkeys(start for _, start in SETUPS)),
        default="confidently wrong",
        key="tr_start",
        bind="query-params",
        required=True,
    )

setup = SETUPS[data, start]
bar = st.progress(0.0, "Training both models …")
runs = {}
for before, (loss, shown) in enumerate(LOSSES.items()):
    progress = partial(lambda before, share: bar.progress((before + share) / len(LOSSES)), before)
    runs[shown] = run(data, replace(setup, loss=loss), progress)
bar.empty()
table = curves(runs)

with numbers:
    for loss, shown in LOSSES.items():
        steps = steps_to_accuracy(data, replace(setup, loss=loss))
        st.metric(
            f"{shown}: steps to 90 %",
            "never" if steps is None else f"{steps:,}",
            help="of the training data",
        )


def draw(frame: int) -> None:
    for column, measure in zip(st.columns(len(MEASURES)), MEASURES, strict=True):
        with column:
            show(race(table, frame, measure, page.look), f"tr_{measure}")


play("tr", min(map(len, runs.values())), draw)
