"""What the tests of robustness share: made-up levels, a method, and settings."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from scorecard import queries
from scorecard.queries.sandbox import method_with
from scorecard.scoring.method import ScoreBand, ScoringMethod
from scorecard.scoring.robustness import RobustnessSettings
from scorecard.vocabulary import OVERALL, Confidence, Uncertainty
from tests.unit.test_scoring import VALUES

LEVELS = ["met", "partial", "not_met", "no_evidence", "not_applicable"]
SLIP = tuple((confidence, Fraction(1, 10)) for confidence in Confidence)
ALL = frozenset(Uncertainty)


def cells_of(levels: Sequence[Sequence[str]], commitments: Sequence[str]) -> pd.DataFrame:
    """Return the cells of companies c0, c1 … with their levels on indicators i0, i1 … of commitments."""
    rows = [
        {
            "company_id": f"c{company:02}",
            "indicator_id": f"i{number:02}",
            "commitment_id": commitment,
            "level": level,
            "confidence": "medium" if level in ("met", "partial", "not_met") else None,
        }
        for company, own in enumerate(levels)
        for number, (commitment, level) in enumerate(zip(commitments, own, strict=True))
    ]
    return pd.DataFrame(rows)


def method_of(commitments: Sequence[str], weights: Sequence[int] | None = None) -> ScoringMethod:
    names = list(dict.fromkeys(commitments))
    given_weights = weights or [1] * len(names)
    return ScoringMethod(
        values=VALUES,
        weights={name: Fraction(weight) for name, weight in zip(names, given_weights, strict=True)},
        coverage_threshold=Fraction(0),
        bands=(ScoreBand("high", Fraction(50)), ScoreBand("low", Fraction(0))),
        band_cap_above_weakest=1,
    )


@st.composite
def datasets(draw: st.DrawFn) -> tuple[pd.DataFrame, ScoringMethod]:
    commitments = [f"k{number}" for number in range(draw(st.integers(1, 4))) for _ in range(draw(st.integers(1, 4)))]
    companies = draw(st.integers(2, 7))
    rows = st.lists(st.sampled_from(LEVELS), min_size=len(commitments), max_size=len(commitments))
    levels = draw(st.lists(rows, min_size=companies, max_size=companies))
    levels.append(levels[0])  # so that there always is a tie
    weights = draw(st.lists(st.integers(1, 9), min_size=len(set(commitments)), max_size=len(set(commitments))))
    return cells_of(levels, commitments), method_of(commitments, weights)


def everybody(cells: pd.DataFrame) -> dict[str, np.ndarray]:
    return {OVERALL: np.arange(cells["company_id"].nunique())}


def settings_of(*sources: Uncertainty, draws: int = 600, seed: int = 1, **others: object) -> RobustnessSettings:
    return replace(RobustnessSettings(draws, seed, frozenset(sources), level_slip=SLIP), **others)  # type: ignore[arg-type]


def shipped_method(tables: queries.Tables) -> ScoringMethod:
    weights = tables["commitment"].sort_values("position")["weight"].tolist()
    return method_with(tables, weights)
