"""Lesson 2: entropy, the average surprise of a source."""

from functools import partial

import numpy as np
import streamlit as st

import infotheory as it
from ui.figures.skyline import entropy_skyline
from ui.lessons.entropy.answers import EXERCISES
from ui.lessons.entropy.block_codes import block_codes
from ui.lessons.entropy.codes import as_table, code_game, huffman
from ui.lessons.entropy.coin import one_coin
from ui.lessons.entropy.estimating import estimating
from ui.lessons.entropy.own_text import YOURS, own_text, text_source
from ui.lessons.sources import ENGLISH_SOURCE, OUTCOMES, SOURCES
from ui.link import (
    ENT_BLOCK,
    ENT_CODE,
    ENT_CODES,
    ENT_ESTIMATE,
    ENT_EXERCISES,
    ENT_GAME,
    ENT_LEVEL,
    ENT_NUMBERS,
    ENT_P,
)
from ui.page.blocks import lazy_expander, onward, predict, show_code
from ui.page.code import exactly
from ui.page.exercises import exercises
from ui.page.hero_first import draw_hero_first
from ui.page.on_screen import OnScreen
from ui.page.page import enter
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.choice import switch
from ui.widgets.distribution.editors import edit_distribution
from ui.widgets.distribution.reading import Distribution, Source

FAIR, LOPSIDED = [0.5, 0.5], [0.99] + [0.01 / 25] * 25

page = enter(__file__)
unit, palette = page.appearance.unit, page.appearance.palette
source: OnScreen[Source] = OnScreen(page, "source", [ENT_P])


def entropy(p: list[float] | Distribution) -> str:
    return unit.show(it.entropy(p, base=unit.base))


predict(page, "predict")
fair, certain = entropy(FAIR), entropy([1.0, 0.0])


def claims(n: int, h: str, perplexity: str) -> None:
    page.write_together(
        page.part("formula", log=unit.log, english=ENGLISH_SOURCE),
        page.claimed(
            "claim: uniform",
            {f"at most, over {n} outcomes": entropy(np.full(n, 1 / n)), "this source": h},
            n=str(n),
        ),
        page.claimed(
            "claim: perplexity", {"2 to the H": f"{perplexity} sides"}, perplexity=perplexity
        ),
        page.claimed("claim: sure", {"H of a certain outcome": certain}),
    )


@fragment
def hero() -> None:
    stage = page.stage("question")
    yours, your_letters = text_source()
    with stage.controls:
        level = switch("Level it", ENT_LEVEL)
        p, names = edit_distribution(
            ENT_P,
            colour=palette.truth,
            presets=SOURCES | yours,
            names=OUTCOMES | your_letters,
            unlinked=[YOURS],
        )
    h, perplexity = entropy(p), number(it.perplexity(p))
    with stage.numbers:
        st.metric("H(p)", h)
        st.metric("Perplexity", f"{perplexity} sides")
    with stage.figure:
        render_figure(entropy_skyline(p, names, page.appearance, level=level), "ent_skyline")
    page.say(
        stage,
        h=h,
        fair=fair,
        rare=unit.show(it.self_information(float(p[p > 0].min()), base=unit.base)),
        perplexity=perplexity,
    )

    if page.is_whole:
        claims(p.size, h, perplexity)
    source.publish(Source(p, names))


def code(source: Source) -> None:
    values = {"p": exactly(source.p), "base": unit.code, "unit": unit.name}
    show_code(page, page.prose.parts["code"], values)


hero()
draw_hero_first(page.lesson.stem)
one_coin(page)
own_text(page, ENT_P)
for label, block, icon, content, of in (
    ("Codes: entropy in binary digits", ENT_CODES, "account_tree", huffman, [source]),
    ("The code game", ENT_GAME, "extension", code_game, [source]),
    ("Blocks: down towards the entropy", ENT_BLOCK, "view_week", block_codes, []),
    ("Estimating from samples", ENT_ESTIMATE, "casino", estimating, [source]),
    ("The numbers as a table", ENT_NUMBERS, "table", as_table, [source]),
):
    lazy_expander(label, block, partial(content, page), of=of, icon=f":material/{icon}:")
page.write("wrong", lopsided=entropy(LOPSIDED), coin=fair)
lazy_expander(
    "Exercises", ENT_EXERCISES, lambda: exercises(page, EXERCISES), icon=":material/edit_note:"
)
lazy_expander("Show exactly this", ENT_CODE, code, of=[source], icon=":material/code:")
onward(page, "onward", "cross_entropy", "self_information")
