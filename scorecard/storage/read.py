"""Reading a database whole: every table as a frame, all from one state."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import JSON, Connection, Table, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from scorecard.errors import DatabaseError
from scorecard.storage.content import TABLES
from scorecard.storage.engine import SCHEMA, in_words, is_sqlite, open_to_read, parse_url, shown


def stored_hashes(address: str) -> tuple[str, str] | None:
    """Return content hash and schema hash of a database, or None where there is no whole one.

    A SQLite file that is none is no whole one either.

    Raises:
        DatabaseError: the database cannot be reached.
    """
    url = parse_url(address)
    if is_sqlite(url) and not Path(str(url.database)).is_file():
        return None
    release = TABLES["release"]
    try:
        with open_to_read(address).connect() as connection:
            if not holds_release(connection):
                return None
            row = connection.execute(select(release.c.content_hash, release.c.schema_hash)).first()
    except SQLAlchemyError as error:
        if is_sqlite(url):
            return None
        raise _unreadable(address, error) from error
    return None if row is None else (row.content_hash, row.schema_hash)


def holds_release(connection: Connection) -> bool:
    """Return whether a database was made by a build: whether it has the table of releases with both hashes."""
    release = TABLES["release"]
    return {release.c.content_hash.name, release.c.schema_hash.name} <= _columns(connection, release)


def stored_schema_hash(connection: Connection) -> str | None:
    """Return the hash of the table definitions that a database of ours was built with."""
    return connection.execute(select(TABLES["release"].c.schema_hash)).scalar()


def read_tables(address: str) -> dict[str, pd.DataFrame]:
    """Return every table as a frame, ordered by primary key.

    Text is `str` with missing values, whole numbers `Int64` where they may be missing and `int64` elsewhere,
    dates `datetime.date` objects, enums their text.

    Raises:
        DatabaseError: the database cannot be read.
    """
    try:
        with open_to_read(address).connect() as connection, connection.begin():
            return {name: _frame(table, connection.execute(select(table)).all()) for name, table in TABLES.items()}
    except SQLAlchemyError as error:
        raise _unreadable(address, error) from error


def frames_of(rows_by_table: dict[str, list[dict[str, Any]]]) -> dict[str, pd.DataFrame]:
    """Return rows as the frames that `read_tables` would return once they are written."""
    return {
        name: _frame(table, [[row[column.name] for column in table.columns] for row in rows_by_table.get(name, [])])
        for name, table in TABLES.items()
    }


def _frame(table: Table, rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    """Return rows, each in the order of the table's columns, as a frame with their types, ordered by primary key."""
    plain = [[_plain(value) for value in row] for row in rows]
    keys = [index for index, column in enumerate(table.columns) if column.primary_key]
    plain.sort(key=lambda row: [row[index] for index in keys])  # here, since databases order text each their own way
    columns = {
        column.name: pd.Series([row[index] for row in plain], dtype=_dtype(column))
        for index, column in enumerate(table.columns)
    }
    return pd.DataFrame(columns)


def _dtype(column: Any) -> str:
    kind = column.type.python_type
    if kind is int:
        return "Int64" if column.nullable else "int64"
    if isinstance(column.type, JSON):
        return "object"
    return {float: "float64", bool: "bool", date: "object"}.get(kind, "str")


def _plain(value: Any) -> Any:
    return getattr(value, "value", value)


def _columns(connection: Connection, table: Table) -> set[str]:
    schema = None if is_sqlite(connection.engine.url) else SCHEMA
    inspector = inspect(connection)
    if not inspector.has_table(table.name, schema=schema):
        return set()
    return {column["name"] for column in inspector.get_columns(table.name, schema=schema)}


def _unreadable(address: str, error: SQLAlchemyError) -> DatabaseError:
    return DatabaseError(
        f"The database {shown(parse_url(address))} cannot be read: {in_words(error)}. Build it again with: make build"
    )
