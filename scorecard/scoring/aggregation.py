"""From cells to commitment scores, and from commitment scores to overall scores, in exact arithmetic.

A commitment score is the mean of its applicable, assessed indicators; the overall score the weighted mean of
the commitment scores, weights rescaled over the commitments that apply. This is the linear aggregation of the
OECD/JRC Handbook on Constructing Composite Indicators (2008), step 7, with the treatment of answers of
Ranking Digital Rights: full, half and no credit, "no disclosure found" counted as none, "not applicable" left
out of the mean. The geometric mean and the weakest commitment beside it compensate less, or not at all.

Scores are kept as fractions until the last moment, so that companies with equal levels have equal scores:
in floating point, means of thirds and sixths differ in the last digit and part companies that are equal.
"""

import math
import operator
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pandas as pd

from scorecard.scoring.method import ScoringMethod
from scorecard.vocabulary import Level

GEOMETRIC_DIGITS = 9
COUNTED = (Level.MET, Level.PARTIAL, Level.NOT_MET, Level.NO_EVIDENCE)


class Part(NamedTuple):
    """One commitment's share in an overall score: its weight and its exact score, 0-100."""

    weight: Fraction
    score: Fraction


def commitment_scores(cells: pd.DataFrame, method: ScoringMethod) -> pd.DataFrame:
    """Score every company under every commitment.

    Args:
        cells: `company_id`, `indicator_id`, `commitment_id`, `level`, one row a cell.
        method: values and coverage threshold.

    Returns:
        One row a company and commitment, in the order of `cells`: `exact`, `exact_low`, `exact_high`
        (Fraction 0-100, or None where nothing is assessed or applies), `score` (0-100, missing where
        withheld), `score_low`, `score_high` (0-100), `coverage` (0-1, missing where nothing applies),
        `is_withheld`, `applicable_count`, `assessed_count`, and `met_count`, `partial_count`,
        `not_met_count`, `no_evidence_count`.
    """
    counts = _level_counts(cells)
    applicable = counts[[level.value for level in Level if level.is_applicable]].sum(axis="columns")
    assessed = counts[[level.value for level in Level if level.is_assessed]].sum(axis="columns")
    still_open = counts[[level.value for level in Level if level.is_open]].sum(axis="columns")
    settled = _points(counts, [level for level in Level if level.is_assessed and not level.is_open], method)
    points = _points(counts, [level for level in Level if level.is_assessed], method)
    scores = counts[["company_id", "commitment_id"]].copy()
    scores["exact"] = _percentages(points, assessed)
    scores["exact_low"] = _percentages(settled, applicable)
    scores["exact_high"] = _percentages(settled + still_open.astype(object), applicable)
    scores = _with_coverage(scores, assessed, applicable, method)
    return _with_floats(scores.assign(**{f"{level.value}_count": counts[level.value] for level in COUNTED}))


def overall_scores(commitments: pd.DataFrame, method: ScoringMethod) -> pd.DataFrame:
    """Score every company over all its commitments.

    A commitment in which no indicator applies, or none is assessed, has no score: it is left out, and the
    weights of the others are rescaled. The bounds take in every commitment that applies.

    Args:
        commitments: what `commitment_scores` returns.
        method: weights and coverage threshold.

    Returns:
        One row a company, in the order of `commitments`: `exact`, `exact_low`, `exact_high`,
        `exact_weakest` (Fraction 0-100 or None), `score`, `score_low`, `score_high`, `score_geometric`,
        `score_weakest` (0-100; missing where withheld, the bounds only where nothing applies),
        `weakest_commitment_id`, `is_weakest_withheld` (whether its own score is), `coverage`, `is_withheld`,
        `applicable_commitment_count`, `applicable_count`, `assessed_count`.
    """
    by_company = commitments.groupby("company_id", sort=False)
    rows = [_overall_row(str(company_id), group, method) for company_id, group in by_company]
    overall = pd.DataFrame(rows)
    counts = by_company[["assessed_count", "applicable_count"]].sum().reset_index(drop=True)
    overall = _with_coverage(overall, counts["assessed_count"], counts["applicable_count"], method)
    hidden = overall["is_withheld"]
    overall["score_geometric"] = overall["score_geometric"].mask(hidden)
    # The weakest commitment may be one whose own score is withheld: then it is named, and its score is not shown.
    overall["score_weakest"] = _floats(overall["exact_weakest"]).mask(hidden | overall["is_weakest_withheld"])
    overall["weakest_commitment_id"] = overall["weakest_commitment_id"].mask(hidden)
    return _with_floats(overall)


