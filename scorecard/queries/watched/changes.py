"""What changed lately: clauses that came or went, and documents with new versions, up to the end of the archive."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from scorecard.queries.tables import Tables, kept
from scorecard.queries.watched.namings import (
    archive_reach,
    begun_in_words,
    document_id,
    short_collection,
    spells,
    version_url,
)
from scorecard.tabular import rows_of
from scorecard.vocabulary import Beginning, VersionKind

RECENT_DAYS = 90
NAMED, NOT_FOUND = "named", "not_found"
Row = dict[str, Any]
_LOST = {
    False: "the words are in no part of the new text",
    True: "the page was read in another way or not whole: the rule may still be there",
}


@kept
def recent_window(tables: Tables) -> tuple[date, date]:
    """Return the first and the last day of the last 90 days of the archive."""
    reach = archive_reach(tables)
    return reach - timedelta(days=RECENT_DAYS), reach


@kept
def clause_changes(tables: Tables) -> pd.DataFrame:
    """Return each time a followed document began to name a term, or it was not found any more, the newest first.

    A term that was there when the archive began to record a document is no change, nor is the end of a recording.

    Columns: `on`, `company_id`, `company`, `service`, `document`, `collection`, `path`, `term_id`, `term`, `change`
    (`NAMED` or `NOT_FOUND`), `words`, `said` (what is known of the change), `is_unsure` (whether it may be the
    archive's doing, or only the words changed), `url` (of the version).
    """
    found = spells(tables)
    begun = found[found["first_kind"] != VersionKind.FIRST.value].assign(change=NAMED)
    begun = begun.assign(
        on=begun["first_seen_on"],
        url=begun["first_url"],
        said=[begun_in_words(row) for row in rows_of(begun)],
        is_unsure=begun["begun"] != Beginning.ADDED.value,
    )
    ended = found[found["removed_on"].notna() & (found["removed_kind"] != VersionKind.DROPPED.value)]
    is_unsure = ended["has_shrunk"] | (ended["removed_kind"] != VersionKind.CHANGE.value)
    ended = ended.assign(
        change=NOT_FOUND,
        on=ended["removed_on"],
        url=ended["removed_url"],
        said=[_LOST[bool(unsure)] for unsure in is_unsure],
        is_unsure=is_unsure,
    )
    columns = [
        "on", "company_id", "company", "service", "document", "collection", "path", "term_id", "term", "change",
        "words", "said", "is_unsure", "url",
    ]  # fmt: skip
    rows = pd.concat([begun[columns], ended[columns]], ignore_index=True)
    return rows.sort_values(
        ["on", "company", "service", "path", "term_id"], ascending=[False, True, True, True, True]
    ).reset_index(drop=True)


@kept
def recent_changes(tables: Tables) -> pd.DataFrame:
    """Return the `clause_changes` of the last 90 days of the archive."""
    first, last = recent_window(tables)
    rows = clause_changes(tables)
    return rows[(rows["on"] >= first) & (rows["on"] <= last)].reset_index(drop=True)


@kept
def recent_documents(tables: Tables) -> pd.DataFrame:
    """Return the followed documents with new versions in the last 90 days of the archive.

    Columns: `company_id`, `company`, `service`, `document`, `collection`, `short_collection`, `path`,
    `document_id`, `change_count` (versions with changes of the document itself), `technical_count` (technical upgrades
    of the archive), `newest_on`, `url` (of the newest), ordered by company, service and document.
    """
    first, last = recent_window(tables)
    versions = tables["policy_version"]
    own = versions[
        (versions["committed_on"] >= first) & (versions["committed_on"] <= last) & (versions["position"] > 1)
    ]
    counts = own.assign(
        change_count=own["kind"] != VersionKind.TECHNICAL.value,
        technical_count=own["kind"] == VersionKind.TECHNICAL.value,
    )
    counts = counts.groupby(["collection", "path"])[["change_count", "technical_count"]].sum().reset_index()
    names = tables["company"].set_index("company_id")["name"]
    rows = counts.merge(tables["policy_document"], on=["collection", "path"])
    rows = rows.assign(
        company=rows["company_id"].map(names),
        url=[version_url(row, "newest_commit") for row in rows_of(rows)],
        document_id=[document_id(row) for row in rows_of(rows)],
        short_collection=rows["collection"].map(short_collection),
    )
    columns = ["company_id", "company", "service", "document", "collection", "short_collection", "path", "document_id",
               "change_count", "technical_count", "newest_on", "url"]  # fmt: skip
    return rows.sort_values(["company", "service", "document", "collection"])[columns].reset_index(drop=True)
