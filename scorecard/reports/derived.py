"""Measures derived from published ones: each with its definition and what it must not be taken for."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scorecard.reports.template import MONETARY, PART, Unit

NEVER_A_SCORE = (
    "A count is not a score: more reports may mean more abuse, more users or better detection. "
    "Pledgewatch never scores one."
)
HOURS_CAVEAT = (
    "Half of the cases took longer than a median. Providers may leave out notices on which they did not act (Annex "
    "II). No score rests on how long a time is."
)
ACCURACY_CAVEAT = (
    "Each provider chooses what it measures and how; the method stands in its report. Figures of two services cannot "
    "be compared without it, and no score rests on how high one is."
)
RATIO_CAVEAT = "A ratio of two counts of one report: neither says how much abuse there is. No score rests on it."
PER_MILLION = 1_000_000


@dataclass(frozen=True)
class DerivedMeasure:
    """One derived measure.

    Attributes:
        id: its name in addresses, tables and files.
        title: a short name.
        unit: what it is counted in.
        parts: parts of the template that it can be derived from.
        definition: how it is computed, a sentence.
        caveat: what it must not be taken for, a sentence.
        needs: the measures that it is computed from.
        formula: computes it from a frame with these measures and `monthly_recipient_count`.
    """

    id: str
    title: str
    unit: str
    parts: tuple[int, ...]
    definition: str
    caveat: str
    needs: tuple[str, ...]
    formula: Callable[[pd.DataFrame], pd.Series]


def _ratio(above: pd.Series, below: pd.Series) -> pd.Series:
    """Return a ratio, missing where it is not defined."""
    return above / below.where(below > 0, np.nan)


DERIVED = (
    DerivedMeasure(
        id="automated_share",
        title="Share of own measures after automated detection only",
        unit=Unit.SHARE.value,
        parts=(5, 6),
        definition="Own measures taken after detection with solely automated means ÷ all own measures.",
        caveat="It says how much was found by machines alone, not how well; some providers count hybrid decisions.",
        needs=("automated_count", "measure_count"),
        formula=lambda rows: _ratio(rows["automated_count"], rows["measure_count"]),
    ),
    DerivedMeasure(
        id="actions_per_notice",
        title="Actions per notice",
        unit="actions per notice",
        parts=(4,),
        definition="Actions on the basis of the law and of the terms ÷ notices received.",
        caveat="One notice can name several items and lead to several actions; one without action may be unfounded.",
        needs=("law_action_count", "terms_action_count", "notice_count"),
        formula=lambda rows: _ratio(
            rows[["law_action_count", "terms_action_count"]].sum(axis=1, min_count=1), rows["notice_count"]
        ),
    ),
    DerivedMeasure(
        id="monetary_count",
        title="Monetary restrictions",
        unit=Unit.COUNT.value,
        parts=(5, 6),
        definition="Payments suspended + payments ended + other monetary restrictions.",
        caveat="Blank where a service pays nobody: that is no refusal to act.",
        needs=MONETARY,
        formula=lambda rows: rows[list(MONETARY)].sum(axis=1, min_count=1),
    ),
    DerivedMeasure(
        id="measures_per_million",
        title="Own measures per million monthly users in the EU",
        unit="measures per million monthly users",
        parts=(5, 6),
        definition="Own measures ÷ average monthly active recipients in the EU of the same report × 1,000,000.",
        caveat="Users of different services do different things: one that hosts no images has few such measures.",
        needs=("measure_count",),
        formula=lambda rows: _ratio(rows["measure_count"], rows["monthly_recipient_count"]) * PER_MILLION,
    ),
)
DERIVED_BY_ID = {measure.id: measure for measure in DERIVED}


def title_of(measure_id: str, part: int) -> str:
    """Return the title of a measure, derived or not."""
    derived = DERIVED_BY_ID.get(measure_id)
    return derived.title if derived else PART[part].measure(measure_id).title
