"""How published files differ from the template: what is read all the same, what is refused, and what that says."""

from datetime import date
from pathlib import Path

import pytest

from scorecard.reports.model import Period
from scorecard.reports.template import PART
from tests.report_files import workbook, zip_bytes
from tests.report_parts import HALF, Files, as_csv, counts, grid, notices, one, part, read

MINORS, OTHER = "STATEMENT_CATEGORY_PROTECTION_OF_MINORS", "KEYWORD_OTHER"
CSAM, VIOLENCE = "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL", "STATEMENT_CATEGORY_VIOLENCE"


def test_archives_and_workbooks_are_read_without_what_lies_beside_the_report(tmp_path: Path) -> None:
    files = {
        "x/4_notices.csv": notices(("TOTAL", "5")).encode(),
        "__MACOSX/x/._4_notices.csv": b"\0",
        "x/._a.csv": b"\0",
    }
    assert counts(one(tmp_path, {"made.zip": zip_bytes(files)})) == {"TOTAL": 5}
    book = workbook(
        {"Cover": [["Report of Made"]], "Sheet7": [], "4_notices": grid(4, {"category": "TOTAL", "notice_count": "7"})}
    )
    report = one(tmp_path / "b", {"made.xlsx": book})
    assert counts(report) == {"TOTAL": 7}
    assert "Cover was left aside" in " ".join(report.sheets[0].notes)


def test_a_text_about_the_report_may_lie_beside_it(tmp_path: Path) -> None:
    files: Files = {"4_notices.csv": notices(("TOTAL", "5")), "README.txt": "What is in here.\n"}
    assert counts(one(tmp_path, files)) == {"TOTAL": 5}


def test_a_part_over_several_files_has_surfaces(tmp_path: Path) -> None:
    row = {"category": "TOTAL", "measure_count": "5"}
    report = one(tmp_path, {"6_own_initiative_TC.csv": part(6, row), "6_own_initiative_TC_Ads.csv": part(6, row)})
    assert set(report.cells["surface"]) == {"", "Ads"}


@pytest.mark.parametrize(
    "newer", ["4_notices_version2.csv", "X_FINAL_Corrected.xlsx - 4_notices.csv", "v3 4_notices.csv"]
)
def test_a_corrected_file_stands_beside_the_first(newer: str, tmp_path: Path) -> None:
    report = one(tmp_path, {"4_notices.csv": notices(("TOTAL", "5")), newer: notices(("TOTAL", "6"))})
    values = report.cells[report.cells["measure"] == "notice_count"].set_index("version")["value"]
    assert values.tolist() == [5, 6]
    assert values.index.is_monotonic_increasing
    assert values.index.is_unique


def test_the_name_of_a_workbook_says_that_it_is_corrected(tmp_path: Path) -> None:
    first, second = (workbook({"4_notices": grid(4, {"category": "TOTAL", "notice_count": n})}) for n in "56")
    report = one(tmp_path, {"Made.xlsx": first, "Made_corrected.xlsx": second})
    assert sorted(set(report.cells["version"])) == [1, 2]


def test_the_name_of_a_workbook_says_the_part_where_its_sheet_does_not(tmp_path: Path) -> None:
    rows = grid(8, {"indicator": PART[8].measures[0].wording, "scope": "Total number", "value": "5"})
    report = one(tmp_path, {"8_automated_means.csv.xlsx": workbook({"Sheet": rows})})
    assert counts(report, "automated_measure_count") == {"Total number": 5}


def test_the_same_figures_in_two_forms_are_one_table(tmp_path: Path) -> None:
    files: Files = {
        "4_notices.csv": notices(("TOTAL", "1,234.0")),
        "made.xlsx": workbook({"4_notices": grid(4, {"category": "TOTAL", "notice_count": "1234"})}),
    }
    assert counts(one(tmp_path, files)) == {"TOTAL": 1234}


