"""Tables that stand alone on pages, as data to take along."""

from urllib.parse import urlencode

import pandas as pd

from scorecard import queries
from scorecard.pictures import origin, ranking
from scorecard.publish.filenames import slug
from scorecard.publish.picture import Sheet
from scorecard.queries import published

_SCORES = {
    "score": origin.SCORE,
    "score_low": f"lower bound of the score; {origin.SCORE}",
    "score_high": f"upper bound of the score; {origin.SCORE}",
    "coverage": "share of the applicable indicators that were assessed, 0–1",
    "rank": f"among all companies that are ranked overall; {origin.RANK}",
    "peer_rank": f"within the peer group; {origin.RANK}",
    "withheld": "whether the score is withheld, since too few indicators were assessed",
    "not_told_apart": "companies of its group from which it cannot be told apart",
}
_LEVELS = {
    "level": "level of the indicator",
    "value": "worth of the level, 0–1",
    "confidence": "confidence of the coding",
    "coded_on": "day on which the coding was finished",
    "source_changed": "whether a clause that the level rests on is no longer in the archive as cited",
}


@queries.kept
def ranking_table(tables: queries.Tables, view: ranking.View) -> Sheet:
    """Return the scores and ranks of the companies of a view, in its order."""
    rows = queries.scores_by_company(tables).set_index("company_id", drop=False)
    shown = rows.loc[ranking.companies(tables, view)["company_id"].tolist()].reset_index(drop=True)
    units = _SCORES | origin.commitment_units(tables)
    return Sheet("ranking", "Scores and ranks of companies", shown, units, origin.source(tables), "")


@queries.kept
def levels_table(tables: queries.Tables, commitment_id: str) -> Sheet:
    """Return the level of each company on each indicator of an ask."""
    rows = queries.scores_by_indicator(tables)
    rows = rows[rows["commitment_id"] == commitment_id].reset_index(drop=True)
    title = f"Levels of companies under {queries.commitment_titles(tables)[commitment_id].lower()}"
    query = urlencode({"commitment": commitment_id})
    name = f"levels-{slug(commitment_id)}-companies"
    return Sheet(name, title, rows, _LEVELS, origin.source(tables), "commitment", query)


@queries.kept
def asks_table(tables: queries.Tables, view: ranking.View) -> Sheet:
    """Return how many companies of a view meet each ask."""
    rows = queries.ask_figures(tables, ranking.companies(tables, view))
    units = {
        "addressed_count": "companies to which the ask applies",
        "full_count": "companies that meet it in full",
        "part_count": "companies that meet it in part",
        "none_count": "companies that do not meet it at all",
        "withheld_count": "companies whose score under it is withheld",
        "median": f"median of the scores under it; {origin.SCORE}",
    }
    return Sheet("asks", "How many companies meet each ask", rows, units, origin.source(tables), "")


@queries.kept
def compared(tables: queries.Tables, company_ids: tuple[str, ...]) -> Sheet:
    """Return the level of each of some companies on each indicator."""
    rows = queries.scores_by_indicator(tables)
    rows = rows[rows["company_id"].isin(company_ids)].reset_index(drop=True)
    query = urlencode([("company", company_id) for company_id in company_ids])
    return Sheet("compared", "Levels of the companies compared", rows, _LEVELS, origin.source(tables), "compare", query)


def changed(tables: queries.Tables, name: str, rows: pd.DataFrame, span: str) -> Sheet:
    """Return a table of what changed, ``levels`` or ``scores``; `span` names both releases."""
    title = f"Changed {name}, {span}"
    units = {"causes": "what can be seen to be the reason", "why": "what a correction says"} | {
        f"comparable_{when}": f"on comparable indicators; {origin.SCORE}" for when in ("before", "after", "change")
    }
    return Sheet(slug(f"changed {name} {span}"), title, rows, units, origin.source(tables), "changes")


def evidence_found(tables: queries.Tables, places: queries.Places) -> Sheet:
    """Return the findings at some places."""
    rows = queries.evidence_table(tables, places)
    return Sheet("evidence", "Findings with their sources", rows, {}, origin.source(tables), "evidence")


@queries.kept
def report_card(tables: queries.Tables, company_id: str) -> Sheet:
    """Return the levels of a company on each indicator."""
    rows = queries.scores_by_indicator(tables)
    rows = rows[rows["company_id"] == company_id].reset_index(drop=True)
    title = f"Levels of {queries.company(tables, company_id)['name']}"
    query = urlencode({"company": company_id})
    return Sheet(f"report-card-{slug(company_id)}", title, rows, _LEVELS, origin.source(tables), "company", query)


@queries.kept
def left_out(tables: queries.Tables, scope: str) -> Sheet:
    """Return what leaving out one ask or indicator does to ranks."""
    units = {
        "left_out": "id of the ask or indicator",
        "is_commitment": "whether it is an ask",
        "moved_count": "companies whose rank changes",
        "mean_shift": "places by which ranks move on average",
    }
    return _of_scope(tables, scope, "left-out", "Ranks with one ask or indicator left out",
                     queries.left_out_moves(tables, scope), units)  # fmt: skip


@queries.kept
def bands(tables: queries.Tables, scope: str) -> Sheet:
    """Return how often each company is in each band."""
    shares = queries.band_probabilities(tables, scope)
    names = queries.rank_ranges(tables, scope)[["company_id", "name"]]
    data = pd.concat([names.reset_index(drop=True), shares.reset_index(drop=True).rename(columns=str)], axis="columns")
    units = {str(band): f"share of the draws in the band “{label}”, 0–1"
             for band, label in queries.band_labels(tables).items()}  # fmt: skip
    return _of_scope(tables, scope, "bands", "How often each company is in each band", data, units)


@queries.kept
def importances(tables: queries.Tables) -> Sheet:
    """Return the stated weight and the measured importance of each ask."""
    units = {"weight_share": "share of the weights, 0–1", "importance": "correlation ratio, 0–1"}
    rows = queries.commitment_importances(tables)
    return Sheet("importance", "Weight and importance of each ask", rows, units, origin.source(tables), "robustness")


def _of_scope(
    tables: queries.Tables, scope: str, name: str, title: str, data: pd.DataFrame, units: dict[str, str]
) -> Sheet:
    query = urlencode({"group": scope})
    return Sheet(f"{name}-{slug(scope)}", title, data, units, origin.source(tables), "robustness", query)


def of_reports(tables: queries.Tables, sheet_id: str, title: str, data: pd.DataFrame, period: str = "") -> Sheet:
    """Return a table of figures of transparency reports, with the source that it has in every file.

    Args:
        tables: all tables.
        sheet_id: what files are named after.
        title: what the table shows.
        data: its rows.
        period: id of the period that the figures are of; empty for those of all periods.
    """
    source = published.source_in_words(tables, period or published.usual_period(tables))
    return Sheet(sheet_id, title, data, {"unit": "unit of the figures of a row"}, source, "reports")
