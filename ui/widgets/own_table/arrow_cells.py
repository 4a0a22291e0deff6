"""The cells of a file, read by pyarrow. No Streamlit."""

from __future__ import annotations

import io

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

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
    check_size,
    checked_names,
)


def split(text: str, separator: str, width: int) -> Split[pa.Array]:
    """Split a text into cells, all of them text."""
    ragged: list[Ragged] = []

    def note(row: pa.csv.InvalidRow) -> str:
        if not ragged:
            ragged.append(Ragged(row.number or 0, row.actual_columns))
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
        raise FileError(UNCLEAR_CELLS) from None
    columns = [each.combine_chunks() for each in cells.slice(1).columns]
    return Split(columns, len(cells) - 1, _with_line(ragged[0], text) if ragged else None)


def _with_line(ragged: Ragged, text: str) -> Ragged:
    """Return a ragged row, of which pyarrow counts the rows before it, with its line."""
    lines = [i for i, line in enumerate(text.splitlines(), 1) if line]
    return ragged._replace(line=lines[min(ragged.line, len(lines)) - 1])


def column(name: str, cells: pa.Array, decimal: str) -> Column:
    """Return a column of numbers, or of words."""
    cells = pc.utf8_trim_whitespace(cells)
    missing = pc.is_in(cells, pa.array(MISSING))
    present = pc.if_else(missing, pa.scalar(None, pa.string()), cells)
    if present.null_count == len(present):
        return Column(name, np.full(len(present), np.nan))
    as_written = present
    if decimal == ",":
        present = pc.replace_substring(present, ",", ".")
    is_number = pc.match_substring_regex(present, NUMBER)
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
    words = tuple(str(each)[:NAME_LENGTH] for each in cells.dictionary.to_pylist())
    return Column(name, codes=codes, words=words)


def read_parquet(data: bytes, name: str, progress: Progress) -> Table:
    """Read a Parquet file."""
    try:
        file = pa.parquet.ParquetFile(io.BytesIO(data))
        schema, rows = file.schema_arrow, file.metadata.num_rows
        names = checked_names([str(each)[:NAME_LENGTH] for each in schema.names])
        check_size(rows, len(names))
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
