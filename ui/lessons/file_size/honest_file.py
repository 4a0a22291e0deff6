"""What the model itself weighs: a file from which its reader learns the model, too."""

import numpy as np
import streamlit as st

from ui.lessons.file_size.label_runs import (
    BATCH,
    STARTS,
    labels,
    online,
    received,
    sent,
    weights,
    without_a_model,
)
from ui.lessons.file_size.labels_figure import online_curves
from ui.lessons.training.race_settings import LOSSES
from ui.link import FS_ONLINE_START, FS_UPDATES
from ui.page.page import Page
from ui.page.render import render_figure
from ui.widgets.choice import choose
from ui.widgets.progress import progress_shown

_FLOAT = 4  # bytes of a number, as networks are usually stored


def what_the_model_weighs(page: Page) -> None:
    """Send the labels while both sides learn, under both losses, and read them again."""
    page.write_narrow("online", batch=str(BATCH), weights=f"{weights() * _FLOAT:,}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        start = STARTS[choose(st.segmented_control, "Start", FS_ONLINE_START)]
        updates = int(choose(st.segmented_control, "Updates after each batch", FS_UPDATES))
    files, right = {}, {}
    for loss, name in LOSSES.items():
        how = online(start, loss, updates)
        with progress_shown(f"Writing under {name} …") as progress:
            files[name] = sent(how, progress=progress)
        with progress_shown("A second model reads the file …") as progress:
            read = received(how, progress=progress)
        right[name] = int(np.count_nonzero(read == labels()))
    figure, numbers = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with figure:
        bits = {name: file.bits for name, file in files.items()}
        render_figure(online_curves(bits, BATCH, page.appearance), "fs_online_curve")
    with numbers:
        with st.container(horizontal=True):
            for name, file in files.items():
                st.metric(f"honest file, {name}", f"{len(file.data):,} bytes")
        st.metric("no model", f"{without_a_model():,.0f} bytes")
        counts = {name.replace("-", "_").replace(" ", "_"): n for name, n in right.items()}
        page.write("online: read", **{name: f"{n:,}" for name, n in counts.items()})
    page.caption("online: settings", bias=f"{start:g}", updates=str(updates), batch=str(BATCH))
    page.write_narrow("online: said")
