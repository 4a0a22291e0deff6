"""Races of the losses, run once and kept: the edge where training meets Streamlit's cache."""

import pandas as pd
import streamlit as st

import infotheory as it

LOSSES = {"cross_entropy": "cross-entropy", "softmax_squared_error": "squared error"}
"""The two losses of the race: their names in ``infotheory``, and on screen."""


@st.cache_data(max_entries=8, show_spinner="Racing the two losses…")
def escape_steps(data_name: str, starts: tuple[float, ...], limit: int) -> pd.DataFrame:
    """Count the steps to 90 % from ever more wrong starts: columns start, loss, steps."""
    data = it.load_dataset(data_name)
    rows = [
        (start, shown, it.steps_to_accuracy(data, _from_zero(loss, start, limit)))
        for start in starts
        for loss, shown in LOSSES.items()
    ]
    return pd.DataFrame(rows, columns=["start", "loss", "steps"]).dropna()


def _from_zero(loss: str, start: float, limit: int) -> it.TrainingSettings:
    return it.TrainingSettings(loss=loss, init="zero", wrong_bias=start, steps=limit)
