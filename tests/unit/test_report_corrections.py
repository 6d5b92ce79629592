"""Guarded repairs: each replaces exactly what it expects, and fails once that is not there."""

from datetime import date

import pytest

from scorecard.reports.corrections import CORRECTED, CellCorrection, Correction, corrected
from scorecard.reports.model import Period, Report, cells_frame
from scorecard.reports.problems import ReportError
from scorecard.vocabulary import FigureState, HowObtained

TOTAL, MINORS = "TOTAL", "STATEMENT_CATEGORY_PROTECTION_OF_MINORS"


def report() -> Report:
    cells = cells_frame(
        [
            {"part": 4, "row": 1, "category": TOTAL, "measure": "action_hours", "value": 28942.0, "published": "28942",
             "state": FigureState.VALUE},
            {"part": 4, "row": 1, "category": TOTAL, "measure": "notice_count", "state": FigureState.BLANK},
            {"part": 8, "row": 2, "scope": "Total number", "measure": "recall_share", "value": 0.5, "published": "0.5",
             "state": FigureState.VALUE},
            {"part": 8, "row": 3, "scope": "Total number", "measure": "recall_share", "value": 0.6, "published": "0.6",
             "state": FigureState.VALUE},
        ]
    )  # fmt: skip
    return Report("A", Period(date(2025, 7, 1), date(2025, 12, 31)), cells, HowObtained.COMPILED)


def repaired(*cells: CellCorrection, part: int = 4) -> Report:
    return corrected(report(), [Correction(part, "", "It was read wrongly.", "a/4_notices.csv", cells)])


def test_a_value_is_replaced_and_says_why() -> None:
    cells = repaired(CellCorrection(TOTAL, "action_hours", "28942", "289,42")).cells
    row = cells[cells["measure"] == "action_hours"].iloc[0]
    assert (row["value"], row["published"], row[CORRECTED]) == (289.42, "289,42", "It was read wrongly.")
    assert (cells.loc[cells["measure"] != "action_hours", CORRECTED] == "").all()


def test_a_column_is_read_as_one() -> None:
    """Of 1,234 alone nobody can say what its comma means; beside 289,42 it is a decimal mark."""
    cells = corrected(
        report(),
        [
            Correction(
                4, "", "why", "a/4_notices.csv",
                (CellCorrection(TOTAL, "action_hours", "28942", "289,42"),
                 CellCorrection(MINORS, "action_hours", None, "1,23")),
            )
        ],
    ).cells  # fmt: skip
    assert cells[(cells["category"] == MINORS)]["value"].tolist() == [1.23]


def test_a_dropped_zero_comes_back_in_a_row_of_its_own() -> None:
    cells = repaired(
        CellCorrection(MINORS, "notice_count", None, "0"), CellCorrection(MINORS, "notice_item_count", None, "")
    ).cells
    own = cells[cells["category"] == MINORS]
    assert own["state"].tolist() == ["value", "blank"] and own["value"].iloc[0] == 0
    assert own["row"].nunique() == 1 and own["row"].iloc[0] not in (1, 2, 3)
    assert own["file"].unique().tolist() == ["a/4_notices.csv"]


def test_of_several_cells_of_one_key_the_expected_one_is_meant() -> None:
    cells = repaired(CellCorrection("Total number", "recall_share", "0.6", "0.55 - 0.65"), part=8).cells
    assert cells.loc[cells["row"] == 3, ["value", "high"]].to_numpy().tolist() == [[0.55, 0.65]]
    assert cells.loc[cells["row"] == 2, "value"].tolist() == [0.5]


@pytest.mark.parametrize(
    ("cell", "finds"),
    [
        (CellCorrection(TOTAL, "action_hours", "28943", "289,42"), "expects “28943” and finds “28942”"),
        (CellCorrection(TOTAL, "action_hours", None, "289,42"), "expects no such cell and finds “28942”"),
        (CellCorrection(TOTAL, "law_action_count", "5", "6"), "expects “5” and finds no such cell"),
        (CellCorrection(TOTAL, "notice_count", None, "6"), "expects no such cell and finds “”"),
    ],
)
def test_a_repair_fails_once_the_input_changed(cell: CellCorrection, finds: str) -> None:
    with pytest.raises(ReportError, match=finds) as raised:
        repaired(cell)
    assert "data/report_corrections.yaml" in str(raised.value) and "delete the repair" in str(raised.value)


def test_a_blank_cell_is_expected_as_such() -> None:
    cells = repaired(CellCorrection(TOTAL, "notice_count", "", "7")).cells
    assert cells.loc[cells["measure"] == "notice_count", "value"].tolist() == [7.0]


def test_one_cell_is_not_repaired_twice() -> None:
    twice = CellCorrection(TOTAL, "action_hours", "28942", "289,42")
    with pytest.raises(ReportError, match="finds no such cell"):
        repaired(twice, twice)
