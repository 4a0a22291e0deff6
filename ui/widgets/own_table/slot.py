"""What a visitor brought: one object in the visitor's session.

Nothing else keeps it: no cache, no link, no log. It is gone with the session.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

import streamlit as st

from ui.widgets.own_table.columns import FileError, Format, Progress, Table
from ui.widgets.own_table.memory import admit
from ui.widgets.own_table.table import possible_formats, read_table

_LOG = logging.getLogger(__name__)
_KEY = "own_tables"
_FAST = 1  # a level of zlib


class Packed:
    """A file's bytes, compressed."""

    def __init__(self, data: bytes) -> None:
        self._data = zlib.compress(data, _FAST)
        admit(self, len(self._data))

    def unpack(self) -> bytes:
        """Return the bytes."""
        return zlib.decompress(self._data)


@dataclass(eq=False)
class Slot:
    """A table of the visitor's, and what is wrong with the last file, if anything.

    ``formats`` are those that the last file may be read in, if there is a question, and ``format``
    the one that it was read in. Its bytes are kept then, so that the visitor can correct it.
    """

    table: Table | None = None
    fault: str = ""
    version: int = 0
    formats: tuple[Format, ...] = ()
    format: Format | None = None
    name: str = ""
    packed: Packed | None = None

    def bring(self, data: bytes, name: str, progress: Progress = lambda _: None) -> None:
        """Read a file; if it cannot be read, the earlier table stays."""

        def read() -> Table:
            self.name, self.format, self.formats, self.packed = name, None, (), None
            if formats := possible_formats(data):
                self.packed, self.formats = Packed(data), formats
            return read_table(data, name, progress)

        self._take(read)

    def read_as(self, how: Format, progress: Progress = lambda _: None) -> None:
        """Read the last file in another format; if it cannot be read, the earlier table stays."""

        def read() -> Table:
            assert self.packed is not None
            self.format = how
            return read_table(self.packed.unpack(), self.name, progress, how)

        self._take(read)

    def use(self, table: Table) -> None:
        """Take a table that was read.

        Raises
        ------
        FileError
            If it cannot be used; then nothing has changed.
        """
        raise NotImplementedError

    def let_go(self) -> None:
        """Drop what other objects may still refer to."""

    def _take(self, read: Callable[[], Table]) -> None:
        self.fault = ""
        try:
            table = read()
            self.format = table.format
            self.use(table)
        except FileError as why:
            self.fault = str(why)
        except Exception as fault:  # its message may quote the file, and is not logged
            _LOG.warning("a visitor's file cannot be read: %s", type(fault).__name__)
            self.fault = "This file cannot be read. Save the table again as CSV."
        else:
            self.table, self.version = table, self.version + 1


AnySlot = TypeVar("AnySlot", bound=Slot)


def slot_of_visitor(name: str, kind: Callable[[], AnySlot]) -> AnySlot:
    """Return the visitor's slot of that name, empty at first."""
    slots = cast(dict[str, AnySlot], st.session_state.setdefault(_KEY, {}))
    if name not in slots:
        slots[name] = kind()
    return slots[name]


def forget_all() -> None:
    """Drop all that this visitor brought."""
    for each in st.session_state.pop(_KEY, {}).values():
        each.let_go()
