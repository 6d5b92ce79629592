"""Transparency reports as questions: services side by side, changes, coverage, flags, files to load."""

import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard import queries
from scorecard.queries import published
from scorecard.queries.published.rows import _change, _ratio_in_words
from scorecard.tabular import rows_of, to_csv
from scorecard.vocabulary import HowObtained
from tests.made_up_reports import CELLS, CHILD_ABUSE, DEEPFAKE, HALF, HALF_BEFORE, with_reports

NOW, BEFORE = HALF.replace("/", "_"), HALF_BEFORE.replace("/", "_")


@pytest.fixture
def reports(libraries: Path) -> queries.Tables:
    return queries.from_data(with_reports(libraries))[0]


def side(tables: queries.Tables, option: str, category: str = DEEPFAKE, period: str = NOW) -> dict[str, dict]:  # type: ignore[type-arg]
    return {row["label"]: row for row in rows_of(published.side_by_side(tables, period, category, option))}


def test_periods_are_data_and_the_fullest_is_usual(reports: queries.Tables) -> None:
    assert list(published.report_periods(reports)) == [NOW, BEFORE]
    assert published.report_periods(reports)[NOW] == "January to June 2026 (3 services)"
    assert published.usual_period(reports) == NOW


def test_figures_zeros_and_what_is_neither_stand_apart_in_order(reports: queries.Tables) -> None:
    rows = side(reports, "4-notice_count")
    assert [(label, row["state"], row["value"]) for label, row in rows.items()] == [
        ("North Reader", "value", 1200.0),
        ("South Shelf", "zero", 0.0),
        ("Elsewhere", "not_applicable", None),
    ]
    assert rows["Elsewhere"]["published"] == "N/A" and rows["Elsewhere"]["company_id"] is None


def test_a_service_without_the_row_says_what_that_means(reports: queries.Tables) -> None:
    rows = side(reports, "6-measure_count", CHILD_ABUSE)
    assert rows["South Shelf"]["state"] == "missing" and rows["South Shelf"]["said"] == "blank, or no such row"


def test_changes_are_told_and_marked_where_something_is_to_be_known(reports: queries.Tables) -> None:
    notices = side(reports, "4-notice_count")
    assert notices["North Reader"]["change"] == "×3.0" and notices["North Reader"]["previous"] == 400
    assert notices["South Shelf"]["change"] == "−100.0 %"
    assert notices["Elsewhere"]["change"] == ""  # no report for the half-year before
    measures = side(reports, "6-measure_count", CHILD_ABUSE)["North Reader"]
    assert measures["change"] == "×2.0, see the remark" and measures["remarks"] == "Counted anew."
    assert side(reports, "4-notice_count", period=BEFORE)["North Reader"]["change"] == ""


def test_derived_measures_are_what_their_definition_says(reports: queries.Tables) -> None:
    assert side(reports, "4-actions_per_notice")["North Reader"]["value"] == 0.5
    assert side(reports, "6-automated_share", CHILD_ABUSE)["North Reader"]["value"] == 90 / 80
    per_million = side(reports, "6-measures_per_million", CHILD_ABUSE)["North Reader"]
    assert per_million["state"] == "missing" and per_million["said"] == "cannot be computed"  # users are not given


def test_accuracy_is_given_once_for_the_whole_service(reports: queries.Tables) -> None:
    rows = side(reports, "8-accuracy_share", "any")
    assert rows["North Reader"]["value"] == 0.98 and rows["North Reader"]["unit"] == "share"


def row(state: str, value: float | None, was: str | None, previous: float | None, how: str = "files") -> dict:  # type: ignore[type-arg]
    return {"state": state, "value": value, "was": was, "previous": previous, "how": how}


@pytest.mark.parametrize(
    ("entry", "how_before", "said"),
    [
        (row("value", 5.0, "blank", None), "compiled", "newly reported"),
        (row("value", 5.0, None, None), "files", "newly reported"),
        (row("value", 5.0, None, None), "cells", "newly reported"),
        (row("value", 5.0, None, None), "compiled", ""),  # a compilation lost its zeros: it may have been there
        (row("value", 5.0, "missing", None), "sample", ""),
        (row("missing", None, "value", 5.0), "files", "no longer reported"),
        (row("missing", None, "value", 5.0, how="compiled"), "files", ""),
        (row("blank", None, "value", 5.0, how="compiled"), "files", "no longer reported"),
        (row("blank", None, "blank", None), "files", ""),
        (row("value", 5.0, "zero", 0.0), "files", "up from 0"),
        (row("zero", 0.0, "zero", 0.0), "files", "unchanged"),
        (row("value", 5.0, "value", 4.0), None, ""),
    ],
)
def test_what_is_not_known_is_not_called_a_change(entry: dict, how_before: str | None, said: str) -> None:  # type: ignore[type-arg]
    assert _change(entry, how_before, is_marked=False) == said
    assert _change(entry, how_before, is_marked=True) == (f"{said}, see the remark" if said else "")


