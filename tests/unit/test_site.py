"""The static site of a release: every page there, every link leads somewhere, and every number is the release's."""

import csv
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

from scorecard import settings
from scorecard.errors import NoBrowserError, UsageError
from scorecard.numbers import one_decimal, whole
from scorecard.publish.atom import ATOM
from scorecard.publish.sitemap import SITEMAP
from scorecard.queries.releases import frozen_releases, release_file
from scorecard.site.building import MARKER, Places, Site, write_site
from scorecard.storage.folders import read_folder
from tests.releases import frozen, rewrite
from tests.unit.test_changes import CORRECTION, lower

SHIPPED = settings.ROOT / "data" / "releases"
ADDRESS, APP = "https://static.example.org/pw", "https://app.example.org"


def quiet(step: str) -> None:
    """Take a step without a word."""


@pytest.fixture(autouse=True)
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no chart be drawn: what draws them has tests of its own."""

    def refuse(*arguments: object, **options: object) -> None:
        raise NoBrowserError("There is no browser here.")

    monkeypatch.setattr("scorecard.export.presskit.write_kit", refuse)


class Markup(HTMLParser):
    """What a test needs of a page: links, ids, scripts, visible text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [str(given["id"])] if "id" in given else []
        self.hrefs += [str(given[name]) for name in ("href", "src") if given.get(name)]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def made(out: Path, releases: Path, release_id: str, address: str = "", app: str = "") -> Site:
    return write_site(release_id, Places(releases, out, address, app), 1, quiet)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the newest shipped release, without charts."""
    out = tmp_path_factory.mktemp("site") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scorecard.export.presskit.write_kit", lambda *given: _refused())
        made(out, SHIPPED, frozen_releases(SHIPPED)[0].release_id, ADDRESS, APP)
    return out


def _refused() -> None:
    raise NoBrowserError("There is no browser here.")


def pages_of(site: Path) -> dict[str, Markup]:
    found = {path.relative_to(site).as_posix(): Markup(path.read_text("utf-8")) for path in site.rglob("*.html")}
    assert found
    return found


def test_every_link_leads_to_a_page_and_a_place_on_it(shipped: Path) -> None:
    pages = pages_of(shipped)
    assert len(pages) > 60
    for name, page in pages.items():
        for href in page.hrefs:
            parts = urlsplit(href)
            if parts.scheme in ("https", "http", "mailto", "tel"):
                continue
            assert not parts.scheme, (name, href)
            target = (shipped / name).parent / unquote(parts.path) if parts.path else shipped / name
            assert target.resolve().is_file(), (name, href)
            if parts.fragment and target.suffix == ".html":
                linked = pages[target.resolve().relative_to(shipped.resolve()).as_posix()]
                assert unquote(parts.fragment) in linked.ids, (name, href)


def test_no_page_needs_a_script_or_leaves_a_link_unsettled(shipped: Path) -> None:
    for name, page in pages_of(shipped).items():
        assert "script" not in page.tags, name
        assert page.tags.count("h1") == 1 and page.tags.count("main") == 1
        assert len(page.ids) == len(set(page.ids)), name
        text = (shipped / name).read_text("utf-8")
        assert not re.search(r'"(site|app):', text), name
        assert " ago</span>" not in text, "how old something is does not stay true"


def test_every_number_of_the_ranking_is_the_one_in_the_release(shipped: Path) -> None:
    """Each row of the ranking page against ``scores.csv`` and its neighbours, read by nothing of ours."""
    release = SHIPPED / frozen_releases(SHIPPED)[0].release_id / "csv"

    def rows(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader((release / f"{name}.csv").read_text("utf-8").splitlines()))

    names = {row["company_id"]: row["name"] for row in rows("companies")}
    asks = {row["commitment_id"]: row["title"] for row in rows("commitments")}
    ranges = {(row["scope"] == "overall", row["company_id"]): row for row in rows("rank_ranges")}
    under = {(row["company_id"], row["commitment_id"]): row["score"] for row in rows("commitment_scores")}
    table = (shipped / "index.html").read_text("utf-8").split('<table class="pw-table pw-ranking', 1)[1]
    drawn = {}
    for row in re.findall(r"<tr\b.*?</tr>", table, re.S):
        link = re.search(r'href="companies/([a-z_0-9]+)\.html"', row)
        if link:
            drawn[link[1]] = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).replace("( ", "(").replace(" )", ")")
    assert set(drawn) == set(names)
    for score in rows("scores"):
        company_id = score["company_id"]
        text = drawn[company_id]
        assert names[company_id].replace("&", "&amp;") in text
        bounds = "–".join(one_decimal(float(score[end])) for end in ("score_low", "score_high"))
        if score["score"]:
            assert f"{one_decimal(float(score['score']))} ({bounds})" in text, text
            own = ranges[False, company_id]
            assert re.search(rf"=?{score['peer_rank']}\b.* of .*{own['rank_low']}(–{own['rank_high']})?", text), text
        for commitment_id in asks:
            given = under[company_id, commitment_id]
            assert not given or whole(float(given)) in text.split(), (company_id, commitment_id, text)


def test_the_map_and_the_canonical_addresses_name_every_page(shipped: Path) -> None:
    mapped = [element.text for element in ElementTree.parse(shipped / "sitemap.xml").iter(f"{{{SITEMAP}}}loc")]
    pages = pages_of(shipped)
    assert sorted(filter(None, mapped)) == sorted(f"{ADDRESS}/{name}" for name in pages)
    for name in pages:
        assert f'<link rel="canonical" href="{ADDRESS}/{name}">' in (shipped / name).read_text("utf-8")
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in (shipped / "robots.txt").read_text()
    assert ElementTree.parse(shipped / "corrections.atom").getroot().tag == f"{{{ATOM}}}feed"


def test_the_files_of_the_release_are_there_to_the_byte(shipped: Path) -> None:
    release_id = frozen_releases(SHIPPED)[0].release_id
    for path in ("ranking.csv", "csv/scores.csv", "parquet/evidence.parquet", "datapackage.json", "SHA256SUMS"):
        assert (shipped / "data" / path).read_bytes() == release_file(SHIPPED, release_id, path)


def test_pages_that_only_the_app_has_are_linked_where_it_is_known(
    shipped: Path, libraries: Path, tmp_path: Path
) -> None:
    assert f'href="{APP}/compare?company=meta"' in (shipped / "companies" / "meta.html").read_text("utf-8")
    frozen(libraries, "2026.11")
    made(tmp_path / "site", libraries / "releases", "2026.11")
    text = (tmp_path / "site" / "companies" / "north.html").read_text("utf-8")
    assert "Compare with its group" not in text and "compare?" not in text


def test_what_is_missing_is_told(libraries: Path, tmp_path: Path) -> None:
    frozen(libraries, "2026.11")
    told = made(tmp_path / "site", libraries / "releases", "2026.11").missing
    assert any("charts" in line and "no browser" in line for line in told)
    assert any("--address" in line for line in told)
    assert not (tmp_path / "site" / "sitemap.xml").exists()
    assert not (tmp_path / "site" / "press").exists()


def test_a_correction_stands_on_the_site_with_its_effect(libraries: Path, tmp_path: Path) -> None:
    frozen(libraries, "2026.11")
    lower(libraries)
    (libraries / "corrections.yaml").write_text(CORRECTION.format(old="met"))
    frozen(libraries, "2026.12")
    made(tmp_path / "site", libraries / "releases", "2026.12")
    text = (tmp_path / "site" / "corrections.html").read_text("utf-8")
    assert "Right since 2026.12: partial" in text and "By itself it changes the score in 2026.11" in text
    company = (tmp_path / "site" / "companies" / "north.html").read_text("utf-8")
    assert "Since release 2026.11, 1 level of North Library changed" in company


def test_the_copy_of_an_older_release_says_so(libraries: Path, tmp_path: Path) -> None:
    frozen(libraries, "2026.11")
    lower(libraries)
    (libraries / "corrections.yaml").write_text(CORRECTION.format(old="met"))
    frozen(libraries, "2026.12")
    made(tmp_path / "site", libraries / "releases", "2026.11")
    for path in (tmp_path / "site").rglob("*.html"):
        assert "Superseded: corrected in 2026.12. This is release 2026.11" in path.read_text("utf-8"), path
    assert "Right since 2026.12: partial" in (tmp_path / "site" / "corrections.html").read_text("utf-8")


def test_text_from_data_stays_text(libraries: Path, tmp_path: Path) -> None:
    rewrite(
        libraries / "companies" / "north.yaml", "\nname: North Library", "\nname: '<img src=x onerror=alert(1)> \"&'"
    )
    frozen(libraries, "2026.11")
    made(tmp_path / "site", libraries / "releases", "2026.11")
    for path in (tmp_path / "site").rglob("*.html"):
        assert "<img src=x" not in path.read_text("utf-8")


def test_only_an_empty_folder_or_an_earlier_site_is_replaced(libraries: Path, tmp_path: Path) -> None:
    frozen(libraries, "2026.11")
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("Dear all")
    with pytest.raises(UsageError, match="holds something else"):
        made(mine, libraries / "releases", "2026.11")
    assert (mine / "letter.txt").read_text() == "Dear all"
    site = tmp_path / "site"
    made(site, libraries / "releases", "2026.11")
    (site / "companies" / "gone.html").write_text("a page of an earlier release")
    made(site, libraries / "releases", "2026.11")
    assert not (site / "companies" / "gone.html").exists() and (site / MARKER).is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["libraries", "mine", "site"]


def test_a_site_made_twice_is_the_same(libraries: Path, tmp_path: Path) -> None:
    frozen(libraries, "2026.11")
    for name in ("one", "two"):
        made(tmp_path / name, libraries / "releases", "2026.11", ADDRESS, APP)
    assert read_folder(tmp_path / "one") == read_folder(tmp_path / "two")
