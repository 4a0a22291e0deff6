"""Three forecasters of the same events, scored by log score and by squared error."""

import numpy as np
import streamlit as st

from infotheory.lessons.forecast_scores import (
    absolute_scores,
    expected_score,
    log_scores,
    squared_scores,
)
from ui.figures.tables import by_column
from ui.lessons.cross_entropy.forecasts_figure import expected_curve, two_rankings
from ui.link import CE_ANN, CE_BEN, CE_CAS, CE_RAIN, Text
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.linked_text import linked_text
from ui.widgets.live_slider import live_slider
from ui.widgets.number_text import TextError, parse_number, quote

RAINED = np.array([True, True, False, True, False])
FORECASTERS = {"Ann": CE_ANN, "Ben": CE_BEN, "Cas": CE_CAS}
FORECASTS = np.linspace(0, 1, 201)
_LONGEST = 200  # characters


def read_forecasts(text: str) -> np.ndarray:
    """Parse a probability for each event; raise a TextError that says what is wrong."""
    pieces = text[:_LONGEST].replace(",", " ").replace(";", " ").split()
    ask = f"write {RAINED.size} probabilities from 0 to 1"
    if len(pieces) != RAINED.size:
        raise TextError(f"There are {len(pieces)} numbers here: {ask}.")
    values = []
    for piece in pieces:
        try:
            value = parse_number(piece)
        except TextError as why:
            raise TextError(f"{quote(piece)} {why}.") from None
        if not 0 <= value <= 1:
            raise TextError(f"{quote(piece)} is not a probability: {ask}.")
        values.append(value)
    return np.array(values)


def ask_forecasts(name: str, which: Text) -> np.ndarray:
    """Show a forecaster's text field; return its forecasts, or the last valid ones."""
    text = linked_text(f"{name}'s chances of rain", which)
    kept = f"{which.name}_good"
    try:
        st.session_state[kept] = read_forecasts(text)
    except TextError as fault:
        st.error(str(fault))
    good: np.ndarray = st.session_state.get(kept, read_forecasts(which.default))
    return good


@fragment
def rankings(page: Page) -> None:
    """Rank editable forecasts by both scores."""
    page.write_narrow("forecasters", rained=", ".join("rain" if day else "dry" for day in RAINED))
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        rows = []
        for name, which in FORECASTERS.items():
            q = ask_forecasts(name, which)
            log = log_scores(q, RAINED, base=page.appearance.unit.base).mean()
            rows.append((name, float(log), float(squared_scores(q, RAINED).mean())))
    with figure:
        table = by_column(rows, ["who", "log", "squared"])
        render_figure(two_rankings(table, page.appearance), "ce_rankings")
        page.write("forecasters: flip")


@fragment
def proper(page: Page) -> None:
    """Show where each expected score has its optimum, and which has a ceiling."""
    unit = page.appearance.unit
    page.write_narrow("proper")
    p = live_slider(
        CE_RAIN,
        label="True probability of rain",
        step=0.01,
        colour=page.appearance.palette.truth,
    )
    scores = {
        "log": [log_scores(FORECASTS, x, base=unit.base) for x in (True, False)],
        "squared": [squared_scores(FORECASTS, x) for x in (True, False)],
        "absolute": [absolute_scores(FORECASTS, x) for x in (True, False)],
    }
    for column, (kind, (rain, dry)) in zip(st.columns(3), scores.items(), strict=True):
        with column:
            expected = expected_score(rain, dry, p)
            render_figure(
                expected_curve(kind, FORECASTS, expected, p, page.appearance), f"ce_{kind}"
            )
    rare = 1e-6
    page.claim(
        "ceiling",
        {
            "log score": unit.show(log_scores(rare, True, base=unit.base)[0]),
            "squared error": number(squared_scores(rare, True)[0]),
        },
    )


def forecasters(page: Page) -> None:
    """Show both blocks."""
    rankings(page)
    proper(page)
