"""A table as data, however it was read, and its limits. No Streamlit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from ui.widgets.number_text import quote

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 200_000, 120, 1_000_000
MOST_WORDS = 200
"""Different words of a column that may be a label; one with more is a column of names."""

NAME_LENGTH = 200

SEPARATORS = {"\t": "tabs", ";": "semicolons", ",": "commas"}
MISSING = ("", "NA", "N/A", "NaN", "nan", "NULL", "null", "None", "#N/A")
NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$|^[+-]?inf$"

Progress = Callable[[float], object]


class FileError(ValueError):
    """What is wrong with a file, where, and what to do: sentences in Markdown."""


@dataclass(frozen=True)
class Format:
    """How a text is read: what separates the cells, and the decimal mark."""

    separator: str
    decimal: str

    def __str__(self) -> str:
        """Say it in words."""
        return f"{SEPARATORS[self.separator]}{' and decimal commas' * (self.decimal == ',')}"


@dataclass(frozen=True, eq=False)
class Column:
    """One column: numbers (NaN where a cell is missing), or words by their codes (−1: missing).

    ``bad`` are the cells among numbers that are no number: how many, the row of the first, and
    its text. A column of too many different words has neither numbers nor codes.
    """

    name: str
    numbers: NDArray[np.float64] | None = None
    codes: NDArray[np.int32] | None = None
    words: tuple[str, ...] = ()
    bad: tuple[int, int, str] | None = None

    @property
    def nbytes(self) -> int:
        """The memory that its array takes."""
        return sum(each.nbytes for each in (self.numbers, self.codes) if each is not None)


@dataclass(frozen=True, eq=False)
class Table:
    """A file's columns; ``kind`` says how it was read, ``pandas`` how pandas reads it too.

    ``format`` is that of a text.
    """

    name: str
    columns: tuple[Column, ...]
    rows: NDArray[np.int32]
    row: str
    kind: str
    pandas: str
    format: Format | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(each.name for each in self.columns)

    @property
    def nbytes(self) -> int:
        """The memory that its arrays take."""
        return self.rows.nbytes + sum(each.nbytes for each in self.columns)

    def __getitem__(self, name: str) -> Column:
        """Return the column of that name."""
        return next(each for each in self.columns if each.name == name)

    def place(self, row: int) -> str:
        """Say where a row is found."""
        return f"{self.row} {self.rows[row]:,}"


class Ragged(NamedTuple):
    """A row with too many cells, or too few: its line, and how many it has."""

    line: int
    cells: int


Cells = TypeVar("Cells")


class Split(NamedTuple, Generic[Cells]):
    """A text's columns of cells without the header, how many rows, and the first ragged one."""

    columns: list[Cells]
    rows: int
    ragged: Ragged | None


UNCLEAR_CELLS = (
    "The cells cannot be told apart. A quotation mark may be left open, or a cell may be huge: "
    "save the table again as CSV."
)


def checked_names(names: list[str]) -> list[str]:
    """Return the names of columns, unless they are too many, or two are the same."""
    if len(names) > MOST_COLUMNS:
        raise FileError(
            f"There are {len(names):,} columns, but at most {MOST_COLUMNS} can be read. Keep the "
            "label, and the columns you need."
        )
    twice = next((name for i, name in enumerate(names) if name in names[:i]), None)
    if twice is not None:
        raise FileError(
            f"Two columns are called {quote(twice)}. Give each column its own name."
            if twice
            else "Two columns have no name. Name each column in the first line."
        )
    return names


def check_size(rows: int, columns: int) -> None:
    """Refuse a table that is too large."""
    if rows > MOST_ROWS:
        raise FileError(
            f"There are {rows:,} rows, but at most {MOST_ROWS:,} can be read. Write fewer."
        )
    if rows * columns > MOST_CELLS:
        raise FileError(
            f"{rows:,} rows of {columns} columns are {rows * columns:,} cells, but at most "
            f"{MOST_CELLS:,} can be read. Write fewer rows."
        )
