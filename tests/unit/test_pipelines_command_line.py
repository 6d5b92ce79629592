"""The command line of the pipelines: what it did, findings, exit codes, no traceback."""

import csv
import io
from pathlib import Path

import pytest

from scorecard.reports.template import PART
from tests.command import run_pipelines
from tests.made_up_reports import CELLS, list_of_cells, with_reports

FIGURES = "reports/dsa_figures.csv"


def part_6(folder: Path, automated: int) -> Path:
    """Write part 6 of a report with one row."""
    part = PART[6]
    row = ["All", "North Reader", "2026-01-01/2026-06-30", "TOTAL", "", "100", str(automated), "1,00", "100"]
    path = folder / "6_own_initiative_TC.csv"
    with path.open("w", newline="") as file:
        write = csv.writer(file)
        write.writerow([wording for _, wording in part.keys] + [measure.wording for measure in part.measures])
        write.writerow([*row, *["0"] * (len(part.measures) - 4)])
    return path


@pytest.mark.parametrize("command", ["", "dsa", "dsa-check", "cybertipline"])
def test_help_teaches(capsys: pytest.CaptureFixture[str], command: str) -> None:
    done = run_pipelines(capsys, *([command] if command else []), "--help")
    assert done.code == 0 and "Usage:" in done.out and len(done.out) > 200


def test_an_import_says_what_it_did(capsys: pytest.CaptureFixture[str], libraries: Path, tmp_path: Path) -> None:
    with_reports(libraries)
    done = run_pipelines(capsys, "dsa", part_6(tmp_path, 80), "--data", libraries)
    assert done.code == 0 and done.out == ""
    assert "North Reader, January to June 2026: 16 cells" in done.err
    assert "Mind: North Reader, January to June 2026: the report that was there had figures of part 4 and 8" in done.err
    assert "Written: dsa_figures.csv" in done.err and "make build" in done.err


def test_a_list_of_cells_says_what_was_left_out(
    capsys: pytest.CaptureFixture[str], libraries: Path, tmp_path: Path
) -> None:
    with_reports(libraries)
    path = tmp_path / "cells.csv"
    path.write_text(list_of_cells([*CELLS, ("Unheard of", 4, "TOTAL", "notice_count", "1", "2026-01-01/2026-06-30")]))
    done = run_pipelines(capsys, "dsa", path, "--data", libraries)
    assert done.code == 0 and "Left out: cells.csv: Unheard of is not among the services" in done.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00\x01", "the file is binary, not text"),
        (b"a,b\n1,2\n", "no row among the first 10 is a heading of part 6"),
        (b"", "the file is empty"),
    ],
)
def test_what_is_refused_is_refused_in_one_line_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], libraries: Path, tmp_path: Path, content: bytes, said: str
) -> None:
    with_reports(libraries)
    before = (libraries / FIGURES).read_bytes()
    path = tmp_path / "6_own_initiative_TC.csv"
    path.write_bytes(content)
    for command in (["dsa", path, "--data", libraries], ["dsa-check", path]):
        done = run_pipelines(capsys, *command)
        assert done.code == 1 and done.out == "" and said in done.err and "Traceback" not in done.err
    assert (libraries / FIGURES).read_bytes() == before


def test_a_service_that_nobody_listed_is_asked_for(
    capsys: pytest.CaptureFixture[str], libraries: Path, tmp_path: Path
) -> None:
    with_reports(libraries)
    path = part_6(tmp_path, 80)
    path.write_text(path.read_text().replace("North Reader", "Unheard of"))
    done = run_pipelines(capsys, "dsa", path, "--data", libraries)
    assert done.code == 1 and "no known service has this name: “Unheard of”. Name it with --service" in done.err
    assert run_pipelines(capsys, "dsa", path, "--data", libraries, "--service", "Reader").code == 0


def test_findings_go_to_standard_output_as_text_and_as_csv(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = part_6(tmp_path, 120)
    done = run_pipelines(capsys, "dsa-check", path)
    assert done.code == 1
    assert "6_own_initiative_TC.csv, row 2: contradiction: 120 measures after automated detection" in done.out
    assert "North Reader, January to June 2026" in done.err
    done = run_pipelines(capsys, "dsa-check", path, "--format", "csv", "--kind", "vlop")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert "automated-above-measures" in {row["rule"] for row in rows}
    assert "part-missing" in {row["rule"] for row in rows}


def test_a_path_that_is_not_there_and_a_data_folder_that_is_none(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert "there is no such file or folder" in run_pipelines(capsys, "dsa-check", tmp_path / "nothing").err
    assert run_pipelines(capsys, "dsa", tmp_path, "--data", tmp_path / "nothing").code == 2
    empty = tmp_path / "empty"
    empty.mkdir()
    done = run_pipelines(capsys, "dsa-check", empty)
    assert done.code == 1 and "Traceback" not in done.err
