"""Every question that a page or a command may ask: tables in, frames out.

`load` and `from_data` give the same tables, once from the database and once straight from the data folder;
everything else is a pure function of them. Text columns hold missing values where there is nothing to say.
"""

from pathlib import Path
from urllib.parse import quote

import pandas as pd

from scorecard.build import check, database_rows, score_dataset
from scorecard.curation.rules import RULES
from scorecard.errors import DataProblemsError, Problem, Severity, UsageError
from scorecard.storage.read import frames_of, read_tables, stored_hashes
from scorecard.vocabulary import Level

Tables = dict[str, pd.DataFrame]


def load(address: str) -> Tables:
    """Return all tables of a database. Raises `DatabaseError` where it cannot be read."""
    return read_tables(address)


def current_hashes(address: str) -> tuple[str, str] | None:
    """Return content and schema hash of a database, or None where it was not built yet."""
    return stored_hashes(address)


def from_data(data_dir: Path) -> tuple[Tables, list[Problem]]:
    """Return the tables of a data folder without any database, and the problems that do not touch the scores.

    Raises:
        DataProblemsError: the folder cannot be scored; carries all problems.
    """
    data, problems = check(data_dir)
    fatal = [problem for problem in problems if RULES[problem.rule].bars_scoring]
    if data is None or data.unread_companies or fatal:
        raise DataProblemsError([problem for problem in problems if problem.severity is Severity.ERROR])
    return frames_of(database_rows(score_dataset(data))), problems


def release(tables: Tables) -> pd.Series:
    """Return the one release of the tables: id, whether frozen, version of the method, date, hashes."""
    return tables["release"].iloc[0]


def ranking(tables: Tables) -> pd.DataFrame:
    """Return one row a company, best score first, withheld ones last.

    Columns: all of `score` and `company`; `peer_group` (its name), `band` and `uncapped_band` (their labels),
    `evidence_count`, `source_count`, `roles` (list), `scored_peer_count` (ranked companies of the group), and
    for each commitment its id with the score 0-100, missing where withheld or nothing applies.
    """
    rows = tables["score"].merge(tables["company"], on="company_id")
    rows["peer_group"] = _lookup(rows["peer_group_id"], tables["peer_group"], "peer_group_id", "label")
    for name in ("band", "uncapped_band"):
        rows[name] = _lookup(rows[f"{name}_id"], tables["band"], "band_id", "label")
    evidence = tables["evidence"].groupby("company_id")
    rows["evidence_count"] = rows["company_id"].map(evidence.size()).fillna(0).astype(int)
    rows["source_count"] = rows["company_id"].map(evidence["source_id"].nunique()).fillna(0).astype(int)
    rows["roles"] = rows["company_id"].map(_roles_in_order(tables)).map(lambda roles: roles or [])
    rows["scored_peer_count"] = rows.groupby("peer_group_id")["peer_rank"].transform("count").astype(int)
    wide = tables["commitment_score"].pivot(index="company_id", columns="commitment_id", values="score")
    wide = wide.reindex(columns=_in_order(tables["commitment"])["commitment_id"])
    rows = rows.merge(wide, left_on="company_id", right_index=True)
    return rows.sort_values(["score", "name"], ascending=[False, True], na_position="last", ignore_index=True)


def scores_by_company(tables: Tables) -> pd.DataFrame:
    """Return the published columns of `ranking`, one row a company, best score first.

    Columns: `company_id`, `name`, `peer_group`, `score`, `rank`, `peer_rank`, `band` (ids of group and band),
    `coverage`, `score_low`, `score_high`, `withheld`, one column a commitment, then `score_geometric`,
    `score_weakest`, `weakest_commitment`, `band_capped`, `evidence_count`, `coded_on`.
    """
    names = {
        "peer_group_id": "peer_group",
        "band_id": "band",
        "is_withheld": "withheld",
        "weakest_commitment_id": "weakest_commitment",
        "is_band_capped": "band_capped",
    }
    rows = ranking(tables).drop(columns=["peer_group", "band"]).rename(columns=names)
    first = "company_id name peer_group score rank peer_rank band coverage score_low score_high withheld".split()
    last = "score_geometric score_weakest weakest_commitment band_capped evidence_count coded_on".split()
    return rows[[*first, *_in_order(tables["commitment"])["commitment_id"], *last]]


def scores_by_commitment(tables: Tables) -> pd.DataFrame:
    """Return one row a company and commitment: `company_id`, `commitment_id`, scores, coverage and counts."""
    rows = commitment_scores(tables).rename(columns={"is_withheld": "withheld"})
    columns = "company_id name commitment_id score score_low score_high coverage withheld applicable_count"
    counts = "assessed_count met_count partial_count not_met_count no_evidence_count"
    return rows[[*columns.split(), *counts.split()]]


