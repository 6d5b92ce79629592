"""How views are cited: every page offers it, names what it shows, and prints no rank without its range."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
import yaml

from scorecard import queries, settings
from scorecard.queries.releases import frozen_releases
from scorecard.ui import cite, navigation
from tests.pages.conftest import Page

Open = Callable[..., Page]
ADDRESS = "https://pledgewatch.example.org"

TITLES = {
    "ranking": "How far technology companies meet the asks of the call “No to Nudify”",
    "company": "How far Adobe meets the asks of the call “No to Nudify”",
    "commitment": "How far companies meet the ask “Safety by design”",
    "compare": "How far Aylo (Pornhub) and Meta meet the asks of the call “No to Nudify”",
    "robustness": "How sure the ranks of technology companies are",
    "reports": "Transparency reports under the EU template: ",
    "policy_watch": "Archived rules of companies: since when they name ",
    "evidence": "Evidence on how far companies meet the asks: findings and their sources",
    "method": "How 28 indicators under 5 commitments become a score",
    "call": "Who endorses the call “Unifying Voices Worldwide: No to Nudify”",
    "get_help": "Get help",
    "changes": "What changed",
    "corrections": "Corrections of Pledgewatch",
    "data": "How far technology companies meet the asks of the call “No to Nudify”",
}


def opened(page: Page, path: str) -> str:
    """Open "Cite this" and return what it shows, as text."""
    page.app.session_state[f"cite_{path}"] = True
    page.app.run()
    assert not page.app.exception, page.app.exception
    (drawn,) = [str(part.proto.body) for part in page.app.get("html") if 'class="pw-cite"' in str(part.proto.body)]
    return unescape(re.sub(r"<[^>]+>", "", drawn))


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEDGEWATCH_ADDRESS", ADDRESS)


def test_the_list_of_pages_is_whole() -> None:
    assert set(TITLES) == {entry.path for entry in navigation.PAGES}


@pytest.mark.parametrize("path", TITLES)
def test_every_page_says_what_it_is_cited_as(open_page: Open, path: str, public: None) -> None:
    page = open_page(path)
    assert 'class="pw-cite"' not in page.html  # nothing is made before somebody asks
    text = opened(page, path)
    assert f"Pledgewatch. (n.d.). {TITLES[path]}" in text
    assert f"{ADDRESS}{navigation.href(path)}?" in text and "release=working" in text
    assert [button.label for button in page.app.get("download_button")][-3:] == [
        "Download .bib",
        "Download .ris",
        "Download .json",
    ]


def test_a_company_is_cited_with_ranks_in_their_ranges(open_page: Open, tables: queries.Tables, public: None) -> None:
    text = opened(open_page("company", company="pinterest"), "company")
    for sentence in queries.cite_company(tables, "pinterest").sentences:
        assert sentence in text
    assert "a low score or rank means “does not meet the ask”" in text
    assert f"{ADDRESS}/company?company=pinterest&release=working" in text
    assert "broke" not in text


def test_the_permanent_address_holds_the_whole_view(open_page: Open, public: None) -> None:
    text = opened(open_page("ranking", group="platforms", sort="name"), "ranking")
    assert f"{ADDRESS}/?group=platforms&" in text and "sort=name" in text and "chart=scores" in text
    assert "How far companies of the group “Social, messaging, video and gaming platforms” meet" in text


def test_without_an_address_no_form_has_one_and_it_says_so(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLEDGEWATCH_ADDRESS", raising=False)
    text = opened(open_page("company"), "company")
    if "http" in text:
        assert "This copy runs on your own machine" in text
    else:
        assert "The forms have no address" in text


def test_an_address_that_is_none_is_told(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEDGEWATCH_ADDRESS", "nonsense")
    text = opened(open_page("company"), "company")
    assert "The forms have no address: PLEDGEWATCH_ADDRESS is no web address. Write it as" in text
    assert "Retrieved" not in text


@pytest.mark.parametrize(
    ("public_address", "visited", "url", "note"),
    [
        ("https://a.example.org/sub", "http://localhost:8501/company", "https://a.example.org/sub/company?q=1", ""),
        ("", "https://b.example.org/company", "https://b.example.org/company?q=1", ""),
        ("", "http://localhost:8501/company", "http://localhost:8501/company?q=1", "own machine"),
        ("", "", "", "no address"),
        ("", "/", "", "no address"),
    ],
)
def test_the_address_is_the_public_one_or_the_visitors(
    monkeypatch: pytest.MonkeyPatch, public_address: str, visited: str, url: str, note: str
) -> None:
    monkeypatch.setenv("PLEDGEWATCH_ADDRESS", public_address)
    entry = next(entry for entry in navigation.PAGES if entry.path == "company")
    found = cite._address(entry, visited, "q=1")
    assert found.url == url and note in found.note and bool(found.note) == bool(note)


def test_files_hold_what_the_forms_say(tables: queries.Tables) -> None:
    citable = queries.cite_company(tables, "meta")
    made = {form: cite._file(tables, citable, cite._Address(ADDRESS, ""), form)() for _, _, form in cite._FILES}
    assert made["bibtex"].decode().startswith("@misc{pledgewatch-working-how-far-meta")
    assert made["ris"].endswith(b"ER  - \r\n") and json.loads(made["csl_json"])[0]["URL"] == ADDRESS


@pytest.mark.parametrize(
    ("path", "parameters"),
    [("ranking", {"group": "payments", "role": "search"}), ("evidence", {"q": "zzzzzz"})],
)
def test_where_nothing_was_found_no_sentence_is_offered(
    open_page: Open, path: str, parameters: dict[str, str], public: None
) -> None:
    text = opened(open_page(path, **parameters), path)
    assert "What may be printed" not in text and "In a list of references" in text


def test_a_readers_own_settings_are_not_offered_as_the_ranking(open_page: Open, public: None) -> None:
    text = opened(open_page("robustness", settings="own"), "robustness")
    assert "What may be printed" not in text and "own settings, not the published ranking" in text


@pytest.mark.parametrize(("group", "rankings"), [("each", 5), ("all", 1), ("platforms", 1)])
def test_under_each_ranking_stands_what_it_carries(
    open_page: Open, tables: queries.Tables, group: str, rankings: int
) -> None:
    html = unescape(open_page("ranking", group=group).html)
    assert html.count("Safe to say</h3>") == html.count("Not safe to say</h3>") == rankings
    scopes = queries.scopes_shown(tables, None if group == "each" else "overall" if group == "all" else group)
    assert len(scopes) == rankings
    for scope in scopes:
        said = queries.said_of_ranking(tables, scope, tuple(tables["company"]["company_id"]))
        assert all(sentence in html for sentence in said.carried)
        assert all(f"{claim.reason}." in html for claim in said.refused)


def test_a_narrowed_ranking_speaks_of_the_companies_shown_only(open_page: Open) -> None:
    page = open_page("ranking", group="all", hq="de")
    section = unescape(page.html).split('id="claims"')[-1]
    if "Safe to say" in section:
        assert "Alphabet" not in section
    html = unescape(open_page("ranking", group="all", role="search").html).split('id="claims"')[1]
    assert "Telegram" not in html and "Alphabet (Google) ranks first of 25 companies" in html


def test_robustness_has_the_same_lines(open_page: Open, tables: queries.Tables) -> None:
    html = unescape(open_page("robustness", group="ai_developers").html)
    ids = tuple(queries.rank_ranges(tables, "ai_developers")["company_id"])
    assert all(sentence in html for sentence in queries.said_of_ranking(tables, "ai_developers", ids).carried)


def test_data_without_a_call_is_cited_all_the_same(open_dataset: Open, libraries: Path, public: None) -> None:
    (libraries / "call.yaml").unlink(missing_ok=True)
    text = opened(open_dataset(libraries, "company"), "company")
    assert "meets the asks" in text and "of the call" not in text


def test_a_hostile_name_stays_text(open_dataset: Open, libraries: Path, public: None) -> None:
    path = libraries / "companies" / "north.yaml"
    path.write_text(path.read_text().replace("\nname: North Library", "\nname: '<img src=x> & } North'"))
    page = open_dataset(libraries, "company", company="north")
    text = opened(page, "company")
    assert "How far <img src=x> & } North meets the asks" in text
    assert "<img src=x>" not in page.html


def test_the_citation_file_agrees_with_the_forms(tables: queries.Tables) -> None:
    file = yaml.safe_load((settings.ROOT / "CITATION.cff").read_text("utf-8"))
    work = queries.cited_work(tables, queries.cite_all(tables))
    assert file["cff-version"] == "1.2.0" and file["type"] == "dataset" and file["message"]
    assert file["title"] == work.title
    assert file["authors"] == [{"name": work.author}]
    newest = frozen_releases(settings.ROOT / "data" / "releases")[0]
    assert (file["version"], file["date-released"]) == (newest.release_id, newest.released_on.isoformat())
