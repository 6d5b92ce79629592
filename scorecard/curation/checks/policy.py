"""Checks of archived policies: what is watched is known, what was found is as it was made, cited clauses are there."""

from collections.abc import Iterator

from scorecard.curation import rules, rules_on_policy
from scorecard.curation.checks.context import Context, DatasetCheck
from scorecard.curation.cited_clauses import cited_clauses, clause_of
from scorecard.curation.documents import Place
from scorecard.curation.files import Rows
from scorecard.curation.policy_rows import CitationCheck, ClauseSpell, DocumentVersion
from scorecard.curation.provenance import provenance_problems
from scorecard.errors import Problem
from scorecard.vocabulary import CitationStatus


def watched_services_fit(context: Context) -> Iterator[Problem]:
    """Yield services of unknown companies, and collections and folders that are watched twice."""
    if context.data.policy.watchlist is None:
        return
    watchlist, document = context.data.policy.watchlist.record, context.data.policy.watchlist.document
    companies = {entry.record.id for entry in context.data.companies} | context.data.unread_companies
    seen: set[str] = set()
    for index, collection in enumerate(watchlist.collections):
        if collection.id in seen:
            place: Place = ("collections", index, "id")
            yield document.problem(rules_on_policy.WATCHED_ONCE, place, f"{collection.id} stands twice")
        seen.add(collection.id)
    for index, service in enumerate(watchlist.services):
        if service.company not in companies:
            message = f"there is no company {service.company!r}"
            yield document.problem(rules.UNKNOWN_COMPANY, ("services", index, "company"), message)
        for folder in service.names:
            if folder in seen:
                message = f"the folder {folder!r} is watched twice"
                yield document.problem(rules_on_policy.WATCHED_ONCE, ("services", index), message)
            seen.add(folder)


def histories_fit(context: Context) -> Iterator[Problem]:
    """Yield documents and clauses that the watchlist and the lexicon do not have, and rows of another run."""
    policy = context.data.policy
    watchlist = policy.watchlist.record if policy.watchlist else None
    known = {collection.id for collection in watchlist.collections} if watchlist else set()
    documents: set[tuple[str, str]] = set()
    for line, row in zip(policy.documents.lines, policy.documents.records, strict=True):
        service = watchlist.service_of(row.path) if watchlist and row.collection in known else None
        if service is None or (service.company, service.service) != (row.company_id, row.service):
            message = f"the watchlist does not have {row.path} as a document of {row.company_id}"
            yield rules_on_policy.OUTDATED_HISTORY.problem(policy.documents.file, line, "path", message)
        documents.add((row.collection, row.path))
    terms = {term.id for term in policy.lexicon.record.terms} if policy.lexicon else set()
    for line, spell in zip(policy.clauses.lines, policy.clauses.records, strict=True):
        if spell.term_id not in terms:
            message = f"the lexicon has no term {spell.term_id!r}"
            yield rules_on_policy.OUTDATED_HISTORY.problem(policy.clauses.file, line, "term_id", message)
    yield from _strangers(policy.clauses, documents)
    yield from _strangers(policy.versions, documents)


def _strangers(rows: Rows[ClauseSpell] | Rows[DocumentVersion], documents: set[tuple[str, str]]) -> Iterator[Problem]:
    """Yield the first row about a document that is not followed: the file is of another run, each row would say so."""
    records: tuple[ClauseSpell | DocumentVersion, ...] = rows.records
    for line, found in zip(rows.lines, records, strict=True):
        if (found.collection, found.path) not in documents:
            message = f"documents.csv does not have {found.path} of {found.collection}"
            yield rules_on_policy.OUTDATED_HISTORY.problem(rows.file, line, "path", message)
            return


def found_is_as_made(context: Context) -> Iterator[Problem]:
    """Yield machine-written files that were changed since."""
    for made in context.data.policy.made:
        yield from provenance_problems(made)


def cited_clauses_are_there(context: Context) -> Iterator[Problem]:
    """Yield clauses that the cited version never had, that went since, and that nobody looked for."""
    policy = context.data.policy
    watched = {collection.id for collection in policy.watchlist.record.collections} if policy.watchlist else set()
    checks = {clause_of(row): row for row in policy.citations.records}
    for entry in context.data.companies:
        for place, clause in cited_clauses(entry.record):
            check = checks.get(clause)
            if check is not None:
                yield from (entry.document.problem(rule, place, message) for rule, message in _findings(check))
            elif clause.collection in watched:
                message = "nobody looked whether the clause stands there"
                yield entry.document.problem(rules_on_policy.UNVERIFIED, place, message)


def _findings(check: CitationCheck) -> Iterator[tuple[rules.Rule, str]]:
    document = f"{check.path} of {check.collection}"
    if check.status is CitationStatus.NEVER_THERE:
        yield rules_on_policy.LOCATOR_ABSENT, f"{check.locator!r} is not in {document} at {check.commit[:12]}"
    elif check.status is CitationStatus.NO_VERSION:
        yield rules_on_policy.VERSION_ABSENT, f"{document} at {check.commit[:12]}: {(check.note or '').rstrip('.')}"
    elif check.status is CitationStatus.GONE:
        note = f" ({check.note.rstrip('.')})" if check.note else ""
        yield rules_on_policy.SOURCE_CHANGED, f"the clause went from {document} on {check.first_without_on}{note}"
    elif check.status is CitationStatus.REWORDED:
        yield rules_on_policy.SOURCE_REWORDED, f"{document} has it in other words since {check.first_without_on}"


CHECKS: tuple[DatasetCheck, ...] = (
    watched_services_fit,
    histories_fit,
    found_is_as_made,
    cited_clauses_are_there,
)
