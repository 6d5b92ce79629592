"""Archived policies: every planted fault is found in its line, with what is wrong and what to do about it."""

import json
from datetime import date
from pathlib import Path

import pytest

from scorecard.build import build, check
from scorecard.curation.provenance import provenance_path, sha256_of
from scorecard.curation.rules_on_policy import POLICY_RULES
from scorecard.errors import DataProblemsError, Problem, Severity
from tests.archives import Archive
from tests.policies import CITED, FOLDER, RULES, WATCHLIST_FILE, change, watching, with_history, years
from tests.unit.test_checks import Fault, planted

TODAY = date(2026, 7, 1)
NORTH = "companies/north.yaml"
DOCUMENTS, VERSIONS, CLAUSES = (f"{FOLDER}/{name}.csv" for name in ("documents", "versions", "clauses"))
CITATIONS, HEADS = f"{FOLDER}/citations.csv", f"{FOLDER}/collections.csv"
FREE, CLOSED = "locator: Lending is free", "locator: closed on Sundays"

FAULTS = [
    # the watchlist
    Fault("yaml-syntax", WATCHLIST_FILE, "folders: [North]", "folders: [North", "- company: south"),
    Fault("unknown-key", WATCHLIST_FILE, "    name: Policies", "    name: Policies\n    sort: x", "sort: x"),
    Fault("missing-key", WATCHLIST_FILE, "    licence: ODC-By 1.0\n", "", "- id: example/policies"),
    Fault("wrong-value", WATCHLIST_FILE, "id: example/policies", "id: policies", "id: policies"),
    Fault("bad-address", WATCHLIST_FILE, "https://example.org/policies", "file:///etc", "file:///etc"),
    Fault("bad-id", WATCHLIST_FILE, "company: south", "company: South", "company: South"),
    Fault("text-length", WATCHLIST_FILE, "\n  - House Rules\n  - Terms\n", " []\n", "documents: []"),
    Fault("unknown-company", WATCHLIST_FILE, "company: south", "company: west", "company: west"),
    Fault("watched-once", WATCHLIST_FILE, "documents:\n", "  - {id: example/policies, name: P, home: 'https://e.org', "
          "licence: L, credit: C}\ndocuments:\n", "- {id: example/policies"),
    Fault("watched-once", WATCHLIST_FILE, "service: South", "service: South\n    folders: [North]", "- company: south"),
    # what was found
    Fault("outdated-history", WATCHLIST_FILE, "  - Terms\n", "", "South/Terms.md"),
    Fault("outdated-history", WATCHLIST_FILE, "folders: [North]", "folders: [Northern]", "North/House Rules.md"),
    Fault("outdated-history", WATCHLIST_FILE, "service: North Reader", "service: Reader", "North/House Rules.md"),
    Fault("outdated-history", DOCUMENTS, "example/policies,South/Terms.md", "example/other,South/Terms.md",
          "example/other"),
    Fault("outdated-history", DOCUMENTS, ",north,", ",south,", "North/House Rules.md"),
    Fault("outdated-history", CLAUSES, ",lost_books,1", ",old_books,1", "old_books"),
    Fault("outdated-history", CLAUSES, "South/Terms.md,late_books", "South/Rules.md,late_books", "South/Rules.md"),
    Fault("outdated-history", VERSIONS, "South/Terms.md,2", "South/Rules.md,2", "South/Rules.md"),
    Fault("csv-form", CLAUSES, "term_id,spell", "term,spell", "term,spell"),
    Fault("wrong-value", VERSIONS, ",true,", ",yes,", ",yes,"),
    Fault("wrong-value", VERSIONS, ",1,", ",0,", ",0,"),
    Fault("unknown-word", CLAUSES, ",technical,", ",mystical,", ",mystical,"),
    Fault("unknown-word", CITATIONS, ",still_there,", ",there,", ",there,"),
    Fault("bad-date", CLAUSES, ",2023-03-01,", ",2023-02-31,", ",2023-02-31,"),
    Fault("bad-date", HEADS, ",2026-05-01,", ",2026-05,", ",2026-05,"),
    Fault("wrong-value", DOCUMENTS, ",North Reader,", ",,", ",,"),
    # cited clauses
    Fault("unverified", NORTH, FREE, "locator: Lending is", "locator: Lending is"),
]  # fmt: skip


