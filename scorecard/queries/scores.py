"""Scores as they are published: one row a company, a commitment or an indicator."""

import pandas as pd

from scorecard.queries.companies import cells, commitment_scores, ranking
from scorecard.queries.method import in_order
from scorecard.queries.robustness import apart
from scorecard.queries.tables import Tables
from scorecard.queries.watched.citations import changed_assessments


def scores_by_company(tables: Tables) -> pd.DataFrame:
    """Return the published columns of `ranking`, one row a company, best score first.

    Columns: `company_id`, `name`, `peer_group`, `score`, `rank`, `peer_rank`, `band` (ids of group and band),
    `coverage`, `score_low`, `score_high`, `withheld`, one column a commitment, then `score_geometric`,
    `score_weakest`, `weakest_commitment`, `band_capped`, `evidence_count`, `coded_on`. After each rank stands its range
    over the draws, `rank_low` and `rank_high`, `peer_rank_low` and `peer_rank_high`, missing without draws, and
    `not_told_apart`: ids of the companies of its group from which it cannot be told apart.
    """
    names = {
        "peer_group_id": "peer_group",
        "band_id": "band",
        "is_withheld": "withheld",
        "weakest_commitment_id": "weakest_commitment",
        "is_band_capped": "band_capped",
    }
    rows = ranking(tables).drop(columns=["peer_group", "band"]).rename(columns=names)
    beside = zip(rows["company_id"], rows["peer_group"], strict=True)
    rows["not_told_apart"] = [found.same if (found := apart(tables, *pair)) else [] for pair in beside]
    first = (
        "company_id name peer_group score rank rank_low rank_high peer_rank peer_rank_low peer_rank_high "
        "not_told_apart band coverage "
        "score_low score_high withheld"
    ).split()
    last = "score_geometric score_weakest weakest_commitment band_capped evidence_count coded_on".split()
    return rows[[*first, *in_order(tables, "commitment")["commitment_id"], *last]]


def scores_by_commitment(tables: Tables) -> pd.DataFrame:
    """Return one row a company and commitment: `company_id`, `commitment_id`, scores, coverage and counts."""
    rows = commitment_scores(tables).rename(columns={"is_withheld": "withheld"})
    columns = "company_id name commitment_id score score_low score_high coverage withheld applicable_count"
    counts = "assessed_count met_count partial_count not_met_count no_evidence_count"
    return rows[[*columns.split(), *counts.split()]]


def scores_by_indicator(tables: Tables) -> pd.DataFrame:
    """Return one row a company and indicator.

    Columns: `company_id`, `commitment_id`, `indicator_id`, `level`, `value` 0-1, `confidence`, `coded_on`, and
    `source_changed`: whether a clause that the level rests on is no longer in the newest archived version as cited.
    """
    columns = ["company_id", "commitment_id", "indicator_id", "level", "value", "confidence"]
    changed = changed_assessments(tables)
    rows = cells(tables)[columns]
    return rows.assign(
        coded_on=rows["company_id"].map(tables["company"].set_index("company_id")["coded_on"]),
        source_changed=[key in changed for key in zip(rows["company_id"], rows["indicator_id"], strict=True)],
    )
