"""The ranking: the table that most questions begin with."""

from collections.abc import Mapping

import pandas as pd

from scorecard.vocabulary import OVERALL


def ranking_of(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row a company, best score first, withheld ones last.

    Columns: all of `score` and `company`; `peer_group` (its name), `band` and `uncapped_band` (their labels),
    `evidence_count`, `source_count`, `roles` (list), `scored_peer_count` (ranked companies of the group),
    `ranked_count` (companies ranked overall), `is_rank_shared` and `is_peer_rank_shared` (whether another company
    has the same rank), `no_evidence_count` (indicators for which nothing was found), `rank_low`, `rank_high`,
    `peer_rank_low`, `peer_rank_high` (ranges of the ranks over the draws, missing without), and for each commitment its
    id with the score 0-100, missing where withheld or nothing applies.
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
    empty = tables["commitment_score"].groupby("company_id")["no_evidence_count"].sum()
    rows["no_evidence_count"] = rows["company_id"].map(empty).fillna(0).astype(int)
    rows["ranked_count"] = int(rows["rank"].notna().sum())
    rows["is_rank_shared"] = rows["rank"].notna() & rows["rank"].duplicated(keep=False)
    in_group = rows[["peer_group_id", "peer_rank"]].duplicated(keep=False)
    rows["is_peer_rank_shared"] = rows["peer_rank"].notna() & in_group
    rows = _with_ranges(rows, tables["rank_range"])
    wide = tables["commitment_score"].pivot(index="company_id", columns="commitment_id", values="score")
    wide = wide.reindex(columns=tables["commitment"].sort_values("position")["commitment_id"])
    rows = rows.merge(wide, left_on="company_id", right_index=True)
    return rows.sort_values(["score", "name"], ascending=[False, True], na_position="last", ignore_index=True)


def _with_ranges(rows: pd.DataFrame, ranges: pd.DataFrame) -> pd.DataFrame:
    overall = ranges["scope"] == OVERALL
    for prefix, own in (("", ranges[overall]), ("peer_", ranges[~overall])):
        by_company = own.set_index("company_id")
        for end in ("rank_low", "rank_high"):
            rows[f"{prefix}{end}"] = rows["company_id"].map(by_company[end]).astype("Int64")
    return rows


def _lookup(keys: pd.Series, table: pd.DataFrame, key: str, value: str) -> pd.Series:
    return keys.map(table.set_index(key)[value])


def _roles_in_order(tables: Mapping[str, pd.DataFrame]) -> pd.Series:
    roles = tables["company_role"].merge(tables["role"][["role_id", "position"]], on="role_id")
    return roles.sort_values("position").groupby("company_id")["role_id"].agg(list)
