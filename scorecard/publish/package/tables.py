"""One table of a release as a CSV file, as part of one JSON file and as a Parquet file, and back."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from scorecard.definitions import ColumnDefinition, Kind, TableDefinition
from scorecard.publish.package.cells import cell_of, value_of

Row = dict[str, Any]

_ARROW = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.OBJECT: pa.string(),
}


_LINE_END = "\r\n"  # a cell that holds either of the two is quoted


class UnreadableTableError(ValueError):
    """A file holds no table of its definition. Its text says where and why, a sentence without its full stop."""


def plain_rows(table: TableDefinition, rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return rows with the columns of their table only, enums as their text, ordered by key."""
    names = [column.name for column in table.columns]
    plain = [{name: getattr(row[name], "value", row[name]) for name in names} for row in rows]
    return sorted(plain, key=lambda row: [row[name] for name in table.key])


def csv_of(table: TableDefinition, rows: Sequence[Row]) -> bytes:
    """Return rows as CSV in UTF-8 with a header; missing values are empty, numbers read back to the digit.

    Raises:
        ValueError: a cell could not be read back.
    """
    lines = _Lines()
    writer = csv.writer(lines, lineterminator=_LINE_END)
    writer.writerow([column.name for column in table.columns])
    writer.writerows([cell_of(row[column.name], column) for column in table.columns] for row in rows)
    return "".join(lines.written).encode()


class _Lines:
    """Takes lines from a writer that quotes both characters of its line end, and ends them with one."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, line: str) -> None:
        self.written.append(line.removesuffix(_LINE_END) + "\n")


def rows_of_csv(table: TableDefinition, content: bytes) -> list[Row]:
    """Return the rows that a CSV file holds.

    Raises:
        UnreadableTableError: it is no such file, or a cell stands for no value of its column.
    """
    try:
        lines = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
        header = next(lines, [])
        _require([column.name for column in table.columns], header)
        return [_row(table.columns, cells, number) for number, cells in enumerate(lines, start=2)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableTableError(f"it cannot be read as CSV in UTF-8: {error}") from error


def _row(columns: Sequence[ColumnDefinition], cells: list[str], number: int) -> Row:
    if len(cells) != len(columns):
        raise UnreadableTableError(f"row {number} has {len(cells)} cells instead of {len(columns)}")
    try:
        return {column.name: value_of(cell, column) for column, cell in zip(columns, cells, strict=True)}
    except ValueError as error:
        raise UnreadableTableError(f"row {number}: {error}") from error


def json_rows(table: TableDefinition, rows: Sequence[Row]) -> str:
    """Return rows as a JSON list, one row a line; dates as text, missing values as null."""
    ordered = ({column.name: row[column.name] for column in table.columns} for row in rows)
    lines = [json.dumps(row, ensure_ascii=False, allow_nan=False, default=date.isoformat) for row in ordered]
    return "[" + ",\n".join(lines) + "]"


def rows_of_json(table: TableDefinition, rows: Any) -> list[Row]:
    """Return the rows that a list read from JSON holds.

    Raises:
        UnreadableTableError: it is no list of rows of the table.
    """
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableTableError("it is not a list of rows")
    for row in rows:
        _require([column.name for column in table.columns], list(row))
    days = [column.name for column in table.columns if column.kind is Kind.DATE]
    try:
        return [row | {name: date.fromisoformat(row[name]) for name in days if row[name] is not None} for row in rows]
    except (ValueError, TypeError) as error:
        raise UnreadableTableError(f"a date cannot be read: {error}") from error


def parquet_of(table: TableDefinition, rows: Sequence[Row]) -> bytes:
    """Return rows as a Parquet file whose columns say what they mean; objects are JSON text."""
    columns = [_parquet_column(column, rows) for column in table.columns]
    schema = pa.schema([_field(column) for column in table.columns], metadata={"description": table.meaning})
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def rows_of_parquet(table: TableDefinition, content: bytes) -> list[Row]:
    """Return the rows that a Parquet file holds.

    Raises:
        UnreadableTableError: it is no such file.
    """
    try:
        rows: list[Row] = pq.read_table(io.BytesIO(content)).to_pylist()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableTableError(f"it cannot be read as Parquet: {' '.join(str(error).split())[:200]}") from error
    if rows:
        _require([column.name for column in table.columns], list(rows[0]))
    objects = [column.name for column in table.columns if column.kind is Kind.OBJECT]
    return [row | {name: json.loads(row[name]) for name in objects if row[name] is not None} for row in rows]


def _field(column: ColumnDefinition) -> pa.Field:
    about = {"description": column.meaning, "unit": column.unit}
    return pa.field(column.name, _ARROW[column.kind], column.is_optional, {k: v for k, v in about.items() if v})


def _parquet_column(column: ColumnDefinition, rows: Sequence[Row]) -> pa.Array:
    values = [row[column.name] for row in rows]
    if column.kind is Kind.OBJECT:
        values = [None if value is None else json.dumps(value, sort_keys=True, ensure_ascii=False) for value in values]
    return pa.array(values, _ARROW[column.kind])


def _require(expected: list[str], found: list[str]) -> None:
    if found != expected:
        raise UnreadableTableError(f"its columns are {', '.join(found) or 'none'} instead of {', '.join(expected)}")
