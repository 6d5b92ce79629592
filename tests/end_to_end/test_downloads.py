"""Files from the offer under a chart, made on a click in a real browser."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.end_to_end.conftest import running_app, wait_for_end

STARTS = {"PNG": b"\x89PNG", "SVG": b"<?xml", "PDF": b"%PDF-", "CSV": b"company_id,", "XLSX": b"PK", "JSON": b"{"}


def offer_of(page: Page) -> Page:
    """Open the first offer of a page."""
    page.get_by_role("button", name="Download this chart").first.click()
    page.get_by_text("The data behind it").wait_for()
    return page


def taken(page: Page, label: str, folder: Path) -> Path:
    """Press the button of a kind of file, and return the file."""
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name=label, exact=True).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_every_kind_of_file_comes_on_a_click_without_a_run_of_the_page(
    visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = offer_of(visit("/?group=all&mark=meta"))
    page.evaluate("window.stillHere = true")
    for label, start in STARTS.items():
        path = taken(page, label, tmp_path)
        assert re.fullmatch(r"pledgewatch-ranking-scores[a-z-]*\.[a-z]+", path.name)
        assert path.read_bytes().startswith(start), label
    assert page.evaluate("window.stillHere")
    svg = (tmp_path / "pledgewatch-ranking-scores-column-light.svg").read_text("utf-8")
    assert "<b>" not in svg and "▶ Meta" in svg and "group=all" in svg and "release=" in svg
    content = json.loads((tmp_path / "pledgewatch-ranking-scores.json").read_text("utf-8"))
    assert len(content["rows"]) == 29 and "mark=meta" in content["link"]
    book = openpyxl.load_workbook(BytesIO((tmp_path / "pledgewatch-ranking-scores.xlsx").read_bytes()))
    assert book.sheetnames == ["Data", "About"]


def test_another_size_is_another_file(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = offer_of(visit("/?group=all"))
    page.get_by_role("combobox", name=re.compile("Size")).click()
    page.get_by_role("option", name=re.compile("Square")).click()
    page.get_by_role("radio", name="Dark").click()
    page.wait_for_selector('[data-test-script-state="notRunning"]')
    page.wait_for_timeout(500)
    path = taken(page, "PNG", tmp_path)
    assert path.name == "pledgewatch-ranking-scores-square-dark.png"
    assert int.from_bytes(path.read_bytes()[16:20], "big") == 1080
    assert int.from_bytes(path.read_bytes()[20:24], "big") == 1080


def test_the_text_for_those_who_do_not_see_it_can_be_copied(browser: Browser, app: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{app}/?group=all")
    wait_for_end(page)
    offer_of(page)
    button = page.locator(".pw-offer-heading .pw-copy")
    button.click()
    expect(button).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Missing evidence could move scores") and "Scores of 29 companies" in copied
    context.close()


@pytest.fixture(scope="module")
def app_without_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on a server on which no browser is found."""
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("BROWSER_PATH", "/there/is/none")
            address = stack.enter_context(running_app("asgi.py", tmp_path_factory.mktemp("app") / "app.db"))
        yield address


def test_without_a_browser_on_the_server_the_visitors_own_makes_the_file(
    contexts: dict[str, BrowserContext], app_without_browser: str, tmp_path: Path
) -> None:
    page = contexts["light"].new_page()
    page.set_viewport_size({"width": 1440, "height": 1600})
    page.goto(f"{app_without_browser}/?group=all")
    wait_for_end(page)
    offer_of(page)
    expect(page.get_by_text("This server has no browser")).to_be_visible()
    own = page.locator(".st-key-own-ranking-chart")
    own.locator(".main-svg").first.wait_for()
    with page.expect_download(timeout=60_000) as download:
        own.locator(".modebar-btn").first.click(force=True)
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "pledgewatch-ranking-scores-column-light.png"
    assert int.from_bytes(path.read_bytes()[16:20], "big") == 1000
    page.close()


def test_a_server_that_is_told_to_end_leaves_nothing_of_its_browser(
    contexts: dict[str, BrowserContext], tmp_path: Path
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(tmp_path))
        with running_app("asgi.py", tmp_path / "app.db") as address:
            page = contexts["light"].new_page()
            page.goto(f"{address}/?group=all")
            wait_for_end(page)
            taken(offer_of(page), "SVG", tmp_path)
            page.close()
            assert list(tmp_path.glob("pledgewatch-browser-*"))
    assert not list(tmp_path.glob("pledgewatch-browser-*"))
