"""Scores computed the slow, obvious way, from the YAML files alone: what the engine must agree with.

Nothing of the project is imported here. Every number is a fraction, every mean a loop.
"""

from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml


def slow_scores(data_dir: Path) -> list[dict[str, Any]]:
    """Return what `scores --by company --format json` should say, numbers as fractions, in order of company id."""
    method = yaml.safe_load(next((data_dir / "methodology").glob("*.yaml")).read_text("utf-8"))
    companies = [yaml.safe_load(path.read_text("utf-8")) for path in sorted((data_dir / "companies").glob("*.yaml"))]
    results = [company_result(company, method) for company in companies]
    for result in results:
        rank_among(result, results, "rank", lambda other: other["applicable"] >= minimum(method))
        group = result["peer_group"]
        rank_among(result, results, "peer_rank", lambda other, group=group: other["peer_group"] == group)
    return sorted(results, key=lambda result: str(result["company_id"]))


def minimum(method: dict[str, Any]) -> int:
    return int(method["rules"].get("overall_min_commitments", 1))


def company_result(company: dict[str, Any], method: dict[str, Any]) -> dict[str, Any]:
    threshold = Fraction(str(method["rules"].get("coverage_threshold", "2/3")))
    weights = method["rules"].get("weights") or {}
    total = low = high = weight_of_scored = weight_of_applicable = Fraction(0)
    applicable_cells = assessed_cells = applicable_commitments = 0
    exact: dict[str, Fraction] = {}
    result: dict[str, Any] = {"company_id": company["id"], "name": company["name"], "peer_group": company["peer_group"]}
    for commitment in method["commitments"]:
        name = commitment["id"]
        levels = levels_under(company, method, name)
        applicable = [level for level in levels if level != "not_applicable"]
        assessed = [level for level in applicable if level != "not_assessed"]
        applicable_cells += len(applicable)
        assessed_cells += len(assessed)
        result[name] = None
        if not applicable:
            continue
        applicable_commitments += 1
        weight = Fraction(str(weights.get(name, 1)))
        weight_of_applicable += weight
        low += weight * mean([worth(level, method, Fraction(0)) for level in applicable])
        high += weight * mean([worth(level, method, Fraction(1)) for level in applicable])
        if assessed:
            exact[name] = 100 * mean([worth(level, method) for level in assessed])
            total += weight * exact[name]
            weight_of_scored += weight
            if Fraction(len(assessed), len(applicable)) >= threshold:
                result[name] = exact[name]
    coverage = Fraction(assessed_cells, applicable_cells) if applicable_cells else None
    withheld = coverage is None or assessed_cells == 0 or coverage < threshold
    score = None if withheld else total / weight_of_scored
    return result | {
        "score": score,
        "score_low": 100 * low / weight_of_applicable if applicable_cells else None,
        "score_high": 100 * high / weight_of_applicable if applicable_cells else None,
        "coverage": coverage,
        "withheld": withheld,
        "band": None if score is None else band(score, min(exact.values()), method),
        "applicable": applicable_commitments,
    }


def levels_under(company: dict[str, Any], method: dict[str, Any], commitment: str) -> list[str]:
    given = {assessment["indicator"]: assessment["level"] for assessment in company.get("assessments", [])}
    levels = []
    for indicator in method["indicators"]:
        if indicator["commitment"] == commitment:
            applies = any(role in indicator["roles"] for role in company["roles"])
            levels.append(given.get(indicator["id"], "not_assessed" if applies else "not_applicable"))
    return levels


def worth(level: str, method: dict[str, Any], if_open: Fraction | None = None) -> Fraction:
    if if_open is not None and level in ("no_evidence", "not_assessed"):
        return if_open
    return Fraction(str(method["levels"][level]["value"]))


def mean(values: list[Fraction]) -> Fraction:
    total = Fraction(0)
    for value in values:
        total += value
    return total / len(values)


def band(score: Fraction, weakest: Fraction, method: dict[str, Any]) -> str | None:
    bands = sorted(method["rules"].get("bands") or [], key=lambda entry: entry["from"])
    if not bands:
        return None
    own = sum(score >= entry["from"] for entry in bands) - 1
    lowest = sum(weakest >= entry["from"] for entry in bands) - 1
    cap = method["rules"].get("band_cap_above_weakest")
    return str(bands[own if cap is None else min(own, lowest + cap)]["id"])


def rank_among(result: dict[str, Any], results: list[dict[str, Any]], key: str, takes_part: Any) -> None:
    if result["score"] is None or not takes_part(result):
        result[key] = None
        return
    rivals = [other for other in results if other["score"] is not None and takes_part(other)]
    result[key] = 1 + sum(other["score"] > result["score"] for other in rivals)
