"""A visitor's own predictions: a file or pasted rows, how they are read, and their faults."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ui.lessons.your_model.examined import Examined
from ui.lessons.your_model.prediction_table import PredictionTable
from ui.lessons.your_model.roles import two_words
from ui.link import YM_PASTED
from ui.page.on_screen import forget_shown
from ui.page.page import Page
from ui.serving.upload_limits import MOST_BYTES
from ui.widgets.number_text import quote
from ui.widgets.own_table.columns import Progress
from ui.widgets.own_table.field import choose_format, file_field, forget_button, read_own
from ui.widgets.own_table.slot import slot_of_visitor

FILE, OTHER_FILE, PASTED = "file", "other_file", "pasted"
"""The slots of what a visitor brought."""

_HEIGHT = 130  # pixels


def own_file(page: Page, slot: str = FILE) -> Examined | None:
    """Show the field for a file, and how it is read; return the last predictions that fitted."""
    mine = slot_of_visitor(slot, PredictionTable)
    file_field(
        mine,
        "A file of labels and probabilities",
        f"ym_{slot}_upload",
        page.part("file: help"),
        partial(_work_out, mine),
    )
    _say_how_to_write(page, mine, slot)
    _show_reading(page, mine, slot)
    page.caption("file: private")
    return mine.good


def pasted_rows(page: Page) -> Examined | None:
    """Show the field for pasted rows, and how they are read; return the last that fitted."""
    mine = slot_of_visitor(PASTED, PredictionTable)
    text = st.text_area(
        "Rows of a table, with a first line of names",
        YM_PASTED.default,
        key=YM_PASTED.name,
        height=_HEIGHT,
    )
    data = (text or "")[: MOST_BYTES + 1].encode("utf-8", "replace")
    if mine.text != data:
        mine.text = data
        read_own(
            lambda progress: mine.bring(data, "pasted.csv", progress),
            len(data),
            partial(_work_out, mine),
        )
    _show_reading(page, mine, PASTED)
    page.caption("file: private")
    return mine.good


def pasted_text() -> str:
    """Return the rows that this visitor pasted."""
    return (slot_of_visitor(PASTED, PredictionTable).text or b"").decode()


def file_name(slot: str = FILE) -> str:
    """Return the name of the file that this visitor brought."""
    table = slot_of_visitor(slot, PredictionTable).table
    return table.name if table is not None else ""


def _work_out(mine: PredictionTable, progress: Progress) -> None:
    """Compute the first numbers that are shown of predictions just read."""
    if mine.good is not None:
        mine.good.parts()
        mine.good.intervals(progress)


def _say_how_to_write(page: Page, mine: PredictionTable, slot: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover("How to write it", icon=":material/code:"):
            page.write("file: how")
            st.code(page.prose.parts["file: code"], language="python")
        if mine.table is not None:
            forget_button(f"ym_{slot}_forget", forget_shown)


def _show_reading(page: Page, mine: PredictionTable, slot: str) -> None:
    """Say how a table was read and what is wrong with it; offer to choose the columns."""
    place = st.container()
    table, roles = mine.table, mine.roles
    if table is not None and roles is not None:
        with st.popover("Change what each column means", icon=":material/table:"):
            if not mine.fault:
                _choose_format(mine, slot)
            _choose_columns(mine, slot)
        roles = mine.roles
    with place:
        if mine.fault:
            st.error(mine.fault)
            _choose_format(mine, slot)
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


def _choose_format(mine: PredictionTable, slot: str) -> None:
    choose_format(mine, f"ym_{slot}", partial(_work_out, mine))


def _offer_switches(mine: PredictionTable, slot: str) -> None:
    """Offer the switches that would help: take the softmax, or leave rows out."""
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


def _choose_columns(mine: PredictionTable, slot: str) -> None:
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
