"""The labels of the race as a file, at each step of the training."""

from collections.abc import Mapping

import streamlit as st

from ui.figures.plot import Curve
from ui.lessons.file_size.label_runs import (
    STARTS,
    STEPS,
    label_file,
    labels,
    labels_read,
    loss_in_bytes,
    race,
    runs,
    switched,
    without_a_model,
)
from ui.lessons.file_size.labels_figure import label_curves
from ui.lessons.training.forks import Fork, read_fork
from ui.lessons.training.race_settings import LOSSES
from ui.lessons.training.runs import Run
from ui.link import FS_FORK, FS_START, FS_STEP
from ui.page.page import Page
from ui.page.render import render_figure
from ui.style.units import number
from ui.widgets.choice import choose
from ui.widgets.live_slider import live_count
from ui.widgets.progress import progress_shown
from ui.widgets.remembered import remember, remembered

_SWITCHED = "switched"


def labels_as_a_file(page: Page) -> None:
    """Write the labels under both models at a step, and under a third that switched its loss."""
    page.write_narrow("labels", without=f"{without_a_model():,.0f}", labels=f"{labels().size:,}")
    choice, slider = st.columns([2, 3], gap="medium", vertical_alignment="bottom")
    with choice:
        start = STARTS[choose(st.segmented_control, "Start", FS_START)]
    with slider:
        asked = live_count(FS_STEP, label="Step", colour=page.appearance.palette.ink)
    with progress_shown("Training both models …") as progress:
        shown = {LOSSES[loss]: each for loss, each in runs(start, progress).items()}
    step = next(iter(shown.values())).at(asked).step
    forked = read_fork(remembered(FS_FORK), STEPS)
    if forked:
        with progress_shown("Training under the other loss …"):
            shown[_SWITCHED] = switched(start, forked)
    _offer_fork(step)
    curves: dict[str, Curve] = {
        name: (name, [s.step for s in run.snapshots], [loss_in_bytes(s) for s in run.snapshots])
        for name, run in shown.items()
    }
    on_stage = {name: run for name, run in shown.items() if run.snapshots[0].step <= step}
    files = {name: label_file(run.at(step)) for name, run in on_stage.items()}
    figure, numbers = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with figure:
        render_figure(
            label_curves(curves, without_a_model(), step, STEPS, page.appearance), "fs_labels_curve"
        )
    with numbers:
        with st.container(horizontal=True):
            for name, data in files.items():
                st.metric(name, f"{len(data):,} bytes")
        st.table(_checks(on_stage, files, step))
        for name, data in files.items():
            _offer(name, data, step)
    if forked:
        page.write("labels: switched", loss=LOSSES[forked.loss], step=f"{forked.step:,}")
    page.caption("labels: settings", bias=f"{race(start).wrong_bias:g}")


def _checks(runs: Mapping[str, Run], files: Mapping[str, bytes], step: int) -> dict[str, list[str]]:
    """Hold each file to the training loss, and to what is read from it."""
    moments = {name: run.at(step) for name, run in runs.items()}
    return {
        "model": list(runs),
        "loss, in bytes": [number(loss_in_bytes(moment), 1) for moment in moments.values()],
        "labels read back": [
            f"{labels_read(moment, files[name]):,}" for name, moment in moments.items()
        ],
    }


def _offer(name: str, data: bytes, step: int) -> None:
    st.download_button(
        f"Save the labels: {name}",
        data,
        file_name=f"labels-{name.replace(' ', '-')}-step-{step}.bin",
        mime="application/octet-stream",
        icon=":material/download:",
        key=f"fs_save_{name}",
        on_click="ignore",
    )


def _offer_fork(step: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        for loss, shown in LOSSES.items():
            fork = Fork(loss, step)
            st.button(
                f"Switch {shown} to {LOSSES[fork.other]} here",
                icon=":material/call_split:",
                key=f"fs_fork_{loss}",
                on_click=remember,
                args=(FS_FORK, fork.text),
                disabled=step >= STEPS,
            )