def weighted_mean(parts: Iterable[Part]) -> Fraction | None:
    """Return the weighted arithmetic mean, or None of no parts."""
    parts = tuple(parts)
    total = sum((part.weight for part in parts), Fraction())
    return sum((part.weight * part.score for part in parts), Fraction()) / total if parts else None


def geometric_mean(parts: Iterable[Part]) -> float:
    """Return the weighted geometric mean, 0-100: 0 as soon as one part is 0; missing of no parts.

    It is irrational, so it is rounded to `GEOMETRIC_DIGITS`, to which equal means agree whatever the order of
    their parts.
    """
    parts = tuple(parts)
    if not parts:
        return math.nan
    if any(part.score == 0 for part in parts):
        return 0.0
    total = sum((part.weight for part in parts), Fraction())
    mean = math.exp(math.fsum(float(part.weight / total) * math.log(part.score) for part in parts))
    return round(mean, GEOMETRIC_DIGITS)


def _level_counts(cells: pd.DataFrame) -> pd.DataFrame:
    """Count the cells of each level: one row a company and commitment in their order, one column a level."""
    marks = {level.value: cells["level"].eq(level.value).astype("int64") for level in Level}
    keyed = cells[["company_id", "commitment_id"]].assign(**marks)
    return keyed.groupby(["company_id", "commitment_id"], sort=False, as_index=False).sum()


def _points(counts: pd.DataFrame, levels: Sequence[Level], method: ScoringMethod) -> pd.Series:
    """Return what the cells of some levels are worth together, as fractions."""
    worths = [method.values[level] or Fraction() for level in levels]
    rows = counts[[level.value for level in levels]].to_numpy().tolist()
    points = [sum(map(operator.mul, worths, row), Fraction()) for row in rows]
    return pd.Series(points, index=counts.index, dtype=object)


def _percentages(points: pd.Series, cells: pd.Series) -> pd.Series:
    """Return points over cells, 0-100, exactly; None where there is no cell."""
    pairs = zip(points, cells.tolist(), strict=True)
    exact = [Fraction(point * 100, number) if number else None for point, number in pairs]
    return pd.Series(exact, index=points.index, dtype=object)


def _with_coverage(
    scores: pd.DataFrame, assessed: pd.Series, applicable: pd.Series, method: ScoringMethod
) -> pd.DataFrame:
    threshold = method.coverage_threshold
    too_thin = assessed * threshold.denominator < applicable * threshold.numerator
    return scores.assign(
        coverage=assessed / applicable.where(applicable > 0, np.nan),
        is_withheld=too_thin | (assessed == 0),
        applicable_count=applicable,
        assessed_count=assessed,
    )


def _with_floats(scores: pd.DataFrame) -> pd.DataFrame:
    return scores.assign(
        score=_floats(scores["exact"]).mask(scores["is_withheld"]),
        score_low=_floats(scores["exact_low"]),
        score_high=_floats(scores["exact_high"]),
    )


def _floats(exact: pd.Series) -> pd.Series:
    values = [math.nan if value is None else float(value) for value in exact]
    return pd.Series(values, index=exact.index, dtype=float)


def _overall_row(company_id: str, group: pd.DataFrame, method: ScoringMethod) -> dict[str, object]:
    applies = group[group["applicable_count"] > 0]
    weights = [method.weights[commitment_id] for commitment_id in applies["commitment_id"]]
    scored = [Part(*pair) for pair in zip(weights, applies["exact"], strict=True) if pair[1] is not None]
    weakest = min((part.score for part in scored), default=None)
    weakest_id = _first_with(applies["commitment_id"].tolist(), applies["exact"].tolist(), weakest)
    return {
        "company_id": company_id,
        "exact": weighted_mean(scored),
        "exact_low": weighted_mean(map(Part, weights, applies["exact_low"])),
        "exact_high": weighted_mean(map(Part, weights, applies["exact_high"])),
        "exact_weakest": weakest,
        "score_geometric": geometric_mean(scored),
        "weakest_commitment_id": weakest_id,
        "is_weakest_withheld": bool(applies.loc[applies["commitment_id"] == weakest_id, "is_withheld"].any()),
        "applicable_commitment_count": len(applies),
    }


def _first_with(names: Sequence[str], scores: Sequence[Fraction | None], score: Fraction | None) -> str | None:
    if score is None:
        return None
    return next(name for name, value in zip(names, scores, strict=True) if value == score)
