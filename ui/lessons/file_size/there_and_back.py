"""There and back: the file is saved and read; then with a flipped bit, and with another model."""

import streamlit as st

from ui.lessons.file_size.files import decoded, file_of, read_back
from ui.lessons.file_size.shown import Shown
from ui.lessons.file_size.texts import ORDER_NAMES, Sample
from ui.link import FS_BIT, FS_READER
from ui.page.page import Page
from ui.widgets.live_slider import live_count, live_slider
from ui.widgets.progress import progress_shown

_SHOWN, _PIECE = 240, 400  # letters on screen; letters of the file that is damaged


def there_and_back(page: Page, shown: Shown) -> None:
    """Write the text of the hero, read it back, and damage a piece of it."""
    page.write_narrow("back")
    text, order = shown
    if not text.is_written:
        page.caption("back: not written")
        return
    with progress_shown("Writing the file …") as progress:
        data = file_of(text, order, progress=progress)
    with progress_shown("Reading it back …") as progress:
        read = read_back(text, order, progress=progress)
    original, copy = st.columns(2, gap="medium")
    with original:
        st.metric("the text", f"{len(text.text):,} letters")
        _show(text.text)
    with copy:
        same = sum(a == b for a, b in zip(read, text.text, strict=True))
        st.metric("read from the file", f"{same:,} letters right")
        _show(read)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            f"Save the file: {len(data):,} bytes",
            data,
            file_name=f"looks-back-{order}.bin" if order >= 0 else "all-alike.bin",
            mime="application/octet-stream",
            icon=":material/download:",
            key="fs_save",
            on_click="ignore",
        )
    letters = f"{len(text.letters.encode('utf-8', 'surrogatepass')):,}"
    page.caption("back: besides", alphabet=letters)
    piece = Sample(text.name, text.text[:_PIECE], text.letters)
    damage, other = st.columns(2, gap="medium")
    with damage:
        _flip_a_bit(page, piece, order)
    with other:
        _read_with_another_model(page, piece, order)


def _flip_a_bit(page: Page, piece: Sample, order: int) -> None:
    page.write("back: flip", letters=f"{len(piece.text):,}")
    where = live_slider(
        FS_BIT, label="Where in the file, in percent", colour=page.appearance.palette.wrong, step=1
    )
    data = bytearray(file_of(piece, order))
    if not data:
        page.write("back: empty")
        return
    bit = round((8 * len(data) - 1) * where / 100)
    data[bit // 8] ^= 128 >> bit % 8
    _show_reading(piece, bytes(data), order, f"bit {bit + 1:,} of {8 * len(data):,}")


def _read_with_another_model(page: Page, piece: Sample, order: int) -> None:
    page.write("back: other", order=ORDER_NAMES[order])
    reader = live_count(
        FS_READER,
        label="Letters the reader looks back",
        colour=page.appearance.palette.model,
    )
    _show_reading(piece, file_of(piece, order), reader, ORDER_NAMES[reader])


def _show_reading(piece: Sample, data: bytes, order: int, what: str) -> None:
    """Show the text that a reader decodes, and how many letters precede its first error."""
    try:
        read = decoded(piece, data, order)
    except ValueError as why:
        st.markdown(f":material/block: {what}: {why}.")
        return
    pairs = zip(read, piece.text, strict=True)
    right = next((i for i, (a, b) in enumerate(pairs) if a != b), len(read))
    st.metric(what, f"{right:,} letters right", help="before the first wrong one")
    _show(read, around=right)


def _show(text: str, around: int = 0) -> None:
    """Show a piece of a text, centred on the place ``around``."""
    start = max(min(around - _SHOWN // 2, len(text) - _SHOWN), 0)
    before, after = "…" if start else "", "…" if start + _SHOWN < len(text) else ""
    st.code(f"{before}{text[start : start + _SHOWN]}{after}", language=None, wrap_lines=True)
