"""What an import does with what is there already: the better report stays, and what is lost is said."""

from pathlib import Path

import pytest

from pipelines.dsa_reports import import_reports
from scorecard.reports.problems import ReportError
from tests.made_up_reports import DEEPFAKE, HALF, list_of_cells, with_reports

FIGURES = "reports/dsa_figures.csv"


@pytest.fixture
def reporting(libraries: Path) -> Path:
    """The libraries with reports of every cell on the subject."""
    return with_reports(libraries)


def sample(folder: Path, published: str = "9") -> Path:
    """Write a list of some cells only: one without the commit of each file."""
    lines = list_of_cells([("Elsewhere", 4, DEEPFAKE, "notice_count", published, HALF)]).splitlines()
    path = folder / "sample.csv"
    path.write_text("\n".join(line.rsplit(",", 1)[0] for line in lines) + "\n")
    return path


def test_a_sample_does_not_take_the_place_of_all_cells(reporting: Path, tmp_path: Path) -> None:
    before = (reporting / FIGURES).read_bytes()
    done = import_reports([sample(tmp_path)], reporting, "", lambda step: None)
    assert done.written == {} and (reporting / FIGURES).read_bytes() == before
    assert "is there already, cells copied from the published files; --also-lesser" in done.left_out[0]


def test_it_does_where_that_is_asked_for_and_says_what_is_lost(reporting: Path, tmp_path: Path) -> None:
    lesser = sample(tmp_path)
    done = import_reports([lesser], reporting, "", lambda step: None, also_lesser=True)
    assert done.written and done.lost == ()  # part 4 before and after
    lines = list_of_cells([("North Reader", 4, DEEPFAKE, "notice_count", "5", HALF)])
    path = tmp_path / "cells.csv"
    path.write_text(lines)
    done = import_reports([path], reporting, "", lambda step: None)
    assert done.lost == (
        "North Reader, January to June 2026: the report that was there had figures of part 6 and 8, this one has none. "
        "Give all its parts at once",
    )


@pytest.mark.parametrize("content", ["x\n", "", '"', "service_id,company_id\n1,2,3\n"])
def test_a_file_that_no_import_wrote_is_refused_and_left_alone(reporting: Path, tmp_path: Path, content: str) -> None:
    broken = reporting / "reports" / "dsa_flags.csv"
    broken.write_text(content)
    before = (reporting / FIGURES).read_bytes()
    with pytest.raises(ReportError, match=r"dsa_flags\.csv"):
        import_reports([sample(tmp_path)], reporting, "", lambda step: None, also_lesser=True)
    assert broken.read_text() == content and (reporting / FIGURES).read_bytes() == before


def test_services_that_nobody_listed_are_left_out_of_lists(reporting: Path, tmp_path: Path) -> None:
    path = tmp_path / "cells.csv"
    path.write_text(list_of_cells([("Unheard of", 4, DEEPFAKE, "notice_count", "5", HALF)]))
    done = import_reports([path], reporting, "", lambda step: None)
    assert done.written == {} and "Unheard of is not among the services" in done.left_out[0]