@pytest.mark.parametrize("rows_above", [[["", "", "PRIVATE & CONFIDENTIAL", ""]], [["NOTIFICATIONS"], []], [[""]] * 8])
def test_the_heading_may_stand_lower(rows_above: list[list[str]], tmp_path: Path) -> None:
    text = as_csv([*rows_above, *grid(4, {"category": "TOTAL", "notice_count": "5"})])
    report = one(tmp_path, {"4_notices.csv": text})
    assert counts(report) == {"TOTAL": 5}
    assert set(report.cells["row"]) == {len(rows_above) + 2}


def test_columns_are_found_by_their_heading(tmp_path: Path) -> None:
    table = grid(
        4, {"category": "TOTAL", "notice_count": "5", "trusted_notice_count": "2"}, leave_out=("applicability",)
    )
    text = as_csv([[*row[::-1], "x"] for row in table])
    report = one(tmp_path, {"4_notices.csv": text})
    assert counts(report) == {"TOTAL": 5}
    assert counts(report, "trusted_notice_count") == {"TOTAL": 2}


@pytest.mark.parametrize(
    "heading", ["number of NOTICES received", "Number of notices\nreceived", " Number of  notices received "]
)
def test_the_wording_of_headings_may_differ_in_case_and_blanks(heading: str, tmp_path: Path) -> None:
    text = part(4, {"category": "TOTAL", "notice_count": "5"}, rename={"notice_count": heading, "applicability": "4"})
    assert counts(one(tmp_path, {"4_notices.csv": text})) == {"TOTAL": 5}


def test_other_may_come_often_and_belongs_to_the_category_above(tmp_path: Path) -> None:
    rows = [{"category": VIOLENCE, "notice_count": "3"}, *({"category": OTHER, "description": text, "notice_count": n}
            for text, n in (("a, b", "1"), ('"c"', "2"), ("a, b", "3"))), {"category": MINORS},
            {"category": "KEYWORD_OTHER_OWN", "notice_count": "4"}]  # fmt: skip
    report = one(tmp_path, {"4_notices.csv": part(4, *rows)})
    own = report.cells[(report.cells["measure"] == "notice_count") & report.cells["category"].str.startswith(OTHER)]
    assert own["parent"].tolist() == [VIOLENCE] * 3 + [MINORS]
    assert own["description"].tolist() == ["a, b", '"c"', "a, b", ""]


def test_a_decimal_comma_counts_for_its_whole_column(tmp_path: Path) -> None:
    rows = [{"category": code, "action_hours": hours} for code, hours in (("TOTAL", "289,42"), (VIOLENCE, "1,234"))]
    report = one(tmp_path, {"4_notices.csv": part(4, *rows)})
    assert counts(report, "action_hours") == {"TOTAL": 289.42, VIOLENCE: 1.234}


def test_what_is_not_a_value_stays_apart(tmp_path: Path) -> None:
    codes = ["TOTAL", VIOLENCE, MINORS, CSAM, OTHER]
    report = one(tmp_path, {"4_notices.csv": notices(*zip(codes, ["5", "0", " ", "N/A", "see"], strict=True))})
    own = report.cells[report.cells["measure"] == "notice_count"]
    assert own["state"].tolist() == ["value", "value", "blank", "not_applicable", "unreadable"]
    assert own["published"].tolist() == ["5", "0", " ", "N/A", "see"]


@pytest.mark.parametrize(
    ("start", "end", "published"),
    [("2026-01-01", "2026-06-30", "2026-08-09"), ("2026/01/01", "2026/06/30", "2026/08/09"),
     ("01/01/2026", "30/06/2026", "09/08/2026"), ("2026-01-01 00:00:00", "2026-06-30 00:00:00", "2026-08-09"),
     ("01.01.2026", "30.06.2026", "09.08.2026")],
)  # fmt: skip
def test_dates_of_part_1(start: str, end: str, published: str, tmp_path: Path) -> None:
    files: Files = {
        "1_summary.csv": summary(start, end, published),
        "4_notices.csv": notices(("TOTAL", "5"), period=""),
    }
    report = one(tmp_path, files)
    assert report.period == Period(date(2026, 1, 1), date(2026, 6, 30))
    assert report.published_on == date(2026, 8, 9)


