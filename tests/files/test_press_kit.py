"""The press kit, written whole with a real browser, from the made-up dataset about libraries."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scorecard import queries
from scorecard.export.presskit import write_kit
from scorecard.rendering import Renderer
from tests.command import run
from tests.conftest import FIXTURES

ADDRESS = "https://pledgewatch.example.org"


@pytest.fixture(scope="module")
def libraries_tables() -> queries.Tables:
    return queries.from_data(FIXTURES / "libraries")[0]


@pytest.fixture(scope="module")
def kit(renderer: Renderer, libraries_tables: queries.Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kit")
    write_kit(libraries_tables, folder, ADDRESS, 2, lambda step: None)
    return folder


def test_every_company_has_a_card_and_every_chart_its_files(kit: Path, libraries_tables: queries.Tables) -> None:
    companies = queries.in_name_order(libraries_tables)
    assert len(list((kit / "cards").glob("card-*-square.png"))) == len(companies)
    for chart in (kit / "charts").glob("*-column.png"):
        name = chart.name.removesuffix("-column.png")
        assert (kit / "html" / f"{name}.html").is_file()
        for ending in ("csv", "json", "xlsx"):
            assert (kit / "data" / f"{name}.{ending}").stat().st_size > 10
    assert (kit / "data" / "scores-by-company.csv").is_file()


def test_the_texts_say_what_is_what(kit: Path) -> None:
    captions, read_me = (kit / "captions.md").read_text(), (kit / "README.txt").read_text()
    assert captions.count("**Alt text:**") == captions.count("\n## ") > 5
    for name in re.findall(r"`([^`]+)`", captions):
        assert (kit / name).is_file(), name
    assert "CC BY 4.0" in read_me and "Licence" in read_me and "broken" in read_me


class Requests(HTMLParser):
    """Collects whatever a page would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "link", "img", "iframe", "use"):
            self.found.append(tag)
        self.found += [f"{tag} {key}" for key, _ in attrs if key.startswith("on") or key == "src"]
        hrefs = [value or "" for key, value in attrs if key.endswith("href")]
        if tag == "image" and not all(value.startswith("data:image/png") for value in hrefs):
            self.found.append("image from elsewhere")


def test_a_page_stands_alone_and_says_what_the_chart_shows(kit: Path) -> None:
    pages = list((kit / "html").glob("*.html"))
    assert pages
    for path in pages:
        text = path.read_text("utf-8")
        reader = Requests()
        reader.feed(text)
        assert not reader.found, (path.name, reader.found)
        assert not re.search(r"url\((?!data:|['\"]?#|&quot;#)", text), path.name
        assert "<svg" in text and 'role="img"' in text and "<caption>" in text and f'href="{ADDRESS}' in text


def test_a_second_run_makes_nothing(kit: Path, libraries_tables: queries.Tables) -> None:
    again = write_kit(libraries_tables, kit, ADDRESS, 2, lambda step: None)
    assert again.written == 0 and again.kept > 20


def test_data_say_where_they_come_from(kit: Path) -> None:
    content = json.loads((kit / "data" / "scores-by-company.json").read_text("utf-8"))
    assert content["licence"].startswith("CC BY 4.0") and content["link"].startswith(ADDRESS)
    assert content["source"] and content["release"]


def test_the_command_writes_the_kit_and_says_what_it_did(
    renderer: Renderer, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLEDGEWATCH_ADDRESS", ADDRESS)
    ran = run(capsys, "export", "--out", tmp_path / "kit", "--data", FIXTURES / "libraries")
    assert ran.code == 0 and "files written to" in ran.err and "0 kept as they were" in ran.err
    assert (tmp_path / "kit" / "README.txt").is_file()


def test_without_a_browser_the_command_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    ran = run(capsys, "export", "--out", tmp_path / "kit", "--data", FIXTURES / "libraries")
    assert ran.code == 4 and "apt-get install chromium-headless-shell" in ran.err and "Traceback" not in ran.err
    assert not (tmp_path / "kit").exists()
