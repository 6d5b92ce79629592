"""The shipped data: clean, complete, and the same as the research it was adopted from."""

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from scorecard import queries, settings
from scorecard.build import check
from scorecard.documentation import outdated
from scorecard.errors import Severity
from tests.conftest import shared_file

DATA = settings.ROOT / "data"
COMPANIES = sorted((DATA / "companies").glob("*.yaml"))


def loaded(path: Path) -> Any:
    """Read YAML as text only, so that nothing is converted on the way."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_the_shipped_data_is_clean_but_for_sources_that_changed_since() -> None:
    found = [problem for problem in check(DATA)[1] if problem.severity is not Severity.QUESTION]
    assert [(problem.rule, problem.severity) for problem in found] == [("source-changed", Severity.WARNING)]


def test_the_shipped_data_has_its_size() -> None:
    tables = queries.from_data(DATA)[0]
    sizes = {
        name: len(tables[name]) for name in ("company", "commitment", "indicator", "assessment", "evidence", "coding")
    }
    assert sizes == {
        "company": 29,
        "commitment": 5,
        "indicator": 28,
        "assessment": 812,
        "evidence": 1470,
        "coding": 620,
    }
    assert Counter(tables["endorser"]["kind"]) == {"civil_society": 94, "public_institution": 9, "individual": 4}


def test_generated_documents_are_up_to_date() -> None:
    assert outdated() == []


@pytest.mark.parametrize("path", COMPANIES, ids=lambda path: path.stem)
def test_a_company_is_as_the_research_coded_it(path: Path) -> None:
    theirs = loaded(shared_file(f"research/companies/{path.name}"))
    ours = loaded(path)
    for indicator, cell in by_indicator(theirs).items():
        assert by_indicator(ours)[indicator] == cell, indicator
    assert ours == theirs


def by_indicator(company: dict[str, Any]) -> dict[str, Any]:
    return {assessment["indicator"]: assessment for assessment in company["assessments"]}


def test_no_company_of_the_research_is_missing() -> None:
    theirs = {path.name for path in shared_file("research/companies").glob("*.yaml")}
    assert theirs == {path.name for path in COMPANIES}


def test_codings_are_those_of_the_research() -> None:
    theirs = list(csv.reader(shared_file("research/codings.csv").read_text("utf-8").splitlines()))
    assert list(csv.reader((DATA / "codings.csv").read_text("utf-8").splitlines())) == theirs


def test_the_methodology_is_the_one_of_the_research() -> None:
    theirs = loaded(shared_file("methodology/methodology.yaml"))
    ours = loaded(DATA / "methodology" / "2026.1.yaml")
    assert theirs["rules"].pop("coverage_threshold") == "0.6667"  # rounded from the two thirds that we write
    assert ours["rules"].pop("coverage_threshold") == "2/3"
    means = ours["rules"]["robustness"].pop("aggregation")  # the research leaves open which means are drawn: all
    assert means == ["arithmetic", "geometric", "weakest"]
    for key in ("version", "levels", "confidence", "roles", "rules", "peer_groups", "commitments"):
        assert ours[key] == theirs[key], key
    for our, their in zip(ours["indicators"], theirs["indicators"], strict=True):
        assert {key: our[key] for key in their} == their


def test_every_coding_rule_of_the_research_is_in_the_methodology() -> None:
    text = shared_file("research/coding_rules.md").read_text("utf-8").split("## General rules", 1)[1]
    methodology = loaded(DATA / "methodology" / "2026.1.yaml")
    kept = " ".join(rule["rule"] for rule in methodology["general_rules"])
    kept += " ".join(" ".join(one["decision_rules"].values()) for one in methodology["indicators"])
    normal = words(kept).casefold()
    for line in text.splitlines():
        for rule in re.split(r"(?:^|(?<=\. ))(?:met|partial|not_met|no_evidence): ", line.removeprefix("- ")):
            sentence = words(re.sub(r"^\*\*.*?\*\*:?", "", rule))
            if sentence and not sentence.startswith("#"):
                assert sentence.casefold() in normal, sentence


def test_every_entry_of_the_list_of_endorsers_is_kept() -> None:
    text = next(shared_file("seed").glob("*.txt")).read_text("utf-8")
    listed = [
        line[2:].replace("**", "").strip() for line in text.split("Full List")[1].splitlines() if line[:2] == "- "
    ]
    rows = list(csv.DictReader((DATA / "endorsers.csv").read_text("utf-8").splitlines()))
    assert len(rows) == len(listed) == 107
    for row, entry in zip(rows, listed, strict=True):
        assert row["name"] in entry


def test_the_help_lines_named_by_the_call_are_in_its_text() -> None:
    text = next(shared_file("seed").glob("*.txt")).read_text("utf-8").casefold()
    for line in loaded(DATA / "call.yaml")["help"]:
        assert (line["url"].casefold() in text) == (line["named_in_call"] == "true"), line["id"]