@pytest.fixture
def watched(libraries: Path, tmp_path: Path) -> Path:
    """The libraries with a clause history and verified citations."""
    return with_history(libraries, years(tmp_path / "archive"))


def problems_of(data_dir: Path) -> list[Problem]:
    return check(data_dir, TODAY)[1]


def wrapped(data_dir: Path, file: str) -> None:
    """Write a machine-written file down as it now is, as if a run had made it."""
    path = data_dir / file
    beside = provenance_path(path)
    beside.write_text(json.dumps(json.loads(beside.read_text()) | {"sha256": sha256_of(path.read_bytes())}))


def test_the_watched_libraries_are_clean(watched: Path) -> None:
    assert problems_of(watched) == []


def test_every_rule_on_policies_is_broken_by_a_test() -> None:
    by_status = {rule for _, rule, *_ in STATUSES}
    assert {fault.rule for fault in FAULTS} | by_status >= set(POLICY_RULES)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule}: {fault.file}: {fault.new[:30]}")
def test_a_planted_fault_is_found_in_its_line(watched: Path, fault: Fault) -> None:
    if fault.rule == "outdated-history" and fault.file == WATCHLIST_FILE:
        change(watched, fault.file, fault.old, fault.new)
        file, text = f"{watched.name}/{DOCUMENTS}", (watched / DOCUMENTS).read_text()
        line = next(number for number, row in enumerate(text.splitlines(), start=1) if fault.at in row)
    else:
        file, line = f"{watched.name}/{fault.file}", planted(watched, fault)
    if fault.file.endswith(".csv"):
        wrapped(watched, fault.file)
    found = [problem for problem in problems_of(watched) if problem.rule == fault.rule]
    assert (file, line) in [(problem.file, problem.line) for problem in found], problems_of(watched)
    assert all(problem.message and problem.remedy for problem in found)
    if fault.rule == "outdated-history":
        assert "python -m pipelines archive history" in found[0].remedy
        assert all(problem.severity is Severity.ERROR for problem in found)


def test_a_fault_names_the_place_in_the_watchlist(watched: Path) -> None:
    change(watched, WATCHLIST_FILE, "company: south", "company: west")
    (problem,) = [problem for problem in problems_of(watched) if problem.rule == "unknown-company"]
    assert problem.place == "services[2].company" and "'west'" in problem.message


def test_rows_of_another_run_are_told_once_a_file(watched: Path) -> None:
    text = (watched / VERSIONS).read_text()
    (watched / VERSIONS).write_text(text.replace("North/House Rules.md", "North/Other.md"))
    wrapped(watched, VERSIONS)
    found = [problem for problem in problems_of(watched) if problem.file.endswith("versions.csv")]
    assert [(one.line, one.place) for one in found] == [(2, "path")] and "documents.csv" in found[0].message


@pytest.mark.parametrize("name", ["collections", "documents", "versions", "clauses", "citations", "changes"])
@pytest.mark.parametrize("how", ["edited", "file missing", "provenance missing", "provenance unreadable"])
def test_a_machine_written_file_that_was_changed_by_hand_is_told(watched: Path, name: str, how: str) -> None:
    path = watched / FOLDER / f"{name}.{'atom' if name == 'changes' else 'csv'}"
    if how == "edited":
        path.write_bytes(path.read_bytes().replace(b"-01", b"-02", 1))
    elif how == "file missing":
        path.unlink()
    elif how == "provenance missing":
        provenance_path(path).unlink()
    else:
        provenance_path(path).write_text("{")
    found = [problem for problem in problems_of(watched) if problem.rule == "as-made"]
    assert [(problem.file, problem.line) for problem in found] == [(f"{watched.name}/{FOLDER}/{path.name}", 1)]
    with pytest.raises(DataProblemsError):
        build(watched, f"sqlite:///{watched.parent}/test.db")


