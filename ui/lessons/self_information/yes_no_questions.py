"""Bits as yes/no questions: how many single out one of n equally likely things."""

import streamlit as st

import infotheory as it
from ui.figures.code_tree import code_tree
from ui.lessons.self_information.questions_figure import MOST, best_average, questions_curve
from ui.link import SI_N
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.live_slider import live_count


@fragment
def yes_no_questions(page: Page) -> None:
    """Compare the best questions with the information, for n things set by a slider."""
    page.write("questions")
    n = live_count(
        SI_N,
        label="Equally likely things n",
        colour=page.appearance.palette.truth,
    )
    numbers, tree = st.columns([1, 1], gap="medium")
    with numbers:
        with st.container(horizontal=True):
            st.metric("log₂ n", f"{number(it.self_information(1 / n))} bits")
            st.metric("best average", f"{number(best_average(n))} questions")
        render_figure(questions_curve(n, page.appearance), "si_questions")
        page.caption(
            "questions: die",
            bits=number(it.self_information(1 / 6)),
            questions=number(best_average(6)),
        )
    with tree:
        code = it.huffman_code([1 / n] * n)
        things = [str(i) for i in range(1, n + 1)]
        answers = ("no", "yes")
        figure = code_tree(
            code, things, page.appearance, digits=answers, show_words=False, most=MOST
        )
        render_figure(figure, "si_tree")
