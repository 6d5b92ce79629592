"""What would raise a score: each indicator that is not met yet, what meeting it would add, and who meets it already."""

import pandas as pd

from scorecard.queries.companies import cells, company
from scorecard.queries.method import in_order
from scorecard.queries.tables import Tables, kept
from scorecard.scoring.gains import score_gains
from scorecard.vocabulary import Level


@kept
def gains(tables: Tables) -> pd.DataFrame:
    """Return what meeting each indicator would add to a company's score: see `scoring.gains.score_gains`."""
    commitments = tables["indicator"].set_index("indicator_id")["commitment_id"]
    assessments = tables["assessment"]
    applicable = assessments[assessments["level"] != Level.NOT_APPLICABLE]
    rows = applicable.assign(
        commitment_id=applicable["indicator_id"].map(commitments), is_open=applicable["level"] == Level.NOT_ASSESSED
    )
    weights = dict(zip(tables["commitment"]["commitment_id"], tables["commitment"]["weight"], strict=True))
    values = tables["level"].set_index("level")["value"]
    return score_gains(rows, weights, float(values[Level.MET]))


def improvements(tables: Tables, company_id: str) -> pd.DataFrame:
    """Return what would raise a company's score, largest gain first; empty where its score is withheld.

    Columns: `indicator_id`, `title`, `commitment_title`, `met` (what meeting it takes), `level`, `gain` (points of
    100), `score_after` (0-100), `peers` (names of companies of the peer group that meet it, by name).
    """
    own_row = company(tables, company_id)
    all_gains = gains(tables)
    own = all_gains[(all_gains["company_id"] == company_id) & (not own_row["is_withheld"])]
    levels = cells(tables)
    commitments = in_order(tables, "commitment")[["commitment_id", "title"]]
    commitments = commitments.rename(columns={"title": "commitment_title"})
    indicators = in_order(tables, "indicator")[["indicator_id", "commitment_id", "title", "met", "position"]]
    rows = own.merge(levels[["company_id", "indicator_id", "level"]], on=["company_id", "indicator_id"])
    rows = rows.merge(indicators, on="indicator_id").merge(commitments, on="commitment_id")
    rows["score_after"] = own_row["score"] + rows["gain"]
    meeting = _names_meeting(tables, levels, str(own_row["peer_group_id"]))
    rows["peers"] = [meeting.get(indicator_id, []) for indicator_id in rows["indicator_id"]]
    rows["rounded"] = rows["gain"].astype(float).round(9)  # equal gains stay in the order of the indicators
    columns = ["indicator_id", "title", "commitment_title", "met", "level", "gain", "score_after", "peers"]
    return rows.sort_values(["rounded", "position"], ascending=[False, True], ignore_index=True)[columns]


def _names_meeting(tables: Tables, levels: pd.DataFrame, peer_group_id: str) -> dict[str, list[str]]:
    """Return the names of the companies of a peer group that meet each indicator."""
    companies = tables["company"].set_index("company_id")
    group = companies.index[companies["peer_group_id"] == peer_group_id]
    meeting = levels[(levels["level"] == Level.MET) & levels["company_id"].isin(group)]
    names = meeting.assign(name=meeting["company_id"].map(companies["name"]))
    return {str(key): sorted(part, key=str.casefold) for key, part in names.groupby("indicator_id")["name"]}
