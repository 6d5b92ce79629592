"""What changed from one set of results to another, and why: between releases, or from the last one to working data."""

from scorecard.queries.changes.levels import level_changes, unexplained_changes
from scorecard.queries.changes.method import MethodChange, comparable_indicators, method_changes
from scorecard.queries.changes.scores import score_changes
from scorecard.queries.changes.words import (
    cause_counts,
    change_counts,
    changes_finding,
    largest_moves,
    level_change_in_words,
    score_change_in_words,
    signed,
)

__all__ = [
    "MethodChange",
    "cause_counts",
    "change_counts",
    "changes_finding",
    "comparable_indicators",
    "largest_moves",
    "level_change_in_words",
    "level_changes",
    "method_changes",
    "score_change_in_words",
    "score_changes",
    "signed",
    "unexplained_changes",
]