def summary(start: str, end: str, published: str = "") -> str:
    says = {"Starting date of reporting period": start, "Ending date of reporting period": end,
            "Date of the publication of the report": published}  # fmt: skip
    return part(1, *({"indicator": name, "value": text} for name, text in says.items()))


def test_codes_of_languages_and_countries_are_one_code_each(tmp_path: Path) -> None:
    wording = PART[8].measures[0].wording
    rows = [
        {"indicator": wording, "scope": scope, "value": "1"}
        for scope in ("total", "own initiative  ", "iw", "EL", "SI ")
    ]
    report = one(tmp_path, {"8_automated_means.csv": part(8, *rows)})
    assert report.cells["scope"].tolist() == ["Total number", "Own-initiative", "he", "GR", "SI"]


def test_sections_that_merged_cells_left_empty_are_those_above(tmp_path: Path) -> None:
    rows = [{"section": section, "indicator": PART[8].measures[0].wording, "scope": scope, "value": "1"}
            for section, scope in (("System 1", "Total number"), ("", "SI"))]  # fmt: skip
    assert one(tmp_path, {"8_automated_means.csv": part(8, *rows)}).cells["section"].tolist() == ["System 1"] * 2


def test_notes_empty_rows_and_fillers_are_no_rows(tmp_path: Path) -> None:
    scopes = {"TOTAL": "5", "[...]": "", "AT, […], SE": "0", "SE": "2"}
    wording = PART[10].measures[0].wording
    table = grid(10, *({"indicator": wording, "scope": scope, "value": value} for scope, value in scopes.items()))
    report = one(
        tmp_path, {"10_AMAR.csv": as_csv([*table, [], [""] * 7, ["* Value: in all 27 states"], ["Notes:", "283k"]])}
    )
    assert counts(report, "monthly_recipient_count") == {"TOTAL": 5, "SE": 2}
    notes = " ".join(report.sheets[0].notes)
    assert "4 empty rows and notes skipped" in notes
    assert "2 rows with the template's filler skipped" in notes


def test_a_note_below_a_column_of_figures_is_no_row(tmp_path: Path) -> None:
    table = grid(4, {"category": "TOTAL", "notice_count": "5"}, {"notice_count": "as of 30 June"})
    assert counts(one(tmp_path, {"4_notices.csv": as_csv(table)})) == {"TOTAL": 5}


def test_a_row_with_a_placeholder_for_its_period_is_kept(tmp_path: Path) -> None:
    rows = [{"category": "TOTAL", "notice_count": "20"}, {"category": "KEYWORD_DEFAMATION", "notice_count": "14",
            "period": "YYYY-MM-DD/YYYY-MM-DD", "service": ""}]  # fmt: skip
    report = one(tmp_path, {"4_notices.csv": part(4, *rows)})
    assert counts(report) == {"TOTAL": 20, "KEYWORD_DEFAMATION": 14}


def test_rows_may_be_shorter_than_the_heading(tmp_path: Path) -> None:
    table = grid(4, {"category": "TOTAL", "notice_count": "5"})
    report = one(tmp_path, {"4_notices.csv": as_csv([table[0], table[1][:6]])})
    assert counts(report) == {"TOTAL": 5}
    assert (report.cells["state"] == "blank").sum() == len(PART[4].measures) - 1


def test_cells_beside_the_table_of_a_workbook_are_no_figures(tmp_path: Path) -> None:
    heading, row = grid(4, {"category": "TOTAL", "notice_count": "5"})
    report = one(tmp_path, {"made.xlsx": workbook({"4_notices": [heading, [*row, "", "checked"]]})})
    assert counts(report) == {"TOTAL": 5}


def test_empty_columns_beside_the_table_may_have_no_heading(tmp_path: Path) -> None:
    text = notices(("TOTAL", "5")) + "," * 40 + "\n"
    assert counts(one(tmp_path, {"4_notices.csv": text})) == {"TOTAL": 5}


