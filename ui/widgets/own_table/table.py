"""A visitor's file as a table: strictly read, bounded, and each fault with its place and its cure.

What is read is text as spreadsheets and programs write it, or Parquet. Nothing is repaired: what
the separator is, and the decimal mark, is found out and said, and can be said otherwise. No
Streamlit.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet
from numpy.typing import NDArray

from ui.serving.upload_limits import MOST_BYTES
from ui.widgets.number_text import quote

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 200_000, 120, 1_000_000
MOST_WORDS = 200
"""Different words of a column that may be a label; one with more is a column of names."""

_NAME_LENGTH = 200
_SAMPLE_LINES = 50
_SEPARATORS = {"\t": "tabs", ";": "semicolons", ",": "commas"}
_MISSING = ("", "NA", "N/A", "NaN", "nan", "NULL", "null", "None", "#N/A")
_NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$|^[+-]?inf$"
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
        return f"{_SEPARATORS[self.separator]}{' and decimal commas' * (self.decimal == ',')}"


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
            f"This file has {len(data) / 2**20:.1f} MB, and at most {MOST_BYTES // 2**20} MB are "
            "read. Write fewer rows, or fewer digits."
        )
    if data[:4] == b"PAR1":
        return _read_parquet(data, name, progress)
    for magic, what in _OTHER_KINDS.items():
        if data.startswith(magic):
            raise FileError(f"This file is {what}.")
    return _read_text(data, name, progress, how)


def possible_formats(data: bytes) -> tuple[Format, ...]:
    """Return the formats that a file's bytes may be read in; none where there is no question."""
    if len(data) > MOST_BYTES or data[:4] == b"PAR1" or data.startswith(tuple(_OTHER_KINDS)):
        return ()
    try:
        text, _ = _decoded(data)
        header = _bare(_first_lines(text)[0]) if text.strip() else ""
    except FileError:
        return ()
    found = []
    for separator in (each for each in _SEPARATORS if each in header):
        found.append(Format(separator, "."))
        if separator != "," and "," in text:
            found.append(Format(separator, ","))
    return tuple(found) if len(found) > 1 else ()


