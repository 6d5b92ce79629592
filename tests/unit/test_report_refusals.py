"""What is refused, whole or as a single cell, and that the message says what to do."""

import re
from pathlib import Path

import pytest

from scorecard.reports.problems import ReportError
from scorecard.reports.template import PART
from scorecard.vocabulary import FigureState
from tests.report_files import zip_bytes
from tests.report_parts import Files, as_csv, grid, notices, one, part, read

CSAM, VIOLENCE = "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL", "STATEMENT_CATEGORY_VIOLENCE"
UNREADABLE = FigureState.UNREADABLE.value


# What is refused whole.


def refusal(folder: Path, files: Files, service: str = "") -> ReportError:
    with pytest.raises(ReportError) as caught:
        read(folder, files, service)
    said = str(caught.value)
    assert re.search(r"\.(csv|xlsx|zip)\b|^the report:", said), said
    assert said.endswith(".") and caught.value.remedy and said.endswith(caught.value.remedy), said
    return caught.value


ROW = {"category": "TOTAL", "notice_count": "5"}
TWICE = [*grid(4, ROW), *grid(4, ROW)]
REFUSED: dict[str, tuple[Files, str, int | None]] = {
    "no heading": ({"4_notices.csv": "a,b\n1,2\n"}, "no row among the first 10 is a heading of part 4", None),
    "no figures": ({"4_notices.csv": "Service,Category of illegal content\nMade,TOTAL\n"}, "heading of part 4", None),
    "translated": ({"4_notices.csv": "Υπηρεσία,Κατηγορία\nMade,TOTAL\n"}, "heading of part 4", None),
    "nothing says which part": ({"table.csv": part(7, {"indicator": "x", "scope": "TOTAL", "value": "1"})},
                                "neither name nor heading says which part it is", None),
    "part 5 or 6": ({"own initiative.csv": part(5, {"category": "TOTAL", "measure_count": "1"})},
                    "neither name nor heading says which part it is", None),
    "two files of one part": ({"4_notices.csv": notices(("TOTAL", "5")), "b 4_notices.csv": notices(("TOTAL", "6"))},
                              "is the same part with other figures", None),
    "two tables, two headings": ({"4_notices.csv": as_csv(TWICE)}, "a second table begins", 3),
    "two tables, a heading in other words": (
        {"6_own_initiative_TC.csv": as_csv([*grid(6, ROW, rename={"category": "Category of illegal content"}),
                                            *grid(6, ROW, rename={"category": "CATEGORY OF ILLEGAL CONTENT"})])},
        "a second table begins", 3),
    "two totals": ({"4_notices.csv": notices(("TOTAL", "5"), ("TOTAL", "6"))},
                   "the total comes twice, first in row 2", 3),
    "two totals, one of nobody": ({"4_notices.csv": part(4, ROW, ROW | {"service": ""})}, "the total comes twice", 3),
    "no period": ({"4_notices.csv": notices(("TOTAL", "5"), period="2026")}, "which period the report is about", None),
    "no service": ({"4_notices.csv": notices(("TOTAL", "5"), service="")}, "no row names the service", None),
    "undecodable": ({"4_notices.csv": b"\xef\xbb\xbf" + notices(("TOTAL", "5")).encode() + b"\xff"}, "is not", None),
    "in no encoding": ({"4_notices.csv": notices(("TOTAL", "5")).encode() + b"\x81\n"}, "in no encoding", None),
    "binary": ({"4_notices.csv": b"PNG\0\0\1"}, "the file is binary", None),
    "empty": ({"4_notices.csv": b""}, "the file is empty", None),
    "an open quotation mark": ({"4_notices.csv": notices(("TOTAL", "5")) + 'All,"Made,x\nAll,Made,y\n'},
                               "a quotation mark is never closed", 3),
    "an odd quotation mark": ({"4_notices.csv": notices(("TOTAL", "5")) + 'All,"Made,x\nAll,"Made,y\n'},
                              "quotation marks do not come in pairs", 3),
    "two columns of one heading": (
        {"4_notices.csv": part(4, ROW, rename={"trusted_notice_count": "Number of notices received"})},
        "two columns have this heading", 1),
    "two values": ({"8_automated_means.csv": "Value,Value,Indicator,Scope\n1,2,x,y\n"},
                   "two columns have this heading", 1),
    "commas of thousands without quotation marks": (
        {"4_notices.csv": notices(("TOTAL", "5"), (VIOLENCE, "6")).replace(",6,", ",1,234,")},
        "the row has more cells than the heading", 3),
    "commas of thousands in the last column": (
        {"10_AMAR.csv": part(10, {"indicator": PART[10].measures[0].wording, "scope": "TOTAL", "value": "7"})
         .replace(",7\n", ",45,000,000\n")}, "the row has more cells than the heading", 2),
    "figures of nothing": ({"4_notices.csv": part(4, ROW, {"notice_count": "7"})}, "does not say of what", 3),
    "merged indicators": ({"8_automated_means.csv": part(8, {"indicator": PART[8].measures[0].wording,
                           "scope": "Total number", "value": "1"}, {"scope": "bg", "value": "1,5"})},
                          "does not say of what", 3),
    "merged services": ({"4_notices.csv": part(4, ROW, {"category": CSAM, "notice_count": "1", "service": ""},
                                               ROW | {"service": "Other"})}, "names no service", 3),
    "a table of nobody": ({"4_notices.csv": part(4, ROW, ROW | {"service": "Other"}),
                           "6_own_initiative_TC.csv": part(6, ROW | {"measure_count": "1", "service": ""})},
                          "names no service, in a report of several services", 2),
    "a day taken for a part": ({"8 March 2026.csv": part(7, {"indicator": PART[7].measures[0].wording,
                                "scope": "Total number", "value": "1"})}, "no row has an indicator of part 8", 2),
    "part 7 named 1": ({"1 March.csv": part(7, {"indicator": PART[7].measures[0].wording, "scope": "Total number",
                        "value": "1"})}, "heading of part 1", None),
    "part 6 named 5": ({"5 March.csv": part(6, {"category": "TOTAL", "measure_count": "1"})},
                       "the name says part 5, the heading says part 6", 1),
    "part 5 named 6": ({"6.csv": part(5, {"category": "TOTAL", "measure_count": "1"})},
                       "the name says part 6, the heading says part 5", 1),
    "two starts": ({"1_summary.csv": part(1, *({"indicator": "Starting date of reporting period", "value": text}
                                               for text in ("2026-01-01", "2025-07-01"))),
                    "4_notices.csv": notices(("TOTAL", "5"))}, "part 1 says of the starting date", 3),
    "an archive in an archive": ({"a.zip": zip_bytes({"b.zip": zip_bytes({"4_notices.csv": b"x"})})},
                                 "the archive lies in an archive", None),
    "nothing in an archive": ({"a.zip": zip_bytes({"a.pdf": b"x"})}, "holds no CSV file and no workbook", None),
    "only the list of names": ({"2_categories_names.csv": "a,b\n"}, "there is no part of the template in it", None),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_whole(case: str, tmp_path: Path) -> None:
    files, said, row = REFUSED[case]
    error = refusal(tmp_path, files)
    assert said in str(error)
    assert error.row == row


# What is refused as a single cell: the text is kept, the value is not.

CELLS = [
    (4, "action_hours", "6:1"),
    (4, "action_hours", "1,234"),
    (4, "notice_count", "many"),
    (4, "notice_count", "1.234"),
    (8, "Accuracy of the automated means - Accuracy", "99.25"),
    (10, "Number of average monthly active recipients during the reporting period", "> 45"),
]


@pytest.mark.parametrize(("number", "measure", "cell"), CELLS)
def test_what_is_refused_as_a_single_cell(number: int, measure: str, cell: str, tmp_path: Path) -> None:
    is_table = number == 4
    row = {"category": "TOTAL", measure: cell} if is_table else {"indicator": measure, "scope": "TOTAL", "value": cell}
    report = one(tmp_path, {f"Part {number}.csv": part(number, row)})
    own = report.cells[report.cells["published"] == cell]
    assert own["state"].tolist() == [UNREADABLE]
    assert own["value"].isna().all()
