"""Cited clauses: whether they stood in the archived version that evidence cites, and what became of them."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from scorecard.dates import day, short_day
from scorecard.numbers import NONE
from scorecard.queries.tables import Tables, kept
from scorecard.queries.watched.namings import version_url
from scorecard.tabular import rows_of
from scorecard.vocabulary import CitationStatus

Row = dict[str, Any]
_KEY = ["company_id", "indicator_id", "source_id", "locator"]


@kept
def citation_counts(tables: Tables) -> dict[CitationStatus, int]:
    """Return how many cited clauses have which status, in the order of `CitationStatus`, without those of none."""
    counts = Counter(tables["citation_check"]["status"])
    return {status: counts[status.value] for status in CitationStatus if counts[status.value]}


@kept
def citation_rows(tables: Tables) -> pd.DataFrame:
    """Return every cited clause with what became of it, what has changed first.

    Columns: those of `citation_check`; `company`, `indicator` (title), `status_label`, `said` (see `said_of`),
    `cited_url` and `newest_url`.
    """
    names = tables["company"].set_index("company_id")["name"]
    titles = tables["indicator"].set_index("indicator_id")["title"]
    rows = tables["citation_check"]
    order = [CitationStatus.NEVER_THERE, CitationStatus.NO_VERSION, CitationStatus.GONE, CitationStatus.REWORDED,
             CitationStatus.UNTRACKED, CitationStatus.STILL_THERE, CitationStatus.NOT_CHECKED]  # fmt: skip
    rank = {status.value: place for place, status in enumerate(order)}
    rows = rows.assign(
        company=rows["company_id"].map(names),
        indicator=rows["indicator_id"].map(titles),
        status_label=[CitationStatus(status).label for status in rows["status"]],
        rank=rows["status"].map(rank),
        said=[said_of(row) for row in rows_of(rows)],
        cited_url=[version_url(row, "commit") for row in rows_of(rows)],
        newest_url=[version_url(row, "newest_commit") for row in rows_of(rows)],
    )
    order_of = ["rank", "company", "indicator_id", "source_id", "locator"]
    return rows.sort_values(order_of).drop(columns="rank").reset_index(drop=True)


CITATIONS_MEAN = (
    "The words that evidence cites were looked for literally in the archived version that is cited, then in the "
    "newest one, in every public repository of which a copy was read. “Gone” and “reworded” are marked wherever the "
    "evidence is shown; the level stays until the curators have read the new text."
)


@kept
def citation_statuses(tables: Tables) -> dict[str, str]:
    """Return what can have become of cited clauses, as far as it occurs, by id, with how many each has."""
    counts = citation_counts(tables)
    return {status.value: f"{status.label} ({count:,})" for status, count in counts.items()}


@kept
def find_citations(tables: Tables, company_ids: tuple[str, ...], statuses: tuple[str, ...]) -> pd.DataFrame:
    """Return the `citation_rows` of some companies and statuses, all where none is named."""
    rows = citation_rows(tables)
    if company_ids:
        rows = rows[rows["company_id"].isin(company_ids)]
    if statuses:
        rows = rows[rows["status"].isin(statuses)]
    return rows.reset_index(drop=True)


def with_clauses(tables: Mapping[str, pd.DataFrame], evidence: pd.DataFrame) -> pd.DataFrame:
    """Return evidence with what became of the clause that each finding cites from an archived version.

    Args:
        tables: all tables.
        evidence: rows with `company_id`, `indicator_id`, `source_id` and `locator`.

    Returns:
        The same rows in their order with `clause_status` (a `CitationStatus`), `clause_checked_to` and `clause_said` (a
        sentence), all missing where no archived clause is cited.
    """
    checks = tables["citation_check"]
    said = pd.Series([said_of(row) for row in rows_of(checks)], index=checks.index, dtype="str")
    checks = checks[[*_KEY, "status", "checked_to"]].assign(clause_said=said)
    checks = checks.rename(columns={"status": "clause_status", "checked_to": "clause_checked_to"})
    return evidence.merge(checks, on=_KEY, how="left")


@kept
def changed_assessments(tables: Tables) -> frozenset[tuple[str, str]]:
    """Return company and indicator of each assessment with a cited clause that is no longer as it was."""
    checks = tables["citation_check"]
    changed = checks[checks["status"].isin([status.value for status in CitationStatus if status.has_changed])]
    return frozenset(zip(changed["company_id"], changed["indicator_id"], strict=True))


def said_of(row: Row) -> str:
    """Return what became of one cited clause, in a sentence."""
    status = CitationStatus(row["status"])
    if status is CitationStatus.NOT_CHECKED:
        return "Clause not checked against the archive: no copy of that collection was read."
    if status is CitationStatus.NO_VERSION:
        return "The cited version is not in the archive."
    version = f"the archived version of {day(row['version_on'])}"
    if status is CitationStatus.NEVER_THERE:
        return f"The cited words were not found in {version}."
    note = f" {row['note']}" if row["note"] else ""
    return f"Cited words verified in {version}; {_since(status, row)}.{note}"


def _since(status: CitationStatus, row: Row) -> str:
    if status is CitationStatus.STILL_THERE:
        return f"unchanged up to the newest, of {day(row['newest_on'])} (archive read to {day(row['checked_to'])})"
    if status is CitationStatus.UNTRACKED:
        return f"the archive has not recorded the document since {day(row['first_without_on'])}"
    what = "in other words" if status is CitationStatus.REWORDED else "not found"
    return (
        f"source changed since the version cited: last found on {day(row['last_with_on'])}, {what} in the version of "
        f"{day(row['first_without_on'])}"
    )


@kept
def citations_finding(tables: Tables) -> str:
    """Return what the verification came to, as a title."""
    counts = citation_counts(tables)
    unchecked = counts.get(CitationStatus.NOT_CHECKED, 0)
    looked_at = sum(counts.values()) - unchecked
    absent = counts.get(CitationStatus.NEVER_THERE, 0) + counts.get(CitationStatus.NO_VERSION, 0)
    if not looked_at:
        return "No cited clause was checked against the archive yet"
    found = "all" if not absent else f"{looked_at - absent:,}"
    still = counts.get(CitationStatus.STILL_THERE, 0)
    could = "All" if not unchecked else f"{looked_at:,} of {looked_at + unchecked:,}"
    return (
        f"{could} cited clauses were looked for: {found} stood in the version that is cited, "
        f"{still:,} in the newest one too"
    )


@kept
def citations_by_collection(tables: Tables) -> pd.DataFrame:
    """Return how many cited clauses each collection has, and how many of them have which status.

    Columns: `public repository`, `clauses`, one a status that occurs (its label), `checked to`; most clauses first.
    """
    rows = tables["citation_check"]
    counts = pd.crosstab(rows["collection"], rows["status"])
    present = [status for status in CitationStatus if status.value in counts]
    table = counts[[status.value for status in present]].rename(columns={s.value: s.label for s in present})
    table.insert(0, "clauses", counts.sum(axis=1))
    reach = rows.dropna(subset="checked_to").groupby("collection")["checked_to"].max()
    table["checked to"] = [short_day(reach[name]) if name in reach else NONE for name in table.index]
    table = table.reset_index().rename(columns={"collection": "public repository"})
    return table.sort_values(["clauses", "public repository"], ascending=[False, True], ignore_index=True)
