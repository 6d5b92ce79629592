"""Companies beside their peer groups: what comparisons begin with, worked out once."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from scorecard.tabular import rows_of
from scorecard.vocabulary import Level


class GroupLevels(NamedTuple):
    """An indicator over the companies of a peer group: how many have each level, and the median worth, 0-1."""

    counts: dict[Level, int]
    median: float
    assessed_count: int


class Peers(NamedTuple):
    """Companies beside their peer groups. A company counts in its own group; scores that are not shown do not.

    `companies`: by company id its row of `ranking`, with `group_median`, `group_low`, `group_high` (0-100),
    `group_scored_count` and `group_count` (companies) of the group.
    `indicators`: id, id of the commitment, title and question of each, in order.
    `levels`: for each company its level and what it is worth (0-1, missing where left out), by indicator.
    `groups`: for each peer group its levels, by indicator.
    """

    companies: dict[str, dict[str, Any]]
    indicators: list[tuple[str, str, str, str]]
    levels: dict[str, dict[str, tuple[Level, float]]]
    groups: dict[str, dict[str, GroupLevels]]


def peers_of(tables: Mapping[str, pd.DataFrame], ranking: pd.DataFrame) -> Peers:
    """Return all companies beside their peer groups. `ranking` is what `ranking_of` returns."""
    groups = ranking.groupby("peer_group_id")["score"]
    spread = groups.agg(
        group_median="median", group_low="min", group_high="max", group_scored_count="count", group_count="size"
    )
    companies = {row["company_id"]: row for row in rows_of(ranking.join(spread, on="peer_group_id"))}
    group_of = tables["company"].set_index("company_id")["peer_group_id"]
    cells = tables["assessment"].assign(peer_group_id=tables["assessment"]["company_id"].map(group_of))
    levels: dict[str, dict[str, tuple[Level, float]]] = {}
    for company_id, indicator_id, level, worth in _rows(cells, "company_id", "indicator_id", "level", "value"):
        levels.setdefault(company_id, {})[indicator_id] = (Level(level), worth)
    columns = ["indicator_id", "commitment_id", "title", "question"]
    indicators = list(_rows(tables["indicator"].sort_values("position"), *columns))
    return Peers(companies, indicators, levels, _groups(cells))


def _groups(cells: pd.DataFrame) -> dict[str, dict[str, GroupLevels]]:
    keys = ["peer_group_id", "indicator_id"]
    counts: dict[tuple[str, str], dict[Level, int]] = {}
    sizes = cells.groupby([*keys, "level"]).size().reset_index(name="number")
    for group, indicator, level, number in _rows(sizes, *keys, "level", "number"):
        counts.setdefault((group, indicator), {})[Level(level)] = int(number)
    worths = cells.groupby(keys)["value"].agg(median="median", assessed="count").reset_index()
    groups: dict[str, dict[str, GroupLevels]] = {}
    for group, indicator, median, assessed in _rows(worths, *keys, "median", "assessed"):
        groups.setdefault(group, {})[indicator] = GroupLevels(counts[group, indicator], median, int(assessed))
    return groups


def _rows(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    return frame[list(columns)].itertuples(index=False, name=None)