STATUSES = [
    ("gone", "source-changed", Severity.WARNING, "Be kind.", f"{FOLDER} 2024-01-01"),
    ("reworded", "source-reworded", Severity.QUESTION, "Lending is always free. Closed on Sundays.", "2024-01-01"),
    ("never_there", "locator-absent", Severity.ERROR, None, "is not in North/House Rules.md of example/policies at"),
    ("no_version", "version-absent", Severity.ERROR, None, "The clone has no such commit [version-absent]"),
]


@pytest.mark.parametrize(("status", "rule", "severity", "later", "said"), STATUSES, ids=[one[0] for one in STATUSES])
def test_what_became_of_a_clause_is_told_where_it_is_cited(
    libraries: Path, tmp_path: Path, status: str, rule: str, severity: Severity, later: str | None, said: str
) -> None:
    archive = Archive(tmp_path / "archive")
    text = "Be kind." if status == "never_there" else RULES
    archive.record("2023-01-01", "First record of North House Rules", North__House_Rules=text)
    if later is not None:
        archive.record("2024-01-01", "Record new changes of North House Rules", North__House_Rules=later)
    with_history(libraries, archive, cited=CITED if status == "no_version" else None)
    assert f",{status}," in (libraries / CITATIONS).read_text()
    problem = next(problem for problem in problems_of(libraries) if problem.rule == rule)
    lines = (libraries / NORTH).read_text().splitlines()
    assert problem.file == f"libraries/{NORTH}" and FREE in lines[problem.line - 1]
    assert problem.place == "assessments[LEN1].evidence[1].locator" and problem.severity is severity
    assert said.removeprefix(f"{FOLDER} ") in str(problem) and problem.remedy == POLICY_RULES[rule].remedy


def test_a_clause_that_went_with_most_of_the_text_is_told_with_the_doubt(libraries: Path, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.record("2023-01-01", "First record of North House Rules", North__House_Rules=RULES + " Be kind." * 30)
    archive.record("2024-01-01", "Record new changes of North House Rules", North__House_Rules="Error 403.")
    with_history(libraries, archive)
    found = [problem for problem in problems_of(libraries) if problem.rule == "source-changed"]
    assert len(found) == 2 and all("(The newest archived text has 3 % of" in one.message for one in found)
    build(libraries, f"sqlite:///{tmp_path}/test.db")


def test_a_document_that_is_no_longer_recorded_is_no_problem(libraries: Path, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.record("2023-01-01", "First record of North House Rules", North__House_Rules=RULES)
    archive.record("2024-01-01", "Remove", North__House_Rules=None, North__Terms="Be kind.")
    with_history(libraries, archive)
    assert "untracked" in (libraries / CITATIONS).read_text() and problems_of(libraries) == []


def test_clauses_of_repositories_that_are_not_watched_need_no_verification(libraries: Path) -> None:
    watching(libraries)
    assert {problem.rule for problem in problems_of(libraries)} == {"unverified"}
    change(libraries, WATCHLIST_FILE, "id: example/policies", "id: example/other")
    assert problems_of(libraries) == []


def test_a_version_that_was_cited_anew_is_unverified(watched: Path) -> None:
    text = (watched / NORTH).read_text()
    commit = text.partition("commit: ")[2][:40]
    change(watched, NORTH, commit, CITED)
    found = [problem for problem in problems_of(watched) if problem.rule == "unverified"]
    lines = text.splitlines()
    assert [lines[one.line - 1].strip() for one in found] == [FREE, CLOSED]
    assert all(one.severity is Severity.WARNING for one in found)


def test_a_folder_without_archived_policies_is_clean(libraries: Path) -> None:
    assert problems_of(libraries) == []
    (libraries / FOLDER).mkdir()
    assert problems_of(libraries) == []
