"""The costliest rows: what the model gave to their labels, and each one as a skyline."""

import csv
import io
from collections.abc import Sequence

import numpy as np
import streamlit as st

import infotheory as it
from ui.figures.skyline import entropy_skyline
from ui.lessons.your_model.examined import Examined
from ui.lessons.your_model.shown import Shown
from ui.link import YM_ROW
from ui.page.page import Page
from ui.page.render import render_figure
from ui.style.units import number, significant
from ui.widgets.live_slider import live_count
from ui.widgets.number_text import quote

_MOST = int(YM_ROW.high)
_MOST_HOUSES = 64


def costliest_rows(page: Page, shown: Shown) -> None:
    """Show the most surprising labels, and the forecast of one of them."""
    examined, unit = shown.examined, page.appearance.unit
    given = examined.given
    rows = examined.costliest(_MOST)
    page.write_narrow("rows")
    with st.container(horizontal=True):
        worst = examined.share_of_the_worst
        st.metric(
            "share of the worst 1 %", "all of it" if worst != worst else f"{100 * worst:.0f} %"
        )
        st.metric("largest surprise", unit.show(unit.of_bits(float(examined.surprise[rows[0]]))))
        st.download_button(
            "Save every row's surprise",
            lambda: surprise_csv(examined, unit.name, unit.of_bits(1.0)),
            "surprise.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="ym_save_rows",
        )
    q = given.by_class[rows]
    with st.container():
        names = [given.classes[k] for k in given.labels[rows]]
        st.dataframe(
            {
                given.row: given.rows[rows],
                "happened": names,
                "was given": [
                    significant(x, 4) for x in q[np.arange(len(rows)), given.labels[rows]]
                ],
                f"surprise ({unit.name})": [
                    number(unit.of_bits(float(x))) for x in examined.surprise[rows]
                ],
            },
            hide_index=True,
        )
        which = live_count(YM_ROW, label="Which row to show", colour=page.appearance.palette.model)
    place = min(which, len(rows)) - 1
    with st.container():
        _skyline_of(page, examined, int(rows[place]), q[place])


def _skyline_of(page: Page, examined: Examined, row: int, forecast: np.ndarray) -> None:
    """Draw the forecast of one row, and say what it expected to pay, and paid."""
    unit, given = page.appearance.unit, examined.given
    forecast, names = _with_the_rest_merged(np.maximum(forecast, 0.0), given.classes)
    expected = unit.of_bits(float(it.entropy(forecast)))
    render_figure(entropy_skyline(forecast, names, page.appearance, level=False), "ym_skyline")
    page.caption(
        "rows: skyline",
        row=f"{given.row} {given.rows[row]:,}",
        happened=quote(given.classes[given.labels[row]]),
        expected=unit.show(expected),
        paid=unit.show(unit.of_bits(float(examined.surprise[row]))),
    )


def _with_the_rest_merged(
    forecast: np.ndarray, names: Sequence[str]
) -> tuple[np.ndarray, Sequence[str]]:
    """Return the largest probabilities and their names, with all others as one outcome."""
    if len(forecast) > _MOST_HOUSES:
        largest = np.sort(np.argsort(-forecast, kind="stable")[: _MOST_HOUSES - 1])
        rest = max(1 - float(forecast[largest].sum()), 0.0)
        names = [*(names[i] for i in largest), "all others"]
        forecast = np.append(forecast[largest], rest)
    return forecast / forecast.sum(), names


def surprise_csv(examined: Examined, unit: str, scale: float) -> bytes:
    """Write each row's place, label, what it was given, and its surprise."""
    given = examined.given
    q = given.by_class[np.arange(given.n), given.labels]
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow([given.row, "happened", "was given", f"surprise in {unit}"])
    names = [_harmless(name) for name in given.classes]
    rows = zip(
        given.rows.tolist(),
        given.labels.tolist(),
        q.tolist(),
        (examined.surprise * scale).tolist(),
        strict=True,
    )
    write.writerows((row, names[label], p, s) for row, label, p, s in rows)
    return out.getvalue().encode()


def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking a name for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
