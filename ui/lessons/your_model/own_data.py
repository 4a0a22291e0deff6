"""A visitor's own predictions: a file or pasted rows, what they were taken for, and faults."""

from __future__ import annotations

import streamlit as st

from ui.lessons.your_model.examined import Examined
from ui.lessons.your_model.held import Held, forget_all, held
from ui.lessons.your_model.reading import two_words
from ui.link import YM_PASTED
from ui.page.page import Page
from ui.serving.long_work import computing
from ui.serving.presence import stop_if_gone
from ui.serving.process import return_memory
from ui.serving.upload_limits import MOST_BYTES
from ui.serving.uploads import ask_for_file, take
from ui.widgets.number_text import quote
from ui.widgets.progress import progress_shown

FILE, OTHER_FILE, PASTED = "file", "other_file", "pasted"
"""The slots of what a visitor brought."""

_HEIGHT = 130  # pixels
_LARGE = 2**19  # bytes


def own_file(page: Page, slot: str = FILE) -> Examined | None:
    """Show the field for a file, and how it is read; return the last predictions that fitted."""
    mine = held(slot)
    field = f"ym_{slot}_upload"
    file = ask_for_file("A file of labels and probabilities", field, page.part("file: help"))
    if file is not None:
        _read(mine, take(file, field), file.name)
        st.rerun()
    _say_how_to_write(page, mine, slot)
    _show_reading(page, mine, slot)
    page.caption("file: private")
    return mine.good


def pasted_rows(page: Page) -> Examined | None:
    """Show the field for pasted rows, and how they are read; return the last that fitted."""
    mine = held(PASTED)
    text = st.text_area(
        "Rows of a table, with a first line of names",
        YM_PASTED.default,
        key=YM_PASTED.name,
        height=_HEIGHT,
    )
    data = (text or "")[: MOST_BYTES + 1].encode("utf-8", "replace")
    if mine.text != data:
        mine.text = data
        _read(mine, data, "pasted.csv")
    _show_reading(page, mine, PASTED)
    page.caption("file: private")
    return mine.good


def _read(mine: Held, data: bytes, name: str) -> None:
    with progress_shown("Reading your table …") as progress:

        def report(share: float) -> None:
            stop_if_gone()
            progress(share)

        with computing():
            before = mine.good
            mine.bring(data, name, lambda share: report(share / 4))
            if mine.good is not None and mine.good is not before:
                mine.good.parts()
                mine.good.intervals(lambda share: report((1 + 3 * share) / 4))
        if len(data) > _LARGE:
            return_memory()


def _say_how_to_write(page: Page, mine: Held, slot: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover("How to write it", icon=":material/code:"):
            page.write("file: how")
            st.code(page.prose.parts["file: code"], language="python")
        if mine.table is not None:
            st.button(
                "Forget my data",
                icon=":material/delete:",
                key=f"ym_{slot}_forget",
                on_click=forget_all,
            )


def _show_reading(page: Page, mine: Held, slot: str) -> None:
    """Say what a table was taken for, what is wrong with it, and let the columns be chosen."""
    place = st.container()
    table, roles = mine.table, mine.roles
    if table is not None and roles is not None:
        with st.popover("Change what the columns are", icon=":material/table:"):
            _choose_columns(mine, slot)
        roles = mine.roles
    with place:
        if mine.fault:
            st.error(mine.fault)
        if mine.unfit is not None:
            for fault in mine.unfit.faults:
                st.error(fault)
            _offer_switches(mine, slot)
        if (mine.fault or mine.unfit) and mine.good is not None:
            page.caption("file: last good")
        if table is None or roles is None or mine.unfit is not None:
            return
        shown = [quote(name) for name in roles.columns[:4]]
        more = f" and {len(roles.columns) - 4} more" if len(roles.columns) > 4 else ""
        of = f" of {quote(roles.second)}" if roles.second else ""
        left = [n for n in table.names if n not in (roles.label, *roles.columns)]
        unused = (
            f" Not used: {', '.join(quote(n or '(no name)') for n in left[:4])}." if left else ""
        )
        st.caption(
            f"{quote(table.name)}, read as {table.kind}: {len(table.rows):,} rows. "
            f"Label: {quote(roles.label)}. "
            f"Probability{of}: {', '.join(shown)}{more}.{unused} {' '.join(mine.notes)}"
        )
        if roles.logits or roles.leave_out:
            _offer_switches(mine, slot)


def _offer_switches(mine: Held, slot: str) -> None:
    """Offer what would help: to take the softmax, or to leave rows out."""
    assert mine.roles is not None
    roles, unfit = mine.roles, mine.unfit
    if roles.logits or (unfit and unfit.looks_like_logits):
        what = "sigmoid" if len(roles.columns) == 1 else "softmax"
        key = f"ym_{slot}_logits_{mine.version}"
        st.toggle(
            f"These are logits: take the {what}",
            roles.logits,
            key=key,
            on_change=lambda: mine.change(logits=bool(st.session_state[key])),
        )
    if roles.leave_out or (unfit and unfit.can_leave_out):
        other = f"ym_{slot}_leave_out_{mine.version}"
        st.toggle(
            "Leave these rows out",
            roles.leave_out,
            key=other,
            on_change=lambda: mine.change(leave_out=bool(st.session_state[other])),
        )


def _choose_columns(mine: Held, slot: str) -> None:
    table, roles = mine.table, mine.roles
    assert table is not None
    assert roles is not None
    names, key = list(table.names), f"ym_{slot}_{{}}_{mine.version}"
    label = st.selectbox(
        "Label: what happened", names, names.index(roles.label), key=key.format("label")
    )
    columns = st.multiselect(
        "Probabilities: a column for each class, or one",
        names,
        list(roles.columns),
        key=key.format("columns"),
    )
    chosen = tuple(name for name in names if name in columns)
    second = ""
    if len(chosen) == 1 and label in names:
        words = list(two_words(table[label]))[:100]
        if words:
            now = words.index(roles.second) if roles.second in words else len(words) - 1
            second = st.selectbox(
                "The column is the probability of", words, now, key=key.format("second")
            )
    if label in names:
        mine.change(label=label, columns=chosen, second=second or "")
