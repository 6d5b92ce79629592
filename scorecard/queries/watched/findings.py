"""What the policy watch shows, in sentences that are safe to print."""

from typing import Any

from scorecard.dates import day
from scorecard.numbers import counted, listing
from scorecard.queries.tables import Tables, kept
from scorecard.queries.watched.changes import NAMED, NOT_FOUND, recent_changes, recent_documents, recent_window
from scorecard.queries.watched.namings import (
    archive_reach,
    first_namings,
    policy_terms,
    unwatched_companies,
    watched_companies,
)
from scorecard.tabular import rows_of
from scorecard.vocabulary import Beginning

Row = dict[str, Any]

DATES_MEAN = (
    "Dates are those on which the archive fetched a page: a rule can be older. “At the latest” says that the words "
    "were there when the archive began to record the document, or came to light when it read the page in another way "
    "or much more of it; “in these words”, that the version before had the passage in others."
)
NOT_FOUND_MEANS = (
    "Only documents that the archive records were read, and only for words in English: “not found” does not say that "
    "no rule of the company names it, or that one was dropped. No level rests on this page."
)


@kept
def timeline_finding(tables: Tables, term_id: str, company_id: str | None) -> str:
    """Return since when rules name a term, of all companies or of one, as a title."""
    if company_id is not None:
        return _company_finding(tables, company_id, term_id)
    rows = rows_of(first_namings(tables))
    own = [row for row in rows if row["term_id"] == term_id]
    label, total = _label(tables, term_id), len(watched_companies(tables))
    if not own:
        return f"No archived rule of {counted(total, 'company', 'companies')} was found to name {label}"
    companies = counted(total, "company", "companies")
    named = sum(row["is_named"] for row in own)
    begin = f"Newest archived rules of {named} of {companies} name {label}"
    first = own[0]
    is_same = first["company"].startswith(first["service"])
    whose = first["company"] if is_same else f"{first['service']} of {first['company']}"
    return f"{begin}; earliest archived: {whose}, {when_in_words(first)}"


def _company_finding(tables: Tables, company_id: str, term_id: str) -> str:
    name, label = watched_companies(tables)[company_id], _label(tables, term_id)
    rows = rows_of(first_namings(tables))
    row = next((row for row in rows if row["company_id"] == company_id and row["term_id"] == term_id), None)
    if row is None:
        return f"No archived rule of {name} was found to name {label}"
    where, ended = f"{row['service']}, {row['document']}", end_in_words(row)
    ended = f"; {ended}" if ended else ""
    return f"{name}: {label} named in its rules {when_in_words(row)} ({where}){ended}"


def when_in_words(row: Row) -> str:
    """Return the first day of a row of `first_namings`: ``since 1 May 2021``, with what is not sure about it."""
    if row["begun"] == Beginning.REWORDED:
        return f"in these words since {day(row['first_seen_on'])}"
    return f"since {day(row['first_seen_on'])}{'' if row['begun'] == Beginning.ADDED else ' at the latest'}"


def end_in_words(row: Row) -> str:
    """Return since when a row of `first_namings` was not found any more; empty where a newest version names it."""
    if row["is_named"]:
        return ""
    if not row["gone_on"]:
        return "no newer version is archived"
    return f"not found since {day(row['gone_on'])}" + (
        ", when the page was read in another way or not whole" if row["is_gone_unsure"] else ""
    )


@kept
def matrix_finding(tables: Tables) -> str:
    """Return how many companies' newest archived rules name the first term, and the most usual other, as a title."""
    named = first_namings(tables)
    counts = named[named["is_named"]]["term_id"].value_counts()
    first, *others = policy_terms(tables)
    usual = sorted(others, key=lambda term_id: -counts.get(term_id, 0))[:1]
    return (
        f"Of {counted(len(watched_companies(tables)), 'company', 'companies')} with archived rules, "
        f"{counts.get(first, 0)} name {_label(tables, first)}"
        + "".join(f" and {counts.get(other, 0)} {_label(tables, other)}" for other in usual)
    )


@kept
def unwatched_in_words(tables: Tables) -> str:
    """Return which scored companies have no document in the collections; empty where all have."""
    names = unwatched_companies(tables)
    if not names:
        return ""
    return f"No archived document in these collections: {listing(names)}. Nothing can be said here of their rules."


@kept
def recent_finding(tables: Tables) -> str:
    """Return what changed in the last 90 days of the archive, as a title."""
    first, last = recent_window(tables)
    changes, documents = recent_changes(tables), recent_documents(tables)
    window = f"From {day(first)} to {day(last)}"
    seen = counted(len(documents), "document")
    if changes.empty:
        return f"{window} no clause came or went, in {seen} with new versions"
    sure = int(((changes["change"] == NAMED) & ~changes["is_unsure"]).sum())
    begun, lost = int((changes["change"] == NAMED).sum()), int((changes["change"] == NOT_FOUND).sum())
    return (
        f"{window}: {counted(begun, 'clause')} first seen, {sure or 'none'} of them surely new, "
        f"{lost} not found any more, in {seen} with new versions"
    )


def document_finding(row: Row) -> str:
    """Return how long a document was recorded and in how many versions, as a title. Takes a `followed_document`."""
    begin = f"{row['service']}, {row['document']}: {counted(row['version_count'], 'archived version')}"
    span = f"from {day(row['first_archived_on'])} to {day(row['newest_on'])}"
    return f"{begin}, {span}" if row["version_count"] > 1 else f"{begin}, of {day(row['newest_on'])}"


def _label(tables: Tables, term_id: str) -> str:
    label = policy_terms(tables)[term_id]
    return label if label[:2].isupper() else label[0].lower() + label[1:]


@kept
def archive_in_words(tables: Tables) -> str:
    """Return the line that names the archive, how far it reaches and its licence."""
    collections = rows_of(tables["policy_collection"].sort_values("position"))
    credited = "; ".join(dict.fromkeys(row["credit"] for row in collections))
    licences = "; ".join(dict.fromkeys(row["licence"] for row in collections))
    return (
        f"Source: Open Terms Archive ({credited}), {counted(len(collections), 'collection')}, "
        f"read to {day(archive_reach(tables))}; licence {licences}. Terms found by Pledgewatch."
    )
