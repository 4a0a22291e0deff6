"""The layout of a figure, its main numbers and its controls: on a page, and in a lecture.

A stage is one screen that does not scroll: the figure, beside it the main numbers and the controls,
and below them the sentence of the step. The style sheet of lecture mode lays it out.
"""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


@dataclass(frozen=True)
class Stage:
    """The containers of one figure and what belongs to it."""

    numbers: DeltaGenerator
    figure: DeltaGenerator
    controls: DeltaGenerator
    sentence: DeltaGenerator | None = None


def main_numbers() -> DeltaGenerator:
    """Return the place of the numbers that a page is about."""
    return st.container(key="main_numbers", horizontal=True, horizontal_alignment="distribute")


def on_stage() -> Stage:
    """Lay out a stage."""
    with st.container(key="stage"):
        figure = st.container(key="stage_figure", height="stretch")
        with st.container(key="stage_aside"):
            numbers = main_numbers()
            controls = st.container(key="stage_controls")
        sentence = st.container(key="stage_sentence")
    return Stage(numbers, figure, controls, sentence)


def on_page(numbers: DeltaGenerator, *, beside: bool) -> Stage:
    """Lay out a figure below its main numbers, with its controls beside it or above it."""
    place, controls = st.columns([3, 2], gap="medium") if beside else (st, st.container())
    # The style sheet keeps room for the figure until it is drawn.
    return Stage(numbers, place.container(key="hero_figure"), controls)


def in_block() -> Stage:
    """Lay out a figure of a block: its numbers above it, its controls beside it."""
    figure, controls = st.columns([3, 2], gap="medium")
    return Stage(figure.container(horizontal=True), figure.container(), controls)
