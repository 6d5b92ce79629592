"""Opening databases: SQLite by default, PostgreSQL by address, foreign keys always on."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from scorecard.errors import DatabaseError

# On PostgreSQL everything stands in a schema of its own, so that no table of anybody else is touched.
SCHEMA = "pledgewatch"
_POSTGRESQL = {"client_encoding": "utf8"}  # else psycopg takes the server's, which may lack half of our characters


def parse_url(address: str | URL) -> URL:
    """Return a database address as SQLAlchemy reads it; ``postgres://`` and ``postgresql://`` mean psycopg 3.

    Raises:
        DatabaseError: the address cannot be read or is of another kind of database.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise DatabaseError(
            "DATABASE_URL cannot be read as a database address. "
            "Write sqlite:///path/to/file.db or postgresql://user:password@host/name."
        ) from None
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        return _sqlite_file_url(url)
    raise DatabaseError(f"Databases of the kind {url.drivername!r} are not supported. Use SQLite or PostgreSQL.")


def open_to_read(address: str | URL) -> Engine:
    """Return an engine that cannot change the database.

    Raises:
        DatabaseError: the address cannot be used.
    """
    url = parse_url(address)
    if is_sqlite(url):
        url = URL.create(
            "sqlite", database=f"file:{_uri_path(Path(str(url.database)))}", query={"mode": "ro", "uri": "true"}
        )
        options = {}
    else:
        options = _POSTGRESQL | {"options": "-c default_transaction_read_only=on"}
    # No pool: a rebuilt SQLite file is a new file, which an old connection would never see.
    engine = create_engine(url, poolclass=NullPool, isolation_level=_reading_isolation(url), connect_args=options)
    return _prepared(engine)


def open_to_write(url: URL) -> Engine:
    """Return an engine that can write."""
    options = {} if is_sqlite(url) else _POSTGRESQL
    return _prepared(create_engine(url, poolclass=NullPool, connect_args=options))


def is_sqlite(url: URL) -> bool:
    """Return whether an address points at SQLite."""
    return url.get_backend_name() == "sqlite"


def shown(url: URL) -> str:
    """Return an address as people may see it: without its password."""
    return url.render_as_string(hide_password=True)


def in_words(error: SQLAlchemyError) -> str:
    """Return what a database said, in one line, without the address and its password."""
    said = str(getattr(error, "orig", None) or error)
    return " ".join(said.split())[:300]


def _prepared(engine: Engine) -> Engine:
    if is_sqlite(engine.url):
        event.listen(engine, "connect", _enforce_foreign_keys)
        return engine
    return engine.execution_options(schema_translate_map={None: SCHEMA})


def _enforce_foreign_keys(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys = ON")  # SQLite ignores foreign keys unless told, on every connection


def _reading_isolation(url: URL) -> str:
    """Return the isolation in which several reads see one state of the database."""
    return "SERIALIZABLE" if is_sqlite(url) else "REPEATABLE READ"


def _sqlite_file_url(url: URL) -> URL:
    if not url.database or url.database == ":memory:":
        raise DatabaseError("An in-memory SQLite database is empty in every other thread. Give the path of a file.")
    if "\0" in url.database:
        raise DatabaseError("The path of the SQLite database holds a NUL character. Give the path of a file.")
    # A symbolic link stays one: its target is what is locked, replaced and read.
    return url.set(drivername="sqlite", database=os.path.realpath(url.database))


def _uri_path(path: Path) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
