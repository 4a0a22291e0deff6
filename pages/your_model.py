"""Your model: how many bits it explains, where its bits come from, and what they are lost on."""

from functools import partial

import streamlit as st

from ui.lessons.your_model.answers import EXERCISES
from ui.lessons.your_model.bits_figure import bits_of
from ui.lessons.your_model.code import code_and_report
from ui.lessons.your_model.costly_rows import costliest_rows
from ui.lessons.your_model.examined import Examined, Intervals
from ui.lessons.your_model.examples import EXAMPLES, example
from ui.lessons.your_model.infinite import CLIPS, infinite_rows
from ui.lessons.your_model.numbers import main_numbers, other_numbers
from ui.lessons.your_model.reliability import reliability_diagram
from ui.lessons.your_model.shown import Shown, choose_predictions, choose_source
from ui.lessons.your_model.temperature import choose_temperature, one_temperature
from ui.lessons.your_model.terms import three_terms
from ui.lessons.your_model.two_models import two_models
from ui.link import (
    YM_CODE,
    YM_EXAMPLE,
    YM_EXERCISES,
    YM_FROM,
    YM_INFINITE,
    YM_PARTS,
    YM_PASTED,
    YM_RACER,
    YM_RELIABILITY,
    YM_ROWS,
    YM_T,
    YM_TEMPERATURE,
    YM_TWO,
)
from ui.page.blocks import lazy_expander, onward, predict
from ui.page.exercises import exercises
from ui.page.hero_first import draw_hero_first
from ui.page.on_screen import OnScreen
from ui.page.page import enter
from ui.page.render import render_figure
from ui.serving.errors import report_file_errors
from ui.serving.long_work import computing
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.progress import progress_shown

page = enter(__file__)
unit = page.appearance.unit
on_screen: OnScreen[Shown] = OnScreen(
    page, "predictions", [YM_FROM, YM_EXAMPLE, YM_RACER, YM_PASTED, YM_T]
)

predict(page, "predict")


def work_out(examined: Examined) -> Intervals:
    """Compute what the hero shows, on a core, with progress where it takes long."""
    with progress_shown("Resampling the rows …") as progress, computing():
        examined.parts()
        return examined.intervals(progress)


def claims(examined: Examined) -> None:
    page.write("formula", log=unit.log)
    bits = unit.of_bits(1.0)
    page.claim(
        "claim: surprise",
        {
            "average surprise": unit.show(bits * examined.cross_entropy),
            "largest": unit.show(bits * float(examined.surprise.max())),
        },
    )
    parts = examined.parts()
    page.claim(
        "claim: terms",
        {
            "uncertainty": unit.show(bits * parts.uncertainty),
            "− discrimination": number(bits * parts.discrimination),
            "+ miscalibration": number(bits * parts.miscalibration),
        },
    )
    forest = example(EXAMPLES[1])
    page.claim(
        "claim: zero",
        {
            "the forest": unit.show(bits * forest.cross_entropy),
            **{
                f"at {name}": number(bits * forest.clipped(epsilon), 4)
                for name, epsilon in CLIPS.items()
            },
        },
        accuracy=f"{100 * forest.accuracy:.0f}",
    )
    bayes = example(EXAMPLES[0])
    page.claim(
        "claim: overconfident",
        {
            "naive Bayes, T = 1": unit.show(bits * bayes.tempered.plain),
            f"T = {number(bayes.tempered.best, 1)}": unit.show(bits * bayes.tempered.least),
        },
    )


@fragment
@report_file_errors()
def hero() -> None:
    stage = page.stage("question")
    with stage.controls:
        source = choose_source()
        shown = choose_predictions(page, source)
        found = work_out(shown.examined)
        shown = shown._replace(temperature=choose_temperature(page))
        if not page.is_on_stage:
            other_numbers(page, shown, found)
    with stage.numbers:
        main_numbers(page, shown.examined, found)
    with stage.figure:
        render_figure(
            bits_of(shown.drawn, shown.examined, page.appearance, shown.temperature), "ym_bits"
        )
    page.say(stage, accuracy=f"{100 * example(EXAMPLES[1]).accuracy:.0f}")
    if page.is_whole:
        claims(shown.examined)
    on_screen.publish(shown)


hero()
draw_hero_first(page.lesson.stem)
st.header("Deeper", anchor=False)
for label, block, icon, content in (
    ("Three terms: what it knows, and what it gets wrong", YM_PARTS, "functions", three_terms),
    ("Reliability: does 70 % happen in 70 %?", YM_RELIABILITY, "show_chart", reliability_diagram),
    ("The most costly rows", YM_ROWS, "format_list_numbered", costliest_rows),
    ("Infinite rows, and what a clip hides", YM_INFINITE, "all_inclusive", infinite_rows),
    ("Temperature: what one number saves", YM_TEMPERATURE, "thermostat", one_temperature),
    ("Two models on the same rows", YM_TWO, "balance", two_models),
):
    lazy_expander(label, block, partial(content, page), of=[on_screen], icon=f":material/{icon}:")
page.write("wrong")
lazy_expander(
    "Exercises", YM_EXERCISES, lambda: exercises(page, EXERCISES), icon=":material/edit_note:"
)
lazy_expander(
    "Show exactly this, and save a report",
    YM_CODE,
    partial(code_and_report, page),
    of=[on_screen],
    icon=":material/code:",
)
onward(page, "onward", "file_size", "training")
