"""Policy watch in a real browser: views by clicks, downloads, the feed, and a document chosen anew."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

import httpx
import pandas as pd
from playwright.sync_api import Page, expect

from tests.end_to_end.conftest import wait_for_end

Visit = Callable[..., Page]


def test_views_are_reached_by_clicks_and_the_address_follows(visit: Visit) -> None:
    page = visit("/policy_watch?term=payments")
    for label, key in (("Who names what", "matrix"), ("Last 90 days", "recent"),
                       ("Documents and versions", "documents"), ("Cited clauses", "citations"),
                       ("Timeline", None)):  # fmt: skip
        page.get_by_role("radio", name=label).click()
        if key:
            page.wait_for_url(f"**/policy_watch?view={key}")
        wait_for_end(page)
    expect(page).not_to_have_url(re.compile("view=|term="))


def test_every_view_offers_its_table_as_a_file(visit: Visit) -> None:
    for view, label, columns in (
        ("timeline", "Download these dates", {"company", "first_seen_on", "first_url"}),
        ("matrix", "Download this table", {"company_id", "term_id", "is_named"}),
        ("recent", "Download all clause changes", {"on", "change", "url"}),
        ("documents", "Download these versions", {"committed_on", "kind", "terms"}),
        ("citations", "Download these clauses", {"status", "checked_to", "cited_url"}),
    ):
        page = visit(f"/policy_watch?view={view}")
        with page.expect_download() as waiting:
            page.get_by_role("button", name=label).click()
        frame = pd.read_csv(waiting.value.path())
        assert len(frame) > 0 and columns <= set(frame.columns), view


def test_another_company_begins_with_its_first_document(visit: Visit) -> None:
    page = visit("/policy_watch?view=documents&company=pinterest&document=pga/Pinterest/Community%20Guidelines")
    expect(page.locator("h1")).to_contain_text("Pinterest, Community Guidelines")
    page.get_by_role("combobox", name="Company").click()
    page.get_by_role("option", name="Snap", exact=True).click()
    page.wait_for_url("**company=snap*")
    wait_for_end(page)
    expect(page.locator("h1")).to_contain_text("Snapchat")
    assert "document=" not in page.url


def test_the_feed_is_served_and_every_page_names_it(visit: Visit, app: str) -> None:
    answer = httpx.get(f"{app}/changes.atom")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/atom+xml")
    assert answer.headers["x-content-type-options"] == "nosniff"
    entries = ElementTree.fromstring(answer.content).findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) > 10
    assert 'type="application/atom+xml"' in httpx.get(app).text
    page = visit("/policy_watch?view=recent")
    expect(page.get_by_role("link", name="Atom feed of clause changes")).to_have_attribute("href", "/changes.atom")
