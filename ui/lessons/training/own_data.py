"""A visitor's own table for the race: the upload field, how the table is read, and its faults."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from ui.lessons.training.own_rows import LabelAndFeatures, OwnRows, guess_columns, left_out
from ui.lessons.training.race_settings import most_bytes_of
from ui.page.on_screen import forget_shown
from ui.page.page import Page
from ui.widgets.number_text import quote
from ui.widgets.own_table.columns import FileError, Table
from ui.widgets.own_table.field import choose_format, file_field, forget_button
from ui.widgets.own_table.memory import admit
from ui.widgets.own_table.slot import Slot, slot_of_visitor
from ui.widgets.own_table.wording import listed

_SLOT, _FIELD = "race", "tr_upload"


@dataclass(eq=False)
class RaceTable(Slot):
    """A table for the race, what its columns are, and the last rows that could be raced.

    ``unfit`` says what is wrong with its columns, if anything.
    """

    chosen: LabelAndFeatures | None = None
    good: OwnRows | None = None
    unfit: str = ""

    def use(self, table: Table) -> None:
        """Take a table that was read, and guess what its columns are."""
        self._choose(table, guess_columns(table))

    def choose(self, chosen: LabelAndFeatures) -> None:
        """Take these columns of the table."""
        assert self.table is not None
        if chosen != self.chosen:
            self._choose(self.table, chosen)

    def let_go(self) -> None:
        """Clear all results computed from the rows."""
        if self.good is not None:
            self.good.clear()

    def _choose(self, table: Table, chosen: LabelAndFeatures) -> None:
        self.chosen, self.unfit = chosen, ""
        try:
            rows = OwnRows(table, chosen)
            admit(rows, most_bytes_of(rows), instead_of=self.good)
        except FileError as why:
            self.unfit = str(why)
            return
        self.let_go()
        self.good = rows


def rows_of_this_visitor() -> OwnRows | None:
    """Return the rows that this visitor brought to the race, if any."""
    return slot_of_visitor(_SLOT, RaceTable).good


def bring_rows(page: Page) -> OwnRows | None:
    """Show the field for a table, and how it is read; return the last rows that could be raced."""
    mine = slot_of_visitor(_SLOT, RaceTable)
    field, said = st.columns(2, gap="medium")
    with field:
        label = "A table of numbers, with a column for the label"
        file_field(mine, label, _FIELD, page.part("yours: help"))
        with st.container(horizontal=True, vertical_alignment="center"):
            if mine.table is not None:
                with st.popover("Change what each column means", icon=":material/table:"):
                    if not mine.fault:
                        choose_format(mine, "tr_own")
                    _choose_columns(mine)
            if mine.table is not None or mine.packed is not None:
                forget_button("tr_forget", forget_shown)
    with said:
        _say(page, mine)
    return mine.good


def _say(page: Page, mine: RaceTable) -> None:
    """Say how the table was read, and what is wrong with it."""
    if mine.fault:
        st.error(mine.fault)
        choose_format(mine, "tr_own")
    if mine.unfit:
        st.error(mine.unfit)
    if (mine.fault or mine.unfit) and mine.good is not None:
        page.caption("yours: last good")
    if mine.good is None:
        page.caption("yours: none")
    elif not mine.unfit:
        st.caption(" ".join(_said(mine.good)))
    page.caption("yours: private")


def _said(rows: OwnRows) -> list[str]:
    table = rows.table
    names = ", ".join(map(quote, rows.features[:4]))
    more = f" and {len(rows.features) - 4} more" if len(rows.features) > 4 else ""
    said = [
        f"{quote(table.name)}, read as {table.kind}: {len(table.rows):,} rows. "
        f"Label: {quote(rows.label)}, {len(rows.classes)} classes. Features: {names}{more}.",
        *left_out(table, LabelAndFeatures(rows.label, rows.features)),
        *rows.notes,
    ]
    if rows.constant:
        constant = listed(rows.constant)
        said.append(f"The same in all rows, so left out when standardising: {constant}.")
    if rows.n < len(rows.rows):
        said.append(f"{rows.n:,} of {len(rows.rows):,} rows are drawn, by the seed.")
    said.append(f"{rows.n - rows.n_train:,} rows are held out for the test.")
    return said


def _choose_columns(mine: RaceTable) -> None:
    table, chosen = mine.table, mine.chosen
    assert table is not None
    assert chosen is not None
    names, key = list(table.names), f"tr_own_{{}}_{mine.version}"
    numbers = [c.name for c in table.columns if c.numbers is not None]
    label = st.selectbox(
        "Label: the class of each row",
        names,
        names.index(chosen.label) if chosen.label in names else 0,
        key=key.format("label"),
    )
    features = st.multiselect(
        "Features: columns of numbers",
        numbers,
        [name for name in chosen.features if name in numbers],
        key=key.format("features"),
    )
    if label in names:
        ordered = tuple(name for name in numbers if name in features and name != label)
        mine.choose(LabelAndFeatures(label, ordered))
