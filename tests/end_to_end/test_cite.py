"""Citing in a real browser: forms open, copy and download, at three widths, light and dark."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import rispy
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.end_to_end.conftest import wait_for_end

Visit = Callable[..., Page]


def open_forms(page: Page) -> None:
    page.get_by_text("Cite this", exact=True).click()
    page.locator("dl.pw-cite").first.wait_for()
    page.wait_for_selector('[data-test-script-state="notRunning"]')


@pytest.fixture
def may_copy(contexts: dict[str, object], app: str) -> None:
    contexts["light"].grant_permissions(["clipboard-read", "clipboard-write"], origin=app)  # type: ignore[attr-defined]


def test_every_form_is_copied_as_it_stands(visit: Visit, may_copy: None) -> None:
    page = visit("/company?company=meta")
    open_forms(page)
    copied = {}
    for name in ("sentence", "APA", "Chicago", "Chicago notes", "MLA", "BibTeX", "RIS", "CSL-JSON", "address"):
        page.get_by_role("button", name=f"Copy {name}", exact=True).first.click()
        expect(page.get_by_role("button", name="Copied").first).to_be_visible()
        copied[name] = page.evaluate("navigator.clipboard.readText()")
        expect(page.get_by_role("button", name="Copied")).to_have_count(0)  # its own name is back
    assert (
        copied["sentence"].startswith("Meta shares rank 2 of 11") and "its rank is anything from" in copied["sentence"]
    )
    assert copied["APA"].startswith(
        "Pledgewatch. (2026). How far Meta meets the asks of the call “No to Nudify” (Release 2026.11)"
    )
    assert copied["Chicago"].startswith("Pledgewatch. 2026. “How Far Meta Meets the Asks of the Call ‘No to Nudify.’”")
    assert copied["MLA"].endswith("Data set.") and "<" not in copied["MLA"]
    assert copied["BibTeX"].startswith("@misc{") and copied["BibTeX"].endswith("}")
    assert rispy.loads(copied["RIS"] + "\n")[0]["title"].startswith("How far Meta")
    assert json.loads(copied["CSL-JSON"])[0]["type"] == "dataset"
    assert copied["address"].endswith("/company?company=meta&release=2026.11")


def test_italics_are_copied_too(visit: Visit, may_copy: None) -> None:
    page = visit("/company?company=meta")
    open_forms(page)
    page.get_by_role("button", name="Copy APA", exact=True).click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    rich = page.evaluate(
        "navigator.clipboard.read().then(all => all[0].getType('text/html')).then(blob => blob.text())"
    )
    assert "<i>How far Meta meets the asks of the call “No to Nudify”</i>" in rich


def test_where_nothing_may_be_copied_the_reader_is_told(browser: Browser, app: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        "for (const name of ['write', 'writeText'])"
        " navigator.clipboard[name] = () => Promise.reject(new Error('refused'))"
    )
    page.goto(f"{app}/company?company=visa")
    wait_for_end(page)
    open_forms(page)
    page.get_by_role("button", name="Copy APA", exact=True).click()
    expect(page.get_by_role("button", name="Select the text and copy it")).to_be_visible()
    context.close()


def test_files_are_downloaded_without_another_run(visit: Visit, tmp_path: Path) -> None:
    page = visit("/?group=platforms")
    open_forms(page)
    for ending in ("bib", "ris", "json"):
        with page.expect_download() as waited:
            page.get_by_role("button", name=f"Download .{ending}", exact=True).click()
        assert waited.value.suggested_filename == f"pledgewatch-ranking-2026.11.{ending}"
        waited.value.save_as(tmp_path / f"one.{ending}")
    title = "How far companies of the group “Social, messaging, video and gaming platforms” meet the asks of the call "
    title += "“No to Nudify”"
    assert title in (tmp_path / "one.bib").read_text("utf-8")
    assert json.loads((tmp_path / "one.json").read_text("utf-8"))[0]["title"] == title
    (record,) = rispy.loads((tmp_path / "one.ris").read_text("utf-8"))
    assert record["title"] == title and "group=platforms" in record["urls"][0]
    expect(page.locator("dl.pw-cite").first).to_be_visible()


def test_the_address_in_a_citation_restores_the_view(visit: Visit) -> None:
    page = visit("/?group=platforms&sort=name&chart=map")
    open_forms(page)
    address = page.locator(".pw-link code.pw-copied").inner_text()
    other = visit(address)
    assert other.locator("h1").inner_text() == page.locator("h1").inner_text()
    assert other.get_by_role("radio", name="Map of companies and asks").is_checked()
    first = other.locator(".pw-ranking tbody tr:not(.pw-group) th").first
    assert first.inner_text() == page.locator(".pw-ranking tbody tr:not(.pw-group) th").first.inner_text()


def test_the_next_page_cites_itself(visit: Visit) -> None:
    page = visit("/company?company=meta")
    open_forms(page)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Method").click()
    page.locator("h1", has_text="become a score").wait_for()
    open_forms(page)
    cited = page.locator("dl.pw-cite").first
    expect(cited).to_contain_text("How 28 indicators under 5 commitments become a score")
    expect(cited).not_to_contain_text("Meta")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 768, 390])
@pytest.mark.parametrize("path", ["/company?company=x_xai", "/?group=platforms", "/get_help"])
def test_forms_fit_and_break_no_rule(visit: Visit, path: str, width: int, scheme: str) -> None:
    page = visit(path, width, scheme)
    open_forms(page)
    for name in ("BibTeX", "RIS", "CSL-JSON"):
        page.get_by_text(f"Show {name}", exact=True).click()
    page.wait_for_timeout(300)
    assert page.evaluate("(main => main.scrollWidth - main.clientWidth)(document.querySelector('.stMain'))") <= 0
    assert page.evaluate(
        "[...document.querySelectorAll('.pw-cite :is(pre, dd)')].every(part => part.scrollWidth <= part.clientWidth)"
    )
    found = Axe().run(page).response["violations"]
    assert found == [], [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]
