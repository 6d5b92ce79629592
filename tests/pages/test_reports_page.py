"""The page Transparency reports: every view, what it says against the tables, and wrong input."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scorecard import queries
from scorecard.queries import published
from tests.made_up_reports import with_reports
from tests.pages.conftest import Page

Open = Callable[..., Page]
FIRST, SECOND = "2025-07-01_2025-12-31", "2026-01-01_2026-06-30"


def test_the_title_counts_the_services_that_give_a_figure(open_page: Open, tables: queries.Tables) -> None:
    rows = published.side_by_side(tables, FIRST, published.usual_category(), published.usual_option())
    page = open_page("reports")
    above = rows.loc[rows["state"] == "value", "service_id"].nunique()
    assert page.title.startswith(
        f"Notices received: {above} of 25 services give a figure above 0 on “Deepfakes without consent”"
    )
    assert published.NEVER_A_SCORE in page.html
    for label in rows["label"]:
        assert label.replace("&", "&amp;") in page.html


@pytest.mark.parametrize("period", [FIRST, SECOND, "2025-01-01_2025-12-31"])
@pytest.mark.parametrize("option", ["4-action_hours", "6-automated_share", "6-measures_per_million", "8-recall_share"])
def test_every_measure_can_be_shown_for_every_period(open_page: Open, period: str, option: str) -> None:
    page = open_page("reports", period=period, measure=option, category="KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL")
    label = published.report_options()[option].label
    assert label in page.html and not page.app.info


def test_every_service_has_its_page_of_figures(open_page: Open, tables: queries.Tables) -> None:
    for service_id in ("x", "google_search", "bing", "pornhub", "discord", "amazon_store"):
        page = open_page("reports", view="service", service=service_id)
        assert page.title == published.service_finding(tables, service_id)
        for block in published.service_report(tables, service_id):
            assert f"{block.title}, {block.period}" in page.html


def test_what_a_zero_hides_is_said(open_page: Open) -> None:
    html = open_page("reports", view="service", service="x").html
    assert "121,219 measures under the child safety policy" in html
    html = open_page("reports", view="service", service="amazon_store").html
    assert "The provider published a corrected version of this part" in html


def test_the_coverage_matrix_has_every_service_and_a_legend(open_page: Open, tables: queries.Tables) -> None:
    page = open_page("reports", view="coverage")
    assert page.title == published.coverage_finding(tables, FIRST)
    rows = published.coverage_matrix(tables, FIRST)
    assert page.html.count('class="pw-mark pw-signs"') == len(rows) * 10
    assert "by law: a figure above 0." in page.html and "rows of zeros" not in page.title


def test_flags_are_filtered_and_paged(open_page: Open, tables: queries.Tables) -> None:
    flags = published.report_flags(tables, (), ())
    page = open_page("reports", view="flags")
    assert page.title == published.flags_finding(flags)
    assert page.html.count('class="pw-flag"') == 25
    tiktok = published.report_flags(tables, ("tiktok",), ("automated-above-measures",))
    page = open_page("reports", view="flags", service="tiktok", rule="automated-above-measures")
    assert page.html.count('class="pw-flag"') == len(tiktok) >= 3
    assert "8,833,454 measures after automated detection are more than all 8,485,293 measures" in page.html


def test_counts_of_reports_to_ncmec_have_their_view(open_page: Open) -> None:
    page = open_page("reports", view="ncmec")
    assert "NCMEC counted" in page.title and "A count of reports does not measure abuse" in page.html


def test_the_check_says_what_happens_to_files(open_page: Open) -> None:
    page = open_page("reports", view="check")
    assert page.title == "Check a report under the EU template"
    assert "Nothing is stored" in page.html and "at most 10 MB" in page.app.get("file_uploader")[0].label


def test_an_address_with_nonsense_is_told_and_does_no_harm(open_page: Open) -> None:
    page = open_page("reports", measure="<script>", category="everything", period="1999")
    assert page.app.info and "Deepfakes without consent" in page.title
    assert open_page("reports", view="service", service="nobody").app.info
    assert open_page("reports", view="flags", rule="no-such-rule").app.info
    assert open_page("reports", view="nonsense").app.info


def test_data_without_reports_say_so(open_dataset: Open, libraries: Path) -> None:
    page = open_dataset(libraries, "reports")
    assert page.title == "No transparency report was imported"


def test_other_data_with_reports_are_shown_and_text_from_them_is_escaped(open_dataset: Open, libraries: Path) -> None:
    with_reports(libraries)
    services = libraries / "report_services.yaml"
    services.write_text(services.read_text().replace("provider: Somebody", "provider: <b>Somebody</b>"))
    page = open_dataset(libraries, "reports", period=SECOND)
    assert page.title == (
        "Notices received: 1 of 3 services give a figure above 0 on “Deepfakes without consent”, 1 says 0"
    )
    assert "&lt;b&gt;Somebody&lt;/b&gt;" in page.html and "<b>Somebody" not in page.html


def test_a_company_shows_its_reports_and_the_open_questions(open_page: Open, tables: queries.Tables) -> None:
    html = open_page("company", company="discord").html
    questions = published.open_questions(tables, "discord")
    assert {question["indicator_id"] for question in questions} == {"TRA2", "TRA4"}
    assert html.count("An open question to the coders.") == len(questions)
    assert "What its transparency reports say" in html and "/reports?view=service&amp;service=discord" in html
    assert "What its transparency reports say" not in open_page("company", company="visa").html
