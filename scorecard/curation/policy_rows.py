"""Rows of the machine-written files about archived policies, as the pipeline writes and a build reads them."""

from pydantic import Field

from scorecard.curation.fields import Day, Flag, Line, Record, Slug, Text, Whole
from scorecard.vocabulary import CitationStatus, VersionKind

COMMIT = r"^[0-9a-f]{40}$"
Path = Text  # of a document in a collection; may be long
Commit = Text  # 40 hexadecimal digits


class ArchiveHead(Record):
    """One row of ``collections.csv``: how far the archive reached when the other files were made.

    Attributes:
        unreadable_count: texts that the clone lacked.
        not_utf8_count: texts with bytes that are no UTF-8; they were read all the same.
    """

    collection: Line
    head_commit: Commit = Field(pattern=COMMIT)
    head_on: Day
    commit_count: Whole = Field(ge=1)
    unreadable_count: Whole = Field(ge=0)
    not_utf8_count: Whole = Field(ge=0)


class FollowedDocument(Record):
    """One row of ``documents.csv``: a followed document of one collection.

    Attributes:
        is_tracked: whether the newest commit of the collection still has it.
    """

    collection: Line
    path: Path
    company_id: Slug
    service: Line
    document: Line
    first_archived_on: Day
    newest_on: Day
    newest_commit: Commit = Field(pattern=COMMIT)
    version_count: Whole = Field(ge=1)
    is_tracked: Flag


class DocumentVersion(Record):
    """One row of ``versions.csv``: one version of a followed document, and which terms its text names.

    Attributes:
        term_ids: ids of the terms, separated by spaces.
        is_readable: whether the clone had the text.
    """

    collection: Line
    path: Path
    position: Whole = Field(ge=1)
    commit: Commit = Field(pattern=COMMIT)
    committed_on: Day
    kind: VersionKind
    is_readable: Flag
    term_ids: Text | None


class ClauseSpell(Record):
    """One row of ``clauses.csv``, see `scorecard.policy.spells.spells`."""

    collection: Line
    path: Path
    term_id: Slug
    spell: Whole = Field(ge=1)
    words: Text
    first_seen_on: Day
    first_commit: Commit = Field(pattern=COMMIT)
    first_kind: VersionKind
    absent_until_on: Day | None
    last_seen_on: Day
    last_commit: Commit = Field(pattern=COMMIT)
    removed_on: Day | None
    removed_commit: Commit | None = Field(pattern=COMMIT)
    removed_kind: VersionKind | None
    has_shrunk: Flag
    interruption_count: Whole = Field(ge=0)
    has_grown: Flag
    is_reworded: Flag


class CitationCheck(Record):
    """One row of ``citations.csv``: what became of the locator of one piece of evidence.

    Attributes:
        source_id, locator: of the evidence; with company and indicator they say which.
        collection, path, commit: the archived version that the source cites.
        version_on: day of that version.
        last_with_on, last_with_commit: the last version that has the clause.
        first_without_on, first_without_commit: the version after it, where it went.
        newest_on, newest_commit: the newest version of the document.
        checked_to: day of the newest commit of the collection: how far the check reaches.
        note: what a reader must know beside.
    """

    company_id: Slug
    indicator_id: Text
    source_id: Slug
    locator: Text
    collection: Line
    path: Path
    commit: Commit = Field(pattern=COMMIT)
    status: CitationStatus
    version_on: Day | None
    last_with_on: Day | None
    last_with_commit: Commit | None = Field(pattern=COMMIT)
    first_without_on: Day | None
    first_without_commit: Commit | None = Field(pattern=COMMIT)
    newest_on: Day | None
    newest_commit: Commit | None = Field(pattern=COMMIT)
    checked_to: Day | None
    note: Text | None
