"""Questions about companies: ranking, report card, evidence, peers."""

from typing import Any

import pandas as pd

from scorecard.errors import UsageError
from scorecard.queries.method import commitment_titles, in_order
from scorecard.queries.ranking import ranking_of
from scorecard.queries.sources import archive_url, tier_in_words
from scorecard.queries.tables import Tables, kept
from scorecard.queries.watched.citations import with_clauses
from scorecard.tabular import rows_of
from scorecard.vocabulary import Lane, SourceKind

# Orders of the ranking: label, column, whether the highest comes first. Each commitment is one more.
_ORDERS = {
    "score": ("Score, highest first", "score", False),
    "peer_rank": ("Rank within peer group", "peer_rank", True),
    "name": ("Name", "name", True),
    "score_high": ("Upper bound, highest first", "score_high", False),
    "coverage": ("Coverage, lowest first", "coverage", True),
    "no_evidence": ("Without evidence, most first", "no_evidence_count", False),
    "evidence": ("Evidence, most first", "evidence_count", False),
}
DEFAULT_ORDER = "score"
WITHHELD = "withheld"  # in place of a band, of which withheld scores have none


@kept
def ranking(tables: Tables) -> pd.DataFrame:
    """Return one row a company, best score first, withheld ones last; see `ranking_of` for the columns."""
    return ranking_of(tables)


@kept
def in_name_order(tables: Tables) -> dict[str, str]:
    """Return the name of each company by its id, in alphabetical order."""
    rows = tables["company"].sort_values("name", key=lambda names: names.str.casefold())
    return dict(zip(rows["company_id"], rows["name"], strict=True))


def select_companies(
    rows: pd.DataFrame,
    peer_group_id: str | None = None,
    role_id: str | None = None,
    headquarters: str | None = None,
    band_id: str | None = None,
) -> pd.DataFrame:
    """Return the rows of `ranking` in a peer group, with a role, a country and a band; None leaves that open.

    `WITHHELD` stands for the band of companies whose score is withheld.
    """
    chosen = pd.Series(True, index=rows.index)
    if peer_group_id is not None:
        chosen &= rows["peer_group_id"] == peer_group_id
    if role_id is not None:
        chosen &= rows["roles"].map(lambda roles: role_id in roles)
    if headquarters is not None:
        chosen &= rows["headquarters"] == headquarters
    if band_id == WITHHELD:
        chosen &= rows["is_withheld"]
    elif band_id is not None:
        chosen &= rows["band_id"] == band_id
    return rows[chosen].reset_index(drop=True)


@kept
def headquarters(tables: Tables) -> list[str]:
    """Return the countries of the headquarters, ISO 3166 alpha-2, in alphabetical order."""
    return sorted(tables["company"]["headquarters"].dropna().unique())


@kept
def sort_orders(tables: Tables) -> dict[str, str]:
    """Return the label of each order of the ranking, by its id."""
    return {key: label for key, (label, _, _) in _ORDERS.items()} | commitment_titles(tables)


def sort_companies(rows: pd.DataFrame, order: str) -> pd.DataFrame:
    """Return rows of `ranking` in one of the `sort_orders`; equal ones by name, missing values last."""
    _, column, is_ascending = _ORDERS.get(order, ("", order, False))
    keys = ["peer_group", column, "name"] if order == "peer_rank" else [column, "name"]
    ascending = [True, is_ascending, True] if order == "peer_rank" else [is_ascending, True]
    return rows.sort_values(keys, ascending=ascending, na_position="last", ignore_index=True)


