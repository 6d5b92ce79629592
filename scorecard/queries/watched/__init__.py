"""Questions about archived policies: what rules named when, what changed, whether cited clauses are still there."""

from scorecard.queries.watched.changes import (
    clause_changes,
    recent_changes,
    recent_documents,
    recent_window,
)
from scorecard.queries.watched.citations import (
    CITATIONS_MEAN,
    citation_statuses,
    citations_by_collection,
    citations_finding,
    find_citations,
)
from scorecard.queries.watched.documents import (
    document_versions,
    followed_document,
    followed_documents,
)
from scorecard.queries.watched.feed import feed_file
from scorecard.queries.watched.findings import (
    DATES_MEAN,
    NOT_FOUND_MEANS,
    archive_in_words,
    document_finding,
    end_in_words,
    matrix_finding,
    recent_finding,
    timeline_finding,
    unwatched_in_words,
    when_in_words,
)
from scorecard.queries.watched.freshness import Age, Freshness, age_of, coded_age, freshness
from scorecard.queries.watched.namings import (
    archive_reach,
    begun_in_words,
    first_namings,
    has_history,
    naming_matrix,
    policy_terms,
    spells_of,
    term_meanings,
    unwatched_companies,
    watched_companies,
)
from scorecard.queries.watched.timelines import (
    debate,
    document_timeline,
    timeline,
    timeline_table,
)
from scorecard.vocabulary.timelines import DOUBTFUL, DROPPED, MARKS, REMOVED, Line

__all__ = [
    "CITATIONS_MEAN",
    "DATES_MEAN",
    "DOUBTFUL",
    "DROPPED",
    "MARKS",
    "NOT_FOUND_MEANS",
    "REMOVED",
    "Age",
    "Freshness",
    "Line",
    "age_of",
    "archive_in_words",
    "archive_reach",
    "begun_in_words",
    "citation_statuses",
    "citations_by_collection",
    "citations_finding",
    "clause_changes",
    "coded_age",
    "debate",
    "document_finding",
    "document_timeline",
    "document_versions",
    "end_in_words",
    "feed_file",
    "find_citations",
    "first_namings",
    "followed_document",
    "followed_documents",
    "freshness",
    "has_history",
    "matrix_finding",
    "naming_matrix",
    "policy_terms",
    "recent_changes",
    "recent_documents",
    "recent_finding",
    "recent_window",
    "spells_of",
    "term_meanings",
    "timeline",
    "timeline_finding",
    "timeline_table",
    "unwatched_companies",
    "unwatched_in_words",
    "watched_companies",
    "when_in_words",
]
