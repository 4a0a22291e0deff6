"""A visitor's file as a table: strictly read, bounded, and each fault with its place and its cure.

It reads text as spreadsheets and programs write it, or Parquet. Nothing is repaired: the separator
and the decimal mark are guessed and reported, and the visitor can correct them. No Streamlit.
"""

from __future__ import annotations

import csv
import re
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from ui.serving.edition import is_in_browser
from ui.serving.upload_limits import MOST_BYTES
from ui.widgets.own_table.columns import (
    MOST_COLUMNS,
    NAME_LENGTH,
    NUMBER,
    SEPARATORS,
    FileError,
    Format,
    Progress,
    Table,
    check_size,
    checked_names,
)

_SAMPLE_LINES = 50
_BLANK_LINES = re.compile(r"\A(?:[^\S\r\n]*[\r\n]+)+")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+([eE][+-]?[0-9]+)?")
_OTHER_KINDS = {
    b"PK\x03\x04": "an Excel workbook or a zip archive. Open it and save the sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook. Open it and save the sheet as CSV",
    b"\x93NUMPY": "a NumPy array. Write it with `pandas.DataFrame(…).to_csv(…)`",
    b"\x1f\x8b": "compressed. Unpack it first",
    b"\x80\x04": "a Python pickle, which is never opened here. Write it with `to_csv`",
    b"\x80\x05": "a Python pickle, which is never opened here. Write it with `to_csv`",
    b"\x89PNG": "a picture. Upload the table of numbers",
    b"%PDF": "a PDF. Upload the table of numbers",
}


def cell_reader() -> ModuleType:
    """Return the module that reads the cells here."""
    if is_in_browser():
        from ui.widgets.own_table import plain_cells  # noqa: PLC0415 - one of the two

        return plain_cells
    from ui.widgets.own_table import arrow_cells  # noqa: PLC0415 - there is no pyarrow in a browser

    return arrow_cells


def read_table(
    data: bytes, name: str, progress: Progress = lambda _: None, how: Format | None = None
) -> Table:
    """Read a file's bytes; a text in the format ``how``, or in the one that it seems to have.

    Raises
    ------
    FileError
        With what is wrong, where, and the cure.
    """
    if len(data) > MOST_BYTES:
        raise FileError(
            f"This file has {len(data) / 2**20:.1f} MB, but at most {MOST_BYTES // 2**20} MB can "
            "be read. Write fewer rows, or fewer digits."
        )
    if data[:4] == b"PAR1":
        return cell_reader().read_parquet(data, name, progress)
    for magic, what in _OTHER_KINDS.items():
        if data.startswith(magic):
            raise FileError(f"This file is {what}.")
    return _read_text(data, name, progress, how)


def possible_formats(data: bytes) -> tuple[Format, ...]:
    """Return the possible formats of a file's bytes; none if there is only one."""
    if len(data) > MOST_BYTES or data[:4] == b"PAR1" or data.startswith(tuple(_OTHER_KINDS)):
        return ()
    try:
        text, _ = _decoded(data)
        header = _bare(_first_lines(text)[0]) if text.strip() else ""
    except FileError:
        return ()
    found = []
    for separator in (each for each in SEPARATORS if each in header):
        found.append(Format(separator, "."))
        if separator != "," and "," in text:
            found.append(Format(separator, ","))
    return tuple(found) if len(found) > 1 else ()