@given(st.floats(1, 1e9), st.floats(1, 1e9))
def test_a_change_has_the_sign_of_the_difference(value: float, previous: float) -> None:
    said = _ratio_in_words(value, previous)
    if value > previous * 1.01:
        assert said.startswith(("+", "×"))
    if value < previous * 0.99:
        assert said.startswith("−") and "-" not in said


def test_every_way_of_obtaining_says_what_a_missing_row_means() -> None:
    assert len({how.missing_means for how in HowObtained}) == len(HowObtained)


def test_coverage_has_the_best_state_of_each_part(reports: queries.Tables) -> None:
    rows = published.coverage_matrix(reports, NOW).set_index("service_id")
    assert rows.loc["reader", DEEPFAKE] == ["value", "missing", "missing"]
    assert rows.loc["reader", CHILD_ABUSE] == ["missing", "missing", "value"]
    assert rows.loc["shelf", DEEPFAKE] == ["zero", "missing", "missing"]
    assert rows.loc["elsewhere", DEEPFAKE] == ["not_applicable", "missing", "missing"]
    assert "1 of 3 services give a figure above 0 on synthetic imagery" in published.coverage_finding(reports, NOW)
    assert len(published.coverage_file(reports, NOW)) == 3 * 10 * 3


def test_flags_can_be_chosen_by_service_rule_and_severity(reports: queries.Tables) -> None:
    flags = published.report_flags(reports, (), ())
    own = flags[flags["rule_id"] == "automated-above-measures"]
    assert own["service"].tolist() == ["North Reader"] and "90 measures" in own["message"].iloc[0]
    assert published.report_flags(reports, ("shelf",), ()).empty
    assert len(published.report_flags(reports, ("reader",), ("automated-above-measures",), ("contradiction",))) == 1
    assert published.flags_finding(own).endswith("in each the figures cannot all be right")
    assert published.flags_finding(flags.iloc[:0]) == "No flag fits this choice"


def test_one_service_has_all_its_rows_with_remarks(reports: queries.Tables) -> None:
    blocks = published.service_report(reports, "reader")
    assert [(block.period, block.part) for block in blocks] == [
        ("January to June 2026", 4), ("January to June 2026", 6), ("January to June 2026", 8),
        ("July to December 2025", 4), ("July to December 2025", 6),
    ]  # fmt: skip
    assert blocks[1].remarks == ("Counted anew.",) and blocks[0].remarks == ()
    said = "North Reader, January to June 2026: figures above 0 on 2 of 6 rows, 1 of them on synthetic imagery"
    assert published.service_finding(reports, "reader") == said
    assert published.service_finding(reports, "shelf").endswith("figures above 0 on 0 of 6 rows")
    head = published.service_head(reports, "reader")
    assert head["company"] == "North Library" and len(head["reports"]) == 2


def test_how_many_say_zero_is_a_least_where_zeros_were_lost(tables: queries.Tables) -> None:
    option = published.report_options()["4-notice_count"]
    for period, said in (("2025-07-01_2025-12-31", ", at least 2 say 0"), ("2026-01-01_2026-06-30", ", 5 say 0")):
        rows = published.side_by_side(tables, period, DEEPFAKE, option.id)
        assert published.side_finding(rows, DEEPFAKE, option).endswith(said)


def test_the_file_of_one_row_says_what_it_is_about(reports: queries.Tables) -> None:
    option = published.report_options()["4-notice_count"]
    frame = published.side_file(published.side_by_side(reports, NOW, DEEPFAKE, option.id), NOW, DEEPFAKE, option)
    assert frame[["period_start", "period_end", "part", "measure", "category"]].drop_duplicates().shape == (1, 5)
    assert {"value", "unit", "source_url", "said"} <= set(frame.columns) and "label" not in frame


def test_the_gravest_flags_on_the_subject_come_first(tables: queries.Tables) -> None:
    flags = published.report_flags(tables, (), ())
    own = flags[flags["on_subject"]]
    assert own["severity"].iloc[0] == "contradiction" and flags["on_subject"].is_monotonic_decreasing
    assert own["severity"].tolist() == sorted(own["severity"], key=list(published.flag_severities()).index)


def test_the_file_of_all_figures_reads_back_with_unit_and_source(reports: queries.Tables) -> None:
    frame = pd.read_csv(io.BytesIO(to_csv(published.figures_file(reports)).encode()))
    assert len(frame) == len(CELLS)
    own = frame[(frame["service_id"] == "reader") & (frame["measure"] == "action_hours")].iloc[0]
    assert (own["value"], own["unit"], own["source_url"]) == (12.5, "hours", "https://north.example/reports")
    assert own["how"] == "cells" and own["company_id"] == "north"


def test_a_companys_reports_are_listed(reports: queries.Tables) -> None:
    assert published.company_reports(reports, "north") == [
        {"service_id": "reader", "service": "North Reader",
         "periods": ["July to December 2025", "January to June 2026"], "flag_count": 1}
    ]  # fmt: skip
    assert published.company_reports(reports, "nobody") == []


def test_data_without_reports_has_none(libraries: Path) -> None:
    assert not published.has_reports(queries.from_data(libraries)[0])
