"""The index of an archive of policy texts: which versions there are and what each text names.

A file of its own beside the clones, made anew from them at any time; nothing of it is curated or published.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pandas as pd
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text, create_engine, delete, event, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from scorecard.errors import DatabaseError

FORM = "1"  # of the tables below: an index of another form is made anew
MISSING = "missing"  # the state of a text that the clone lacked

_metadata = MetaData()
_about = Table("about", _metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
_collection = Table(
    "collection",
    _metadata,
    Column("collection", Text, primary_key=True),
    Column("indexed_commit", Text, nullable=False),
    Column("commit_count", Integer, nullable=False),
)
_version = Table(
    "version",
    _metadata,
    Column("collection", Text, ForeignKey("collection.collection"), primary_key=True),
    Column("commit", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("position", Integer, nullable=False),  # parents before their children
    Column("committed_at", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("blob", Text),
    Column("moved_to", Text),
)
_blob = Table(
    "blob",
    _metadata,
    Column("blob", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("size", Integer, nullable=False),
)
_mention = Table(
    "mention",
    _metadata,
    Column("blob", Text, ForeignKey("blob.blob"), primary_key=True),
    Column("term_id", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("words", Text, nullable=False),
)
Row = dict[str, Any]


def _write_ahead(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode = WAL")  # several times faster for many small transactions
    connection.execute("PRAGMA synchronous = NORMAL")


class PolicyIndex:
    """An open index. Each method is one transaction: an interrupted run leaves what the calls before it wrote."""

    def __init__(self, path: Path, lexicon: str) -> None:
        """Open an index, or make an empty one.

        Args:
            path: file of the index.
            lexicon: digest of the terms that are looked for; what was found with other terms is forgotten.

        Raises:
            DatabaseError: the file cannot be opened or is no index.
        """
        self._engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
        event.listen(self._engine, "connect", _write_ahead)
        self._name = path.name
        try:
            self._connection = self._engine.connect()
        except SQLAlchemyError as error:
            raise self._refusal(error) from None
        try:
            self._prepare(lexicon)
        except DatabaseError:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        """Return the index."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the index."""
        self._connection.close()
        self._engine.dispose()

    def indexed_commit(self, collection: str) -> str | None:
        """Return the last commit of a collection that the index has; None where it has none."""
        with self._transaction():
            query = select(_collection.c.indexed_commit).where(_collection.c.collection == collection)
            return self._connection.execute(query).scalar()

    def commit_count(self, collection: str) -> int:
        """Return the number of commits of a collection that the index has."""
        with self._transaction():
            query = select(_collection.c.commit_count).where(_collection.c.collection == collection)
            return int(self._connection.execute(query).scalar() or 0)

    def add_versions(self, collection: str, commit: str, commit_count: int, rows: Sequence[Row]) -> None:
        """Add versions of a collection and remember up to which commit they reach.

        Args:
            collection: owner and name.
            commit: the last commit that was read.
            commit_count: how many commits of the history were read by now.
            rows: `commit`, `path`, `committed_at`, `kind`, `blob`, `moved_to`, parents first.
        """
        with self._transaction():
            known = self._connection.execute(
                select(func.max(_version.c.position)).where(_version.c.collection == collection)
            ).scalar()
            start = 0 if known is None else int(known) + 1
            reached = insert(_collection).values(
                collection=collection, indexed_commit=commit, commit_count=commit_count
            )
            changed = {"indexed_commit": commit, "commit_count": commit_count}
            self._connection.execute(reached.on_conflict_do_update(index_elements=["collection"], set_=changed))
            if rows:  # a commit beside the main line can come twice
                numbered = [row | {"collection": collection, "position": start + at} for at, row in enumerate(rows)]
                self._connection.execute(insert(_version).on_conflict_do_nothing(), numbered)

    def forget(self, collection: str) -> None:
        """Forget the versions of a collection, whose history was written anew."""
        with self._transaction():
            self._connection.execute(delete(_version).where(_version.c.collection == collection))
            self._connection.execute(delete(_collection).where(_collection.c.collection == collection))

    def unread_blobs(self, collection: str) -> list[str]:
        """Return the texts of a collection that were not read yet, those of one document side by side.

        A text that the clone lacked is among them: a clone that was fetched anew can have it.
        """
        is_read = select(_blob.c.blob).where(_blob.c.blob == _version.c.blob, _blob.c.state != MISSING).exists()
        unread = (
            select(_version.c.blob)
            .where(_version.c.collection == collection, _version.c.blob.is_not(None))
            .where(~is_read)
            .order_by(_version.c.path, _version.c.position)
        )
        with self._transaction():
            return list(dict.fromkeys(self._connection.execute(unread).scalars()))

    def add_texts(self, texts: Sequence[Row], mentions: Sequence[Row]) -> None:
        """Add texts (`blob`, `state`, `size`) and what they name (`blob`, `term_id`, `count`, `words`)."""
        with self._transaction():
            if texts:
                self._connection.execute(insert(_blob).prefix_with("OR REPLACE"), list(texts))
            if mentions:
                self._connection.execute(insert(_mention).on_conflict_do_nothing(), list(mentions))

    def versions(self, collection: str, paths: Iterable[str]) -> pd.DataFrame:
        """Return the versions of some documents.

        Columns: `path`, `position`, `commit`, `committed_at`, `kind`, `blob`, `moved_to`, and `state` and `size` of
        the text, missing where it was removed. Ordered by path, time of the commit and position.
        """
        query = (
            select(*(_version.c[name] for name in _VERSION), _blob.c.state, _blob.c.size)
            .outerjoin(_blob, _blob.c.blob == _version.c.blob)
            .where(_version.c.collection == collection, _version.c.path.in_(list(paths)))
            .order_by(_version.c.path, _version.c.committed_at, _version.c.position)
        )
        with self._transaction():
            return pd.read_sql(query, self._connection)

    def paths(self, collection: str) -> list[str]:
        """Return the paths of all documents that a collection ever had."""
        query = select(_version.c.path).where(_version.c.collection == collection).distinct().order_by(_version.c.path)
        with self._transaction():
            return list(self._connection.execute(query).scalars())

    def mentions(self) -> pd.DataFrame:
        """Return what the texts name: `blob`, `term_id`, `count` (1 or more) and `words` (the first of them)."""
        with self._transaction():
            return pd.read_sql(select(_mention), self._connection)

    def text_states(self, collection: str) -> dict[str, int]:
        """Return how many texts of a collection are in which state."""
        query = (
            select(_blob.c.state, func.count(_blob.c.blob.distinct()))
            .join(_version, _version.c.blob == _blob.c.blob)
            .where(_version.c.collection == collection)
            .group_by(_blob.c.state)
        )
        with self._transaction():
            return {state: int(count) for state, count in self._connection.execute(query)}

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            with self._connection.begin():
                yield
        except SQLAlchemyError as error:
            raise self._refusal(error) from None

    def _refusal(self, error: SQLAlchemyError) -> DatabaseError:
        said = " ".join(str(getattr(error, "orig", None) or error).split())
        return DatabaseError(f"The index {self._name} cannot be used: {said}. Delete it; it is made anew.")

    def _prepare(self, lexicon: str) -> None:
        with self._transaction():
            _metadata.create_all(self._connection)
            said = {key: value for key, value in self._connection.execute(select(_about.c.key, _about.c.value))}
            if said.get("form", FORM) != FORM:
                _metadata.drop_all(self._connection)
                _metadata.create_all(self._connection)
            if said.get("lexicon", lexicon) != lexicon:
                self._connection.execute(delete(_mention))
                self._connection.execute(delete(_blob))
            rows = [{"key": "form", "value": FORM}, {"key": "lexicon", "value": lexicon}]
            self._connection.execute(insert(_about).prefix_with("OR REPLACE"), rows)


_VERSION = ("path", "position", "commit", "committed_at", "kind", "blob", "moved_to")