def group_by_group(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of `ranking` one peer group after the other, each in the order it has."""
    order = tables["peer_group"].set_index("peer_group_id")["position"]
    return rows.sort_values("peer_group_id", key=lambda ids: ids.map(order), kind="stable", ignore_index=True)


@kept
def commitment_scores(tables: Tables) -> pd.DataFrame:
    """Return one row a company and commitment: `commitment_score` with `name` of the company, `title`, `weight`."""
    rows = tables["commitment_score"].merge(tables["company"][["company_id", "name", "peer_group_id"]], on="company_id")
    commitments = in_order(tables, "commitment")[["commitment_id", "title", "weight", "position"]]
    return rows.merge(commitments, on="commitment_id").sort_values(["company_id", "position"], ignore_index=True)


@kept
def cells(tables: Tables) -> pd.DataFrame:
    """Return one row a company and indicator, indicators in their order: `assessment` with `commitment_id`."""
    order = in_order(tables, "indicator")[["indicator_id", "commitment_id", "position"]]
    rows = tables["assessment"].merge(order, on="indicator_id")
    return rows.sort_values(["company_id", "position"], ignore_index=True)


@kept
def company(tables: Tables, company_id: str) -> pd.Series:
    """Return a company's row of `ranking`, with `services` (list).

    Raises:
        UsageError: there is no such company.
    """
    rows = ranking(tables)
    found = rows[rows["company_id"] == company_id]
    if found.empty:
        known = ", ".join(sorted(tables["company"]["company_id"]))
        raise UsageError(f"There is no company {company_id!r}. The companies are: {known}.")
    services = tables["service"]
    names = services[services["company_id"] == company_id].sort_values("position")["name"].tolist()
    row: pd.Series = found.iloc[0].copy()
    row["services"] = names
    return row


@kept
def report_card(tables: Tables, company_id: str) -> pd.DataFrame:
    """Return a company's assessments, one row an indicator, in order.

    Columns: those of `assessment`, and the indicator's `commitment_id`, `title`, `question`, `met`, `partial`,
    `not_met`, `window_months`.
    """
    rows = tables["assessment"][tables["assessment"]["company_id"] == company_id]
    indicators = in_order(tables, "indicator")
    return rows.merge(indicators, on="indicator_id").sort_values("position", ignore_index=True)


@kept
def sources(tables: Tables) -> pd.DataFrame:
    """Return all sources, with `collection`, `path`, `commit` and `archive_url` of their archived version.

    `tier_words` says what was seen of a source, so that a copy is never passed off as the original.
    """
    archived = tables["archived_version"]
    archived = archived.assign(archive_url=[archive_url(*key) for key in _archive_keys(archived)])
    rows = tables["source"].merge(archived, on="source_id", how="left")
    return rows.assign(tier_words=[tier_in_words(source) for source in rows_of(tables["source"])])


@kept
def evidence_of(tables: Tables, company_id: str) -> pd.DataFrame:
    """Return a company's evidence with its sources, in order of indicator and position.

    Columns: those of `evidence` and `source`, and of the archived version `collection`, `path`, `commit` and
    `archive_url`, all missing where there is none; `tier_words`, see `sources`; `clause_status`, `clause_checked_to`
    and `clause_said`, see `with_clauses`.
    """
    rows = tables["evidence"][tables["evidence"]["company_id"] == company_id]
    rows = with_clauses(tables, rows).merge(sources(tables), on="source_id")
    order = tables["indicator"].set_index("indicator_id")["position"]
    rows = rows.assign(indicator_position=rows["indicator_id"].map(order))
    return rows.sort_values(["indicator_position", "position"], ignore_index=True)


def lanes_of(evidence: pd.DataFrame) -> dict[str, dict[Lane, list[dict[str, Any]]]]:
    """Return rows of `evidence_of` by indicator and by who speaks, every lane there, in their order."""
    found: dict[str, dict[Lane, list[dict[str, Any]]]] = {}
    for row in rows_of(evidence):
        lanes = found.setdefault(row["indicator_id"], {lane: [] for lane in Lane})
        lanes[SourceKind(row["kind"]).lane].append(row)
    return found


def freshness_of(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return how fresh the evidence of each indicator is.

    Args:
        evidence: rows of `evidence_of`.

    Returns:
        `indicator_id`, `newest` (the latest date of a source, as exact as it is known, missing where all are
        undated) and `undated_count`.
    """
    dates = evidence.groupby("indicator_id")["published"]
    return pd.DataFrame({"newest": dates.max(), "undated_count": dates.size() - dates.count()}).reset_index()


@kept
def reply(tables: Tables, company_id: str) -> dict[str, Any] | None:
    """Return when a company was asked about its coding and what it answered, or None where it was not asked yet."""
    rows = tables["reply"]
    return next(iter(rows_of(rows[rows["company_id"] == company_id])), None)


@kept
def peer_comparison(tables: Tables, company_id: str) -> pd.DataFrame:
    """Return a company's commitment scores beside its peer group's.

    Columns: those of `commitment_scores` for the company, and `peer_low`, `peer_high`, `peer_median` (0-100)
    and `peer_count` of the scores shown in the group, the company's own included.
    """
    rows = commitment_scores(tables)
    own = rows[rows["company_id"] == company_id]
    peers = rows[rows["peer_group_id"].isin(own["peer_group_id"])].groupby("commitment_id")["score"]
    spread = peers.agg(peer_low="min", peer_high="max", peer_median="median", peer_count="count")
    return own.merge(spread, left_on="commitment_id", right_index=True).sort_values("position", ignore_index=True)


def _archive_keys(archived: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(archived[["collection", "path", "commit"]].itertuples(index=False, name=None))
