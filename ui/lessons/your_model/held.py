"""What a visitor brought: one object in the visitor's session, and how much all hold together.

Nothing else keeps it: no cache, no link, no log. It is gone with the session.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from threading import Lock
from typing import cast
from weakref import WeakSet

import streamlit as st

from ui.lessons.your_model.examined import Examined
from ui.lessons.your_model.reading import Roles, Unfit, guess_roles, read_predictions
from ui.lessons.your_model.tables import FileError, Progress, Table, read_table

MOST_HELD = 400 * 2**20
"""Bytes that the tables of all visitors take, and what is computed of them, at most."""

_PER_BYTE = 2  # of a table: what is computed of it takes about as much again
_LOG = logging.getLogger(__name__)
_KEY = "your_model_held"
_tables: WeakSet[Table] = WeakSet()
_lock = Lock()


@dataclass(eq=False)
class Held:
    """One table of a visitor's, how its columns are read, and the last predictions that fitted.

    ``fault`` says what is wrong with the last file, ``unfit`` with the columns
    of its table. ``text`` is what was pasted.
    """

    table: Table | None = None
    roles: Roles | None = None
    good: Examined | None = None
    notes: tuple[str, ...] = ()
    fault: str = ""
    unfit: Unfit | None = None
    version: int = 0
    text: bytes | None = None

    def bring(self, data: bytes, name: str, progress: Progress = lambda _: None) -> None:
        """Read a file; what was there stays if it cannot be read."""
        self.fault = ""
        try:
            table = read_table(data, name, progress)
            _admit(table)
            roles = guess_roles(table)
        except FileError as why:
            self.fault = str(why)
            return
        except Exception as fault:  # its message may quote the file, and is not logged
            _LOG.warning("a visitor's file cannot be read: %s", type(fault).__name__)
            self.fault = "This file cannot be read. Save the table again as CSV."
            return
        self.table, self.version = table, self.version + 1
        self.use(roles)

    def use(self, roles: Roles) -> None:
        """Read the table's columns like this; the last good predictions stay if it cannot be."""
        assert self.table is not None
        self.roles, self.unfit = roles, None
        try:
            found = read_predictions(self.table, roles)
        except Unfit as why:
            self.unfit = why
        else:
            self.good, self.notes = Examined(found.predictions), found.notes

    def change(self, **what: object) -> None:
        """Change some of the roles."""
        assert self.roles is not None
        roles = replace(self.roles, **what)  # type: ignore[arg-type]
        if roles != self.roles:
            self.use(roles)


def held(slot: str) -> Held:
    """Return what this visitor brought into a slot, empty at first."""
    slots = cast(dict[str, Held], st.session_state.setdefault(_KEY, {}))
    return slots.setdefault(slot, Held())


def forget_all() -> None:
    """Drop all that this visitor brought."""
    st.session_state.pop(_KEY, None)


def _admit(table: Table) -> None:
    """Count a table among those that are held, unless all together would be too much."""
    with _lock:
        others = sum(each.nbytes for each in _tables)
        if _PER_BYTE * (others + table.nbytes) > MOST_HELD:
            raise FileError(
                "Visitors hold so much data on this server that no more fits. Try again in some "
                "minutes, or with fewer rows."
            )
        _tables.add(table)
