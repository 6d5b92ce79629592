"""A frozen release as it stands in its folder: opened once, tables read when they are asked for, every byte checked."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Condition
from typing import Any, NamedTuple

from cachetools import LRUCache, cached

from scorecard.definitions import TableDefinition
from scorecard.errors import ReleaseError
from scorecard.publish.package.assembly import CHECKSUMS, DESCRIPTOR
from scorecard.publish.package.descriptor import ReleaseFacts
from scorecard.publish.package.reading import (
    BrokenPackageError,
    read_checksums,
    read_facts,
    read_table,
    tables_by_path,
)
from scorecard.queries.api.selecting import NotFoundError
from scorecard.queries.releases import frozen_releases
from scorecard.vocabulary.release import is_release_id

Row = dict[str, Any]

MOST_OPEN = 8  # releases whose definitions are kept, some 200 KB each
MOST_ROWS = 100_000  # rows kept over all of them: a release has some 30,000, half of them archived versions


class FrozenTable(NamedTuple):
    """A table of a release as it was defined then, and the path of its CSV file."""

    path: str
    definition: TableDefinition


@dataclass(frozen=True)
class FrozenRelease:
    """One frozen release.

    Attributes:
        folder: its folder.
        facts: what names it.
        title: its title.
        seal: SHA-256 of its ``SHA256SUMS``, which stands for every byte of it.
        checksums: SHA-256 of each of its files by path, without ``SHA256SUMS`` itself.
        tables: its tables by the names that they have in addresses.
    """

    folder: Path
    facts: ReleaseFacts
    title: str
    seal: str
    checksums: dict[str, str]
    tables: dict[str, FrozenTable]

    def table(self, name: str) -> FrozenTable:
        """Return a table by its name in addresses. Raises `NotFoundError`, which names all."""
        if name not in self.tables:
            raise NotFoundError(
                f"Release {self.facts.release_id} has no table {name!r}.", {"tables": sorted(self.tables)}
            )
        return self.tables[name]

    def checksum(self, path: str) -> str:
        """Return the SHA-256 of a file. Raises `NotFoundError` for every path but those of the release's own files."""
        digest = self.seal if path == CHECKSUMS else self.checksums.get(path)
        if digest is None:
            raise NotFoundError(
                f"Release {self.facts.release_id} has no file {path!r}.", {"files": [CHECKSUMS, *self.checksums]}
            )
        return digest

    def content(self, path: str) -> bytes:
        """Return the content of a file.

        Raises:
            NotFoundError: the release has no such file.
            ReleaseError: it is no longer as it was frozen.
        """
        digest = self.checksum(path)
        try:
            content = (self.folder / path).read_bytes()
        except OSError as error:
            raise ReleaseError(f"{path} of release {self.facts.release_id} cannot be read: {error}.") from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise ReleaseError(f"{path} of release {self.facts.release_id} was changed after it was frozen.")
        return content

    def rows(self, name: str) -> Sequence[Row]:
        """Return all rows of a table. They are kept and shared: never change them. Raises as `content` does."""
        self.table(name)
        return _rows(self, name)

    def row_count(self, name: str) -> int:
        """Return how many rows a table has, kept for good."""
        self.table(name)
        return _row_count(self, name)


def open_frozen(folder: Path, release_id: str) -> FrozenRelease:
    """Return a frozen release.

    Args:
        folder: the folder of all frozen releases.
        release_id: its id.

    Raises:
        NotFoundError: there is no such release; says which there are.
        ReleaseError: it cannot be read.
    """
    place = folder / release_id
    if not is_release_id(release_id) or not (place / DESCRIPTOR).is_file():
        known = [facts.release_id for facts in frozen_releases(folder)]
        there_are = f"There are: {', '.join(known)}." if known else "No release has been frozen yet."
        raise NotFoundError(f"There is no release {release_id!r}. {there_are}", {"releases": known})
    try:
        checksums = (place / CHECKSUMS).read_bytes()
        return _opened(place, hashlib.sha256(checksums).hexdigest())
    except (BrokenPackageError, OSError) as error:
        raise ReleaseError(f"Release {release_id} cannot be read: {error}.") from error


@cached(LRUCache(maxsize=MOST_OPEN), condition=Condition())
def _opened(place: Path, seal: str) -> FrozenRelease:
    checksums = read_checksums((place / CHECKSUMS).read_bytes())
    described = (place / DESCRIPTOR).read_bytes()
    tables = {table.plural: FrozenTable(path, table) for path, table in tables_by_path(described).items()}
    title = str(json.loads(described).get("title", place.name))
    return FrozenRelease(place, read_facts(described), title, seal, checksums, tables)


def _key(release: FrozenRelease, name: str) -> tuple[Path, str, str]:
    return release.folder, release.seal, name


@cached(LRUCache(maxsize=MOST_ROWS, getsizeof=lambda rows: len(rows) + 1), key=_key, condition=Condition())
def _rows(release: FrozenRelease, name: str) -> Sequence[Row]:
    table = release.table(name)
    try:
        return tuple(read_table(table.definition, table.path, release.content(table.path)))
    except BrokenPackageError as error:
        raise ReleaseError(f"Release {release.facts.release_id} cannot be read: {error}.") from error


@cached(LRUCache(maxsize=10_000), key=_key, condition=Condition())
def _row_count(release: FrozenRelease, name: str) -> int:
    return len(_rows(release, name))
