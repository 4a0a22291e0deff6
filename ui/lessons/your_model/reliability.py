"""The reliability diagram: how often a class happened, over the probability it was given."""

import streamlit as st

from ui.lessons.your_model.class_choice import choose_class
from ui.lessons.your_model.curve_figure import reliability_curve
from ui.lessons.your_model.shown import Shown
from ui.link import YM_SCORE
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.long_work import computing
from ui.style.units import number
from ui.widgets.choice import choose
from ui.widgets.number_text import quote


def reliability_diagram(page: Page, shown: Shown) -> None:
    """Draw the isotonic curve with its consistency band, and say what its gap costs."""
    examined, unit = shown.examined, page.appearance.unit
    page.write_narrow("reliability")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        k = choose_class(examined, "ym_reliability_class", all_at_once=False)
        score = choose(st.segmented_control, "Score", YM_SCORE)
    with computing():
        curve, band = examined.curve(k), examined.band(k)
        parts = examined.parts("log" if score == YM_SCORE.options[0] else "brier", k)
    figure, numbers = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with figure:
        name = examined.given.classes[k]
        _, forecasts = examined.given.against_the_rest(k)
        render_figure(reliability_curve(curve, band, forecasts, page.appearance), "ym_curve")
    with numbers:
        page.write("reliability: said", name=quote(name))
        with st.container(horizontal=True):
            for label, part in (
                ("miscalibration", parts.miscalibration),
                ("discrimination", parts.discrimination),
            ):
                if score == YM_SCORE.options[0]:
                    st.metric(label, unit.show(unit.of_bits(part)))
                else:
                    st.metric(label, number(part, 4))
        page.caption("reliability: band")
