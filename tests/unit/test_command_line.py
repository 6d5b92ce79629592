"""The command line: data on standard output, everything else on standard error, exit codes, no traceback."""

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scorecard import queries, settings
from tests.command import run

COMMANDS = ["check", "build", "scores", "show", "cite", "docs"]


def break_a_level(data_dir: Path) -> None:
    path = data_dir / "companies" / "north.yaml"
    path.write_text(path.read_text().replace("level: met", "level: splendid", 1))


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_teaches(capsys: pytest.CaptureFixture[str], command: str) -> None:
    done = run(capsys, *([command] if command else []), "--help")
    assert done.code == 0
    assert "Usage:" in done.out and len(done.out) > 200


def test_check_of_clean_data(capsys: pytest.CaptureFixture[str], libraries: Path) -> None:
    done = run(capsys, "check", "--data", libraries)
    assert (done.code, done.out) == (0, "")
    assert "0 errors" in done.err


def test_check_of_faulty_data_says_where_and_what_to_do(capsys: pytest.CaptureFixture[str], libraries: Path) -> None:
    break_a_level(libraries)
    done = run(capsys, "check", "--data", libraries)
    assert done.code == 1
    (line,) = done.out.splitlines()
    assert line.startswith("libraries/companies/north.yaml:40: assessments[LEN1].level: 'splendid' is not one of")
    assert "[unknown-word]. Use one of the words." in line


def test_build_prints_the_hash_and_nothing_else(
    capsys: pytest.CaptureFixture[str], libraries: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path}/test.db"
    monkeypatch.setenv("DATABASE_URL", address)
    done = run(capsys, "build", "--data", libraries)
    assert done.code == 0
    assert done.out.strip() == queries.usable_content_hash(address)
    assert "Built 2 companies" in done.err


