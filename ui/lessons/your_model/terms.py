"""The three terms of both scores, in the sample and cross-fitted."""

import streamlit as st

from ui.lessons.your_model.class_choice import choose_class
from ui.lessons.your_model.examined import ALL, Parts
from ui.lessons.your_model.shown import Shown
from ui.page.page import Page
from ui.serving.long_work import computing
from ui.style.units import number


def three_terms(page: Page, shown: Shown) -> None:
    """Show uncertainty, discrimination and miscalibration of the log score and of Brier's."""
    examined, unit = shown.examined, page.appearance.unit
    page.write_narrow("terms")
    k = choose_class(examined, "ym_parts_class", all_at_once=True)
    with computing():
        log, brier = examined.parts("log", k), examined.parts("brier", k)
    by_temperature = k == ALL and len(examined.given.classes) > 2
    page.write_narrow("terms: temperature" if by_temperature else "terms: isotonic")
    if log.rows < examined.given.n:
        page.caption("terms: finite", rows=f"{log.rows:,}", all=f"{examined.given.n:,}")
    bits = unit.of_bits(1.0)
    st.table(
        {
            "term": [
                "uncertainty",
                "− discrimination",
                r"\+ miscalibration",  # a plus would begin a list
                "= score",
            ],
            f"log ({unit.name})": _column(log, bits),
            f"log, cross-fitted ({unit.name})": _fitted(log, bits),
            "Brier": _column(brier, 1),
            "Brier, cross-fitted": _fitted(brier, 1),
        }
    )
    page.caption("terms: said")


def _column(parts: Parts, scale: float) -> list[str]:
    values = parts.uncertainty, parts.discrimination, parts.miscalibration, parts.score
    return [number(x * scale, 4) for x in values]


def _fitted(parts: Parts, scale: float) -> list[str]:
    values = (
        parts.uncertainty,
        parts.fitted_discrimination,
        parts.fitted_miscalibration,
        parts.score,
    )
    return ["–" if x != x else number(x * scale, 4) for x in values]
