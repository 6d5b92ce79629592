"""How many companies meet each ask: the statement figures of the ranking."""

import pandas as pd

from scorecard.queries.companies import commitment_scores
from scorecard.queries.tables import Tables

IN_FULL, NOT_AT_ALL = 100.0, 0.0  # commitment scores at which every, or no, applicable indicator is met at all


def ask_figures(tables: Tables, companies: pd.DataFrame) -> pd.DataFrame:
    """Return how many of some companies meet each ask, one row a commitment in order.

    Args:
        tables: all tables.
        companies: rows of `ranking`.

    Returns:
        `commitment_id`, `title`, `addressed_count` (companies to which an indicator applies), and of these
        `full_count` (score 100), `part_count`, `none_count` (score 0), `withheld_count`; `median` (0-100, of the
        scores shown, missing without any).
    """
    scores = commitment_scores(tables)
    scores = scores[scores["company_id"].isin(companies["company_id"])]
    is_addressed, shown = scores["applicable_count"] > 0, scores["score"]
    marks = scores.assign(
        addressed_count=is_addressed,
        full_count=shown == IN_FULL,
        none_count=shown == NOT_AT_ALL,
        part_count=(shown > NOT_AT_ALL) & (shown < IN_FULL),
        withheld_count=is_addressed & shown.isna(),
    )
    counted = ["addressed_count", "full_count", "part_count", "none_count", "withheld_count"]
    by_commitment = marks.groupby(["position", "commitment_id", "title"], as_index=False)
    figures = by_commitment.agg(dict.fromkeys(counted, "sum") | {"score": "median"})
    return figures.rename(columns={"score": "median"}).drop(columns="position")
