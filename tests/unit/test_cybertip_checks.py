"""Every rule about reports to the CyberTipline: a planted fault is found, in the right file and line."""

from datetime import date
from pathlib import Path

import pytest

from scorecard import queries
from scorecard.build import build, check
from scorecard.curation.checks.cybertips import states
from scorecard.errors import DataProblemsError, Problem
from scorecard.queries import published
from tests.cybertips import with_counts
from tests.unit.test_checks import Fault, planted

TODAY = date(2026, 7, 1)
BY_HAND, IMPORTED = "cybertipline.yaml", "reports/cybertipline.csv"
BESIDE = "reports/cybertipline.provenance.json"
SOUTH_ROW = "South Net,south,2022-01-01,2022-12-31,ncmec,1,0,"

FAULTS = [
    Fault("unknown-provider", BY_HAND, "  - provider: South Net", "  - provider: West Net", "provider: West Net"),
    Fault("unknown-provider", BY_HAND, "  - name: Elsewhere", "  - name: Nowhere", "no line of this file"),
    Fault("unknown-provider", BY_HAND, "name: South Net\n    company: south", "name: South Net\n    company: north",
          "no line of this file"),
    Fault("unknown-provider", IMPORTED, SOUTH_ROW, SOUTH_ROW.replace(",south,", ",north,"), "South Net,north"),
    Fault("unknown-company", BY_HAND, "company: south", "company: west", "company: west"),
    Fault("provider-group", BY_HAND, "part_of: North Net", "part_of: North", "part_of: North"),
    Fault("provider-group", BY_HAND, "part_of: North Net", "part_of: South Net", "part_of: South Net"),
    Fault("provider-group", BY_HAND, "part_of: North Net", "part_of: North Video", "part_of: North Video"),
    Fault("count-not-stated", BY_HAND, "count: 1234", "count: 1235", "evidence:"),
    Fault("count-not-stated", BY_HAND, "count: 1234", "count: 234", "evidence:"),
    Fault("count-not-stated", BY_HAND, "indicator: LEN1", "indicator: LEN2", "evidence:"),
    Fault("count-not-stated", BY_HAND, "source: north-rules", "source: north-paper", "evidence:"),
    Fault("count-not-stated", BY_HAND, "company: north, indicator", "company: west, indicator", "evidence:"),
    Fault("period-order", BY_HAND, "end: 2024-06", "end: 2023-06", "end: 2023-06"),
    Fault("period-order", IMPORTED, SOUTH_ROW, SOUTH_ROW.replace("2022-12-31", "2021-12-31"), "South Net,south,2022"),
    Fault("date-range", BY_HAND, "end: 2024-06", "end: 2026-12", "end: 2026-12"),
    Fault("date-range", BY_HAND, "start: 2024-01", "start: 1999-01", "end: 2024-06"),
    Fault("duplicate-id", BY_HAND, "name: Elsewhere", "name: South Net", "name: South Net", nth=2),
    Fault("duplicate-id", BY_HAND, "    start: 2024-01\n    end: 2024-06\n    counted_by: provider",
          "    start: 2022\n    end: 2022\n    counted_by: ncmec", "provider: South Net"),
    Fault("duplicate-id", IMPORTED, SOUTH_ROW, SOUTH_ROW.replace("2022", "2021"), "South Net", nth=2),
    Fault("as-made", IMPORTED, ",ncmec,1,100,", ",ncmec,1,101,", "provider,company_id"),
    Fault("wrong-value", BY_HAND, "count: 1234", "count: about 1234", "count: about"),
    Fault("wrong-value", BY_HAND, "count: 1234", "count: -1", "count: -1"),
    Fault("unknown-word", BY_HAND, "counted_by: provider", "counted_by: somebody", "counted_by: somebody"),
    Fault("unknown-key", BY_HAND, "    note: Only a half.", "    remark: Only a half.", "remark:"),
    Fault("unknown-word", IMPORTED, SOUTH_ROW, SOUTH_ROW.replace("ncmec", "nobody"), "nobody"),
    Fault("wrong-value", IMPORTED, SOUTH_ROW, SOUTH_ROW.replace(",0,", ",none,"), "none"),
    Fault("bad-date", IMPORTED, SOUTH_ROW, SOUTH_ROW.replace("2022-12-31", "2022-12"), "2022-12,"),
    Fault("csv-form", IMPORTED, "provider,company_id", "name,company_id", "name,company_id"),
]  # fmt: skip


