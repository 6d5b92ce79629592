"""What names of files, headings, codes, scopes, dates and periods say."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.reports import wordings
from scorecard.reports.model import Period
from scorecard.reports.periods import days_come_first, is_placeholder, most_common_period, parse_date, parse_period
from scorecard.reports.template import PART
from scorecard.reports.wordings import column_of, scope_of, sheet_in_book, sheet_name

NAMES = [
    ("4_notices.csv", 4, "", 1),
    ("Part_4_notices.csv", 4, "", 1),
    ("DSA_Transparency_Report_TikTok_July_December_2025 - 4_notices.csv", 4, "", 1),
    ("[Instagram] DSA VLOP Transparency Report - 28 February 2026 - 8_automated_means.csv", 8, "", 1),
    ("H1 2026 DSA Transparency Report_FINAL.xlsx - 8_automated_means.csv", 8, "", 1),
    ("H1 2026 DSA Transparency Report_FINAL_Corrected.xlsx - 8_automated_means.csv", 8, "", 2),
    ("Pinterest - H2 DSA Transparency Report - 6. Own initiative TC.csv", 6, "", 1),
    ("Pinterest - H2 DSA Transparency Report - 3. Member states.csv", 3, "", 1),
    ("4. Notices.csv", 4, "", 1),
    ("4_article_16_notices.csv", 4, "", 1),
    ("3_member_states_order.csv", 3, "", 1),
    ("3_member_state_orders.csv", 3, "", 1),
    ("9_human resources.csv", 9, "", 1),
    ("10_AMAR", 10, "", 1),
    ("11_qualitative", 11, "", 1),
    ("1_summary.csv", 1, "", 1),
    ("2_categories_names.csv", 2, "", 1),
    ("7_appeals_and_recidivism.csv", 7, "", 1),
    ("6_own_initiative_TC_Ads.csv", 6, "Ads", 1),
    ("6_own_initiative_TC_URL_Level_Removals.csv", 6, "Url-level", 1),
    ("6_own_initiative_TC_Partner_Feed_Domain_Lvl_Action.csv", 6, "Partner feed (domain)", 1),
    ("6_own_initiative_TC_Partner_Feed_Item_Level_Action.csv", 6, "Partner feed (item)", 1),
    ("6_own_initiative_TC_Partner_Feed", 6, "Partner feed", 1),
    ("6_own_initiative_TC_version2.csv", 6, "", 2),
    ("6_own_initiative_TC_Ads_v3.csv", 6, "Ads", 3),
    ("4_notices (1).csv", 4, "", 1),
    ("4_notices_H1_2026_final.csv", 4, "", 1),
    ("4_notices_2026-02-28.csv", 4, "", 1),
    ("4_notices 28 February 2026.csv", 4, "", 1),
    ("8_automated_means_Block 3.csv", 8, "Block 3", 1),
    ("Notices and appeals - 4_notices.csv", 4, "", 1),
    ("Notices by categories.csv", 4, "By categories", 1),
    ("X summary 4_notices.csv", 4, "", 1),
    ("6_own_initiative.csv", 6, "", 1),
    ("4.csv", 4, "", 1),
    ("Part 10.csv", 10, "", 1),
    ("aboutyou.csv.xlsx", None, "", 1),
    ("Sheet4", None, "", 1),
    ("report 1 of 4.csv", None, "", 1),
    ("2026.csv", None, "", 1),
]


@pytest.mark.parametrize(("name", "part", "surface", "version"), NAMES)
def test_what_the_name_of_a_file_says(name: str, part: int | None, surface: str, version: int) -> None:
    assert sheet_name(name)[:3] == (part, surface, version)


def test_a_part_that_only_a_number_names_is_not_sure() -> None:
    assert sheet_name("4.csv").by_number
    assert sheet_name("8 March 2026.csv").by_number
    assert not sheet_name("4_notices.csv").by_number


def test_a_workbook_says_what_its_sheet_does_not() -> None:
    assert sheet_in_book("Sheet1", "6_own_initiative_TC_Ads.xlsx")[:3] == (6, "Ads", 1)
    assert sheet_in_book("4_notices", "report_corrected.xlsx")[:3] == (4, "", 2)
    assert sheet_in_book("4_notices_v3", "report_v2.xlsx")[:3] == (4, "", 3)


@given(st.text(max_size=60))
def test_any_name_says_something(name: str) -> None:
    said = sheet_name(name)
    assert said.part is None or said.part in PART
    assert said.version >= 1


HEADINGS = [
    (4, "Number of notices received ", "notice_count"),
    (4, "NUMBER OF NOTICES\nRECEIVED", "notice_count"),
    (4, "Number of notices received from Trusted flaggers", "trusted_notice_count"),
    (4, "Contextual information on Number of notices received ", "context"),
    (8, "Contextual Information (updated)", "context"),
    (4, 'Description of the sub-category "Other"', "description"),
    (4, "Description of the sub-category “Other” linked to our Community Guidelines", "description"),
    (6, "Description of the sub-category ", "description"),
    (6, "Category of illegal content", "category"),
    (6, "Category of incompatibility with the provider’s terms and conditions", "category"),
    (4, "Category label", ""),
    (4, "Berichtszeitraum", "period"),
    (4, "Median Time to take action (reports) (in hour)", "action_hours"),
    (4, "Number of Items Moderated", None),
    (4, "6", None),
    (4, "Visibility restriction Removal", None),  # of part 5
]


@pytest.mark.parametrize(("part", "heading", "column"), HEADINGS)
def test_which_column_a_heading_names(part: int, heading: str, column: str | None) -> None:
    assert column_of(heading, part) == column


@pytest.mark.parametrize("number", PART)
def test_no_two_headings_of_a_part_name_one_column(number: int) -> None:
    part = PART[number]
    wording = [text for _, text in part.keys] + [entry.wording for entry in part.measures if part.has_columns]
    columns = [column_of(text, number) for text in wording]
    assert None not in columns
    assert len(set(columns)) == len(columns)


@pytest.mark.parametrize(
    ("text", "part", "scope"),
    [("total", 8, "Total number"), ("TOTAL", 10, "TOTAL"), ("Total", 3, "TOTAL"),
     ("own initiative  ", 8, "Own-initiative"), ("SI ", 8, "SI"), ("iw", 8, "he"), ("EL", 3, "GR"), ("el", 8, "el"),
     ("nam  total", 8, "NAM Total"),
     ("Own-initiative - Classifier 2", 8, "Own-initiative - Classifier 2"), ("median TIME", 7, "Median time")],
)  # fmt: skip
def test_scopes_in_the_templates_words(text: str, part: int, scope: str) -> None:
    assert scope_of(text, part) == scope


@pytest.mark.parametrize(
    ("text", "code"),
    [("NUDITY", "KEYWORD_NUDITY"), (" keyword_other ", "KEYWORD_OTHER"), ("KEYWORD_ OTHER", "KEYWORD_OTHER"),
     ("total", "TOTAL"), ("KEYWORD_OTHER_PRIVACY", "KEYWORD_OTHER_PRIVACY"), ("CYBER VIOLENCE", "CYBER VIOLENCE"),
     ("Autre", "Autre")],
)  # fmt: skip
def test_codes_of_categories(text: str, code: str) -> None:
    assert wordings.code_of(text) == code


@pytest.mark.parametrize("text", ["[...]", "AT, […], SE", "AT, [¡\xad], SE", "AT, [бн], SE", "[…]"])
def test_fillers_of_scopes(text: str) -> None:
    assert wordings.is_placeholder(text)


def test_indicators_with_a_part_of_their_own() -> None:
    assert wordings.measure_of("Accuracy - Image", 8) == "accuracy_share"
    assert wordings.detail_of("Accuracy - Image", 8) == "Accuracy - Image"
    assert wordings.measure_of("Number of measures  solely taken by automated means ", 8) == "automated_measure_count"
    assert wordings.measure_of("Violative View Rate", 8) == "Violative View Rate"


DATES = [
    ("2026-04-17", False, date(2026, 4, 17)),
    ("2026/04/01", False, date(2026, 4, 1)),
    ("2026-03-20 00:00:00", False, date(2026, 3, 20)),
    ("2026-03-20T00:00:00Z", False, date(2026, 3, 20)),
    ("17/04/2026", True, date(2026, 4, 17)),
    ("01/07/2025", True, date(2025, 7, 1)),
    ("01/07/2025", False, None),
    ("17.04.2026", False, date(2026, 4, 17)),
    ("04/17/2026", True, None),
    ("2026-02-30", False, None),
    ("17/04/26", True, None),
    ("n/a", True, None),
    ("", True, None),
    ("46113", True, None),
]


@pytest.mark.parametrize(("text", "day_first", "day"), DATES)
def test_dates(text: str, day_first: bool, day: date | None) -> None:
    assert parse_date(text, day_first) == day


def test_days_come_first_only_where_a_date_shows_it() -> None:
    assert days_come_first(["17/04/2026", "01/07/2025"])
    assert not days_come_first(["01/07/2025", "02/08/2025"])
    assert not days_come_first(["17/04/2026", "04/17/2026"])
    assert not days_come_first(["04/17/2026"])


@pytest.mark.parametrize(
    ("text", "is_half"),
    [("2025-07-01/2025-12-31", True), ("2025-07-01  / 2025-12-31", True), ("2025/07/01 - 2025/12/31", True),
     ("2025-07-01 to 2025-12-31", True), ("01.07.2025 - 31.12.2025", True), ("2025-07-01/2025-12-65", False),
     ("2025-12-31/2025-07-01", False), ("YYYY-MM-DD/YYYY-MM-DD", False), ("2025", False), ("", False)],
)  # fmt: skip
def test_periods(text: str, is_half: bool) -> None:
    assert parse_period(text) == (Period(date(2025, 7, 1), date(2025, 12, 31)) if is_half else None)


@pytest.mark.parametrize("text", ["YYYY-MM-DD/YYYY-MM-DD", "JJJJ-MM-TT/JJJJ-MM-TT", "AAAA-MM-JJ/AAAA-MM-JJ"])
def test_fillers_of_periods(text: str) -> None:
    assert is_placeholder(text)


@given(st.dates(date(2000, 1, 1)), st.dates(date(2000, 1, 1)))
def test_a_written_period_is_read_back(one: date, other: date) -> None:
    start, end = sorted([one, other])
    assert parse_period(f"{start}/{end}") == Period(start, end)


@given(st.text(max_size=40) | st.text("0123456789-/. TYMD", max_size=25))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    parse_date(text, True)
    parse_period(text)
    days_come_first([text])


def test_the_period_of_most_rows_counts() -> None:
    texts = pd.Series(["2025-07-01/2025-12-31", "x", "2025-07-01/2025-12-31", "2025-01-01/2025-06-30"], dtype="str")
    assert most_common_period(texts) == Period(date(2025, 7, 1), date(2025, 12, 31))
    assert most_common_period(pd.Series(["x", ""], dtype="str")) is None
