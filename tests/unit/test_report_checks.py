"""Every rule on published reports: a planted fault is found, in the right file and line."""

from datetime import date
from pathlib import Path

import pytest

from scorecard import queries
from scorecard.build import build, check
from scorecard.curation.rules_on_reports import REPORT_RULES
from scorecard.errors import DataProblemsError, Problem, Severity
from tests.made_up_reports import CELLS, CHILD_ABUSE, DEEPFAKE, HALF, imported, with_reports
from tests.unit.test_checks import METHOD, NORTH, Fault, planted

TODAY = date(2026, 12, 1)
SERVICES, REPAIRS = "report_services.yaml", "report_corrections.yaml"
REPORTS, FIGURES, FLAGS = "reports/dsa_reports.csv", "reports/dsa_figures.csv", "reports/dsa_flags.csv"

FAULTS = [
    Fault("service-name", SERVICES, "name: South Shelf", "name: north reader", "- id: shelf"),
    Fault("service-name", SERVICES, "names: [Reader]", "names: [elsewhere]", "- id: elsewhere"),
    Fault("duplicate-key", SERVICES, "    provider: South", "    provider: South\n    provider: South",
          "provider: South", nth=2),
    Fault("unknown-company", SERVICES, "company: south", "company: west", "company: west"),
    Fault("assessed-as", SERVICES, "assessed_as: Reading room", "assessed_as: Cellar", "assessed_as: Cellar"),
    Fault("unknown-word", SERVICES, "kind: very large online platform", "kind: large", "kind: large"),
    Fault("bad-address", SERVICES, "url: https://south.example/reports", "url: south", "url: south"),
    Fault("unknown-service", SERVICES, "id: elsewhere", "id: nowhere", "no line of this file"),
    Fault("unknown-service", REPAIRS, "service: reader", "service: nobody", "service: nobody"),
    Fault("outdated-import", REPAIRS, "2026-01-01/2026-06-30", "2024-01-01/2024-06-30", "period:"),
    Fault("outdated-import", SERVICES, "url: https://south.example/reports", "url: https://south.example/new",
          "no line of this file"),
    Fault("outdated-import", SERVICES, "    company: south\n", "", "no line of this file"),
    Fault("as-made", FIGURES, ",1200,", ",1300,", "service_id,company_id"),
    Fault("as-made", FLAGS, "90 measures", "91 measures", "service_id,company_id"),
    Fault("as-made", REPORTS, ",cells.csv,", ",others.csv,", "service_id,company_id"),
    Fault("wrong-value", FIGURES, ",1200,", ",many,", "many"),
    Fault("unknown-word", FIGURES, ",not_applicable,", ",not_at_all,", "not_at_all"),
    Fault("csv-form", FIGURES, "service_id,company_id", "service,company_id", "service,company_id"),
    Fault("wrong-value", REPAIRS, "part: 6", "part: 12", "part: 12"),
]  # fmt: skip
ELSEWHERE = {"report-question", "idle-answer"}


@pytest.fixture
def reporting(libraries: Path) -> Path:
    """The libraries with reports."""
    return with_reports(libraries)


def problems_of(data_dir: Path) -> list[Problem]:
    return check(data_dir, TODAY)[1]


def test_reports_as_imported_break_no_rule(reporting: Path) -> None:
    assert problems_of(reporting) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule}-{fault.new[:30]!r}")
def test_a_planted_fault_is_found_where_it_is(reporting: Path, fault: Fault) -> None:
    elsewhere = fault.at == "no line of this file"
    line = planted(reporting, fault if not elsewhere else Fault(fault.rule, fault.file, fault.old, fault.new, ""))
    found = [problem for problem in problems_of(reporting) if problem.rule == fault.rule]
    assert found and all(problem.message and problem.remedy for problem in found)
    if elsewhere:
        assert all(problem.file.startswith("libraries/reports/") for problem in found)
    else:
        assert (f"libraries/{fault.file}", line) in [(problem.file, problem.line) for problem in found]


def test_every_rule_on_reports_has_a_planted_fault() -> None:
    assert {fault.rule for fault in FAULTS} | ELSEWHERE >= set(REPORT_RULES)


