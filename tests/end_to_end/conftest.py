"""A real server and a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from scorecard import settings

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chromium-headless-shell")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium from the system's packages."""
    program = os.environ.get("BROWSER_PATH") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium is installed; on Debian: sudo apt-get install chromium; or set BROWSER_PATH")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield running
        running.close()


@contextmanager
def running_app(entry: str, database: Path, data_dir: Path | None = None) -> Iterator[str]:
    """Start the app on a free port, yield its address, and stop it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = data_dir or settings.ROOT / "data"
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "SCORECARD_DATA": str(folder),
        "SCORECARD_RELEASES": str(folder / "releases"),
    }
    command = [sys.executable, "-m", "streamlit", "run", entry, "--server.port", str(port)]
    with Path(f"{database}.log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--server.address", "localhost"], cwd=settings.ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            _wait_until_healthy(process, port)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app as `make run` serves it, with the shipped data."""
    with running_app("asgi.py", tmp_path_factory.mktemp("app") / "app.db") as address:
        yield address


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """One visitor who prefers light and one who prefers dark; each keeps what was loaded before."""
    schemes = {scheme: browser.new_context(color_scheme=scheme) for scheme in ("light", "dark")}  # type: ignore[arg-type]
    yield schemes
    for context in schemes.values():
        context.close()


@pytest.fixture
def visit(contexts: dict[str, BrowserContext], app: str) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a path of the app and waits until the page has been drawn to its end."""
    opened: list[Page] = []

    def go(path: str, width: int = 1440, scheme: str = "light", prepare: Callable[[Page], None] | None = None) -> Page:
        page = contexts[scheme].new_page()
        page.set_viewport_size({"width": width, "height": 1600})
        opened.append(page)
        if prepare:
            prepare(page)
        page.goto(f"{app}{path}" if path.startswith("/") else path)
        wait_for_end(page)
        return page

    yield go
    for page in opened:
        page.close()


def wait_for_end(page: Page) -> None:
    """Wait until the line below the page is there and the script has come to rest."""
    page.wait_for_selector(".pw-source", timeout=30_000)
    page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=30_000)


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(150):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode} before it answered")
        try:
            with urlopen(f"http://localhost:{port}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("the server did not answer within 30 seconds")
