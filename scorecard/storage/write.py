"""Writing a database whole or not at all.

SQLite: everything is written to a temporary file in the same folder, synchronised to disk, and moved over the
old file in one step. PostgreSQL: everything happens in one transaction, with rows deleted and inserted rather
than tables dropped, so that readers of the old state are neither blocked nor shown half of the new one.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateSchema

from scorecard.errors import DatabaseError
from scorecard.storage.content import TABLES
from scorecard.storage.engine import SCHEMA, in_words, is_sqlite, open_to_read, open_to_write, parse_url, shown
from scorecard.storage.folders import synchronise
from scorecard.storage.read import holds_release, stored_schema_hash
from scorecard.storage.tables import Base

Rows = dict[str, list[dict[str, Any]]]
Progress = Callable[[str], None]

_TEMPORARY = ".building-"
_BATCH = 2000  # rows an insert: bounds the memory of one statement
_LOCK_KEY = 2_026_0210  # any number of ours: PostgreSQL's advisory lock for builds
LONGEST_WAIT = 120  # seconds for another build to end; one takes less than a second


def write_database(address: str, rows: Rows, schema_hash: str, progress: Progress) -> None:
    """Replace the content of a database.

    Args:
        address: where the database is or will be.
        rows: rows of every table, by table name.
        schema_hash: hash of the table definitions the rows follow.
        progress: called with the name of each step before it starts.

    Raises:
        DatabaseError: the database cannot be reached or written, or is somebody else's; what was there is
            left as it was.
    """
    url = parse_url(address)
    try:
        if is_sqlite(url):
            _replace_file(url, rows, progress)
        else:
            _replace_rows(url, rows, schema_hash, progress)
    except Timeout as error:
        raise DatabaseError(
            f"Another build has held the lock {error.lock_file} for {LONGEST_WAIT} s. Wait for it, or stop it."
        ) from error
    except (SQLAlchemyError, OSError) as error:
        said = in_words(error) if isinstance(error, SQLAlchemyError) else str(error)
        raise DatabaseError(
            f"The database {shown(url)} cannot be written: {said}. What was there is unchanged. "
            "Mend that, or name another database with DATABASE_URL."
        ) from error


def _replace_file(url: URL, rows: Rows, progress: Progress) -> None:
    target = Path(str(url.database))
    target.parent.mkdir(parents=True, exist_ok=True)
    _refuse_file_of_others(url)
    progress("waiting for other builds")
    with FileLock(f"{target}.lock", timeout=LONGEST_WAIT):
        for leftover in target.parent.glob(f"{target.name}{_TEMPORARY}*"):
            leftover.unlink()  # of a build that was killed: no other can be running
        with _temporary_beside(target) as temporary:
            _fill_file(temporary, rows, progress)
            progress("publishing")
            temporary.replace(target)
            synchronise(target.parent)


def _refuse_file_of_others(url: URL) -> None:
    """Raise `DatabaseError` if the file is there and is anything but empty or a database that was built here."""
    target = Path(str(url.database))
    if target.exists() and target.stat().st_size and not _is_ours(url):
        raise DatabaseError(
            f"The file {target} is there and was not made by a build, so it is not overwritten. "
            "Move or delete it, or name another file with DATABASE_URL."
        )


def _is_ours(url: URL) -> bool:
    try:
        with open_to_read(url).connect() as connection:
            return holds_release(connection)
    except SQLAlchemyError:
        return False


@contextmanager
def _temporary_beside(target: Path) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(prefix=f"{target.name}{_TEMPORARY}", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    temporary.chmod(0o644)  # a temporary file is its owner's alone; the database may be read by a server's user
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _fill_file(path: Path, rows: Rows, progress: Progress) -> None:
    engine = open_to_write(URL.create("sqlite", database=str(path)))
    try:
        with engine.connect() as connection:
            # The file is thrown away if anything goes wrong, so no journal is needed to undo.
            connection.exec_driver_sql("PRAGMA journal_mode = OFF")
            connection.exec_driver_sql("PRAGMA synchronous = OFF")
            connection.commit()
            progress("creating tables")
            Base.metadata.create_all(connection)
            _insert(connection, rows, progress)
            connection.commit()
    finally:
        engine.dispose()
    progress("synchronising")
    synchronise(path)


def _replace_rows(url: URL, rows: Rows, schema_hash: str, progress: Progress) -> None:
    engine = open_to_write(url)
    try:
        with engine.begin() as connection:
            _require_unicode(connection)
            progress("waiting for other builds")
            connection.execute(text(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
            progress("creating tables")
            _prepare_tables(connection, schema_hash)
            _insert(connection, rows, progress)
            progress("publishing")
    finally:
        engine.dispose()


def _require_unicode(connection: Connection) -> None:
    encoding = connection.execute(text("SHOW server_encoding")).scalar()
    if encoding != "UTF8":
        raise DatabaseError(
            f"The PostgreSQL database stores text as {encoding}, which lacks characters of the data. "
            "Create it with ENCODING 'UTF8'."
        )


def _prepare_tables(connection: Connection, schema_hash: str) -> None:
    """Leave empty tables of today's definition: by deleting rows where they fit, by creating them anew where not.

    The schema is ours alone. Nothing is dropped that others' views rest on: PostgreSQL then refuses, and says so.
    """
    connection.execute(CreateSchema(SCHEMA, if_not_exists=True))
    there = set(inspect(connection).get_table_names(schema=SCHEMA))
    if there and not holds_release(connection):
        raise DatabaseError(
            f"The PostgreSQL schema {SCHEMA} holds tables that were not made by a build, so it is not touched. "
            "Rename it, or name another database with DATABASE_URL."
        )
    if there >= set(TABLES) and stored_schema_hash(connection) == schema_hash:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
        return
    if there:
        connection.execute(text(f"DROP TABLE {', '.join(f'{SCHEMA}.{_quoted(name)}' for name in sorted(there))}"))
    Base.metadata.create_all(connection)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _insert(connection: Connection, rows: Rows, progress: Progress) -> None:
    for table in Base.metadata.sorted_tables:
        entries = rows.get(table.name, [])
        if entries:
            progress(f"writing {table.name}")
        for start in range(0, len(entries), _BATCH):
            connection.execute(TABLES[table.name].insert(), entries[start : start + _BATCH])
