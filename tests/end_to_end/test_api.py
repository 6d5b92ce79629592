"""The API on a real server: what a client gets through the socket, and what a page of another origin may read."""

import io
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.end_to_end.conftest import running_app
from tests.web import NEW, OLD, two_releases


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a server with two releases of the libraries, and their folder."""
    place = tmp_path_factory.mktemp("api")
    with two_releases(place) as web, running_app("asgi.py", place / "app.db", place / "libraries") as address:
        yield address, web.folder


def test_a_client_gets_the_file_and_then_only_that_it_is_unchanged(served: tuple[str, Path]) -> None:
    address, folder = served
    url = f"{address}/api/v1/releases/{OLD}/scores?format=csv"
    first = httpx.get(url)
    assert first.content == (folder / OLD / "csv" / "scores.csv").read_bytes()
    assert first.headers["content-security-policy"] and first.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in first.headers
    again = httpx.get(url, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = httpx.head(url)
    assert head.content == b"" and int(head.headers["content-length"]) == int(first.headers["content-length"])
    newest = httpx.get(f"{address}/api/v1/releases/latest/scores", follow_redirects=True)
    assert newest.json()["release"]["release_id"] == NEW
    pd.testing.assert_frame_equal(
        pd.read_csv(url), pd.read_csv(io.BytesIO((folder / OLD / "csv" / "scores.csv").read_bytes()))
    )


@pytest.mark.parametrize(
    "path", ["/../../libraries/call.yaml", "/%2e%2e/%2e%2e/libraries/call.yaml", "/..%2f..%2fcall.yaml"]
)
def test_no_path_leads_out_of_a_release(served: tuple[str, Path], path: str) -> None:
    address, _ = served
    command = ["curl", "-s", "--path-as-is", "-o", "-", "-w", "%{http_code}", f"{address}/releases/{OLD}{path}"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        pytest.skip("needs curl, which sends a path as it is written")
    assert said.endswith("404") and "asks:" not in said


READ = """async ([url, tag]) => {
  const headers = tag ? {"If-None-Match": tag} : {};
  const answer = await fetch(url, {headers, cache: "no-store"});
  return [answer.status, answer.headers.get("etag"), tag ? null : (await answer.json()).table];
}"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """The address of a page of another origin."""
    (tmp_path / "index.html").write_text("<!doctype html><title>A newsroom</title>")
    server = ThreadingHTTPServer(("localhost", 0), partial(Quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/index.html"
    server.shutdown()
    server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def test_a_page_of_another_origin_may_read_it(browser: Browser, served: tuple[str, Path], elsewhere: str) -> None:
    url = f"{served[0]}/api/v1/releases/{OLD}/scores"
    page = browser.new_page()
    page.goto(elsewhere)
    status, tag, table = page.evaluate(READ, [url, ""])
    assert (status, table) == (200, "scores") and tag
    # A header that is not simple: the browser asks by OPTIONS first.
    assert page.evaluate(READ, [url, tag]) == [304, tag, None]
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_link_to_nothing_is_a_page_for_everybody(browser: Browser, served: tuple[str, Path], scheme: str) -> None:
    address, _ = served
    context = browser.new_context(color_scheme=scheme, viewport={"width": 390, "height": 800})  # type: ignore[arg-type]
    page = context.new_page()
    answer = page.goto(f"{address}/r/{OLD}/nobody")
    assert answer is not None and answer.status == 404
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name="North Library").click()
    page.wait_for_url(f"**/company?company=north&release={OLD}")
    context.close()
