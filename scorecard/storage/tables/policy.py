"""Tables of archived policies: what is watched, what rules named when, whether cited clauses are still there."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped

from scorecard.storage.tables.base import Base, column
from scorecard.vocabulary import CitationStatus, VersionKind


def _of_document() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["collection", "path"], ["policy_document.collection", "policy_document.path"])


class PolicyCollection(Base):
    """Public collections of archived policy texts that are watched, and how far they reach here."""

    __tablename__ = "policy_collection"
    collection: Mapped[str] = column("Collection: owner and name of the public git repository", key=True)
    name: Mapped[str] = column("What its makers call it")
    home: Mapped[str] = column("Where it can be fetched from")
    licence: Mapped[str] = column("Licence of its texts and dates")
    credit: Mapped[str] = column("Whom to name")
    position: Mapped[int] = column("Order of display")
    head_commit: Mapped[str | None] = column("Newest commit that was read; empty where none was")
    head_on: Mapped[date | None] = column("Day of that commit")
    commit_count: Mapped[int | None] = column("Commits that were read", unit="count")
    unreadable_count: Mapped[int | None] = column("Texts that the clone lacked", unit="count")
    not_utf8_count: Mapped[int | None] = column("Texts with bytes that are no UTF-8, read all the same", unit="count")


class PolicyTerm(Base):
    """What is looked for in archived policies; the patterns stand in ``policy_history/lexicon.yaml``."""

    __tablename__ = "policy_term"
    term_id: Mapped[str] = column("Term", key=True)
    label: Mapped[str] = column("Name of the term")
    meaning: Mapped[str] = column("What counts as naming it")
    position: Mapped[int] = column("Order of display")


class PolicyDocument(Base):
    """Documents whose rules are followed. The same document can stand in several collections."""

    __tablename__ = "policy_document"
    collection: Mapped[str] = column("Collection", ForeignKey("policy_collection.collection"), key=True)
    path: Mapped[str] = column("Path of the document in the collection", key=True)
    company_id: Mapped[str] = column("Company whose service it rules", ForeignKey("company.company_id"))
    service: Mapped[str] = column("Service")
    document: Mapped[str] = column("Kind of document, as the collection calls it")
    first_archived_on: Mapped[date] = column("Day of the first archived version")
    newest_on: Mapped[date] = column("Day of the newest archived version; none is kept while the text stays the same")
    newest_commit: Mapped[str] = column("Commit of that version")
    version_count: Mapped[int] = column("Archived versions", unit="count")
    is_tracked: Mapped[bool] = column("Whether the newest commit of the collection still has the document")


class PolicyVersion(Base):
    """Archived versions of followed documents, and which terms each names."""

    __tablename__ = "policy_version"
    __table_args__ = (_of_document(),)
    collection: Mapped[str] = column("Collection", key=True)
    path: Mapped[str] = column("Path of the document", key=True)
    position: Mapped[int] = column("Number of the version, oldest first", unit="from 1", key=True)
    commit: Mapped[str] = column("Commit that holds it")
    committed_on: Mapped[date] = column("Day of the commit, on which the archive fetched the page")
    kind: Mapped[VersionKind] = column("What made the version, by the commit's message")
    is_readable: Mapped[bool] = column("Whether its text was there to be read")
    term_ids: Mapped[str | None] = column("Terms that its text names, separated by spaces")


class ClauseSpell(Base):
    """When a document named a term, from the first version that does to the first that no longer does."""

    __tablename__ = "clause_spell"
    __table_args__ = (_of_document(),)
    collection: Mapped[str] = column("Collection", key=True)
    path: Mapped[str] = column("Path of the document", key=True)
    term_id: Mapped[str] = column("Term", ForeignKey("policy_term.term_id"), key=True)
    spell: Mapped[int] = column("Number of the spell, oldest first", unit="from 1", key=True)
    words: Mapped[str] = column("The words that were found first")
    first_seen_on: Mapped[date] = column("Day of the first version that names it: the clause can be older, not younger")
    first_commit: Mapped[str] = column("Commit of that version")
    first_kind: Mapped[VersionKind] = column("What made that version; first: it was there when the archive began")
    absent_until_on: Mapped[date | None] = column("Day of the last version without it before that; empty for first")
    last_seen_on: Mapped[date] = column("Day of the last version that names it")
    last_commit: Mapped[str] = column("Commit of that version")
    removed_on: Mapped[date | None] = column("Day of the version that no longer names it; empty: the newest does")
    removed_commit: Mapped[str | None] = column("Commit of that version")
    removed_kind: Mapped[VersionKind | None] = column("What made that version")
    has_shrunk: Mapped[bool] = column("Whether the text then lost over half its length: perhaps not fetched whole")
    interruption_count: Mapped[int] = column("Absences of at most 30 days within the spell", unit="count")
    has_grown: Mapped[bool] = column("Whether the text then grew by over a quarter: perhaps a part not read before")
    is_reworded: Mapped[bool] = column("Whether the version before had the passage in other words")


class CitationCheck(Base):
    """What became of each clause that evidence cites from an archived version."""

    __tablename__ = "citation_check"
    __table_args__ = (
        ForeignKeyConstraint(["company_id", "indicator_id"], ["assessment.company_id", "assessment.indicator_id"]),
    )
    company_id: Mapped[str] = column("Company", key=True)
    indicator_id: Mapped[str] = column("Indicator", key=True)
    source_id: Mapped[str] = column("Source that the evidence cites", ForeignKey("source.source_id"), key=True)
    locator: Mapped[str] = column("Text that the evidence says stands in the cited version", key=True)
    collection: Mapped[str] = column("Collection of the cited version")
    path: Mapped[str] = column("Path of the document")
    commit: Mapped[str] = column("Commit of the cited version")
    status: Mapped[CitationStatus] = column("What became of the clause")
    version_on: Mapped[date | None] = column("Day of the cited version")
    last_with_on: Mapped[date | None] = column("Day of the last version that has the clause")
    last_with_commit: Mapped[str | None] = column("Commit of that version")
    first_without_on: Mapped[date | None] = column("Day of the version after it, where the clause went")
    first_without_commit: Mapped[str | None] = column("Commit of that version")
    newest_on: Mapped[date | None] = column("Day of the newest version of the document")
    newest_commit: Mapped[str | None] = column("Commit of that version")
    checked_to: Mapped[date | None] = column("Day of the newest commit of the collection: how far the check reaches")
    note: Mapped[str | None] = column("What a reader must know beside")
