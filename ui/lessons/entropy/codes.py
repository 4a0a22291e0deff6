"""Codes of the page's source: Huffman's tree, and a game of placing words."""

import numpy as np
import streamlit as st

import infotheory as it
from infotheory.lessons.prefix_codes import clashes, code_cost
from ui.figures.code_tree import code_tree
from ui.figures.lengths import Length, lengths
from ui.lessons.entropy.word_boxes_figure import CLICKED, DEPTH, WORDS, word_boxes
from ui.link import ENT_WORDS
from ui.page.page import Page
from ui.page.render import render_figure, selected
from ui.style.units import number
from ui.widgets.choice import choose
from ui.widgets.distribution.reading import Distribution, Source
from ui.widgets.number_text import quote
from ui.widgets.written import write

Names = tuple[str, ...]
_TURN = "ent_turn"  # the outcome that the next clicked box is for


def occurring(source: Source) -> Source:
    """Return the source without its impossible outcomes."""
    kept = source.p > 0
    return Source(
        source.p[kept], tuple(name for name, keep in zip(source.names, kept, strict=True) if keep)
    )


def huffman(page: Page, source: Source) -> None:
    """Draw Huffman's code of the source, and compare it with the entropy."""
    page.write("codes")
    p, names = occurring(source)
    if p.size == 1:
        page.write("codes: one")
        return
    code = it.huffman_code(p, normalize=True)
    h, length = it.entropy(p, normalize=True), _length(p, code)
    with st.container(horizontal=True):
        st.metric("H", f"{number(h)} bits")
        st.metric("L, expected length", f"{number(length)} bits")
        st.metric("H + 1", f"{number(h + 1)} bits")
        st.metric("K, Kraft sum", number(it.kraft_sum(code)))
    render_figure(code_tree(code, names, page.appearance), "ent_tree")


def _length(p: Distribution, code: tuple[str, ...]) -> float:
    return it.expected_length(p / p.sum(), code)


def code_game(page: Page, source: Source) -> None:
    """Let the visitor place the outcomes on the tree of words, and report clashes."""
    page.write("game")
    p, names = occurring(source)
    if not 2 <= p.size <= len(ENT_WORDS):
        st.info(page.part("game: too many"))
        return
    if st.session_state.get(_TURN, 0) not in range(p.size):
        st.session_state[_TURN] = 0  # the source has fewer outcomes now
    turn = st.segmented_control(
        "Click a box for",
        range(p.size),
        format_func=lambda i: _said(names[i]),
        default=0,
        key=_TURN,
        required=True,
    )

    def place() -> None:
        word = selected("ent_boxes", CLICKED).get("word")
        if word in WORDS:
            write({ENT_WORDS[turn].name: word})
            st.session_state[_TURN] = (turn + 1) % p.size

    tree, score = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with tree:
        boxes = st.container()
        columns = zip(st.columns(p.size), ENT_WORDS, names, p, strict=False)
        code = tuple(
            choose(column.selectbox, f"{_said(name)}: {number(x)}", word)
            for column, word, name, x in columns
        )
        with boxes:
            render_figure(word_boxes(code, names, page.appearance), "ent_boxes", on_select=place)
    with score:
        _score(page, p, names, code)


def _said(name: str) -> str:
    """Return an outcome's name for Markdown, quoted if needed: it may be any character."""
    return name if name.isalnum() else quote(name)


def _score(page: Page, p: Distribution, names: Names, code: tuple[str, ...]) -> None:
    p = p / p.sum()
    best = _length(p, it.huffman_code(p))
    paid = code_cost(p, code)
    bars = [
        Length("yours", 0, paid.length, number(paid.length), "truth"),
        Length("Huffman", 0, best, number(best), "muted"),
        Length("entropy", 0, paid.entropy, number(paid.entropy), "entropy"),
    ]
    figure = lengths(
        bars,
        page.appearance,
        longest=DEPTH,
        unit="bits",
        title="expected length",
        description="Expected length of your code beside Huffman's, and the entropy.",
    )
    render_figure(figure, "ent_score")
    st.markdown(_verdict(names, code, paid.length <= best + 1e-9))
    page.write("game: identity")
    st.markdown(
        f"{number(paid.length)} = {number(paid.entropy)} + {number(paid.divergence)} "
        f"{'−' if paid.slack < 0 else '+'} {number(abs(paid.slack))} bits, "
        f"with K = {number(it.kraft_sum(code))}"
    )


def _verdict(names: Names, code: tuple[str, ...], shortest: bool) -> str:
    found = clashes(code)
    if found:
        i, j = found[0]
        first, second = _said(names[i]), _said(names[j])
        if code[i] == code[j]:
            reason = (
                f"{first} and {second} have the same word {code[i]}: nobody could tell them apart."
            )
        else:
            reason = (
                f"the word {code[i]} of {first} is the beginning of the word {code[j]} of "
                f"{second}: after {code[i]} a reader cannot know whether the word has ended."
            )
        return f":material/close: **A clash:** {reason}"
    if shortest:
        return ":material/check: **No clash, and as short as Huffman's:** no code is shorter."
    return ":material/check: **No clash.** But shorter words are possible, on average."


def as_table(page: Page, source: Source) -> None:
    """Show the numbers of the skyline as a table that can be saved."""
    unit, (p, names) = page.appearance.unit, source
    surprise = np.asarray(it.self_information(p, base=unit.base))
    area = np.where(p > 0, p * np.where(p > 0, surprise, 0), 0)
    page.caption("table")
    st.dataframe(
        {
            "outcome": list(names),
            "p": p,
            f"surprise ({unit.name})": surprise,
            f"p times surprise ({unit.name})": area,
            "Huffman's word": _words(p),
        },
        hide_index=True,
        key="ent_table",
    )


def _words(p: Distribution) -> list[str]:
    words = iter(it.huffman_code(p[p > 0], normalize=True))
    return [next(words) if x > 0 else "" for x in p]
