"""Followed documents of a company, and the versions of each."""

from typing import Any

import pandas as pd

from scorecard.queries.tables import Tables, kept
from scorecard.queries.watched.namings import document_id, policy_terms, short_collection, version_url
from scorecard.tabular import rows_of
from scorecard.vocabulary import VersionKind

Row = dict[str, Any]


@kept
def followed_documents(tables: Tables, company_id: str) -> dict[str, str]:
    """Return the followed documents of a company: labels with their number of versions, by `document_id`."""
    rows = rows_of(_documents(tables, company_id))
    return {
        document_id(row): f"{row['service']}, {row['document']} ({short_collection(row['collection'])}, "
        f"{row['version_count']:,})"
        for row in rows
    }


def _documents(tables: Tables, company_id: str) -> pd.DataFrame:
    rows = tables["policy_document"]
    rows = rows[rows["company_id"] == company_id]
    return rows.sort_values(["is_tracked", "service", "document", "collection"], ascending=[False, True, True, True])


@kept
def followed_document(tables: Tables, company_id: str, wanted: str) -> Row:
    """Return one followed document: the columns of `policy_document`, and `company`.

    Raises:
        KeyError: the company has no such document.
    """
    names = tables["company"].set_index("company_id")["name"]
    for row in rows_of(_documents(tables, company_id)):
        if document_id(row) == wanted:
            return row | {"company": names[company_id], "short_collection": short_collection(row["collection"])}
    raise KeyError(wanted)


@kept
def document_versions(tables: Tables, collection: str, path: str) -> pd.DataFrame:
    """Return the versions of a document, the newest first.

    Columns: `position`, `committed_on`, `commit`, `kind` and `kind_label`, `is_readable`, `terms` (labels that its text
    names, in order), `begun` and `ended` (labels that the version before did not name, or did), `url`.
    """
    versions = tables["policy_version"]
    own = versions[(versions["collection"] == collection) & (versions["path"] == path)].sort_values("position")
    labels = policy_terms(tables)
    rows: list[Row] = []
    before: list[str] | None = None
    for row in rows_of(own):
        named = [term_id for term_id in labels if term_id in (row["term_ids"] or "").split()]
        rows.append(
            {
                "position": row["position"],
                "committed_on": row["committed_on"],
                "commit": row["commit"],
                "kind": row["kind"],
                "kind_label": VersionKind(row["kind"]).label,
                "is_readable": row["is_readable"],
                "terms": [labels[term_id] for term_id in named],
                "begun": [labels[term_id] for term_id in named if before is not None and term_id not in before],
                "ended": [labels[term_id] for term_id in before or [] if row["is_readable"] and term_id not in named],
                "url": version_url(row, "commit"),
            }
        )
        before = named if row["is_readable"] else before
    return pd.DataFrame(reversed(rows), columns=list(rows[0]) if rows else [])
