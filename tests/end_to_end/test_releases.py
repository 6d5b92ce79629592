"""Releases, embedded charts and the static copy in a real browser."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from scorecard import settings
from scorecard.errors import NoBrowserError
from scorecard.queries.releases import frozen_releases
from scorecard.site.building import Places, write_site
from tests.end_to_end.conftest import wait_for_end

Visit = Callable[..., Page]
RELEASES = settings.ROOT / "data" / "releases"
NEWEST = frozen_releases(RELEASES)[0].release_id
PAGES = ("data", "changes", "corrections")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_releases_break_no_rule_of_accessibility(visit: Visit, path: str, width: int, scheme: str) -> None:
    page = visit(f"/{path}", width, scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_working_data_are_chosen_in_the_sidebar_and_go_along(visit: Visit) -> None:
    page = visit("/")
    expect(page.locator(".pw-source").first).to_contain_text(f"Release {NEWEST}")
    page.get_by_role("combobox", name="Release").click()
    page.get_by_role("option", name="Working data, not frozen").click()
    note = page.get_by_text("Nothing here is frozen: figures can change.")
    expect(note).to_be_visible(timeout=60_000)  # the database is built for the first who asks for it
    assert "release=working" in page.url
    page.get_by_role("link", name="Method", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("become a score")
    wait_for_end(page)
    expect(page.get_by_text("Nothing here is frozen: figures can change.")).to_be_visible()
    page.get_by_role("link", name="show this page as it is there").click()
    page.wait_for_url(lambda url: "release" not in url)
    wait_for_end(page)
    expect(page.get_by_text("Nothing here is frozen")).to_have_count(0)


def test_back_leads_to_the_view_before_in_its_release(visit: Visit) -> None:
    page = visit(f"/company?company=snap&release={NEWEST}")
    page.get_by_role("link", name="Method", exact=True).first.click()
    page.wait_for_url(f"**/method?release={NEWEST}")
    wait_for_end(page)
    page.go_back()
    page.wait_for_url(f"**/company?company=snap&release={NEWEST}")
    wait_for_end(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Snap scores")


def test_a_release_is_downloaded_whole_and_by_table(visit: Visit, tmp_path: Path) -> None:
    page = visit("/data?table=rank_ranges")
    with page.expect_download() as waited:
        page.get_by_role("button", name="Download the whole release").click()
    waited.value.save_as(tmp_path / "whole.zip")
    ZipFile(tmp_path / "whole.zip").extractall(tmp_path)
    unpacked = tmp_path / f"pledgewatch-{NEWEST}"
    for path in (RELEASES / NEWEST).rglob("*"):
        if path.is_file():
            assert (unpacked / path.relative_to(RELEASES / NEWEST)).read_bytes() == path.read_bytes()
    for name, read in (("CSV", pd.read_csv), ("Parquet", pd.read_parquet)):
        with page.expect_download() as waited:
            page.get_by_role("button", name=name, exact=True).click()
        waited.value.save_as(tmp_path / waited.value.suggested_filename)
        frame = read(tmp_path / waited.value.suggested_filename)
        assert len(frame) == 54 and "rank_low" in frame.columns


@pytest.fixture
def somewhere_else(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address at which a server that is not ours shows it."""
    handler = partial(_Quiet, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield tmp_path, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gives
        """Say nothing."""


def test_one_chart_stands_in_somebody_elses_page(app: str, browser: Browser, somewhere_else: tuple[Path, str]) -> None:
    folder, address = somewhere_else
    frame = f'<iframe src="{app}/?embed=true&view=ranking-scores&mark=meta&release={NEWEST}" height="900"></iframe>'
    whole = f'<iframe src="{app}/?embed=true" height="300"></iframe>'
    (folder / "page.html").write_text(f"<!doctype html><title>Theirs</title>{frame}{whole}")
    page = browser.new_page()
    page.goto(f"{address}/page.html")
    inside = page.frame_locator("iframe").nth(0)
    expect(inside.locator(".pw-embedded")).to_be_visible(timeout=30_000)
    expect(inside.locator(".js-plotly-plot")).to_be_visible(timeout=30_000)
    expect(inside.locator(".pw-source")).to_contain_text(f"Release {NEWEST}")
    expect(inside.locator("[data-testid=stSidebar], table")).to_have_count(0)
    link = inside.get_by_role("link", name="Open in Pledgewatch")
    assert str(link.get_attribute("href")).endswith(f"release={NEWEST}")
    # The whole app stays out of others' pages.
    expect(page.frame_locator("iframe").nth(1).locator(".pw-title")).to_have_count(0)
    page.close()


def test_a_chart_that_is_not_there_says_which_there_are(visit: Visit, app: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{app}/?embed=true&view=%3Cb%3Enothing")
    expect(page.get_by_role("heading", name="There is no such chart")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("“<b>nothing”. There are: ranking-scores,")).to_be_visible()
    page.close()


def test_the_lines_that_embed_a_chart_are_offered_and_work(visit: Visit) -> None:
    page = visit("/?group=all")
    page.get_by_role("button", name="Download this chart").first.click()
    code = page.locator(".pw-code-lines").first
    expect(code).to_be_visible(timeout=30_000)
    text = code.inner_text()
    assert text.startswith("<iframe ") and "view=ranking-scores" in text and f"release={NEWEST}" in text
    source = text.split('src="')[1].split('"')[0].replace("&amp;", "&")
    page.goto(source)
    expect(page.locator(".pw-embedded")).to_be_visible(timeout=30_000)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static copy of the newest release, without charts."""

    def refuse(*arguments: object) -> None:
        raise NoBrowserError("No charts in this test.")

    out = tmp_path_factory.mktemp("static") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scorecard.export.presskit.write_kit", refuse)
        write_site(NEWEST, Places(RELEASES, out, "", ""), 1, lambda step: None)
    return out


@pytest.mark.parametrize(
    "path", ["index.html", "companies/meta.html", "asks/detection.html", "data.html", "method.html"]
)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_static_copy_breaks_no_rule_of_accessibility(
    site: Path, browser: Browser, path: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 1200},
        bypass_csp=True,  # the page allows no script, so none of axe's either
    )
    page = context.new_page()
    page.goto((site / path).as_uri())
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), "it scrolls sideways"
    context.close()