def scores_by_indicator(tables: Tables) -> pd.DataFrame:
    """Return one row a company and indicator: `company_id`, `indicator_id`, `level`, `value` 0-1, `confidence`."""
    columns = ["company_id", "commitment_id", "indicator_id", "level", "value", "confidence"]
    return cells(tables)[columns]


def commitment_scores(tables: Tables) -> pd.DataFrame:
    """Return one row a company and commitment: `commitment_score` with `name` of the company, `title`, `weight`."""
    rows = tables["commitment_score"].merge(tables["company"][["company_id", "name", "peer_group_id"]], on="company_id")
    commitments = _in_order(tables["commitment"])[["commitment_id", "title", "weight", "position"]]
    return rows.merge(commitments, on="commitment_id").sort_values(["company_id", "position"], ignore_index=True)


def cells(tables: Tables) -> pd.DataFrame:
    """Return one row a company and indicator, indicators in their order: `assessment` with `commitment_id`."""
    order = _in_order(tables["indicator"])[["indicator_id", "commitment_id", "position"]]
    rows = tables["assessment"].merge(order, on="indicator_id")
    return rows.sort_values(["company_id", "position"], ignore_index=True)


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
    return pd.concat([found.iloc[0], pd.Series({"services": names})])


def report_card(tables: Tables, company_id: str) -> pd.DataFrame:
    """Return a company's assessments, one row an indicator, in order.

    Columns: those of `assessment`, and the indicator's `commitment_id`, `title`, `question`, `met`, `partial`,
    `not_met`, `window_months`.
    """
    rows = tables["assessment"][tables["assessment"]["company_id"] == company_id]
    indicators = _in_order(tables["indicator"])
    return rows.merge(indicators, on="indicator_id").sort_values("position", ignore_index=True)


def evidence_of(tables: Tables, company_id: str) -> pd.DataFrame:
    """Return a company's evidence with its sources, in order of indicator and position.

    Columns: those of `evidence` and `source`, and of the archived version `collection`, `path`, `commit` and
    `archive_url`, all missing where there is none.
    """
    rows = tables["evidence"][tables["evidence"]["company_id"] == company_id]
    archived = tables["archived_version"]
    archived = archived.assign(archive_url=[archive_url(*key) for key in _archive_keys(archived)])
    rows = rows.merge(tables["source"], on="source_id").merge(archived, on="source_id", how="left")
    order = tables["indicator"].set_index("indicator_id")["position"]
    rows = rows.assign(indicator_position=rows["indicator_id"].map(order))
    return rows.sort_values(["indicator_position", "position"], ignore_index=True)


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


def applicability(tables: Tables) -> pd.DataFrame:
    """Return the table of indicators by roles: `indicator_id`, `title`, and one boolean column a role, in order."""
    marks = tables["indicator_role"].assign(applies=True).pivot(index="indicator_id", columns="role_id", values="applies")
    marks = marks.reindex(columns=_in_order(tables["role"])["role_id"])
    rows = _in_order(tables["indicator"])[["indicator_id", "title"]].merge(marks, left_on="indicator_id", right_index=True)
    return rows.assign(**{role: rows[role].eq(True) for role in marks.columns})


def in_order(tables: Tables, name: str) -> pd.DataFrame:
    """Return a table in its order of display."""
    return _in_order(tables[name])


def level_counts(tables: Tables) -> pd.DataFrame:
    """Return how many companies have each level at each indicator: `indicator_id` and one column a level."""
    counts = pd.crosstab(tables["assessment"]["indicator_id"], tables["assessment"]["level"])
    counts = counts.reindex(columns=[level.value for level in Level], fill_value=0)
    order = _in_order(tables["indicator"])["indicator_id"]
    return counts.reindex(order).reset_index()


def archive_url(collection: str, path: str, commit: str) -> str:
    """Return the public address of a document at one commit of a collection, all of which are on GitHub."""
    return f"https://github.com/{collection}/blob/{commit}/{quote(path)}"


def _lookup(keys: pd.Series, table: pd.DataFrame, key: str, value: str) -> pd.Series:
    return keys.map(table.set_index(key)[value])


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    return table.sort_values("position", ignore_index=True)


def _roles_in_order(tables: Tables) -> pd.Series:
    roles = tables["company_role"].merge(tables["role"][["role_id", "position"]], on="role_id")
    return roles.sort_values("position").groupby("company_id")["role_id"].agg(list)


def _archive_keys(archived: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(archived[["collection", "path", "commit"]].itertuples(index=False, name=None))
