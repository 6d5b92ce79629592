"""The page Policy watch and the marks beside evidence: every view, what it says against the tables, and wrong input."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from scorecard import queries
from scorecard.dates import short_day
from scorecard.queries import watched
from scorecard.ui import blocks
from tests.pages.conftest import Page

Open = Callable[..., Page]


def test_the_timeline_says_who_names_the_term_and_who_was_seen_to_add_it_first(
    open_page: Open, tables: queries.Tables
) -> None:
    page = open_page("policy_watch")
    named = watched.first_namings(tables)
    own = named[named["term_id"] == "nudification_tools"]
    assert page.title.startswith(f"Newest archived rules of {own['is_named'].sum()} of 21 companies name nudification")
    assert page.title.endswith("; earliest archived: Google Play of Alphabet (Google), since 9 October 2021")
    assert watched.DATES_MEAN in page.html and watched.NOT_FOUND_MEANS in page.html
    assert "licence ODC-By 1.0" in page.html
    for company in own["company"]:
        assert company in page.html


@pytest.mark.parametrize("term", ["nudification_tools", "payments", "child_sexual_abuse_material"])
def test_every_company_has_a_timeline_for_every_term(open_page: Open, tables: queries.Tables, term: str) -> None:
    for company_id, name in watched.watched_companies(tables).items():
        title = watched.timeline_finding(tables, term, company_id)
        assert name in title and "  " not in title
    page = open_page("policy_watch", term=term, company="paypal")
    assert page.title.startswith("No archived rule of PayPal was found to name")


@pytest.mark.parametrize(
    ("company", "said"),
    [
        ("pinterest", "Pinterest: nudification tools named in its rules since 13 August 2025 (Pinterest, Community"),
        (
            "meta",
            "Meta: nudification tools named in its rules in these words since 5 November 2025 (Facebook, Community",
        ),
        ("snap", "Snap: nudification tools named in its rules since 6 March 2026 (Snapchat, Community Guidelines)"),
        ("x_xai", "X and xAI (SpaceXAI): nudification tools named in its rules since 8 July 2026 at the latest (Grok,"),
    ],
)
def test_the_truths_that_were_checked_by_hand_are_told(open_page: Open, company: str, said: str) -> None:
    assert open_page("policy_watch", company=company).title.startswith(said)


def test_a_technical_upgrade_is_told_wherever_its_date_is(open_page: Open) -> None:
    assert "◇</span> <a href=" in open_page("policy_watch", view="matrix").html
    assert (
        "technical upgrade: the archive changed how it reads the page" in open_page("policy_watch", view="recent").html
    )
    html = open_page(
        "policy_watch", view="documents", company="x_xai", document="genai-eu/Grok/Acceptable Use Policy"
    ).html
    assert "technical upgrade of the archive" in html


def test_the_matrix_has_every_company_and_says_of_whom_nothing_is_known(
    open_page: Open, tables: queries.Tables
) -> None:
    page = open_page("policy_watch", view="matrix")
    assert page.title == watched.matrix_finding(tables)
    for name in watched.watched_companies(tables).values():
        assert f">{name}</a></th>" in page.html
    first, _ = watched.unwatched_in_words(tables).split(" and ")
    assert first in page.html and "Nothing can be said here of their rules" in page.html


def test_the_last_90_days_of_the_archive_are_told_with_their_days(open_page: Open, tables: queries.Tables) -> None:
    page = open_page("policy_watch", view="recent")
    assert page.title.startswith("From 24 May 2026 to 22 August 2026")
    for row in queries.rows_of(watched.recent_changes(tables)):
        assert f'href="{row["url"]}" rel="noopener noreferrer">{short_day(row["on"])}</a>' in page.html
    assert 'href="/changes.atom"' in page.html


def test_a_document_has_every_version_with_a_link_to_the_archive(open_page: Open, tables: queries.Tables) -> None:
    document_id = "pga/Pinterest/Community Guidelines"
    document = watched.followed_document(tables, "pinterest", document_id)
    versions = watched.document_versions(tables, document["collection"], document["path"])
    page = open_page(
        "policy_watch", view="documents", company="pinterest", document="pga/Pinterest/Community Guidelines"
    )
    assert page.title == watched.document_finding(document)
    assert len(versions) == document["version_count"] > 10
    for url in versions["url"]:
        assert url in page.html
    assert "<strong>+</strong> Nudification tools" in page.html


def test_long_lists_of_versions_have_pages(open_page: Open) -> None:
    document = "contrib/AdSense/Acceptable Use Policy"
    first = open_page("policy_watch", view="documents", company="alphabet", document=document)
    second = open_page("policy_watch", view="documents", company="alphabet", document=document, page="2")
    assert "no. 2000," in first.html and "no. 2000," not in second.html and "no. 1950," in second.html


def test_the_clauses_say_what_became_of_them(open_page: Open, tables: queries.Tables) -> None:
    page = open_page("policy_watch", view="citations")
    assert page.title == watched.citations_finding(tables) and page.title.startswith("410 of 696 cited clauses")
    gone = open_page("policy_watch", view="citations", status="gone")
    assert gone.html.count('class="pw-flag"') == len(watched.find_citations(tables, (), ("gone",))) == 1
    assert (
        "last found on 1 May 2026, not found in the version of 13 May 2026. The newest archived text has 5 % of"
        in gone.html
    )
    assert (
        "No cited clause fits this choice."
        in open_page("policy_watch", view="citations", status="gone", company="meta").html
    )


def test_an_address_with_nonsense_is_told_and_does_no_harm(open_page: Open) -> None:
    page = open_page("policy_watch", term="<script>", company="nobody")
    assert page.app.info and "nudification tools" in page.title
    assert open_page("policy_watch", view="documents", company="meta", document="../../etc").app.info
    assert open_page("policy_watch", view="citations", status="lost").app.info
    assert open_page("policy_watch", view="nonsense").app.info


@pytest.mark.parametrize("view", ["timeline", "matrix", "recent", "documents"])
def test_data_without_archived_policies_say_so(open_dataset: Open, libraries: Path, view: str) -> None:
    page = open_dataset(libraries, "policy_watch", view=view)
    assert page.title == "No archived policy was read"


def test_without_checks_no_clause_is_called_verified(open_dataset: Open, libraries: Path) -> None:
    page = open_dataset(libraries, "policy_watch", view="citations")
    assert page.title == "No cited clause was checked against the archive yet"


def test_a_company_leads_to_its_archived_rules_where_there_are_any(open_page: Open) -> None:
    assert 'href="/policy_watch?company=meta"' in open_page("company", company="meta").html
    assert "/policy_watch" not in open_page("company", company="visa").html


def test_a_changed_source_is_marked_beside_its_evidence(open_page: Open, tables: queries.Tables) -> None:
    said = "Cited words verified in the archived version of 7 January 2026; source changed since the version cited"
    for page in (
        open_page("company", company="microsoft"),
        open_page("evidence", company="microsoft", indicator="ECO6"),
        open_page("compare", company="microsoft"),
    ):
        assert said in page.html
    assert open_page("company", company="microsoft").html.count("Source changed since the version cited") == 1
    assert "Source changed since the version cited" in open_page("commitment", indicator="ECO6").html
    assert "Source changed since the version cited" not in open_page("company", company="meta").html
    scores = queries.scores_by_indicator(tables)
    assert scores[scores["source_changed"]][["company_id", "indicator_id"]].to_numpy().tolist() == [
        ["microsoft", "ECO6"]
    ]


def test_every_assessment_says_how_old_it_is_and_grows_older(
    open_page: Open, tables: queries.Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "today", lambda: date(2026, 11, 28))
    html = open_page("company", company="meta").html
    applicable = int((queries.report_card(tables, "meta")["level"] != "not_applicable").sum())
    assert html.count("Coded 22 November 2026") == applicable and "◔</span> 6 days ago" in html
    assert "archive read to 22 August 2026" in html and "◑</span> 3 months ago" in html
    monkeypatch.setattr(blocks, "today", lambda: date(2028, 1, 1))
    html = open_page("company", company="meta").html
    assert "●</span> over 1 year ago" in html and "◔" not in html
    assert "over 1 year ago" in open_page("ranking").html
