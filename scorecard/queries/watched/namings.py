"""Since when companies' archived rules name what: clause spells with their documents, and each company's first one."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from scorecard.queries.sources import archive_url
from scorecard.queries.tables import Tables, kept
from scorecard.tabular import rows_of
from scorecard.vocabulary import Beginning, VersionKind

Row = dict[str, Any]

STALE_DAYS = (
    365  # a document whose newest version is older than this before the end of the archive says nothing of today
)


def has_history(tables: Tables) -> bool:
    """Return whether any archived document is followed."""
    return not tables["policy_document"].empty


@kept
def policy_terms(tables: Tables) -> dict[str, str]:
    """Return the labels of the terms by their ids, in their order."""
    terms = tables["policy_term"].sort_values("position")
    return dict(zip(terms["term_id"], terms["label"], strict=True))


@kept
def term_meanings(tables: Tables) -> dict[str, str]:
    """Return what counts as naming each term, by its id, in order."""
    terms = tables["policy_term"].sort_values("position")
    return dict(zip(terms["term_id"], terms["meaning"], strict=True))


@kept
def watched_companies(tables: Tables) -> dict[str, str]:
    """Return the names of the companies with followed documents, by id, in the order of their names."""
    own = set(tables["policy_document"]["company_id"])
    return {company_id: name for company_id, name in _names(tables).items() if company_id in own}


@kept
def unwatched_companies(tables: Tables) -> list[str]:
    """Return the names of the scored companies of which the collections hold no document."""
    own = set(tables["policy_document"]["company_id"])
    return [name for company_id, name in _names(tables).items() if company_id not in own]


def _names(tables: Tables) -> dict[str, str]:
    companies = tables["company"].sort_values("name", key=lambda names: names.str.casefold())
    return dict(zip(companies["company_id"], companies["name"], strict=True))


@kept
def archive_reach(tables: Tables) -> date:
    """Return the day of the newest commit of all collections: how far the archive reaches."""
    reach: date = tables["policy_collection"]["head_on"].dropna().max()
    return reach


@kept
def spells(tables: Tables) -> pd.DataFrame:
    """Return when each document named each term, in the order of the first days.

    Columns: those of `clause_spell`; `company_id`, `company`, `service`, `document`, `newest_on` (of its versions),
    `term` (label), `begun` (a `Beginning`), and `first_url` and `removed_url`, the versions in the public archive.
    """
    documents = tables["policy_document"][["collection", "path", "company_id", "service", "document", "newest_on"]]
    rows = tables["clause_spell"].merge(documents, on=["collection", "path"])
    rows = rows.assign(
        company=rows["company_id"].map(_names(tables)),
        term=rows["term_id"].map(policy_terms(tables)),
        begun=[_begun(row) for row in rows_of(rows)],
    )
    rows = rows.assign(rank=rows["begun"].map({one.value: rank for rank, one in enumerate(Beginning)}))
    rows = rows.sort_values(["first_seen_on", "rank", "company", "service", "path"]).drop(columns="rank")
    return rows.assign(
        first_url=[version_url(row, "first_commit") for row in rows_of(rows)],
        removed_url=[version_url(row, "removed_commit") for row in rows_of(rows)],
    ).reset_index(drop=True)


@kept
def spells_of(tables: Tables, term_id: str, company_id: str | None) -> pd.DataFrame:
    """Return the `spells` of a term, of all companies or of one."""
    rows = spells(tables)
    rows = rows[rows["term_id"] == term_id]
    return rows if company_id is None else rows[rows["company_id"] == company_id]


def short_collection(collection: str) -> str:
    """Return the name of a collection as people who know the archive say it: ``pga``."""
    return collection.partition("/")[2].removesuffix("-versions")


def document_id(row: Row) -> str:
    """Return what an address says for a document: ``pga/Pinterest/Community Guidelines``."""
    return f"{short_collection(row['collection'])}/{row['path'].removesuffix('.md')}"


def version_url(row: Row, commit: str) -> str:
    """Return the address of a document in the public archive as one of a row's commits left it; empty without one."""
    return archive_url(row["collection"], row["path"], row[commit]) if row[commit] else ""


def _begun(row: Row) -> str:
    kind = VersionKind(row["first_kind"])
    return Beginning.of(kind, has_grown=row["has_grown"], is_reworded=row["is_reworded"]).value


def begun_in_words(row: Row) -> str:
    """Return what is known of how one of the `spells` began."""
    return Beginning(row["begun"]).said(VersionKind(row["first_kind"]))


@kept
def first_namings(tables: Tables) -> pd.DataFrame:
    """Return the first version in which any followed document of a company names a term.

    Returns:
        One row a company and term that was ever found, the earliest first. Columns: those of `spells` for the first
        spell; `is_named`, whether a newest archived version names it that is at most a year older than the end of the
        archive; where none does `gone_on`, the day of the version from which on none was found, and `is_gone_unsure`,
        whether that version was read in another way or not whole, both missing where the archive only ceased to record
        what named it, or has no newer version.
    """
    found = spells(tables)
    first = found.drop_duplicates(["company_id", "term_id"])
    if found.empty:
        return first.assign(is_named=pd.Series(dtype=bool), gone_on=None, is_gone_unsure=None)
    fresh = archive_reach(tables) - timedelta(days=STALE_DAYS)
    ends = {key: _end(rows_of(own), fresh) for key, own in found.groupby(["company_id", "term_id"])}
    rows = [row | ends[row["company_id"], row["term_id"]] for row in rows_of(first)]
    return pd.DataFrame(rows, columns=[*first.columns, "is_named", "gone_on", "is_gone_unsure"])


def _end(own: list[Row], fresh: date) -> Row:
    """Return whether a term is still named, and if not, since when it was not found, by the last of its spells."""
    is_open = [row for row in own if row["removed_on"] is None]
    if any(row["newest_on"] >= fresh for row in is_open):
        return {"is_named": True, "gone_on": None, "is_gone_unsure": None}
    last = max((row for row in own if row["removed_on"]), key=lambda row: row["removed_on"], default=None)
    if is_open or last is None or last["removed_kind"] == VersionKind.DROPPED:
        return {"is_named": False, "gone_on": None, "is_gone_unsure": None}
    unsure = bool(last["has_shrunk"]) or last["removed_kind"] != VersionKind.CHANGE
    return {"is_named": False, "gone_on": last["removed_on"], "is_gone_unsure": unsure}


@kept
def naming_matrix(tables: Tables) -> dict[str, dict[str, Row]]:
    """Return each company's first naming of each term: ids of companies to ids of terms to rows of `first_namings`."""
    matrix: dict[str, dict[str, Row]] = {company_id: {} for company_id in watched_companies(tables)}
    for row in rows_of(first_namings(tables)):
        matrix[row["company_id"]][row["term_id"]] = row
    return matrix