def test_of_a_very_long_table_the_rows_of_other_are_added_up(tmp_path: Path) -> None:
    rows = [{"category": "TOTAL", "notice_count": "8100"}]
    for code in (VIOLENCE, "STATEMENT_CATEGORY_SELF_HARM"):
        rows += [{"category": code, "notice_count": "1"}, {"category": "KEYWORD_SUICIDE", "notice_count": "7"}]
        rows += [{"category": code}]
        rows += [{"category": OTHER, "description": f"rule {n}", "notice_count": "1,000"} for n in range(4000)]
    report = one(tmp_path, {"4_notices.csv": part(4, *rows)})
    own = report.cells[(report.cells["measure"] == "notice_count") & (report.cells["category"] == OTHER)]
    assert own["value"].tolist() == [4_000_000, 4_000_000]
    assert own["parent"].tolist() == [VIOLENCE, "STATEMENT_CATEGORY_SELF_HARM"]
    assert own["row"].tolist() == [6, 4009]
    assert set(own["period"]) == {HALF}
    assert report.cells["category"].eq("KEYWORD_SUICIDE").sum() == 2 * len(PART[4].measures)
    assert report.cells.loc[report.cells["measure"] == "notice_count", "value"].sum() == 8_000_000 + 8100 + 2 + 14
    assert "beyond 5,000 rows" in " ".join(report.sheets[0].notes)


def test_of_a_very_long_table_by_language_the_totals_stay_and_the_rest_is_told(tmp_path: Path) -> None:
    wording = PART[8].measures[0].wording
    rows = [{"indicator": wording, "scope": scope, "value": "1"} for scope in ("Total number", *["bg"] * 6000)]
    report = one(tmp_path, {"8_automated_means.csv": part(8, *rows)})
    assert report.cells["scope"].tolist() == ["Total number"]
    assert "6,000 by country or language were left out" in " ".join(report.sheets[0].notes)


def test_long_texts_do_not_hide_the_separator(tmp_path: Path) -> None:
    for separator in (",", ";"):
        table = grid(4, {"category": "TOTAL", "notice_count": "5"})
        table[0].append("Contextual Information on it")
        table[1].append("one; two, three; " * 3000)
        folder = tmp_path / f"{ord(separator)}"
        folder.mkdir()
        assert counts(one(folder, {"4_notices.csv": as_csv(table, separator)})) == {"TOTAL": 5}


def test_western_and_chinese_bytes_are_told_apart(tmp_path: Path) -> None:
    for encoding, text in (
        ("cp1252", "Größe"),
        ("cp1252", "crème brûlée"),
        ("gb18030", "内容"),
        ("gb18030", "AT, […], SE"),
    ):
        table = part(4, {"category": OTHER, "description": text, "notice_count": "5"}).encode(encoding)
        report = one(tmp_path, {"4_notices.csv": table})
        assert set(report.cells["description"]) == {text}
        assert encoding in report.sheets[0].notes[0]


def test_part_5_of_a_published_heading_in_part_6_is_read(tmp_path: Path) -> None:
    table = part(6, {"category": "TOTAL", "measure_count": "1"}, rename={"category": "Category of illegal content"})
    assert counts(one(tmp_path, {"6_own_initiative_TC.csv": table}), "measure_count") == {"TOTAL": 1}


def test_parts_named_by_number_only_are_read(tmp_path: Path) -> None:
    files: Files = {
        "4.csv": notices(("TOTAL", "5")),
        "Part 5.csv": part(5, {"category": "TOTAL", "measure_count": "1"}),
        "6.csv": part(6, {"category": "TOTAL", "measure_count": "2"}),
        "7.csv": part(7, {"indicator": PART[7].measures[0].wording, "scope": "Total number", "value": "3"}),
        "8.csv": part(8, {"indicator": PART[8].measures[0].wording, "scope": "Total number", "value": "4"}),
    }
    cells = one(tmp_path, files).cells.dropna(subset="value")
    assert cells.set_index("part")["value"].to_dict() == {4: 5, 5: 1, 6: 2, 7: 3, 8: 4}


def test_two_services_with_the_same_figures_stay_two(tmp_path: Path) -> None:
    files: Files = {f"{name} 4_notices.csv": notices(("TOTAL", "0"), service=name) for name in ("One", "Two")}
    assert sorted(report.service for report in read(tmp_path, files)) == ["One", "Two"]
