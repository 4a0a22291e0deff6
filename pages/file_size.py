"""File size: the loss of a model is the length of a file."""

import math
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.lessons.file_size.answers import EXERCISES
from ui.lessons.file_size.files import jobs
from ui.lessons.file_size.game import shannons_game
from ui.lessons.file_size.honest_file import what_the_model_weighs
from ui.lessons.file_size.labels import labels_as_a_file
from ui.lessons.file_size.never import what_cannot_be_sent
from ui.lessons.file_size.number import number_holds_a_text
from ui.lessons.file_size.shown import Shown, choose_text_and_model, sizes, written
from ui.lessons.file_size.sizes_figure import file_sizes
from ui.lessons.file_size.text_skyline_figure import text_skyline, window
from ui.lessons.file_size.texts import (
    CODE,
    DIGITS,
    ORDER_NAMES,
    ORDERS,
    PROSE,
    ideal_bits,
    sample,
    zip_sizes,
)
from ui.lessons.file_size.there_and_back import there_and_back
from ui.link import (
    FS_AT,
    FS_BACK,
    FS_CODE,
    FS_EXERCISES,
    FS_GAME,
    FS_LABELS,
    FS_NEVER,
    FS_NUMBER,
    FS_ONLINE,
    FS_ORDER,
    FS_OWN,
    FS_TEXT,
)
from ui.page.blocks import lazy_expander, onward, predict, show_code
from ui.page.exercises import exercises
from ui.page.hero_first import draw_hero_first
from ui.page.on_screen import OnScreen
from ui.page.page import enter
from ui.page.render import render_figure
from ui.serving.background import run_in_background
from ui.serving.errors import report_file_errors
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.live_slider import live_slider

page = enter(__file__)
unit, palette = page.appearance.unit, page.appearance.palette
on_screen: OnScreen[Shown] = OnScreen(page, "text", [FS_TEXT, FS_OWN, FS_ORDER])

predict(page, "predict")


def claims(shown: Shown) -> None:
    text, bits = shown.sample, ideal_bits(shown.sample) / 8
    page.write("formula", log=r"\log_2")
    page.claim(
        "claim: file",
        {
            "Σ −log₂ q, in bytes": number(shown.bits / 8, 1),
            "the file, in bytes": written(text, shown.order),
        },
        model=ORDER_NAMES[shown.order],
    )
    best = min(ORDER_NAMES, key=lambda order: bits[order + 1])
    page.claim(
        "claim: back",
        {f"{ORDER_NAMES[k]}, bytes": written(text, k) for k in sorted({1, best, ORDERS[-1]})},
    )
    zips = zip_sizes(text)
    smallest = min(zips, key=lambda name: zips[name])
    page.claim(
        "claim: zip",
        {
            f"{ORDER_NAMES[best]}, bytes": written(text, best),
            f"{smallest}, bytes": f"{zips[smallest]:,}",
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


def draw_sizes(shown: Shown) -> None:
    render_figure(file_sizes(sizes(shown), page.appearance), "fs_sizes")


def draw_text(shown: Shown, below: DeltaGenerator) -> None:
    place = st.container()
    with below:
        part = live_slider(
            FS_AT, label="Where in the text, in percent", colour=palette.muted, step=1
        )
    piece = window(shown.sample, part)
    with place:
        render_figure(text_skyline(shown.sample, shown.order, piece, page.appearance), "fs_skyline")


@fragment
@report_file_errors()
def hero() -> None:
    stage = page.stage("question")
    with stage.controls:
        shown = choose_text_and_model(page)
        if not page.is_on_stage:
            draw_sizes(shown)
    per_letter = unit.of_bits(shown.bits / len(shown.sample.text))
    with stage.numbers:
        st.metric(f"{unit.name} per letter", unit.show(per_letter))
        st.metric(
            "file",
            f"{written(shown.sample, shown.order)} bytes",
            None if page.is_on_stage else f"{shown.share} of the plain text",
            delta_color="off",
            delta_arrow="off",
        )
    with stage.figure:
        if page.scene == "sizes":
            draw_sizes(shown)
        else:
            draw_text(shown, stage.controls if page.is_on_stage else st.container())
    page.say(
        stage,
        model=ORDER_NAMES[shown.order],
        bytes=written(shown.sample, shown.order),
        plain=f"{len(shown.sample.raw):,}",
    )
    if page.is_whole:
        claims(shown)
        run_in_background(jobs(shown.sample, shown.order))
    on_screen.publish(shown)


def code(shown: Shown) -> None:
    text = repr(shown.sample.text)
    values = {"text": CODE.get(shown.sample.name, text), "order": str(shown.order)}
    show_code(page, page.prose.parts["code"], values, in_notebook=lambda: {"text": text})


hero()
draw_hero_first(page.lesson.stem)
st.header("Deeper", anchor=False)
for label, block, icon, content, of in (
    ("How a number holds a text", FS_NUMBER, "straighten", number_holds_a_text, []),
    (
        "There and back: save the file, read it, damage it",
        FS_BACK,
        "sync",
        there_and_back,
        [on_screen],
    ),
    ("The labels as a file: the race again", FS_LABELS, "label", labels_as_a_file, []),
    ("What the model itself weighs", FS_ONLINE, "scale", what_the_model_weighs, []),
    ("What cannot be sent", FS_NEVER, "block", what_cannot_be_sent, []),
    ("Shannon's game: how well do you predict?", FS_GAME, "keyboard", shannons_game, []),
):
    lazy_expander(label, block, partial(content, page), of=of, icon=f":material/{icon}:")
prose = sample(PROSE, "")
saved = 1 - ideal_bits(prose)[1] / 8 / len(prose.raw)
page.write("wrong", saved=f"{100 * saved:.0f}")
lazy_expander(
    "Exercises", FS_EXERCISES, lambda: exercises(page, EXERCISES), icon=":material/edit_note:"
)
lazy_expander("Show exactly this", FS_CODE, code, of=[on_screen], icon=":material/code:")
onward(page, "onward", "self_information", "training")