def test_build_of_faulty_data_writes_nothing(
    capsys: pytest.CaptureFixture[str], libraries: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/test.db")
    break_a_level(libraries)
    done = run(capsys, "build", "--data", libraries)
    assert (done.code, done.out) == (1, "")
    assert "nothing was written" in done.err
    assert not (tmp_path / "test.db").exists()


def test_build_into_an_impossible_place(
    capsys: pytest.CaptureFixture[str], libraries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://host/name")
    done = run(capsys, "build", "--data", libraries)
    assert (done.code, done.out) == (3, "")
    assert "Use SQLite or PostgreSQL" in done.err


def test_scores_as_json_has_the_promised_keys(capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(run(capsys, "scores", "--format", "json").out)
    promised = "company_id name peer_group score rank peer_rank band coverage score_low score_high withheld".split()
    commitments = ["safety_by_design", "detection", "ecosystem_bans", "payment_disruption", "transparency"]
    assert len(rows) == 29
    for row in rows:
        assert set(promised + commitments) <= set(row)


def test_scores_by_commitment_as_csv(capsys: pytest.CaptureFixture[str], libraries: Path) -> None:
    done = run(capsys, "scores", "--by", "commitment", "--format", "csv", "--data", libraries)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [(row["company_id"], row["commitment_id"], row["score"]) for row in rows] == [
        ("north", "lending", "75.0"),
        ("north", "keeping", "0.0"),
        ("north", "opening", "0.0"),
        ("south", "lending", ""),
        ("south", "keeping", ""),
        ("south", "opening", "100.0"),
    ]


def test_scores_by_indicator_as_json(capsys: pytest.CaptureFixture[str], libraries: Path) -> None:
    rows = json.loads(run(capsys, "scores", "--by", "indicator", "--format", "json", "--data", libraries).out)
    assert {"company_id", "indicator_id", "level", "value", "confidence"} <= set(rows[0])
    cell = next(row for row in rows if (row["company_id"], row["indicator_id"]) == ("south", "KEE1"))
    assert (cell["level"], cell["value"], cell["confidence"]) == ("not_applicable", None, None)


def test_scores_as_a_table_cuts_nothing_when_piped(capsys: pytest.CaptureFixture[str], libraries: Path) -> None:
    done = run(capsys, "scores", "--data", libraries)
    lines = done.out.splitlines()
    assert len(lines) == 3
    assert lines[0].split()[:4] == ["company_id", "name", "peer_group", "score"]
    assert "North Library" in done.out


def test_scores_of_data_with_faults_in_the_evidence_are_given_with_a_warning(
    capsys: pytest.CaptureFixture[str], libraries: Path
) -> None:
    path = libraries / "companies" / "north.yaml"
    path.write_text(path.read_text().replace("stance: contradicts", "stance: context"))
    done = run(capsys, "scores", "--format", "json", "--data", libraries)
    assert done.code == 0 and len(json.loads(done.out)) == 2
    assert "1 problem in the data: the levels may not hold" in done.err


def test_scores_of_data_that_cannot_be_scored_are_refused(capsys: pytest.CaptureFixture[str], libraries: Path) -> None:
    break_a_level(libraries)
    done = run(capsys, "scores", "--data", libraries)
    assert (done.code, done.out) == (1, "")
    assert "unknown-word" in done.err


def test_show_has_every_indicator_and_source(capsys: pytest.CaptureFixture[str], libraries: Path) -> None:
    out = run(capsys, "show", "north", "--data", libraries).out
    assert out.startswith("North Library (City libraries)\nScore 37.5 of 100 (bounds 37.5 to 62.5)")
    for words in ("LEN1  met (high confidence)", "no evidence", "https://north.example/rules", "The doors are closed"):
        assert words in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "nobody"], "There is no company 'nobody'"),
        (["scores", "--by", "planet"], "planet"),
        (["scores", "--data", "/no/such/folder"], "is not a folder"),
        (["dance"], "No such command"),
    ],
)
def test_wrong_use_is_explained(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    done = run(capsys, *arguments)
    assert done.code == 2
    assert said in done.err and "Traceback" not in done.err


def test_check_says_what_it_could_not_look_into(capsys: pytest.CaptureFixture[str], libraries: Path) -> None:
    break_a_level(libraries)
    assert "Only the form was checked of: north.yaml" in run(capsys, "check", "--data", libraries).err
    (libraries / "methodology" / "3.1.yaml").unlink()
    assert "Without a methodology" in run(capsys, "check", "--data", libraries).err


def test_ranges_are_printed_in_every_form(capsys: pytest.CaptureFixture[str]) -> None:
    few = ("robustness", "--draws", 200, "--seed", 1, "--sources", "weights,levels")
    table = run(capsys, *few).out
    assert "rank_low" in table and "rank_high" in table and "Pinterest" in table
    rows = json.loads(run(capsys, *few, "--format", "json").out)
    lines = run(capsys, *few, "--format", "csv").out.splitlines()
    assert len(rows) == len(lines) - 1 and rows[0]["scope"] == "overall"
    assert all(row["rank_low"] <= row["rank_median"] <= row["rank_high"] for row in rows)
    for wrong in (("--sources", "luck"), ("--draws", 99), ("--seed", -1)):
        assert run(capsys, "robustness", *wrong).code == 2


def test_data_without_draws_have_no_ranges_to_print(capsys: pytest.CaptureFixture[str], libraries: Path) -> None:
    done = run(capsys, "robustness", "--data", libraries)
    assert done.code == 2 and "The method has no draws" in done.err and done.out == ""


def test_a_fault_of_the_program_is_said_without_a_traceback(
    capsys: pytest.CaptureFixture[str], libraries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(data_dir: Path, *, with_influence: bool) -> None:
        raise ValueError("no such thing")

    monkeypatch.setattr(queries, "from_data", fail)
    done = run(capsys, "scores", "--data", libraries)
    assert (done.code, done.out) == (70, "")
    assert "ValueError: no such thing" in done.err and "Traceback" not in done.err
    monkeypatch.setenv("SCORECARD_TRACEBACK", "1")
    with pytest.raises(ValueError, match="no such thing"):
        run(capsys, "scores", "--data", libraries)


def test_an_interrupted_command_ends_in_silence(
    capsys: pytest.CaptureFixture[str], libraries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(data_dir: Path, *, with_influence: bool) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(queries, "from_data", interrupt)
    done = run(capsys, "scores", "--data", libraries)
    assert (done.code, done.out, done.err) == (130, "", "")


def run_in_shell(command: str) -> subprocess.CompletedProcess[str]:
    shell = ["bash", "-o", "pipefail", "-c", command.replace("scorecard", f"{sys.executable} -m scorecard")]
    return subprocess.run(shell, capture_output=True, text=True, cwd=settings.ROOT, check=False, timeout=60)


def test_a_full_disk_is_said() -> None:
    done = run_in_shell("scorecard scores --format csv > /dev/full")
    assert done.returncode == 74
    assert done.stderr.splitlines()[-1].startswith("The output cannot be written") and "Traceback" not in done.stderr


def test_a_terminal_without_the_characters_of_the_data_is_no_error() -> None:
    done = run_in_shell("LC_ALL=C PYTHONUTF8=0 PYTHONIOENCODING=ascii scorecard scores --by commitment")
    assert done.returncode == 0 and "alphabet" in done.stdout and "\\u2013" in done.stdout


@pytest.mark.skipif(shutil.which("script") is None, reason="needs the command script to stand in for a terminal")
def test_a_narrow_terminal_names_the_columns_it_has_no_room_for() -> None:
    done = run_in_shell("script -qec 'stty cols 60; scorecard scores' /dev/null")
    assert "No room here for:" in done.stdout and "coverage" in done.stdout.split("No room here for:")[1]
    header = next(line for line in done.stdout.splitlines() if "company_id" in line)
    assert "name" in header and "coverage" not in header


def test_a_closed_pipe_is_no_error() -> None:
    done = run_in_shell("scorecard scores --by indicator --format csv | head -1")
    assert done.stdout == "company_id,commitment_id,indicator_id,level,value,confidence,coded_on,source_changed\n"
    assert "Traceback" not in done.stderr and "Error" not in done.stderr


CITED = "How far North Library meets the asks of the call “Open the libraries”"


@pytest.mark.parametrize(
    ("style", "beginning"),
    [
        ("apa", f"Pledgewatch. (n.d.). {CITED} (Working data coded up to 30 June 2026, content "),
        ("chicago", "Pledgewatch. n.d. “How Far North Library Meets the Asks of the Call ‘Open the Libraries.’”"),
        ("chicago-notes", "Pledgewatch. “How Far North Library Meets the Asks"),
        ("mla", "Pledgewatch. “How Far North Library Meets the Asks"),
        ("bibtex", "@misc{pledgewatch-working-how-far-north-library-meets-the-asks"),
        ("ris", "TY  - DATA"),
        ("csl-json", "[\n  {\n"),
        ("sentence", "North Library "),
    ],
)
def test_a_report_card_is_cited_in_every_style(
    capsys: pytest.CaptureFixture[str], libraries: Path, style: str, beginning: str
) -> None:
    done = run(capsys, "cite", "--company", "north", "--style", style, "--data", libraries)
    assert done.code == 0 and done.out.startswith(beginning), done
    assert "PLEDGEWATCH_ADDRESS" in done.err


def test_the_data_is_cited_with_its_address_and_the_hash_of_a_build(
    capsys: pytest.CaptureFixture[str], libraries: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PLEDGEWATCH_ADDRESS", "https://pledgewatch.example.org/")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'test.db'}")
    content = run(capsys, "build", "--data", libraries).out.strip()
    done = run(capsys, "cite", "--style", "csl-json", "--data", libraries)
    (item,) = json.loads(done.out)
    assert item["URL"] == "https://pledgewatch.example.org/?release=working" and "accessed" in item
    assert content in item["note"] and len(content) > 20


@pytest.mark.parametrize("arguments", [("--company", "nobody"), ("--company", ""), ("--style", "harvard")])
def test_what_cannot_be_cited_is_refused_with_what_there_is(
    capsys: pytest.CaptureFixture[str], libraries: Path, arguments: tuple[str, str]
) -> None:
    done = run(capsys, "cite", *arguments, "--data", libraries)
    assert (done.code, done.out) == (2, "")
    assert "north" in done.err or "'apa', 'chicago'" in done.err
