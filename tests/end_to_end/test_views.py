"""Every view, at three widths, light and dark: it fits, is quiet, asks no other host, and axe-core finds nothing."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from scorecard import settings

Visit = Callable[..., Page]

PLACES = [
    "/",
    "/?group=all&chart=asks&mark=meta",
    "/?group=platforms&chart=map&sort=name",
    "/?group=payments&role=search",
    "/company?company=meta",
    "/company?company=visa",
    "/compare",
    "/compare?company=meta&company=apple&company=visa&company=openai&company=civitai",
    "/commitment",
    "/commitment?indicator=DET2",
    "/evidence",
    "/evidence?q=hash&tier=press",
    "/robustness",
    "/robustness?settings=own&w_detection=9&vary=weights&vary=levels",
    "/policy_watch",
    "/policy_watch?company=meta&term=child_sexual_abuse_material",
    "/policy_watch?view=matrix",
    "/policy_watch?view=recent",
    "/policy_watch?view=documents&company=pinterest",
    "/policy_watch?view=citations&status=gone",
    "/method",
    "/call",
    "/get_help",
]
WIDTHS = [390, 768, 1440]
SCREENSHOTS = settings.ROOT / "screenshots"

# What Streamlit itself draws and we cannot change: rule and the beginning of the element. Nothing else is allowed.
UNAVOIDABLE: set[tuple[str, str]] = set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", PLACES)
def test_a_view_fits_is_quiet_and_accessible(visit: Visit, app: str, place: str, scheme: str) -> None:
    errors: list[str] = []
    asked: list[str] = []

    def listen(page: Page) -> None:
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))

    page = visit(place, WIDTHS[0], scheme, listen)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 1600})
        page.wait_for_timeout(400)  # charts take their new width
        keep_screenshot(page, place, width, scheme)
        assert sideways(page) <= 0, width
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    assert sideways(page) <= 0
    assert violations(page) - UNAVOIDABLE == set()
    # Streamlit looks for its own addresses below the page's path first, and tries the root after the two 404s.
    assert [error for error in errors if "404" not in error] == []
    assert len(errors) <= (0 if urlsplit(place).path == "/" else 2)
    hosts = {urlsplit(url).netloc for url in asked if urlsplit(url).scheme in ("http", "https", "ws", "wss")}
    assert hosts == {urlsplit(app).netloc}


@pytest.mark.parametrize("place", ["/", "/company?company=meta", "/commitment", "/compare", "/evidence"])
def test_axe_finds_nothing_on_a_phone(visit: Visit, place: str) -> None:
    assert violations(visit(place, 390)) - UNAVOIDABLE == set()


def keep_screenshot(page: Page, place: str, width: int, scheme: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    name = re.sub(r"\W+", "-", place).strip("-") or "ranking"
    page.screenshot(path=SCREENSHOTS / f"{name}-{width}-{scheme}.png")


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("(main => main.scrollWidth - main.clientWidth)(document.querySelector('.stMain'))"))


def violations(page: Page) -> set[tuple[str, str]]:
    """Return rule and element of everything that axe-core finds against WCAG 2.2 A and AA and its best practices."""
    found = Axe().run(page).response["violations"]
    return {(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]}
