"""Stands in for pyarrow in the browser, where there is none: tables of columns, sent as Parquet.

It has what `ui/page/render.py` and Streamlit call to send the data of a figure. Stlite's front end
reads Parquet in place of Arrow's own format. A table is one row group, a column one page of plain
values without compression: https://parquet.apache.org/docs/file-format/
"""

import struct
from collections.abc import Mapping, Sequence
from io import BytesIO
from zlib import crc32

import numpy as np

__version__ = "0.0.1"  # below all that libraries ask for before they use pyarrow

_MAGIC = b"PAR1"
_BOOLEAN, _INT64, _DOUBLE, _BYTE_ARRAY = 0, 2, 5, 6  # physical types
_PLAIN, _RLE = 0, 3  # encodings
_UTF8 = 0
_LENGTHS = 9973
_REQUIRED, _OPTIONAL = 0, 1


class Array:
    """A column: its values, and which of them are there."""

    def __init__(self, values: np.ndarray, is_there: np.ndarray) -> None:
        self.values, self.is_there = values, is_there


class ChunkedArray:
    """Never made; Streamlit asks whether a value is one."""


class Table:
    """Columns of the same length, by name."""

    schema = ()  # Streamlit looks through it for lists, of which there are none

    def __init__(self, columns: Mapping[str, Array]) -> None:
        self.columns = columns


def array(values: Sequence[object], from_pandas: bool = False) -> Array:
    """Return the values as a column; None is missing, and with `from_pandas` NaN is, too."""
    found = np.asarray(values)
    if found.dtype.kind in "bi":
        return Array(found, np.ones(len(found), bool))
    if found.dtype.kind == "f":
        return Array(found, ~np.isnan(found) if from_pandas else np.ones(len(found), bool))
    cells = found.tolist()
    is_there = np.array([each is not None and each == each for each in cells], bool)
    present = [each for each, there in zip(cells, is_there, strict=True) if there]
    if all(isinstance(each, str) for each in present):
        return Array(np.array(present, object), is_there)
    filled = np.zeros(len(cells), np.array(present).dtype)
    filled[is_there] = present
    return Array(filled, is_there)


def table(columns: Mapping[str, Array]) -> Table:
    """Return a table of these columns."""
    return Table(columns)


class BufferOutputStream:
    """Where a table is written to."""

    def __init__(self) -> None:
        self.data = b""

    def getvalue(self) -> "BufferOutputStream":
        """Return what was written."""
        return self

    def to_pybytes(self) -> bytes:
        """Return the bytes."""
        return self.data


class RecordBatchStreamWriter:
    """Writes a table, as Parquet."""

    def __init__(self, sink: BufferOutputStream, _schema: object) -> None:
        self._sink = sink

    def write_table(self, table: Table) -> None:
        """Write the table."""
        self._sink.data = parquet(table)

    def close(self) -> None:
        """Do nothing: all is written."""


def parquet(table: Table) -> bytes:
    """Return the table as a Parquet file."""
    rows = len(next(iter(table.columns.values())).is_there) if table.columns else 0
    file = BytesIO()
    file.write(_MAGIC)
    schema, chunks = [_struct({4: "schema", 5: len(table.columns)})], []
    for name, column in table.columns.items():
        begin, repetition = file.tell(), _REQUIRED if column.is_there.all() else _OPTIONAL
        kind, values = _plain(column)
        page = (b"" if repetition == _REQUIRED else _levels(column.is_there)) + values
        header = {1: rows, 2: _PLAIN, 3: _RLE, 4: _RLE}
        file.write(_struct({1: 0, 2: len(page), 3: len(page), 5: _struct(header)}) + page)
        element = {1: kind, 3: repetition, 4: name}
        schema.append(_struct(element | ({6: _UTF8} if kind == _BYTE_ARRAY else {})))
        size = file.tell() - begin
        meta = {1: kind, 2: [_PLAIN, _RLE], 3: [name], 4: 0, 5: _Long(rows)}
        meta |= {6: _Long(size), 7: _Long(size), 9: _Long(begin)}
        chunks.append(_struct({2: _Long(begin), 3: _struct(meta)}))
    group = _struct({1: chunks, 2: _Long(file.tell() - len(_MAGIC)), 3: _Long(rows)})
    # The front end of stlite redraws a figure if its table has other numbers of rows, columns or
    # bytes, and looks at no more. So the contents decide its length, by bytes without meaning.
    file.write(bytes(crc32(file.getbuffer()) % _LENGTHS))
    footer = _struct({1: 1, 2: schema, 3: _Long(rows), 4: [group]})
    file.write(footer + struct.pack("<I", len(footer)) + _MAGIC)
    return file.getvalue()


def _plain(column: Array) -> tuple[int, bytes]:
    """Return the physical type of a column, and those of its values that are there."""
    values = column.values
    if values.dtype == object:  # texts, only those that are there
        texts = [each.encode() for each in values]
        return _BYTE_ARRAY, b"".join(struct.pack("<I", len(each)) + each for each in texts)
    values = values[column.is_there]
    if values.dtype.kind == "b":
        return _BOOLEAN, np.packbits(values, bitorder="little").tobytes()
    if values.dtype.kind == "i":
        return _INT64, values.astype("<i8").tobytes()
    return _DOUBLE, values.astype("<f8").tobytes()


def _levels(is_there: np.ndarray) -> bytes:
    """Return which values are there, one bit each."""
    bits = np.packbits(is_there, bitorder="little").tobytes()
    run = _varint(len(bits) << 1 | 1) + bits
    return struct.pack("<I", len(run)) + run


# The footer and the headers are structs of Thrift, in its compact protocol.


class _Long(int):
    """A number of 64 bits."""


def _struct(fields: Mapping[int, object]) -> bytes:
    """Write the fields of a struct by their numbers, in rising order."""
    parts, before = [], 0
    for number, value in fields.items():
        kind, data = _value(value)
        parts.append(bytes([(number - before) << 4 | kind]) + data)
        before = number
    return b"".join(parts) + b"\0"


def _value(value: object) -> tuple[int, bytes]:
    """Return the type of a field, and the field."""
    if isinstance(value, int):
        return (6 if isinstance(value, _Long) else 5), _varint(value << 1)  # none is negative
    if isinstance(value, str):
        return 8, _varint(len(value.encode())) + value.encode()
    if isinstance(value, bytes):  # a struct
        return 12, value
    assert isinstance(value, list)
    kind = _value(value[0])[0] if value else 12
    size = bytes([len(value) << 4 | kind]) if len(value) < 15 else b""
    size = size or bytes([0xF0 | kind]) + _varint(len(value))
    return 9, size + b"".join(_value(each)[1] for each in value)


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)
