"""The engine scores another, published index as its publisher did: the Foundation Model Transparency Index.

Stanford CRFM, December 2025, CC BY: 100 yes/no indicators, 13 companies; a company's score is the number of its yeses.
"""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.command import run
from tests.conftest import shared_file
from tests.datasets import write_dataset


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def as_dataset(scores: list[dict[str, str]], indicators: list[dict[str, str]]) -> dict[str, Any]:
    """Put the published tables into our shape: domains as commitments, weighed by their number of indicators."""
    ids = {row["Indicator"].strip(): f"I{number}" for number, row in enumerate(scores)}
    domain = {row["Indicator"].strip(): slug(row["Domain"]) for row in indicators}
    sizes = Counter(domain[name] for name in ids)
    words = {"meaning": "as it says"}
    values = {"met": 1.0, "partial": 0.5, "not_met": 0.0, "no_evidence": 0.0}
    levels = ["met", "partial", "not_met", "no_evidence", "not_applicable", "not_assessed"]
    method = {
        "version": "1",
        "levels": {level: {"value": values.get(level), **words} for level in levels},
        "roles": {"developer": "Develops a foundation model"},
        "rules": {"weights": dict(sizes)},
        "peer_groups": {"developers": "All developers"},
        "commitments": [{"id": name, "title": name, "pledge": "Disclosed"} for name in sizes],
        "indicators": [
            {"id": ids[name], "commitment": domain[name], "roles": ["developer"], "title": name[:200], "question": "?",
             "met": "Disclosed."}
            for name in ids
        ],
    }  # fmt: skip
    companies = [name for name in scores[0] if name != "Indicator"]
    return {"method": method, "companies": [as_company(name, scores, ids) for name in companies]}


def as_company(name: str, scores: list[dict[str, str]], ids: dict[str, str]) -> dict[str, Any]:
    assessments = [
        {"indicator": ids[row["Indicator"].strip()], "level": "met" if row[name] == "1" else "not_met"}
        for row in scores
    ]
    return {
        "id": slug(name),
        "name": name,
        "peer_group": "developers",
        "roles": ["developer"],
        "coded_on": "2025-12-01",
        "assessments": assessments,
    }


def test_scores_and_ranks_are_the_published_ones(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    scores = list(csv.DictReader(shared_file("sources/fmti/Dec2025_scores.csv").read_text("utf-8").splitlines()))
    text = shared_file("sources/fmti/Dec2025_indicators.csv").read_text("utf-8")
    indicators = list(csv.DictReader(text.splitlines(keepends=True)))
    dataset = as_dataset(scores, indicators)
    done = run(capsys, "scores", "--format", "json", "--data", write_dataset(dataset, tmp_path / "data"))
    assert done.code == 0, done.err
    published = {slug(name): sum(int(row[name]) for row in scores) for name in scores[0] if name != "Indicator"}
    rows = {row["company_id"]: row for row in json.loads(done.out)}
    assert {company_id: row["score"] for company_id, row in rows.items()} == published
    for company_id, total in published.items():
        assert rows[company_id]["rank"] == 1 + sum(other > total for other in published.values())
