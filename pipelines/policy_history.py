"""Clause history: since when the rules of each service name which terms, from the index of an archive to the data."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.policy_archive import open_clone
from pipelines.policy_feed import feed
from pipelines.policy_files import csv_of, write_files
from pipelines.policy_index import Indexed, index_collections, open_index
from pipelines.policy_watched import read_watched
from pipelines.steps import Progress
from scorecard.curation.fields import Record
from scorecard.curation.lexicon import Lexicon
from scorecard.curation.policy import Watchlist, document_name
from scorecard.curation.policy_data import CLAUSES, DOCUMENTS, FEED, HEADS, VERSIONS
from scorecard.curation.policy_rows import ArchiveHead, ClauseSpell, DocumentVersion, FollowedDocument
from scorecard.policy.beginnings import is_reworded
from scorecard.policy.mentions import Matcher
from scorecard.policy.spells import spells
from scorecard.policy.versions import day_of
from scorecard.storage.policy_index import PolicyIndex
from scorecard.tabular import rows_of
from scorecard.vocabulary import VersionKind

MADE_BY = "python -m pipelines archive history"
RECORDS: dict[str, type[Record]] = {
    HEADS: ArchiveHead,
    DOCUMENTS: FollowedDocument,
    VERSIONS: DocumentVersion,
    CLAUSES: ClauseSpell,
}


@dataclass(frozen=True)
class History:
    """What was written: each file with its number of rows, and what the clones came to."""

    written: dict[str, int]
    indexed: tuple[Indexed, ...]


def write_history(archive: Path, data_dir: Path, progress: Progress) -> History:
    """Write the clause history into ``policy_history/`` of a data folder, whole or not at all.

    Args:
        archive: folder of the clones; every collection of the watchlist must be there.
        data_dir: folder of curated data.
        progress: called with what is being done.

    Raises:
        ArchiveError: a collection has no clone, or one that is not whole.
        DataProblemsError: the watchlist or the lexicon cannot be read.
        DatabaseError: the index cannot be used.
    """
    watched = read_watched(data_dir)
    watchlist = watched.watchlist
    with open_index(archive, watched.matcher) as index:
        indexed = tuple(index_collections(archive, watched.collections, watched.matcher, index, progress))
        progress("following the clauses")
        versions = followed_versions(index, watchlist)
        mentions = index.mentions()
    clauses = _with_rewordings(rows_of(spells(versions, mentions)), archive, watched.matcher)
    named = _named(versions, mentions)
    files: dict[str, list[dict[str, Any]]] = {
        HEADS: [_head(entry) for entry in indexed],
        DOCUMENTS: _documents(versions, watchlist),
        VERSIONS: _versions(versions, named),
        CLAUSES: clauses,
    }
    contents = {name: csv_of(rows, RECORDS[name]) for name, rows in files.items()}
    contents[FEED] = feed(
        files[CLAUSES], files[DOCUMENTS], _labels(watched.lexicon), max(entry.head.committed_on for entry in indexed)
    )
    heads = {entry.collection: (entry.head.commit, entry.head.committed_on) for entry in indexed}
    write_files(data_dir, contents, MADE_BY, watchlist.collections, heads)
    return History({name: len(rows) for name, rows in files.items()}, indexed)


def followed_versions(index: PolicyIndex, watchlist: Watchlist) -> pd.DataFrame:
    """Return the versions of all followed documents of an index, with `collection`, see `PolicyIndex.versions`.

    A document of which every version was written by hand, such as an example in a template, was never recorded.
    """
    frames = []
    for collection in watchlist.collections:
        paths = [path for path in index.paths(collection.id) if watchlist.service_of(path) is not None]
        frames.append(index.versions(collection.id, paths).assign(collection=collection.id))
    versions = pd.concat(frames, ignore_index=True)
    is_recorded = (versions["kind"] != VersionKind.OTHER.value).groupby([versions["collection"], versions["path"]])
    return versions[is_recorded.transform("any").astype(bool)].reset_index(drop=True)


def _named(versions: pd.DataFrame, mentions: pd.DataFrame) -> dict[str, str]:
    """Return the terms that each text names, as ids separated by spaces."""
    wanted = mentions[mentions["blob"].isin(set(versions["blob"]))].sort_values("term_id")
    return {str(blob): " ".join(group) for blob, group in wanted.groupby("blob")["term_id"]}


def _with_rewordings(rows: list[dict[str, Any]], archive: Path, matcher: Matcher) -> list[dict[str, Any]]:
    """Return spells with `is_reworded`: whether the version before had the passage in other words."""
    clones = {name: open_clone(archive, name) for name in {row["collection"] for row in rows}}
    for row in rows:
        clone = clones[row["collection"]]
        text = clone.text(row["first_blob"]) if clone and row["before_blob"] else None
        before = clone.text(row["before_blob"]) if clone and row["before_blob"] else None
        row["is_reworded"] = bool(text and before) and is_reworded(row["term_id"], text or b"", before or b"", matcher)
    return rows


def _labels(lexicon: Lexicon) -> dict[str, str]:
    return {term.id: term.label for term in lexicon.terms}


def _head(entry: Indexed) -> dict[str, Any]:
    return {
        "collection": entry.collection,
        "head_commit": entry.head.commit,
        "head_on": entry.head.committed_on,
        "commit_count": entry.commit_count,
        "unreadable_count": entry.missing,
        "not_utf8_count": entry.not_utf8,
    }


def _documents(versions: pd.DataFrame, watchlist: Watchlist) -> list[dict[str, Any]]:
    rows = []
    for (collection, path), document in versions.groupby(["collection", "path"], sort=True):
        service = watchlist.service_of(str(path))
        texts = document[document["blob"].notna()]
        if service is None or texts.empty:  # a merge brought it, which is in none of the commits that were merged
            continue
        last = document.sort_values("position").iloc[-1]
        rows.append(
            {
                "collection": collection,
                "path": path,
                "company_id": service.company,
                "service": service.service,
                "document": document_name(str(path)),
                "first_archived_on": day_of(int(texts["committed_at"].min())),
                "newest_on": day_of(int(texts["committed_at"].iloc[-1])),
                "newest_commit": texts["commit"].iloc[-1],
                "version_count": len(texts),
                "is_tracked": bool(pd.notna(last["blob"])),
            }
        )
    return rows


def _versions(versions: pd.DataFrame, named: dict[str, str]) -> list[dict[str, Any]]:
    texts = versions[versions["blob"].notna()]
    numbers = texts.groupby(["collection", "path"]).cumcount() + 1
    return [
        {
            "collection": row["collection"],
            "path": row["path"],
            "position": row["number"],
            "commit": row["commit"],
            "committed_on": day_of(int(row["committed_at"])),
            "kind": row["kind"],
            "is_readable": row["state"] != "missing",
            "term_ids": named.get(row["blob"]),
        }
        for row in rows_of(texts.assign(number=numbers))
    ]