def _read_text(data: bytes, name: str, progress: Progress, how: Format | None) -> Table:
    text, encoding = _decoded(data)
    if not text.strip():
        raise FileError("There is nothing in it. The first line names the columns, rows follow.")
    sample = _first_lines(text)
    if sample[0].lstrip()[:1] in ("{", "[", "<"):
        raise FileError("This looks like JSON or HTML. Write a CSV file, with `to_csv` in pandas.")
    separator = how.separator if how else _separator(sample)
    header = _header(sample[0], separator)
    cells = _split(text, separator, len(header))
    progress(0.3)
    if cells.num_rows == 0:
        raise FileError("There is only one line. The first line names the columns, rows follow.")
    _check_size(cells.num_rows, len(header))
    decimal = how.decimal if how else _decimal(sample[1:], separator)
    columns = []
    for i, (title, column) in enumerate(zip(header, cells.columns, strict=True)):
        columns.append(_column(title, column.combine_chunks(), decimal))
        progress(0.3 + 0.7 * (i + 1) / len(header))
    read_as = Format(separator, decimal)
    said = [repr(name)]
    said += [f"sep={separator!r}"] if separator != "," else []
    said += [f"decimal={decimal!r}"] if decimal != "." else []
    said += [f"encoding={encoding!r}"] if encoding != "utf-8" else []
    return Table(
        name,
        tuple(columns),
        *_places(text, cells.num_rows),
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
    raise FileError("This file is no text. Upload CSV, TSV or Parquet.")


def _first_lines(text: str) -> list[str]:
    start = _BLANK_LINES.sub("", text[: 2**18])
    lines = [line for line in start.splitlines()[: _SAMPLE_LINES + 1] if line.strip()]
    if not lines or len(lines[0]) > MOST_COLUMNS * _NAME_LENGTH:
        raise FileError("The first line is too long for the names of columns.")
    return lines


def _separator(lines: list[str]) -> str:
    """Return what separates the cells: what stands as often in each line as in the first."""
    bare = [_bare(line) for line in lines]
    found = [each for each in _SEPARATORS if each in bare[0]]
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
    """Return a line without what is quoted."""
    return re.sub(r'"[^"]*"', "", line)


def _header(line: str, separator: str) -> list[str]:
    first = [cell.strip() for cell in next(csv.reader([line], delimiter=separator))]
    if all(re.match(_NUMBER, cell.replace(",", ".")) for cell in first) and not _is_counting(first):
        raise FileError(
            "The first line has numbers where the names of the columns should be. Write a line "
            "above it that names each column."
        )
    return _checked_names([name[:_NAME_LENGTH] for name in first])


def _is_counting(cells: list[str]) -> bool:
    """Tell whether cells are 0, 1, 2 …, as pandas calls columns that have no names."""
    return cells == [str(i) for i in range(len(cells))]


def _checked_names(names: list[str]) -> list[str]:
    if len(names) > MOST_COLUMNS:
        raise FileError(
            f"There are {len(names):,} columns, and at most {MOST_COLUMNS} are read. Keep the "
            "label, and the columns that you need."
        )
    twice = next((name for i, name in enumerate(names) if name in names[:i]), None)
    if twice is not None:
        raise FileError(
            f"Two columns are called {quote(twice)}. Give each column a name of its own."
            if twice
            else "Two columns have no name. Name each column in the first line."
        )
    return names


def _split(text: str, separator: str, width: int) -> pa.Table:
    """Split a text into cells, all of them text; the header is left out."""
    ragged: list[tuple[int, int]] = []

    def note(row: pa.csv.InvalidRow) -> str:
        if not ragged:
            ragged.append((row.number or 0, row.actual_columns))
        return "skip"

    names = [str(i) for i in range(width)]
    try:
        cells = pa.csv.read_csv(
            io.BytesIO(text.encode("utf-8", "surrogatepass")),
            read_options=pa.csv.ReadOptions(column_names=names, skip_rows=0, use_threads=False),
            parse_options=pa.csv.ParseOptions(
                delimiter=separator, newlines_in_values=True, invalid_row_handler=note
            ),
            convert_options=pa.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        raise FileError(
            "The cells cannot be told apart. A quotation mark may be open, or a cell be huge: "
            "save the table again as CSV."
        ) from None
    if ragged:
        line, cells_there = ragged[0]
        raise FileError(
            f"Line {line:,} has {cells_there:,} cells, and the first line names {width:,} columns. "
            f"Give each line as many, separated by {_SEPARATORS[separator]}; text that holds one "
            "needs quotation marks around it."
        )
    return cells.slice(1)


def _decimal(lines: list[str], separator: str) -> str:
    if separator == ",":
        return "."
    cells = [cell.strip().strip('"') for line in lines for cell in line.split(separator)]
    return "," if any(_DECIMAL_COMMA.fullmatch(cell) for cell in cells) else "."


def _check_size(rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise FileError(
            f"There are {rows:,} rows, and at most {MOST_ROWS:,} are read. Write fewer."
        )
    if rows * columns > MOST_CELLS:
        raise FileError(
            f"{rows:,} rows of {columns} columns are {rows * columns:,} cells, and at most "
            f"{MOST_CELLS:,} are read. Write fewer rows."
        )


def _column(name: str, cells: pa.Array, decimal: str) -> Column:
    cells = pc.utf8_trim_whitespace(cells)
    missing = pc.is_in(cells, pa.array(_MISSING))
    present = pc.if_else(missing, pa.scalar(None, pa.string()), cells)
    if present.null_count == len(present):
        return Column(name, np.full(len(present), np.nan))
    as_written = present
    if decimal == ",":
        present = pc.replace_substring(present, ",", ".")
    is_number = pc.match_substring_regex(present, _NUMBER)
    numbers = pc.sum(is_number).as_py() or 0
    if 2 * numbers > len(present) - present.null_count:
        values = pc.cast(pc.if_else(is_number, present, pa.scalar(None, pa.string())), pa.float64())
        array = values.to_numpy(zero_copy_only=False)
        wrong = np.flatnonzero(~pc.fill_null(is_number, True).to_numpy(zero_copy_only=False))
        bad = (len(wrong), int(wrong[0]), as_written[int(wrong[0])].as_py()) if len(wrong) else None
        return Column(name, array, bad=bad)
    return _words(name, pc.dictionary_encode(as_written))


def _words(name: str, cells: pa.DictionaryArray) -> Column:
    if len(cells.dictionary) > MOST_WORDS:
        return Column(name)
    codes = pc.fill_null(cells.indices, -1).to_numpy(zero_copy_only=False).astype(np.int32)
    words = tuple(str(each)[:_NAME_LENGTH] for each in cells.dictionary.to_pylist())
    return Column(name, codes=codes, words=words)


def _read_parquet(data: bytes, name: str, progress: Progress) -> Table:
    try:
        file = pa.parquet.ParquetFile(io.BytesIO(data))
        schema, rows = file.schema_arrow, file.metadata.num_rows
        names = _checked_names([str(each)[:_NAME_LENGTH] for each in schema.names])
        _check_size(rows, len(names))
        if rows == 0:
            raise FileError("This Parquet file has no rows.")
        columns = []
        # Words stay coded: one long word in every row would be far larger than the file.
        coded = [f.name for f in schema if pa.types.is_string(f.type) or _is_large(f.type)]
        file = pa.parquet.ParquetFile(io.BytesIO(data), read_dictionary=coded)
        for i, (title, field) in enumerate(zip(names, schema, strict=True)):
            if _is_plain(field.type):
                column = file.read([field.name], use_threads=False).column(0)
                columns.append(_column_of_parquet(title, column))
            else:
                columns.append(Column(title))
            progress((i + 1) / len(names))
    except (pa.ArrowException, OSError) as fault:
        raise FileError("This Parquet file cannot be read. Write it again, or as CSV.") from fault
    return Table(
        name,
        tuple(columns),
        np.arange(1, rows + 1, dtype=np.int32),
        "row",
        "Parquet",
        f"pd.read_parquet({name!r})",
    )


def _is_large(kind: pa.DataType) -> bool:
    return bool(pa.types.is_large_string(kind))


def _is_plain(kind: pa.DataType) -> bool:
    types = pa.types
    return any(
        test(kind)
        for test in (
            types.is_integer,
            types.is_floating,
            types.is_boolean,
            types.is_decimal,
            types.is_string,
            types.is_large_string,
            types.is_dictionary,
        )
    )


def _column_of_parquet(name: str, column: pa.ChunkedArray) -> Column:
    if pa.types.is_dictionary(column.type):
        cells = column.unify_dictionaries().combine_chunks()
        cells = cells.chunk(0) if isinstance(cells, pa.ChunkedArray) else cells
        if not pa.types.is_string(cells.type.value_type) and not _is_large(cells.type.value_type):
            return _column_of_parquet(name, pa.chunked_array([cells.dictionary_decode()]))
        return _words(name, cells)
    if pa.types.is_boolean(column.type):
        column = pc.if_else(column, "True", "False")
        cells = pc.dictionary_encode(column).combine_chunks()
        return _words(name, cells.chunk(0) if isinstance(cells, pa.ChunkedArray) else cells)
    values = pc.cast(column, pa.float64(), safe=False).to_numpy()
    return Column(name, np.array(values, np.float64))
