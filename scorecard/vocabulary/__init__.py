"""The closed lists that everything shares: levels, confidence, stances, kinds and tiers of sources, and more.

A leaf: imports nothing of ours. What a word is worth or means is data and stands in the methodology file;
what words there are stands here.
"""

from scorecard.vocabulary.reports import CountedBy, FigureState, HowObtained, ReportQuestion
from scorecard.vocabulary.scoring import (
    CHOICES,
    OVERALL,
    RESULT_COLUMNS,
    Aggregation,
    Confidence,
    EndorserKind,
    Lane,
    Level,
    Missing,
    SeenVia,
    SourceKind,
    Stance,
    Tier,
    Uncertainty,
)
from scorecard.vocabulary.watch import Beginning, CitationStatus, EventKind, EventSeen, VersionKind

__all__ = [
    "CHOICES",
    "OVERALL",
    "RESULT_COLUMNS",
    "Aggregation",
    "Beginning",
    "CitationStatus",
    "Confidence",
    "CountedBy",
    "EndorserKind",
    "EventKind",
    "EventSeen",
    "FigureState",
    "HowObtained",
    "Lane",
    "Level",
    "Missing",
    "ReportQuestion",
    "SeenVia",
    "SourceKind",
    "Stance",
    "Tier",
    "Uncertainty",
    "VersionKind",
]
