"""The app in a real browser: first visits, reading, clicking, three widths, light and dark, nothing from elsewhere."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from scorecard.ui.navigation import PAGES
from tests.end_to_end.conftest import running_app, wait_for_end

Visit = Callable[..., Page]


def title(page: Page) -> str:
    heading = page.locator("h1")
    assert heading.count() == 1
    return str(heading.inner_text())


@pytest.mark.parametrize("entry", ["asgi.py", "dashboard.py"])
def test_a_fresh_server_answers_a_deep_link_with_the_full_frame(browser: Browser, tmp_path: Path, entry: str) -> None:
    with running_app(entry, tmp_path / "fresh.db") as address:
        page = browser.new_page()
        page.goto(f"{address}/company?company=visa")
        wait_for_end(page)
        assert title(page) == "Visa scores 12.5 of 100 and meets few asks"
        assert page.title() == "Visa · Pledgewatch"
        links = page.locator('[data-testid="stSidebarNav"] a')
        assert links.all_inner_texts() == [entry.title for entry in PAGES]
        assert page.get_by_role("dialog").count() == 0
        assert urlsplit(page.url).path + "?" + urlsplit(page.url).query == "/company?company=visa"
        page.close()


def test_the_ranking_is_read_and_a_name_opens_the_report_card(visit: Visit) -> None:
    page = visit("/")
    assert title(page) == "None of 29 companies meets most asks; 12 meet many asks"
    rows = page.locator(".pw-ranking tbody tr:not(.pw-group)")
    assert rows.count() == 29
    first = rows.first.inner_text()
    assert "Alphabet (Google)" in first and "70.8" in first
    page.get_by_role("link", name="Meta", exact=True).click()
    page.wait_for_url("**/company?company=meta")
    wait_for_end(page)
    assert title(page) == "Meta scores 64.2 of 100 and meets many asks"


def test_evidence_unfolds_and_links_to_its_source_and_its_archived_version(visit: Visit) -> None:
    page = visit("/company?company=x_xai")
    card = page.locator("#SBD1")
    card.get_by_text("2 pieces of evidence").click()
    assert "Find: “Undressing or nudifying real persons”. Wording first archived 8 July 2026." in card.inner_text()
    archived = card.get_by_role("link", name="Archived version").first
    assert archived.is_visible()
    assert archived.get_attribute("href") == (
        "https://github.com/OpenTermsArchive/genai-eu-versions/blob/"
        "56a0225d0e296f0f7b2eebf0366cdec7f6a24ef3/Grok/Acceptable%20Use%20Policy.md"
    )


def test_a_choice_goes_into_the_address_and_back_and_forward_follow(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("radio", name="Payment networks and processors").click()
    page.wait_for_url("**/?group=payments")
    heading = page.locator("h1", has_text="of 4 companies")
    heading.wait_for()
    page.go_back()
    page.locator("h1", has_text="of 29 companies").wait_for()
    page.go_forward()
    heading.wait_for()
    expect(page.locator(".pw-ranking tbody tr:not(.pw-group)")).to_have_count(4)


def test_another_ask_or_indicator_is_one_step_of_the_history(visit: Visit) -> None:
    page = visit("/commitment?indicator=DET2")
    indicator = page.locator("h1", has_text="Cross-platform NCII hashing")
    indicator.wait_for()
    before = page.evaluate("history.length")
    page.get_by_role("radio", name="Transparency").click()
    page.wait_for_url("**/commitment?commitment=transparency")
    page.locator("h1", has_text="Transparency").wait_for()
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    page.wait_for_url("**/commitment?indicator=DET2")
    indicator.wait_for()
    page.get_by_role("combobox", name="Indicator").click()
    page.get_by_role("option", name="All indicators of this ask").click()
    page.wait_for_url("**/commitment?commitment=detection")
    page.locator("h1", has_text="Detection").wait_for()
    page.go_back()
    indicator.wait_for()


def test_the_sidebar_leads_from_page_to_page(visit: Visit) -> None:
    page = visit("/")
    for name, words in (("Method", "become a score"), ("Company", "of 100"), ("Ranking", "29 companies")):
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=name).click()
        page.locator("h1", has_text=words).wait_for()


def test_help_lines_are_in_the_sidebar_of_every_page(visit: Visit) -> None:
    for entry in PAGES:
        sidebar = visit("/" if entry.is_home else f"/{entry.path}").get_by_test_id("stSidebar")
        sidebar.get_by_text("Get help: are you affected?").click()
        sidebar.get_by_role("link", name="Find A Helpline").wait_for()
        assert sidebar.locator(".pw-help a").count() == 6


def test_text_from_data_runs_nothing(browser: Browser, libraries: Path, tmp_path: Path) -> None:
    path = libraries / "companies" / "north.yaml"
    hostile = "'<script>alert(1)</script><img src=x onerror=alert(2)>[a](javascript:alert(3))'"
    text = path.read_text()
    for plain in ("North Library\n", "Lends and keeps books.", "Lending is free for everybody.", "House rules\n"):
        text = text.replace(plain, hostile + plain[len(plain.rstrip()) :])
    path.write_text(text)
    with running_app("asgi.py", tmp_path / "hostile.db", libraries) as address:
        page = browser.new_page()
        alerts: list[str] = []
        page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
        for place in ("/", "/company?company=north", "/method?example=north"):
            page.goto(address + place)
            wait_for_end(page)
            page.wait_for_timeout(300)
            assert "<script>alert(1)</script>" in page.locator(".stMain").inner_text()
        assert alerts == []
        page.close()


def test_the_server_sends_security_headers_metadata_and_compressed_scripts(app: str) -> None:
    answer = httpx.get(f"{app}/company")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "<title>Company · Pledgewatch</title>" in answer.text
    assert 'name="description"' in answer.text and 'property="og:title"' in answer.text
    assert httpx.get(f"{app}/company/meta").headers["location"] == "/company"
    assert httpx.get(f"{app}/company/_stcore/health").status_code == 404
    script = answer.text.split('src="./static/js/')[1].split('"')[0]
    plain = httpx.get(f"{app}/static/js/{script}", headers={"accept-encoding": "identity"})
    for _ in range(2):  # compressed on the first request, kept for the second
        small = httpx.get(f"{app}/static/js/{script}", headers={"accept-encoding": "gzip"})
        assert small.headers["content-encoding"] == "gzip"
        assert int(small.headers["content-length"]) < len(plain.content) / 2
        assert small.content == plain.content
    smaller = httpx.get(f"{app}/static/js/{script}", headers={"accept-encoding": "gzip, deflate, br"})
    assert smaller.headers["content-encoding"] == "br" and smaller.content == plain.content
    assert int(smaller.headers["content-length"]) < int(small.headers["content-length"])
    part = httpx.get(f"{app}/static/js/{script}", headers={"accept-encoding": "gzip", "range": "bytes=0-99"})
    assert part.status_code == 206 and len(part.content) == 100


def test_the_first_bytes_say_what_the_view_shows_and_carry_the_help_lines(app: str) -> None:
    answer = httpx.get(f"{app}/company?company=visa")
    finding = re.search('property="og:title" content="(Visa scores [0-9.]+ of 100 and .+?)"', answer.text)
    assert finding and f"<h1>{finding[1]}</h1>" in answer.text
    assert "have not signed the call" in answer.text
    hostile = httpx.get(f"{app}/company?company=%3Cscript%3Ealert(1)%3C/script%3E&%3Cb%3E=1").text
    assert "alert(1)" not in hostile and "<h1>Company</h1>" in hostile
    assert "Child helplines" in httpx.get(f"{app}/get_help").text


def test_what_stands_there_at_first_gives_way_to_the_page(visit: Visit) -> None:
    for address in ("/company?company=visa", "/get_help"):
        page = visit(address)
        expect(page.locator("h1.pw-title")).to_be_visible()
        expect(page.locator(".pw-first")).to_have_count(0)
        assert title(page) == page.locator("h1.pw-title").inner_text()


@pytest.mark.parametrize("path", ["nonsense", "apple-touch-icon", "statistics/now"])
def test_an_address_that_is_no_page_has_our_title_all_the_same(app: str, path: str) -> None:
    answer = httpx.get(f"{app}/{path}")
    assert answer.status_code == 200
    assert "<title>Ranking · Pledgewatch</title>" in answer.text
