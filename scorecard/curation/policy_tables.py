"""From records on archived policies to rows of tables."""

from typing import Any

from scorecard.curation.cited_clauses import cited_clauses, clause_of
from scorecard.curation.fields import PartialDate, Record
from scorecard.curation.policy_rows import CitationCheck
from scorecard.curation.reading import Dataset

Row = dict[str, Any]
_HEAD = ("head_commit", "head_on", "commit_count", "unreadable_count", "not_utf8_count")


def policy_tables(data: Dataset) -> dict[str, list[Row]]:
    """Return the rows of the tables on archived policies.

    What was found about a clause that evidence no longer cites is left out: a check tells it.
    """
    policy = data.policy
    return {
        "policy_collection": _collections(data),
        "policy_term": [
            {"term_id": term.id, "label": term.label, "meaning": term.meaning, "position": position}
            for position, term in enumerate(policy.lexicon.record.terms if policy.lexicon else ())
        ],
        "policy_document": [_row(record) for record in policy.documents.records],
        "policy_version": [_row(record) for record in policy.versions.records],
        "clause_spell": [_row(record) for record in policy.clauses.records],
        "citation_check": [_row(record) for record in current_checks(data)],
    }


def current_checks(data: Dataset) -> list[CitationCheck]:
    """Return the checks of clauses that evidence still cites from the version that was checked."""
    cited = {clause for entry in data.companies for _, clause in cited_clauses(entry.record)}
    return [record for record in data.policy.citations.records if clause_of(record) in cited]


def _collections(data: Dataset) -> list[Row]:
    if data.policy.watchlist is None:
        return []
    heads = {head.collection: _row(head) for head in data.policy.heads.records}
    return [
        {
            "collection": collection.id,
            **collection.model_dump(exclude={"id"}),
            "position": position,
            **{name: heads.get(collection.id, {}).get(name) for name in _HEAD},
        }
        for position, collection in enumerate(data.policy.watchlist.record.collections)
    ]


def _row(record: Record) -> Row:
    values = {name: getattr(record, name) for name in type(record).model_fields}
    return {name: value.earliest if isinstance(value, PartialDate) else value for name, value in values.items()}