def _read_text(data: bytes, name: str, progress: Progress, how: Format | None) -> Table:
    text, encoding = _decoded(data)
    if not text.strip():
        raise FileError("The table is empty. The first line names the columns; rows follow.")
    sample = _first_lines(text)
    if sample[0].lstrip()[:1] in ("{", "[", "<"):
        raise FileError("This looks like JSON or HTML. Write a CSV file, with `to_csv` in pandas.")
    separator = how.separator if how else _separator(sample)
    header = _header(sample[0], separator)
    reader = cell_reader()
    cells = reader.split(text, separator, len(header))
    progress(0.3)
    if cells.ragged:
        raise FileError(
            f"Line {cells.ragged.line:,} has {cells.ragged.cells:,} cells, and the first line "
            f"names {len(header):,} columns. Give every line the same number, separated by "
            f"{SEPARATORS[separator]}; put quotation marks around a text that contains one."
        )
    if not cells.rows:
        raise FileError("There is only one line. The first line names the columns; rows follow.")
    check_size(cells.rows, len(header))
    decimal = how.decimal if how else _decimal(sample[1:], separator)
    columns = []
    for i, (title, column) in enumerate(zip(header, cells.columns, strict=True)):
        columns.append(reader.column(title, column, decimal))
        progress(0.3 + 0.7 * (i + 1) / len(header))
    read_as = Format(separator, decimal)
    said = [repr(name)]
    said += [f"sep={separator!r}"] if separator != "," else []
    said += [f"decimal={decimal!r}"] if decimal != "." else []
    said += [f"encoding={encoding!r}"] if encoding != "utf-8" else []
    return Table(
        name,
        tuple(columns),
        *_places(text, cells.rows),
        f"text with {read_as}",
        f"pd.read_csv({', '.join(said)})",
        read_as,
    )


def _places(text: str, rows: int) -> tuple[NDArray[np.int32], str]:
    """Return where each row is found: by lines, unless a cell holds more than one."""
    lines = np.array([i for i, line in enumerate(text.splitlines(), 1) if line.strip()], np.int32)
    if len(lines) == rows + 1:
        return lines[1:], "line"
    return np.arange(1, rows + 1, dtype=np.int32), "row"


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif data.startswith(b"\xef\xbb\xbf"):
        encodings = ("utf-8-sig",)
    else:
        encodings = ("utf-8", "cp1252")  # the second is what Excel writes in Western Europe
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise FileError("This file is not text. Upload CSV, TSV or Parquet.")


def _first_lines(text: str) -> list[str]:
    start = _BLANK_LINES.sub("", text[: 2**18])
    lines = [line for line in start.splitlines()[: _SAMPLE_LINES + 1] if line.strip()]
    if not lines or len(lines[0]) > MOST_COLUMNS * NAME_LENGTH:
        raise FileError("The first line is too long for the names of columns.")
    return lines


def _separator(lines: list[str]) -> str:
    """Return the separator: the one that occurs as often in each line as in the first."""
    bare = [_bare(line) for line in lines]
    found = [each for each in SEPARATORS if each in bare[0]]
    for separator in found:
        if len({line.count(separator) for line in bare}) == 1:
            return separator
    if not found:
        raise FileError(
            "There is only one column. Separate the columns by commas, semicolons or tabs: one "
            "is the label."
        )
    return max(found, key=bare[0].count)


def _bare(line: str) -> str:
    """Return a line without its quoted parts."""
    return re.sub(r'"[^"]*"', "", line)


def _header(line: str, separator: str) -> list[str]:
    first = [cell.strip() for cell in next(csv.reader([line], delimiter=separator))]
    if all(re.match(NUMBER, cell.replace(",", ".")) for cell in first) and not _is_counting(first):
        raise FileError(
            "The first line has numbers where the names of the columns should be. Write a line "
            "above it that names each column."
        )
    return checked_names([name[:NAME_LENGTH] for name in first])


def _is_counting(cells: list[str]) -> bool:
    """Tell whether cells are 0, 1, 2 …, as pandas calls columns that have no names."""
    return cells == [str(i) for i in range(len(cells))]


def _decimal(lines: list[str], separator: str) -> str:
    if separator == ",":
        return "."
    cells = [cell.strip().strip('"') for line in lines for cell in line.split(separator)]
    return "," if any(_DECIMAL_COMMA.fullmatch(cell) for cell in cells) else "."
