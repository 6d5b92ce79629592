"""What changed in the method: indicators, commitments, rules; and what can be compared all the same."""

import json
from typing import Any, NamedTuple

import pandas as pd

from scorecard.queries.tables import Tables, kept
from scorecard.tabular import rows_of

# What makes an indicator the same question; its title and its place are not among it.
_INDICATOR = ("commitment_id", "question", "met", "partial", "not_met", "window_months", "older_earns")
_RULES = ("coverage_threshold", "overall_min_commitments", "evidence_window_months", "band_cap_above_weakest")


class MethodChange(NamedTuple):
    """One change of the method: which part, and what was and is, in words."""

    part: str
    before: str
    after: str


@kept
def comparable_indicators(before: Tables, after: Tables) -> list[str]:
    """Return the ids of the indicators that ask the same of the same roles in both, in their order."""
    old, new = _indicators(before), _indicators(after)
    return [indicator_id for indicator_id, asked in new.items() if old.get(indicator_id) == asked]


@kept
def method_changes(before: Tables, after: Tables) -> list[MethodChange]:
    """Return how the method of the second differs from that of the first; empty where it is the same."""
    found = []
    old, new = (tables["methodology"].iloc[0] for tables in (before, after))
    if old["version"] != new["version"]:
        found.append(MethodChange("Version of the method", old["version"], new["version"]))
    found += [
        MethodChange(rule.replace("_", " ").capitalize(), _shown(old[rule]), _shown(new[rule]))
        for rule in _RULES
        if _shown(old[rule]) != _shown(new[rule])
    ]
    found += _differences(
        "Weight of {}", _column(before, "commitment", "weight"), _column(after, "commitment", "weight")
    )
    found += _differences("Worth of {}", _column(before, "level", "value"), _column(after, "level", "value"))
    found += _differences("Band {}", _bands(before), _bands(after))
    if old["robustness"] != new["robustness"]:
        found.append(MethodChange("Draws behind ranges of ranks", _shown_object(old), _shown_object(new)))
    return found + _indicator_changes(before, after)


def is_same_scoring(before: Tables, after: Tables) -> bool:
    """Return whether levels become scores in the same way in both: weights, worths, thresholds and bands."""
    return all(_scoring(before)[part] == _scoring(after)[part] for part in _scoring(before))


def _scoring(tables: Tables) -> dict[str, Any]:
    method = tables["methodology"].iloc[0]
    bands = tables["band"]
    return {
        "rules": [_shown(method[rule]) for rule in ("coverage_threshold", "overall_min_commitments")],
        "cap": _shown(method["band_cap_above_weakest"]),
        "weights": _column(tables, "commitment", "weight"),
        "worths": _column(tables, "level", "value"),
        "bands": dict(zip(bands["band_id"], bands["from_score"], strict=True)),
    }


def _indicator_changes(before: Tables, after: Tables) -> list[MethodChange]:
    old, new = _indicators(before), _indicators(after)
    gone = [MethodChange(f"Indicator {one}", "there", "taken out") for one in old if one not in new]
    added = [MethodChange(f"Indicator {one}", "not there", "new") for one in new if one not in old]
    changed = [
        MethodChange(f"Indicator {one}, {part.replace('_', ' ')}", _shown(old[one][part]), _shown(new[one][part]))
        for one in new
        if one in old
        for part in new[one]
        if old[one][part] != new[one][part]
    ]
    return [*gone, *added, *changed]


def _indicators(tables: Tables) -> dict[str, dict[str, Any]]:
    """Return what each indicator asks of whom, in their order."""
    roles = tables["indicator_role"].groupby("indicator_id")["role_id"].agg(lambda ids: ", ".join(sorted(ids)))
    ordered = tables["indicator"].sort_values("position")
    return {
        row["indicator_id"]: {part: row[part] for part in _INDICATOR} | {"roles": roles.get(row["indicator_id"], "")}
        for row in rows_of(ordered)
    }


def _bands(tables: Tables) -> dict[str, str]:
    return {row["band_id"]: f"from {_shown(row['from_score'])}, {row['label']}" for row in rows_of(tables["band"])}


def _shown_object(method: pd.Series) -> str:
    return json.dumps(method["robustness"], sort_keys=True, ensure_ascii=False)


def _column(tables: Tables, table: str, column: str) -> dict[str, str]:
    key = f"{table}_id" if table == "commitment" else table
    return {name: _shown(value) for name, value in zip(tables[table][key], tables[table][column], strict=True)}


def _differences(part: str, old: dict[str, str], new: dict[str, str]) -> list[MethodChange]:
    return [
        MethodChange(part.format(name), old.get(name, "not there"), new.get(name, "taken out"))
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name)
    ]


def _shown(value: Any) -> str:
    if value is None or pd.isna(value):
        return "none"
    return f"{value:.10g}" if isinstance(value, float) else str(value)
