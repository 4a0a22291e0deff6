"""File size: the loss of a model is the length of a file."""

import math

import streamlit as st

from ui.lessons.file_size.files import jobs
from ui.lessons.file_size.shown import Shown, choose_text_and_model, sizes, written
from ui.lessons.file_size.sizes_figure import file_sizes
from ui.lessons.file_size.text_skyline_figure import text_skyline, window
from ui.lessons.file_size.texts import (
    CODE,
    DIGITS,
    ORDER_NAMES,
    ideal_bits,
    sample,
    zip_sizes,
)
from ui.link import FS_AT, FS_CODE, FS_ORDER, FS_TEXT
from ui.page.blocks import lazy_expander, onward, predict, show_code
from ui.page.on_screen import OnScreen, flush_to_browser
from ui.page.page import enter
from ui.page.render import render_figure
from ui.serving.background import run_in_background
from ui.serving.errors import report_file_errors
from ui.style.units import number
from ui.widgets.live_slider import live_slider

page = enter(__file__)
unit, palette = page.appearance.unit, page.appearance.palette
on_screen: OnScreen[Shown] = OnScreen(page, "text", [FS_TEXT, FS_ORDER])

predict(page, "predict")


def claims(shown: Shown) -> None:
    text, bits = shown.sample, ideal_bits(shown.sample) / 8
    page.write("formula", log=r"\log_2")
    page.claim(
        "claim: file",
        {
            "Σ −log₂ q": f"{number(shown.bits / 8, 1)} bytes",
            "the file": f"{written(text, shown.order)} bytes",
        },
        model=ORDER_NAMES[shown.order],
    )
    best = min(ORDER_NAMES, key=lambda order: bits[order + 1])
    page.claim(
        "claim: back",
        {ORDER_NAMES[order]: f"{written(text, order)} bytes" for order in sorted({1, best, 5})},
    )
    zips = zip_sizes(text)
    smallest = min(zips, key=lambda name: zips[name])
    page.claim(
        "claim: zip",
        {
            ORDER_NAMES[best]: f"{written(text, best)} bytes",
            smallest: f"{zips[smallest]:,} bytes",
        },
        verdict=page.part(
            "smaller" if math.ceil(bits[best + 1]) <= zips[smallest] else "not smaller"
        ),
    )
    digits = sample(DIGITS, "")
    each = ideal_bits(digits) / len(digits.text)
    page.claim(
        "claim: random",
        {
            "log 10": unit.show(math.log(10, unit.base)),
            "3 letters back": unit.show(unit.of_bits(float(each[4]))),
        },
    )


@st.fragment
@report_file_errors()
def hero() -> None:
    numbers = page.head("question")
    figure, control = st.columns([3, 2], gap="medium")
    with control:
        shown = choose_text_and_model(page)
        render_figure(file_sizes(sizes(shown), page.appearance), "fs_sizes")
    per_letter = unit.of_bits(shown.bits / len(shown.sample.text))
    with numbers:
        st.metric(f"{unit.name} per letter", unit.show(per_letter))
        st.metric(
            "file",
            f"{written(shown.sample, shown.order)} bytes",
            f"{shown.share} of the plain text",
            delta_color="off",
            delta_arrow="off",
        )
    with figure:
        place = st.container()
        part = live_slider(FS_AT, label="Where in the text", colour=palette.muted, step=1)
        with place:
            piece = window(shown.sample, part)
            render_figure(
                text_skyline(shown.sample, shown.order, piece, page.appearance), "fs_skyline"
            )
    claims(shown)
    run_in_background(jobs(shown.sample, shown.order), busy=lambda: False)
    on_screen.publish(shown)


def code(shown: Shown) -> None:
    text = CODE.get(shown.sample.name, repr(shown.sample.text))
    show_code(page.prose.parts["code"], {"text": text, "order": str(shown.order)})


hero()
flush_to_browser()
page.write("wrong")
lazy_expander("Show exactly this", FS_CODE, code, of=[on_screen], icon=":material/code:")
onward(page, "onward", "self_information", "training")
