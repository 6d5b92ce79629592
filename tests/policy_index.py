"""The index of a made-up archive, and everything that stands in it."""

import sqlite3
from contextlib import closing
from typing import Any

from pipelines.policy_index import INDEX_FILE, Indexed, index_watched
from pipelines.policy_watched import Watched
from tests.archives import Archive
from tests.policies import silent

LATE = "Late books cost a fee."


def indexed(archive: Archive, watch: Watched) -> Indexed:
    """Bring the index of an archive up to date."""
    (done,) = index_watched(archive.folder, watch, silent)
    return done


def content(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of the index, without what is left of texts that no version has."""
    with closing(sqlite3.connect(archive.folder / INDEX_FILE)) as connection:
        tables = {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in ("about", "collection", "version", "blob", "mention")
        }
        blobs = {blob for (blob,) in connection.execute("SELECT blob FROM version")}
    return tables | {name: [row for row in tables[name] if row[0] in blobs] for name in ("blob", "mention")}


def forget(archive: Archive) -> None:
    """Delete the index of an archive."""
    for path in archive.folder.glob(f"{INDEX_FILE}*"):
        path.unlink()


def fresh(archive: Archive, watch: Watched) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of an index that is made anew, in one go."""
    forget(archive)
    indexed(archive, watch)
    return content(archive)
