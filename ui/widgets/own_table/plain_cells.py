"""The cells of a file, read by Python alone: in the browser, where there is no pyarrow.

It takes five times as long as pyarrow, and reads the same. No Streamlit.
"""

from __future__ import annotations

import csv
import io
import re

import numpy as np

from ui.widgets.own_table.columns import (
    MISSING,
    MOST_WORDS,
    NAME_LENGTH,
    NUMBER,
    UNCLEAR_CELLS,
    Column,
    FileError,
    Progress,
    Ragged,
    Split,
    Table,
)

_IS_NUMBER = re.compile(NUMBER).match


def split(text: str, separator: str, width: int) -> Split[tuple[str, ...]]:
    """Split a text into cells, all of them text."""
    rows, ragged = [], None
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in lines:
            if len(row) == width:
                rows.append(row)
            elif row and ragged is None:
                ragged = Ragged(lines.line_num, len(row))
    except csv.Error:
        raise FileError(UNCLEAR_CELLS) from None
    columns = list(zip(*rows[1:], strict=True)) or [()] * width
    return Split(columns, len(rows) - 1, ragged)


def column(name: str, cells: tuple[str, ...], decimal: str) -> Column:
    """Return a column of numbers, or of words."""
    written = [cell.strip() for cell in cells]
    is_there = [cell not in MISSING for cell in written]
    if not any(is_there):
        return Column(name, np.full(len(cells), np.nan))
    read = [cell.replace(",", ".") for cell in written] if decimal == "," else written
    is_number = [t and _IS_NUMBER(x) is not None for t, x in zip(is_there, read, strict=True)]
    if 2 * sum(is_number) <= sum(is_there):
        return _words(name, written, is_there)
    numbers = np.array([float(x) if n else np.nan for n, x in zip(is_number, read, strict=True)])
    wrong = np.flatnonzero(np.array(is_there) & ~np.array(is_number))
    bad = (len(wrong), int(wrong[0]), written[wrong[0]]) if len(wrong) else None
    return Column(name, numbers, bad=bad)


def read_parquet(_data: bytes, _name: str, _progress: Progress) -> Table:
    """Say that Parquet cannot be read here."""
    raise FileError(
        "Parquet cannot be read in this copy of the app, which runs in your browser. Save the "
        "table as CSV, with `to_csv` in pandas."
    )


def _words(name: str, cells: list[str], is_there: list[bool]) -> Column:
    code = {word: i for i, word in enumerate(dict.fromkeys(w for w in cells if w not in MISSING))}
    if len(code) > MOST_WORDS:
        return Column(name)
    codes = [code[word] if there else -1 for word, there in zip(cells, is_there, strict=True)]
    words = tuple(word[:NAME_LENGTH] for word in code)
    return Column(name, codes=np.array(codes, np.int32), words=words)
