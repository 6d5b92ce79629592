"""The clauses that evidence cites from archived versions: what is verified, checked and shown is keyed by them."""

from collections.abc import Iterator
from typing import NamedTuple

from scorecard.curation.companies import Company
from scorecard.curation.documents import Place
from scorecard.curation.policy_rows import CitationCheck


class CitedClause(NamedTuple):
    """A clause of an archived version that evidence on one cell cites."""

    company_id: str
    indicator_id: str
    source_id: str
    locator: str
    collection: str
    path: str
    commit: str


def cited_clauses(company: Company) -> Iterator[tuple[Place, CitedClause]]:
    """Yield the clauses that a company's evidence cites, with the place of each locator in the company's file."""
    for place, assessment, item in company.evidence_with_place():
        source = company.source_by_id.get(item.source)
        if source is not None and source.archive is not None and item.locator is not None:
            version = source.archive
            key = (company.id, assessment.indicator, source.id, item.locator)
            yield (*place, "locator"), CitedClause(*key, version.collection, version.path, version.commit)


def clause_of(check: CitationCheck) -> CitedClause:
    """Return the clause that was checked."""
    return CitedClause(*(getattr(check, name) for name in CitedClause._fields))
