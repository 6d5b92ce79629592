"""Verification: every cited clause against the archived version that the evidence cites, and against the newest one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.policy_archive import Clone, Head, clone_path
from pipelines.policy_files import csv_of, write_files
from pipelines.policy_index import index_collections, open_index
from pipelines.policy_watched import Watched, read_watched
from pipelines.steps import Progress
from scorecard.curation.cited_clauses import CitedClause, cited_clauses, clause_of
from scorecard.curation.policy_data import CITATIONS
from scorecard.curation.policy_rows import CitationCheck
from scorecard.curation.reading import Dataset, read_dataset
from scorecard.errors import DataProblemsError
from scorecard.policy.citations import Document, Outcome, outcome
from scorecard.policy.mentions import Matcher
from scorecard.policy.versions import Version
from scorecard.storage.policy_index import PolicyIndex
from scorecard.tabular import rows_of
from scorecard.vocabulary import CitationStatus, VersionKind

MADE_BY = "python -m pipelines archive verify"
TEXTS_KEPT = 64  # texts in memory at once: several clauses are cited from one document
Row = dict[str, Any]


@dataclass(frozen=True)
class Verified:
    """What a verification came to.

    Attributes:
        path: the file that was written.
        rows: its rows.
        counts: how many citations have which status.
        not_given: collections of which no clone was given, and how many citations each has.
        kept: how many of those keep the result of an earlier run.
    """

    path: Path
    rows: tuple[Row, ...]
    counts: dict[CitationStatus, int]
    not_given: dict[str, int]
    kept: int

    @property
    def exceptions(self) -> list[Row]:
        """Return the rows of clauses that are not still there, of those that were looked for."""
        fine = (CitationStatus.STILL_THERE, CitationStatus.NOT_CHECKED)
        return [row for row in self.rows if row["status"] not in fine]

    @property
    def has_failures(self) -> bool:
        """Return whether a clause was never in the cited version, or there is no such version."""
        return any(row["status"] in (CitationStatus.NEVER_THERE, CitationStatus.NO_VERSION) for row in self.rows)


def verify_citations(archive: Path, data_dir: Path, progress: Progress) -> Verified:
    """Write ``policy_history/citations.csv`` of a data folder, or leave it as it was.

    Args:
        archive: folder of the clones.
        data_dir: folder of curated data.
        progress: called with what is being done.

    Raises:
        DataProblemsError: the data folder has problems of form.
        ArchiveError: a clone is not whole.
        DatabaseError: the index cannot be used.
    """
    data = _dataset(data_dir)
    watched = read_watched(data_dir)
    clauses = list(dict.fromkeys(clause for entry in data.companies for _, clause in cited_clauses(entry.record)))
    rows, heads = _look_up(archive, clauses, watched, progress)
    earlier = {clause_of(row): row for row in data.policy.citations.records}
    unlooked = [clause for clause in clauses if clause not in rows]
    rows |= {clause: _unchecked(clause, earlier) for clause in unlooked}
    content = {CITATIONS: csv_of((rows[clause] for clause in sorted(rows)), CitationCheck)}
    paths = write_files(data_dir, content, MADE_BY, watched.watchlist.collections, heads)
    return Verified(
        path=paths[0],
        rows=tuple(rows.values()),
        counts=dict(Counter(CitationStatus(row["status"]) for row in rows.values())),
        not_given=dict(Counter(clause.collection for clause in unlooked)),
        kept=sum(clause in earlier for clause in unlooked),
    )


def _look_up(
    archive: Path, clauses: Sequence[CitedClause], watched: Watched, progress: Progress
) -> tuple[dict[CitedClause, Row], dict[str, tuple[str, date]]]:
    """Return what became of the clauses of each collection that has a clone, and how far the clones reach."""
    rows: dict[CitedClause, Row] = {}
    heads: dict[str, tuple[str, date]] = {}
    by_collection = {name: [clause for clause in clauses if clause.collection == name] for name in _names(clauses)}
    paths = {name: path for name in by_collection if (path := clone_path(archive, name)) is not None}
    indexed = [name for name in watched.collections if name in paths]
    with open_index(archive, watched.matcher) as index:
        index_collections(archive, indexed, watched.matcher, index, progress)
        for collection, path in paths.items():
            clone, own = Clone(collection, path), by_collection[collection]
            progress(f"{collection}: checking {len(own)} cited clauses")
            histories = _histories(clone, {clause.path for clause in own}, index, collection in indexed)
            check = _Check(clone, histories, watched.matcher)
            rows |= {clause: _row(clause, check.outcome(clause), clone.head) for clause in own}
            heads[collection] = (clone.head.commit, clone.head.committed_on)
    return rows, heads


def _names(clauses: Sequence[CitedClause]) -> list[str]:
    return sorted({clause.collection for clause in clauses})


def _dataset(data_dir: Path) -> Dataset:
    data, problems = read_dataset(data_dir)
    if data is None or problems:
        raise DataProblemsError(problems)
    return data


def _unchecked(clause: CitedClause, earlier: dict[CitedClause, CitationCheck]) -> Row:
    """Return the result of an earlier run for the same clause and version, or else that nobody looked."""
    known = earlier.get(clause)
    if known is None:
        return _row(clause, Outcome(CitationStatus.NOT_CHECKED), None)
    return {name: getattr(known, name) for name in CitationCheck.model_fields}


def _histories(clone: Clone, paths: set[str], index: PolicyIndex, is_indexed: bool) -> dict[str, list[Version]]:
    """Return the versions of documents in the order of the history; a document that moved goes on at its new path."""
    if not is_indexed:
        return clone.histories(paths)
    found: dict[str, list[Version]] = {}
    for path in paths:
        history = _indexed(index, clone.collection, path)
        while history and (moved := history[-1].moved_to) is not None:
            history += _indexed(index, clone.collection, moved)
        found[path] = history
    return found


def _indexed(index: PolicyIndex, collection: str, path: str) -> list[Version]:
    frame = index.versions(collection, [path]).sort_values("position")
    return [
        Version(row["path"], row["commit"], row["committed_at"], VersionKind(row["kind"]), row["blob"], row["moved_to"])
        for row in rows_of(frame)
    ]


class _Check:
    """Checks clauses against one clone."""

    def __init__(self, clone: Clone, histories: dict[str, list[Version]], matcher: Matcher) -> None:
        self._clone, self._histories, self._matcher = clone, histories, matcher
        self._text_of_blob = lru_cache(TEXTS_KEPT)(self._read)

    def outcome(self, clause: CitedClause) -> Outcome:
        if not self._clone.holds(clause.commit):
            return Outcome(CitationStatus.NO_VERSION, note="The clone has no such commit.")
        blob = self._clone.blob(clause.commit, clause.path)
        if blob is None:
            return Outcome(CitationStatus.NO_VERSION, note="The commit has no such document.")
        history = self._histories[clause.path]
        cited, text = self._version_at(clause, blob), self._text_of_blob(blob)
        if text is None:
            return Outcome(CitationStatus.NOT_CHECKED, cited, note="The clone lacks the text of the cited version.")
        if not history:
            note = "Only a merge of two histories brought the document, so that its versions are not known."
            return Outcome(CitationStatus.NOT_CHECKED, cited, note=note)
        return outcome(clause.locator, Document(cited, text), history, self._text_of, self._terms)

    def _version_at(self, clause: CitedClause, blob: str) -> Version:
        """Return the version that a commit holds: the commit's own, or the last one before it with that text."""
        same = [version for version in self._histories[clause.path] if version.blob == blob]
        before = (version for version in reversed(same) if self._clone.holds(version.commit, clause.commit))
        return next(before, Version(clause.path, clause.commit, 0, VersionKind.OTHER, blob))

    def _text_of(self, version: Version) -> str | None:
        return None if version.blob is None else self._text_of_blob(version.blob)

    def _read(self, blob: str) -> str | None:
        content = self._clone.text(blob)
        return None if content is None else content.decode("utf-8", "replace")

    def _terms(self, passage: str) -> frozenset[str]:
        return frozenset(found.term_id for found in self._matcher.mentions(passage.encode()))


def _row(clause: CitedClause, found: Outcome, head: Head | None) -> Row:
    return {
        **clause._asdict(),
        "status": found.status,
        "version_on": _day(found.cited),
        "last_with_on": _day(found.last_with),
        "last_with_commit": found.last_with.commit if found.last_with else None,
        "first_without_on": _day(found.first_without),
        "first_without_commit": found.first_without.commit if found.first_without else None,
        "newest_on": _day(found.newest),
        "newest_commit": found.newest.commit if found.newest else None,
        "checked_to": head.committed_on if head else None,
        "note": found.note or None,
    }


def _day(version: Version | None) -> object:
    return version.committed_on if version and version.committed_at else None
