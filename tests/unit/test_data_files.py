"""Data files: what is written comes back, with its types, and nothing in it is run."""

import io
import json
from datetime import date

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard import queries
from scorecard.pictures import ranking
from scorecard.publish.datafiles import MIMES, data_file
from scorecard.publish.picture import Sheet, Stamp
from scorecard.tabular import FORMULA_STARTS

STAMP = Stamp("Release 2026.11", "https://pledgewatch.example.org/?release=2026.11")
FRAME = pd.DataFrame(
    {
        "name": ["=1+1", "+a", "-b", "@c", "plain", None],
        "score": [-1.5, 0.0, 62.5, None, 1e-9, 100.0],
        "count": pd.array([1, None, -3, 4, 5, 6], dtype="Int64"),
        "day": [date(2026, 11, 22), None, date(2020, 2, 29), date(2026, 1, 1), None, date(2026, 1, 2)],
        "is_met": [True, False, True, True, False, False],
        "roles": [["a", "b"], [], ["=c"], ["d"], ["e"], ["f"]],
    }
)
SHEET = Sheet("test", "A title", FRAME, {"score": "score, 0–100", "day": "=day"}, "Source: made up.", "company")


def test_a_workbook_has_numbers_as_numbers_and_days_as_days() -> None:
    book = openpyxl.load_workbook(io.BytesIO(data_file(SHEET, "xlsx", STAMP)))
    page = book["Data"]
    assert page.freeze_panes == "A2" and [cell.value for cell in page[1]] == list(FRAME)
    assert page["B2"].value == -1.5 and page["B2"].data_type == "n"
    assert page["C4"].value == -3 and page["C3"].value is None and page["B5"].value is None
    assert page["D2"].value.date() == date(2026, 11, 22) and page["D2"].is_date
    assert page["E2"].value is True and page["F2"].value == "a; b"
    for row, text in enumerate(FRAME["name"][:4], start=2):
        cell = page.cell(row, 1)
        assert cell.value == text and cell.data_type == "s" and cell.quotePrefix  # text, and text it stays when edited
    assert not page["A6"].quotePrefix and page["F4"].value == "=c" and page["F4"].data_type == "s"
    about = {row[0].value: row[1].value for row in book["About"].iter_rows() if row[0].value}
    assert about["title"] == "A title" and about["release"] == "Release 2026.11" and about["link"] == STAMP.address
    assert "CC BY 4.0" in about["licence"] and about["score"] == "score, 0–100" and about["day"] == "=day"


def test_json_says_units_source_licence_and_release() -> None:
    content = json.loads(data_file(SHEET, "json", STAMP))
    assert content["source"] == "Source: made up." and content["release"] == "Release 2026.11"
    assert {"name": "score", "unit": "score, 0–100"} in content["columns"]
    assert content["rows"][0]["score"] == -1.5 and content["rows"][3]["score"] is None
    assert content["rows"][0]["name"] == "=1+1"  # no spreadsheet reads it


def test_equal_data_are_equal_files() -> None:
    for form in MIMES:
        assert data_file(SHEET, form, STAMP) == data_file(SHEET, form, STAMP)


def test_csv_comes_back_as_it_was(tables: queries.Tables) -> None:
    frame = ranking.scores(tables, ranking.View()).sheet.data
    text = data_file(ranking.scores(tables, ranking.View()).sheet, "csv", STAMP).decode()
    back = pd.read_csv(io.StringIO(text), parse_dates=["coded_on"]).astype({"company_id": "str"})
    expected = frame.assign(coded_on=pd.to_datetime(frame["coded_on"]))
    for name in expected:
        if pd.api.types.is_numeric_dtype(expected[name]) and expected[name].dtype != bool:
            pd.testing.assert_series_equal(
                back[name].astype(float), expected[name].astype(float), check_exact=True, check_names=True
            )
        else:
            assert back[name].fillna("").tolist() == expected[name].fillna("").tolist(), name


@given(st.text(max_size=40).filter(lambda text: "\x00" not in text))
def test_no_text_of_a_csv_is_run(text: str) -> None:
    sheet = Sheet("t", "T", pd.DataFrame({"a": [text], "b": [-1]}), {}, "S", "")
    cell = pd.read_csv(io.BytesIO(data_file(sheet, "csv", STAMP)), dtype=str, keep_default_na=False)["a"][0]
    assert not cell.startswith(FORMULA_STARTS)


@given(st.text(max_size=60))
def test_every_text_reaches_a_workbook(text: str) -> None:
    sheet = Sheet("t", "T", pd.DataFrame({"a": [text or "x"]}), {}, "S", "")
    cell = openpyxl.load_workbook(io.BytesIO(data_file(sheet, "xlsx", STAMP)))["Data"]["A2"]
    assert cell.data_type == "s"


def test_a_cell_longer_than_excel_takes_is_cut() -> None:
    sheet = Sheet("t", "T", pd.DataFrame({"a": ["x" * 40_000]}), {}, "S", "")
    value = openpyxl.load_workbook(io.BytesIO(data_file(sheet, "xlsx", STAMP)))["Data"]["A2"].value
    assert len(value) == 32_767 and value.endswith("…")


@pytest.mark.parametrize("form", MIMES)
def test_a_sheet_without_rows_is_a_file_too(form: str) -> None:
    assert data_file(Sheet("t", "T", FRAME.iloc[:0], {}, "S", ""), form, STAMP)
