"""What the hero shows: a text under a model, and the sizes of its files beside each other."""

from __future__ import annotations

import math
from typing import NamedTuple

import streamlit as st

from ui.lessons.file_size.files import file_of
from ui.lessons.file_size.sizes_figure import Size
from ui.lessons.file_size.texts import (
    MOST_DIFFERENT,
    ORDER_NAMES,
    OWN,
    Sample,
    ideal_bits,
    sample,
    zip_sizes,
)
from ui.link import FS_ORDER, FS_OWN, FS_TEXT
from ui.page.page import Page
from ui.style.units import number
from ui.widgets.choice import choose
from ui.widgets.live_slider import live_slider
from ui.widgets.own_text import own_text_area, read_own_text


class Shown(NamedTuple):
    """A text, and how many letters its model looks back."""

    sample: Sample
    order: int

    @property
    def bits(self) -> float:
        """Σ −log₂ q of the whole text."""
        return float(ideal_bits(self.sample)[self.order + 1])

    @property
    def share(self) -> str:
        """The share of the raw text that the file takes, in percent."""
        return f"{number(100 * self.bits / 8 / len(self.sample.raw), 1)} %"


def choose_text_and_model(page: Page) -> Shown:
    """Show the choice of the text, and the slider of what the model may look back."""
    name = choose(st.segmented_control, "Text", FS_TEXT, label_visibility="collapsed")
    own = own_text_area(FS_OWN) if name == OWN else read_own_text(FS_OWN)
    text = sample(name, own.text)
    if not text.is_written:
        st.info(
            page.part("too many", different=f"{len(text.letters):,}", most=f"{MOST_DIFFERENT:,}")
        )
    order = live_slider(
        FS_ORDER,
        label="Letters to look back",
        colour=page.appearance.palette.model,
        ticks=[(-1, "none"), *((k, str(k)) for k in range(int(FS_ORDER.high) + 1))],
    )
    return Shown(text, round(order))


def written(sample: Sample, order: int) -> str:
    """Return the size of a file in bytes; before it is written, an estimate to within two bytes."""
    if sample.is_written and file_of.is_cached(sample, order):
        return f"{len(file_of(sample, order)):,}"
    return f"≈ {math.ceil(ideal_bits(sample)[order + 1] / 8):,}"


def sizes(shown: Shown) -> list[Size]:
    """Return the sizes of all files of a text: raw, under each model, and compressed."""
    text = shown.sample
    rows = [Size("plain text", len(text.raw), f"{len(text.raw):,}", "ink")]
    for order, name in ORDER_NAMES.items():
        size = ideal_bits(text)[order + 1] / 8
        rows.append(
            Size(name, size, written(text, order), "model" if order == shown.order else "muted")
        )
    rows += [Size(name, size, f"{size:,}", "truth") for name, size in zip_sizes(text).items()]
    return rows
