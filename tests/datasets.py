"""Random datasets for property tests: any number of commitments, indicators, roles, companies and levels."""

from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from scorecard.vocabulary import Level

MEANINGS = dict.fromkeys(("met", "partial", "not_met", "no_evidence", "not_applicable", "not_assessed"), "as it says")
ROLES = ["baker", "miller", "grower"]
GROUPS = ["north", "south"]
LEVELS = ["met", "partial", "not_met", "no_evidence", "not_assessed"]


@st.composite
def datasets(draw: st.DrawFn) -> dict[str, Any]:
    """Return a methodology and companies: with left-out and missing cells, ties, one indicator, all withheld."""
    commitments = [f"c{number}" for number in range(draw(st.integers(1, 4)))]
    indicators = [
        {
            "id": f"I{number}",
            "commitment": draw(st.sampled_from(commitments)),
            "roles": draw(st.lists(st.sampled_from(ROLES), min_size=1, max_size=3, unique=True)),
            "title": "An indicator",
            "question": "Is it so?",
            "met": "It is.",
        }
        for number in range(draw(st.integers(1, 9)))
    ]
    method = {
        "version": "1",
        "levels": _levels(draw(st.sampled_from(["1/2", "1/3", "0.25"]))),
        "roles": dict.fromkeys(ROLES, "does it"),
        "rules": draw(_rules(commitments)),
        "peer_groups": dict.fromkeys(GROUPS, "a group"),
        "commitments": [{"id": name, "title": name, "pledge": "so"} for name in commitments],
        "indicators": indicators,
    }
    companies = [draw(_company(f"company{number}", indicators)) for number in range(draw(st.integers(1, 6)))]
    return {"method": method, "companies": companies}


def write_dataset(dataset: dict[str, Any], folder: Path) -> Path:
    """Write a dataset into an empty folder and return the folder."""
    (folder / "methodology").mkdir(parents=True)
    (folder / "companies").mkdir()
    (folder / "methodology" / "1.yaml").write_text(yaml.safe_dump(dataset["method"], sort_keys=False))
    for company in dataset["companies"]:
        path = folder / "companies" / f"{company['id']}.yaml"
        path.write_text(yaml.safe_dump(company, sort_keys=False))
    return folder


def sound(dataset: dict[str, Any]) -> dict[str, Any]:
    """Return a dataset that also passes every check: each level with its reason and evidence, no empty commitment."""
    used = {indicator["commitment"] for indicator in dataset["method"]["indicators"]}
    rules = dict(dataset["method"]["rules"])
    if "weights" in rules:
        rules["weights"] = {name: weight for name, weight in rules["weights"].items() if name in used}
    commitments = [one for one in dataset["method"]["commitments"] if one["id"] in used]
    method = dataset["method"] | {"rules": rules, "commitments": commitments}
    return {"method": method, "companies": [_with_reasons(company) for company in dataset["companies"]]}


def _with_reasons(company: dict[str, Any]) -> dict[str, Any]:
    assessments = [_with_reason(assessment) for assessment in company["assessments"]]
    source = {
        "id": "paper",
        "kind": "news",
        "publisher": "The Paper",
        "title": "News",
        "url": "https://paper.example/news",
        "published": "2025",
        "seen_via": "search_extract",
        "tier": "press",
    }
    is_cited = any(assessment.get("evidence") for assessment in assessments)
    return company | {"assessments": assessments, "sources": [source] if is_cited else []}


def _with_reason(assessment: dict[str, Any]) -> dict[str, Any]:
    level = Level(assessment["level"])
    if level is Level.NOT_ASSESSED:
        return assessment
    reasoned = assessment | {"rationale": "It is so."}
    if level.is_assessed:
        reasoned["confidence"] = "low"
    if level is Level.NO_EVIDENCE:
        return reasoned | {"searched": "Everything."}
    if level.is_assessed:
        stance = "contradicts" if level is Level.NOT_MET else "supports"
        reasoned["evidence"] = [{"source": "paper", "stance": stance, "finding": "It is so."}]
    return reasoned


def _levels(partial: str) -> dict[str, Any]:
    values = {"met": 1.0, "partial": partial, "not_met": 0.0, "no_evidence": 0.0}
    return {level.value: {"value": values.get(level.value), "meaning": "as it says"} for level in Level}


@st.composite
def _rules(draw: st.DrawFn, commitments: list[str]) -> dict[str, Any]:
    rules: dict[str, Any] = {"overall_min_commitments": draw(st.integers(1, 3))}
    if draw(st.booleans()):
        rules["weights"] = {name: draw(st.sampled_from([1, 2, 3, 0.5, 0.1, 0.3])) for name in commitments}
    if draw(st.booleans()):
        rules["coverage_threshold"] = draw(st.sampled_from(["2/3", 0.5, 0, 1, "1/3"]))
    if draw(st.booleans()):
        starts = draw(st.lists(st.sampled_from([25, 50, 75, 33.3, 66.6]), unique=True, max_size=3))
        rules["bands"] = [{"from": start, "id": f"b{n}", "label": "so"} for n, start in enumerate([*starts, 0])]
        rules["band_cap_above_weakest"] = draw(st.sampled_from([None, 0, 1, 2]))
    return rules


@st.composite
def _company(draw: st.DrawFn, company_id: str, indicators: list[dict[str, Any]]) -> dict[str, Any]:
    roles = draw(st.lists(st.sampled_from(ROLES), min_size=1, max_size=3, unique=True))
    levels = draw(st.sampled_from([LEVELS, ["met", "partial"], ["not_assessed", "no_evidence"]]))
    assessments = []
    for indicator in indicators:
        applies = any(role in indicator["roles"] for role in roles)
        if draw(st.booleans()) or not applies:
            level = draw(st.sampled_from(levels)) if applies else "not_applicable"
            assessments.append({"indicator": indicator["id"], "level": level})
    return {
        "id": company_id,
        "name": company_id.title(),
        "peer_group": draw(st.sampled_from(GROUPS)),
        "roles": roles,
        "coded_on": "2026-01-01",
        "assessments": assessments,
    }
