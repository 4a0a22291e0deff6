"""The visitor's own text as a source: its letters, their entropy, and the size of their code."""

import streamlit as st

import infotheory as it
from ui.figures.lengths import Length, lengths
from ui.lessons.entropy.letters_figure import MOST as DRAWN
from ui.lessons.entropy.letters_figure import letter_frequencies
from ui.link import ENT_TEXT, Distribution
from ui.page.on_screen import rerun_page_if_changed
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.distribution.text import FEWEST, MOST
from ui.widgets.letter_counts import Letters
from ui.widgets.own_text import before, own_text_area, read_own_text
from ui.widgets.written import write

YOURS = "your text"


def text_source() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the text's counts as a preset source, and the names of its outcomes."""
    letters = read_own_text(ENT_TEXT).letters
    if not _fits(letters):
        return {}, {}
    return {YOURS: _as_weights(letters)}, {YOURS: letters.names}


def _fits(letters: Letters) -> bool:
    return FEWEST <= len(letters.counts) <= MOST


def _as_weights(letters: Letters) -> str:
    return " ".join(map(str, letters.counts))


@fragment
def own_text(page: Page, source: Distribution) -> None:
    """Count the letters of a text, and show their entropy and the size of their code.

    If ``source`` shows the text's counts, it is updated when the text is edited.
    """

    def follow() -> None:
        earlier = before(ENT_TEXT).letters
        _, letters, fault = read_own_text(ENT_TEXT)
        is_shown = st.session_state.get(source.name) == _as_weights(earlier)
        if is_shown and not fault and _fits(letters):
            write({source.name: _as_weights(letters)})

    page.write("text")
    _, letters, fault = own_text_area(ENT_TEXT, on_change=follow)
    below = st.container()  # messages come and go in here, and do not move the figures
    if not fault and not _fits(letters):
        different = len(letters.counts)
        below.info(page.part("text: too few" if different < FEWEST else "text: too many"))
    _measure(page, letters)
    rerun_page_if_changed(page, ENT_TEXT.name, letters)


def _measure(page: Page, letters: Letters) -> None:
    unit = page.appearance.unit
    code = it.huffman_code(letters.weights, normalize=True)
    size = letters.code_size(code)
    plain = letters.file_size / letters.total
    with st.container(horizontal=True):
        st.metric("letters", f"{letters.total:,}")
        st.metric("different letters", f"{len(letters.counts):,}")
        a_letter = it.entropy(letters.weights, base=unit.base, normalize=True)
        st.metric("entropy of the letter counts", unit.show(a_letter))
        st.metric("Huffman's code", f"{size:,} bits")
        st.metric("a plain file", f"{letters.file_size:,} bits", help="in UTF-8")
    figure, sizes = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with figure:
        render_figure(
            letter_frequencies(letters.names, letters.counts, page.appearance), "ent_letters_figure"
        )
        if len(letters.counts) > DRAWN:
            page.caption("text: drawn", drawn=str(DRAWN), different=f"{len(letters.counts):,}")
    with sizes:
        least = it.entropy(letters.weights, normalize=True)
        rows = [
            ("plain", plain, "muted"),
            ("Huffman", size / letters.total, "truth"),
            ("entropy", least, "entropy"),
        ]
        bars = [Length(n, 0, float(x), f"{number(x)}", meaning) for n, x, meaning in rows]
        figure_of_sizes = lengths(
            bars,
            page.appearance,
            longest=plain,
            unit="bits",
            title="cost per letter",
            description="Bits per letter: in a plain file, in Huffman's code, and the entropy.",
        )
        render_figure(figure_of_sizes, "ent_sizes")
    if len(letters.counts) == 1:
        page.write("text: one")
    page.write("text: said")
