"""A table of a visitor's own predictions: how it is read, and the last ones that fitted."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from ui.lessons.your_model.examined import Examined
from ui.lessons.your_model.faults import Unfit
from ui.lessons.your_model.reading import read_predictions
from ui.lessons.your_model.roles import Roles, guess_roles
from ui.link import YM_PASTED
from ui.widgets.own_table.columns import Table
from ui.widgets.own_table.memory import admit
from ui.widgets.own_table.slot import Slot

_PER_BYTE = 2  # of a table: what is computed of it takes about as much again


@dataclass(eq=False)
class PredictionTable(Slot):
    """One table of a visitor's, how its columns are read, and the last predictions that fitted.

    ``fault`` says what is wrong with the last file, ``unfit`` with the columns
    of its table. ``text`` is what was pasted.
    """

    roles: Roles | None = None
    good: Examined | None = None
    notes: tuple[str, ...] = ()
    unfit: Unfit | None = None
    text: bytes | None = None

    def use(self, table: Table) -> None:
        """Take a table that was read, and guess what its columns are."""
        roles = guess_roles(table)
        admit(table, _PER_BYTE * table.nbytes, instead_of=self.table)
        self._read_columns(table, roles)

    def let_go(self) -> None:
        """Empty the field that the rows were pasted into."""
        if self.text is not None:
            st.session_state[YM_PASTED.name] = YM_PASTED.default

    def change(self, **what: object) -> None:
        """Change some of the roles."""
        assert self.table is not None
        assert self.roles is not None
        roles = replace(self.roles, **what)  # type: ignore[arg-type]
        if roles != self.roles:
            self._read_columns(self.table, roles)

    def _read_columns(self, table: Table, roles: Roles) -> None:
        """Read the table's columns like this; the last good predictions stay if it cannot be."""
        self.roles, self.unfit = roles, None
        try:
            found = read_predictions(table, roles)
        except Unfit as why:
            self.unfit = why
        else:
            self.good, self.notes = Examined(found.predictions), found.notes