def test_a_figure_that_was_changed_by_hand_stops_a_build(reporting: Path, tmp_path: Path) -> None:
    planted(reporting, FAULTS[12])
    with pytest.raises(DataProblemsError):
        build(reporting, f"sqlite:///{tmp_path / 'x.db'}")
    assert not (tmp_path / "x.db").exists()


def test_an_import_replaces_the_same_report_and_leaves_the_others(reporting: Path) -> None:
    before = (reporting / FIGURES).read_text().splitlines()
    imported(reporting, [("Elsewhere", 4, DEEPFAKE, "notice_count", "9", HALF)])
    after = (reporting / FIGURES).read_text().splitlines()
    assert [line for line in before if not line.startswith("elsewhere")] == [
        line for line in after if not line.startswith("elsewhere")
    ]
    own = [line for line in after if line.startswith("elsewhere")]
    assert len(own) == 1 and ",9,,count,value,9,true," in own[0]
    assert problems_of(reporting) == []


def test_the_same_import_writes_the_same_bytes_whatever_came_first(reporting: Path) -> None:
    before = {name: (reporting / name).read_bytes() for name in (REPORTS, FIGURES, FLAGS)}
    imported(reporting, list(reversed(CELLS)))
    assert {name: (reporting / name).read_bytes() for name in (REPORTS, FIGURES, FLAGS)} != {}
    imported(reporting, CELLS)
    assert {name: (reporting / name).read_bytes() for name in (REPORTS, FIGURES, FLAGS)} == before


def asking(data_dir: Path, asked: str, level: str = "") -> Path:
    """Let the first indicator ask something of reports, and give the first company another level there."""
    (data_dir / "codings.csv").unlink()  # which has the level as it was
    method = data_dir / METHOD
    text = method.read_text()
    method.write_text(text.replace("  - id: LEN1\n", f"  - id: LEN1\n    asks_of_reports: {asked}\n", 1))
    if level:
        company = data_dir / NORTH
        text = company.read_text()
        head, tail = text.split("  - indicator: LEN1\n", 1)
        company.write_text(head + "  - indicator: LEN1\n" + tail.replace("level: met", f"level: {level}", 1))
    return data_dir


def test_a_level_that_reports_contradict_is_a_question_and_stops_no_build(reporting: Path, tmp_path: Path) -> None:
    asking(reporting, "synthetic_category", "partial")
    found = problems_of(reporting)
    assert [(problem.rule, problem.severity, problem.file) for problem in found] == [
        ("report-question", Severity.QUESTION, "libraries/companies/north.yaml")
    ]
    assert "every report has figures on synthetic imagery: North Reader" in found[0].message
    build(reporting, f"sqlite:///{tmp_path / 'x.db'}")
    questions = queries.load(f"sqlite:///{tmp_path / 'x.db'}")["report_question"]
    assert questions[["company_id", "indicator_id"]].to_numpy().tolist() == [["north", "LEN1"]]
    assert questions["answer"].isna().all()


def test_an_answer_settles_the_question_and_is_kept(reporting: Path) -> None:
    asking(reporting, "synthetic_category", "partial")
    company = reporting / NORTH
    text = company.read_text()
    head, tail = text.split("  - indicator: LEN1\n", 1)
    company.write_text(head + "  - indicator: LEN1\n    report_answer: It was read by hand.\n" + tail)
    assert problems_of(reporting) == []
    questions = queries.from_data(reporting)[0]["report_question"]
    assert questions["answer"].tolist() == ["It was read by hand."]


def test_an_answer_to_nothing_is_told(reporting: Path) -> None:
    company = reporting / NORTH
    text = company.read_text()
    head, tail = text.split("  - indicator: LEN1\n", 1)
    company.write_text(head + "  - indicator: LEN1\n    report_answer: It was read by hand.\n" + tail)
    assert [problem.rule for problem in problems_of(reporting)] == ["idle-answer"]


def test_reports_that_agree_raise_no_question(reporting: Path) -> None:
    assert problems_of(asking(reporting, "synthetic_category")) == []
    assert CHILD_ABUSE  # the list of cells has both rows