@pytest.fixture
def counted(libraries: Path, tmp_path: Path) -> Path:
    """The libraries with counts of reports."""
    return with_counts(libraries, tmp_path / "set")


def problems_of(data_dir: Path) -> list[Problem]:
    return check(data_dir, TODAY)[1]


def test_the_counts_of_the_libraries_are_clean(counted: Path) -> None:
    assert problems_of(counted) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule}: {fault.new[:40]}")
def test_a_planted_fault_is_found_in_its_line(counted: Path, fault: Fault) -> None:
    if fault.at == "no line of this file":  # found where the provider is used, in the other file
        plain = Fault(fault.rule, fault.file, fault.old, fault.new, "providers:")
        planted(counted, plain)
        assert fault.rule in {problem.rule for problem in problems_of(counted) if problem.file.endswith(".csv")}
        return
    line = planted(counted, fault)
    found = [(problem.file, problem.line) for problem in problems_of(counted) if problem.rule == fault.rule]
    assert (f"libraries/{fault.file}", line) in found, problems_of(counted)


def test_every_rule_about_counts_has_a_planted_fault() -> None:
    own = {"unknown-provider", "provider-group", "count-not-stated", "period-order", "as-made"}
    assert own <= {fault.rule for fault in FAULTS}


def test_a_digit_changed_by_hand_stops_a_build(counted: Path, tmp_path: Path) -> None:
    planted(counted, next(fault for fault in FAULTS if fault.rule == "as-made"))
    with pytest.raises(DataProblemsError, match="as-made"):
        build(counted, f"sqlite:///{tmp_path}/test.db")


@pytest.mark.parametrize("missing", [IMPORTED, BESIDE])
def test_a_file_without_its_provenance_or_the_other_way_round_is_said(counted: Path, missing: str) -> None:
    (counted / missing).unlink()
    (problem,) = problems_of(counted)
    assert problem.rule == "as-made" and problem.file == f"libraries/{IMPORTED}"


@pytest.mark.parametrize("text", ["", "{}", "[]", "{"])
def test_a_provenance_that_cannot_be_read_is_said(counted: Path, text: str) -> None:
    (counted / BESIDE).write_text(text)
    assert {problem.rule for problem in problems_of(counted)} == {"as-made"}


def test_counts_without_their_providers_are_said(counted: Path) -> None:
    (counted / BY_HAND).unlink()
    assert {problem.rule for problem in problems_of(counted)} == {"unknown-provider"}


def test_a_folder_without_counts_is_clean_and_has_none(libraries: Path) -> None:
    assert problems_of(libraries) == []
    assert not published.has_cybertips(queries.from_data(libraries, with_influence=False)[0])


def test_a_count_whose_company_cannot_be_read_is_not_blamed(counted: Path) -> None:
    path = counted / "companies" / "north.yaml"
    path.write_text(path.read_text().replace("coded_on: 2026-06-30", "coded_on: never"))
    assert {problem.rule for problem in problems_of(counted)} == {"bad-date"}


@pytest.mark.parametrize(
    ("text", "count", "expected"),
    [
        ("NCMEC counted 1,175,084 reports.", 1_175_084, True),
        ("1,175,084", 175_084, False),
        ("21,809 reports", 1_809, False),
        ("1,809,111 reports", 1_809, False),
        ("1,809. And more.", 1_809, True),
        ("1809 reports", 1_809, False),
        ("in 13 reports", 13, True),
        ("13.5 reports", 13, False),
        ("13 % of reports", 13, False),
        ("13% of reports", 13, False),
        ("2 million reports", 2, False),
        ("2013 saw reports", 13, False),
        ("a single report by it", 1, True),
        ("one report by it", 1, True),
        ("one report by it", 2, False),
        ("1,289\nreports", 1_289, True),
        ("", 0, False),
    ],
)
def test_a_number_is_stated_only_literally(text: str, count: int, expected: bool) -> None:
    assert states(text, count) is expected


def test_counts_reach_the_database_with_their_evidence(counted: Path, address: str) -> None:
    build(counted, address)
    rows = queries.load(address)["cybertip_count"]
    stated = rows[rows["source_id"].notna()].iloc[0]
    assert (stated["report_count"], stated["indicator_id"], stated["evidence_company_id"]) == (1234, "LEN1", "north")
    assert stated["source_title"] == "North Library: House rules" and stated["note"] == "Only a half."
    assert rows["report_count"].isna().sum() == 1 and (rows["report_count"] == 0).sum() == 1
