"""Ranks and bands, from exact scores.

Ties share the best rank ("standard competition ranking", 1-2-2-4), as in COINr and the published indices it
serves. Ranks come before any rounding.
"""

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from scorecard.scoring.method import ScoreBand, ScoringMethod


def ranks(scores: pd.Series, among: pd.Series, groups: pd.Series | None = None) -> pd.Series:
    """Rank scores, highest first; ties share the best rank.

    Args:
        scores: numbers or Fractions that compare exactly; None or missing has no rank.
        among: whether a row takes part.
        groups: rows are ranked within equal values of this; without it, all together.

    Returns:
        Int64 ranks from 1, missing for rows that take no part.
    """
    places = _places(scores, among)
    if groups is None:
        return places.rank(method="min").astype("Int64")
    return places.groupby(groups).rank(method="min").astype("Int64")


def company_ranks(overall: pd.DataFrame, peer_groups: pd.Series, method: ScoringMethod) -> pd.DataFrame:
    """Add ranks to overall scores.

    Args:
        overall: what `aggregation.overall_scores` returns.
        peer_groups: peer group of each row.
        method: how many applicable commitments an overall rank needs.

    Returns:
        The same with `is_ranked_overall`, `rank`, `peer_rank`, `rank_geometric` and `rank_weakest`.
    """
    shown = ~overall["is_withheld"]
    enough = overall["applicable_commitment_count"] >= method.overall_min_commitments
    return overall.assign(
        is_ranked_overall=enough,
        rank=ranks(overall["exact"], shown & enough),
        peer_rank=ranks(overall["exact"], shown, peer_groups),
        rank_geometric=ranks(overall["score_geometric"], shown & enough),
        rank_weakest=ranks(overall["exact_weakest"], shown & enough),
    )


def company_bands(overall: pd.DataFrame, method: ScoringMethod) -> pd.DataFrame:
    """Add bands to overall scores: the band of the score, held down by the band of the weakest commitment.

    The cap limits compensation: a strong commitment does not buy off a missing one.

    Args:
        overall: what `aggregation.overall_scores` returns.
        method: the bands and how far the overall band may exceed the weakest commitment's.

    Returns:
        The same with `band_id`, `uncapped_band_id` (missing where withheld or without bands) and
        `is_band_capped`.
    """
    bands = sorted(method.bands, key=lambda band: band.from_score)
    shown = zip(overall["exact"], overall["is_withheld"], strict=True)
    own = [None if hidden else _band_index(score, bands) for score, hidden in shown]
    weakest = [_band_index(score, bands) for score in overall["exact_weakest"]]
    capped = [_capped(index, lowest, method.band_cap_above_weakest) for index, lowest in zip(own, weakest, strict=True)]
    return overall.assign(
        band_id=_band_ids(capped, bands, overall.index),
        uncapped_band_id=_band_ids(own, bands, overall.index),
        is_band_capped=[after != before for after, before in zip(capped, own, strict=True)],
    )


def _places(scores: pd.Series, among: pd.Series) -> pd.Series:
    """Replace scores by their place among the distinct ones, best first: small integers that rank exactly."""
    taking_part = [score if take and not pd.isna(score) else None for score, take in zip(scores, among, strict=True)]
    distinct = sorted({score for score in taking_part if score is not None}, reverse=True)
    place_of = {score: place for place, score in enumerate(distinct)}
    places = [None if score is None else place_of[score] for score in taking_part]
    return pd.Series(places, index=scores.index, dtype="Float64")


def _band_index(score: Fraction | None, bands: Sequence[ScoreBand]) -> int | None:
    reached = [index for index, band in enumerate(bands) if score is not None and score >= band.from_score]
    return reached[-1] if reached else None


def _capped(index: int | None, weakest: int | None, cap: int | None) -> int | None:
    if index is None or weakest is None or cap is None:
        return index
    return min(index, weakest + cap)


def _band_ids(indices: Sequence[int | None], bands: Sequence[ScoreBand], index: pd.Index) -> pd.Series:
    names = [None if position is None else bands[position].band_id for position in indices]
    return pd.Series(names, index=index, dtype=object)
