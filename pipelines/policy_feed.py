"""An Atom feed of clause changes: one entry each time a followed document begins to name a term, or no longer does."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from scorecard.publish.atom import Entry, Feed, feed_file
from scorecard.vocabulary import Beginning, VersionKind

MOST_ENTRIES = 200
TITLE = "Pledgewatch: what platforms' rules name"
SUBTITLE = "When words for what the call “No to Nudify” is about came into archived rules, or were not found any more."
_KEY = "https://opentermsarchive.org/#pledgewatch-clauses"  # makes the id of the feed, which never changes

Row = Mapping[str, Any]


def feed(clauses: Sequence[Row], documents: Sequence[Row], labels: Mapping[str, str], updated: date) -> bytes:
    """Return the feed as a file, newest change first, at most 200.

    Args:
        clauses: rows of ``clauses.csv``.
        documents: rows of ``documents.csv``.
        labels: names of the terms by their ids.
        updated: day of the newest commit of the archive.

    A clause that was there when the archive began to record a document is no change, nor is the end of a recording.
    What may be the archive's doing is told as such.
    """
    by_path = {(row["collection"], row["path"]): row for row in documents}
    changes = [
        change
        for row in clauses
        for change in _changes(row, by_path[row["collection"], row["path"]], labels[row["term_id"]])
    ]
    newest = sorted(changes, key=lambda change: (change.on, change.key), reverse=True)[:MOST_ENTRIES]
    rights = "Dates: Open Terms Archive contributors, ODC-By 1.0."
    return feed_file(Feed(_KEY, TITLE, SUBTITLE, updated, rights), newest)


def _changes(row: Row, document: Row, label: str) -> Iterator[Entry]:
    whose = f"{document['service']}, {document['document']}"
    said = f"Collection {row['collection']}."
    kind = VersionKind(row["first_kind"])
    begun = Beginning.of(kind, has_grown=row["has_grown"], is_reworded=row["is_reworded"])
    if begun is not Beginning.FIRST:
        what = "named again" if begun is Beginning.ADDED and row["spell"] > 1 else _BEGUN[begun]
        title = f"{whose}: “{label}” {what} in the version of {row['first_seen_on']}"
        yield _change(row, "first", title, f"First words found: “{row['words']}”. {_sentence(begun.said(kind))} {said}")
    if row["removed_on"] is not None and row["removed_kind"] != VersionKind.DROPPED:
        is_unsure = row["has_shrunk"] or row["removed_kind"] != VersionKind.CHANGE
        title = f"{whose}: “{label}” not found any more in the version of {row['removed_on']}"
        yield _change(row, "removed", title, f"{_UNSURE if is_unsure else ''}{said}")


_BEGUN = {Beginning.ADDED: "first named", Beginning.REWORDED: "in new words", Beginning.OPENED: "first seen"}
_UNSURE = "The page was read in another way or not whole: the rule may still be there. "


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _change(row: Row, what: str, title: str, summary: str) -> Entry:
    commit, on = row[f"{what}_commit"], row["first_seen_on" if what == "first" else "removed_on"]
    link = f"https://github.com/{row['collection']}/blob/{commit}/{quote(str(row['path']))}"
    return Entry(on, title, summary, link, f"{row['collection']} {commit} {row['path']} {row['term_id']} {what}")
