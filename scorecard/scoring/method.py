"""What the scoring needs to know of a methodology: values, weights and thresholds, never code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from scorecard.vocabulary import Level


@dataclass(frozen=True)
class ScoreBand:
    """A named range of scores: from `from_score` (0-100) up to where the next band starts."""

    band_id: str
    from_score: Fraction


@dataclass(frozen=True)
class ScoringMethod:
    """The numbers that turn levels into scores.

    Attributes:
        values: worth of each level, 0-1, exactly; None where the level is left out of every mean.
        weights: relative weight of each commitment, above 0; they need not add up to anything.
        coverage_threshold: share 0-1 of applicable indicators below which a score is withheld.
        overall_min_commitments: applicable commitments that a company needs for a rank among all.
        bands: named ranges of the overall score, in any order; none for no bands.
        band_cap_above_weakest: bands by which the overall band may exceed that of the weakest
            applicable commitment; None for no cap.
    """

    values: Mapping[Level, Fraction | None]
    weights: Mapping[str, Fraction]
    coverage_threshold: Fraction = Fraction(2, 3)
    overall_min_commitments: int = 1
    bands: tuple[ScoreBand, ...] = field(default=())
    band_cap_above_weakest: int | None = None
