"""Hashes: what a database holds, and what its tables are, independent of when and where it was built."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.schema import CreateTable

from scorecard.storage.tables import Base

TABLES: dict[str, Table] = {table.name: table for table in Base.metadata.sorted_tables}
# What a set of results is called, and since when it is frozen, is not what it holds.
NOT_CONTENT = {"release_id", "is_frozen", "released_on", "commit", "content_hash", "schema_hash"}


def content_hash(rows_by_table: dict[str, list[dict[str, Any]]]) -> str:
    """Return the SHA-256 of the content of all tables.

    The canonical form is one JSON line a row, tables in order of their names, rows in order of their
    primary keys, columns in order of their names. What names the release is left out, so that working data and a
    release with the same content have the same hash.

    Args:
        rows_by_table: rows with every column of their table.
    """
    return hash_of({name: canonical_rows(table, rows_by_table.get(name, [])) for name, table in TABLES.items()})


def hash_of(rows_by_table: Mapping[str, list[dict[str, Any]]]) -> str:
    """Return the SHA-256 of rows in canonical order by the names of their tables, whatever tables those are."""
    digest = hashlib.sha256()
    for name in sorted(rows_by_table):
        for row in rows_by_table[name]:
            line = {column: value for column, value in row.items() if column not in NOT_CONTENT}
            text = json.dumps(line, sort_keys=True, ensure_ascii=False, default=date.isoformat)
            digest.update(f"{name}\t{text}\n".encode())
    return digest.hexdigest()


def canonical_rows(table: Table, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows as plain JSON values, ordered by primary key."""
    plain = [{column.name: _plain(row[column.name]) for column in table.columns} for row in rows]
    keys = [column.name for column in table.primary_key.columns]
    return sorted(plain, key=lambda row: [row[key] for key in keys])


@cache
def schema_hash() -> str:
    """Return the SHA-256 of the definitions of all tables: another hash means another shape."""
    definitions = [str(CreateTable(TABLES[name]).compile()) for name in sorted(TABLES)]
    return hashlib.sha256("\n".join(definitions).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
