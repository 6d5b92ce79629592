"""The whole calculation in one call: cells in, commitment scores and company scores out."""

from typing import NamedTuple

import pandas as pd

from scorecard.scoring.aggregation import commitment_scores, overall_scores
from scorecard.scoring.method import ScoringMethod
from scorecard.scoring.ranking import company_bands, company_ranks


class Scores(NamedTuple):
    """Results of one scoring.

    Attributes:
        commitments: one row a company and commitment, see `aggregation.commitment_scores`.
        companies: one row a company, see `aggregation.overall_scores`, `ranking.company_ranks` and
            `ranking.company_bands`.
    """

    commitments: pd.DataFrame
    companies: pd.DataFrame


def score(cells: pd.DataFrame, companies: pd.DataFrame, method: ScoringMethod) -> Scores:
    """Score and rank companies.

    Args:
        cells: `company_id`, `indicator_id`, `commitment_id`, `level`: every company with every indicator.
        companies: `company_id`, `peer_group_id`.
        method: values, weights, thresholds and bands.
    """
    commitments = commitment_scores(cells, method)
    overall = overall_scores(commitments, method)
    groups = overall["company_id"].map(companies.set_index("company_id")["peer_group_id"])
    ranked = company_ranks(overall, groups, method)
    return Scores(commitments, company_bands(ranked, method))
