"""Questions about one ask or one indicator: how many companies stand at each level, who, and on what finding."""

from typing import Any

import pandas as pd
from dateutil.relativedelta import relativedelta

from scorecard.publish import commitment_findings as findings
from scorecard.queries.asks import ask_figures
from scorecard.queries.companies import cells, ranking, sources
from scorecard.queries.method import in_order
from scorecard.queries.tables import Tables, kept
from scorecard.queries.watched.citations import with_clauses
from scorecard.tabular import rows_of
from scorecard.vocabulary import Level, Stance, Tier

_TIER_ORDER = {tier.value: place for place, tier in enumerate(Tier)}  # from the original to a summary
_CARRIES = {Level.MET: Stance.SUPPORTS, Level.PARTIAL: Stance.SUPPORTS, Level.NOT_MET: Stance.CONTRADICTS}


@kept
def level_counts(tables: Tables) -> pd.DataFrame:
    """Return how many companies stand at each level of each indicator, in order of the indicators.

    Columns: `indicator_id`, `commitment_id`, `title`, `question`, for each level `<level>_count`, the number of
    companies, and `applicable_count`.
    """
    counts = cells(tables).groupby(["indicator_id", "level"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[level.value for level in Level], fill_value=0)
    applicable = counts[[level.value for level in Level if level.is_applicable]].sum(axis="columns")
    counts = counts.add_suffix("_count").assign(applicable_count=applicable)
    indicators = in_order(tables, "indicator")[["indicator_id", "commitment_id", "title", "question"]]
    return indicators.merge(counts.reset_index(), on="indicator_id")


@kept
def level_matrix(tables: Tables, commitment_id: str) -> list[dict[str, Any]]:
    """Return the levels under a commitment, peer group by peer group, companies by name.

    Returns:
        For each group `label` and `companies`; for each company `company_id`, `name` and `levels` by indicator id.
    """
    rows = cells(tables)
    rows = rows[rows["commitment_id"] == commitment_id]
    levels: dict[str, dict[str, str]] = {}
    for company_id, indicator_id, level in zip(rows["company_id"], rows["indicator_id"], rows["level"], strict=True):
        levels.setdefault(company_id, {})[indicator_id] = level
    companies = ranking(tables).sort_values("name", key=lambda names: names.str.casefold())
    order = in_order(tables, "peer_group")[["peer_group_id", "label"]]
    groups = []
    for group_id, label in zip(order["peer_group_id"], order["label"], strict=True):
        own = companies[companies["peer_group_id"] == group_id]
        members = [
            {"company_id": company_id, "name": name, "levels": levels[company_id]}
            for company_id, name in zip(own["company_id"], own["name"], strict=True)
        ]
        groups.append({"label": label, "companies": members})
    return [group for group in groups if group["companies"]]


@kept
def standings(tables: Tables, indicator_id: str) -> dict[Level, list[dict[str, Any]]]:
    """Return the companies at each level of an indicator, by name, with reason and key finding.

    A key finding supports met and partial, and contradicts not met. Of several the one is taken that lies within the
    indicator's window, if it has one, then the one seen in the best tier, then one with an archived version, then the
    newest, then the first.

    Returns:
        By level, levels in order, only those that occur: `company_id`, `name`, `confidence`, `rationale`, `searched`,
        and `finding` (a row of the evidence with its source and `tier_words`, or None).
    """
    rows = cells(tables)
    rows = rows[rows["indicator_id"] == indicator_id].merge(tables["company"][["company_id", "name"]], on="company_id")
    rows = rows.sort_values("name", key=lambda names: names.str.casefold())
    found = _findings_of(tables, indicator_id)
    by_level: dict[Level, list[dict[str, Any]]] = {level: [] for level in Level}
    for row in rows_of(rows):
        level = Level(row["level"])
        carrying = [item for item in found.get(row["company_id"], []) if item["stance"] == _CARRIES.get(level)]
        by_level[level].append(row | {"finding": next(iter(carrying), None)})
    return {level: members for level, members in by_level.items() if members}


def _findings_of(tables: Tables, indicator_id: str) -> dict[str, list[dict[str, Any]]]:
    """Return the findings under an indicator by company, the one to show first first."""
    evidence = tables["evidence"]
    rows = with_clauses(tables, evidence[evidence["indicator_id"] == indicator_id])
    rows = rows.merge(sources(tables), on="source_id")
    rows = rows.assign(
        is_old=_is_before_window(tables, indicator_id, rows),
        tier_place=rows["tier"].map(_TIER_ORDER),
        is_unarchived=rows["archive_url"].isna(),
        published_key=rows["published"].fillna(""),
    )
    keys = ["is_old", "tier_place", "is_unarchived", "published_key", "position"]
    rows = rows.sort_values(keys, ascending=[True, True, True, False, True], kind="stable")
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(rows):
        found.setdefault(row["company_id"], []).append(row)
    return found


def _is_before_window(tables: Tables, indicator_id: str, rows: pd.DataFrame) -> list[bool]:
    """Return for each finding whether its source is older than the indicator's window allows, or undated."""
    months = tables["indicator"].set_index("indicator_id")["window_months"].loc[indicator_id]
    if pd.isna(months):
        return [False] * len(rows)
    coded = tables["company"].set_index("company_id")["coded_on"]
    starts = {key: str(day - relativedelta(months=int(months))) for key, day in coded.items()}
    return [
        not isinstance(published, str) or published < starts[company_id][: len(published)]
        for company_id, published in zip(rows["company_id"], rows["published"], strict=True)
    ]


@kept
def coder_differences(tables: Tables, indicator_id: str) -> dict[str, Any]:
    """Return where the two coders differed on an indicator.

    Returns:
        `coded_count`, `same_count`, and `rows`: `company_id`, `name`, `first`, `second`, `final` (level ids),
        `changed_because`, by name.
    """
    codings = tables["coding"]
    codings = codings[codings["indicator_id"] == indicator_id].merge(
        tables["company"][["company_id", "name"]], on="company_id"
    )
    differing = codings[codings["first"] != codings["second"]].sort_values(
        "name", key=lambda names: names.str.casefold()
    )
    return {
        "coded_count": len(codings),
        "same_count": len(codings) - len(differing),
        "rows": rows_of(differing),
    }


@kept
def indicator(tables: Tables, indicator_id: str) -> dict[str, Any]:
    """Return an indicator with its `decision_rules`, its `roles` in words, and its counts as in `level_counts`."""
    rows = in_order(tables, "indicator")
    row = rows_of(rows[rows["indicator_id"] == indicator_id])[0]
    rules = in_order(tables, "decision_rule")
    own_roles = tables["indicator_role"]
    names = set(own_roles[own_roles["indicator_id"] == indicator_id]["role_id"])
    counts = level_counts(tables)
    return (
        row
        | rows_of(counts[counts["indicator_id"] == indicator_id])[0]
        | {
            "decision_rules": rows_of(rules[rules["indicator_id"] == indicator_id]),
            "roles": [role for role in in_order(tables, "role")["role_id"] if role in names],
        }
    )


@kept
def commitment(tables: Tables, commitment_id: str) -> dict[str, Any]:
    """Return a commitment, with its figures as in `ask_figures` over all companies."""
    rows = tables["commitment"]
    figures = ask_figures(tables, ranking(tables))
    return (
        rows_of(rows[rows["commitment_id"] == commitment_id])[0]
        | rows_of(figures[figures["commitment_id"] == commitment_id])[0]
    )


def commitment_finding(tables: Tables, commitment_id: str) -> str:
    """Return how many companies meet an ask, for a title."""
    return findings.commitment_finding(commitment(tables, commitment_id))


def indicator_finding(tables: Tables, indicator_id: str) -> str:
    """Return how many companies meet an indicator, for a title."""
    return findings.indicator_finding(indicator(tables, indicator_id))


@kept
def levels_finding(tables: Tables, commitment_id: str) -> str:
    """Return which indicators of a commitment most and fewest companies meet, for a heading."""
    counts = level_counts(tables)
    return findings.levels_finding(rows_of(counts[counts["commitment_id"] == commitment_id]))
