"""Releases in the app: the newest by itself, any other by its address, and what was corrected since is said."""

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from scorecard import settings
from scorecard.ui.navigation import PAGES
from tests.conftest import FIXTURES
from tests.pages.conftest import Page
from tests.pages.test_addresses import link_of
from tests.releases import frozen, rewrite
from tests.unit.test_changes import CORRECTION, lower

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two releases, of which the second corrects the first, and a change since then."""
    data_dir = Path(shutil.copytree(FIXTURES / "libraries", tmp_path_factory.mktemp("corrected") / "libraries"))
    frozen(data_dir, "2026.11")
    lower(data_dir)
    (data_dir / "corrections.yaml").write_text(CORRECTION.format(old="met"))
    frozen(data_dir, "2026.12")
    rewrite(data_dir / "companies" / "north.yaml", "\nname: North Library", "\nname: Northern Library")
    return data_dir


@pytest.fixture
def visit(corrected: Path, open_dataset: Open, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return a function that opens a page of that data folder."""
    monkeypatch.setenv("SCORECARD_RELEASES", str(corrected / "releases"))
    return lambda path, **parameters: open_dataset(corrected, path, **parameters)


def score_of(page: Page) -> str:
    return page.title


def test_the_newest_release_is_shown_without_being_asked_for(visit: Open) -> None:
    page = visit("company", company="north")
    assert "Release 2026.12, frozen on the state of 28 May 2026" in page.html
    assert "You are looking at" not in page.html and "Working data" not in page.html
    assert parse_qs(link_of(page))["release"] == ["2026.12"]
    assert "North Library" in page.title


def test_an_older_release_stays_as_it_was_and_says_what_was_corrected(visit: Open) -> None:
    old, new = visit("company", company="north", release="2026.11"), visit("company", company="north")
    assert old.title != new.title
    assert "You are looking at release 2026.11" in old.html
    assert "Superseded: corrected in 2026.12." in old.html
    assert "In this release: met; right: partial (since 2026.12)" in old.html
    assert parse_qs(link_of(old))["release"] == ["2026.11"]
    assert not old.app.info


def test_a_preview_of_what_was_corrected_says_so(visit: Open) -> None:
    from scorecard.ui.first_paint import first_paint

    visit("ranking")  # sets where the releases are
    old = first_paint("/company", "company=north&release=2026.11").head
    assert 'content="Superseded: corrected in 2026.12. North Library' in old
    assert "Superseded" not in first_paint("/company", "company=south&release=2026.11").head
    assert "Superseded" not in first_paint("/company", "company=north").head


def test_a_correction_of_another_company_is_counted_only(visit: Open) -> None:
    page = visit("company", company="south", release="2026.11")
    assert "Superseded" not in page.html
    assert "1 more concerns other pages of this release" in page.html


def test_working_data_say_that_they_are_not_frozen(visit: Open) -> None:
    page = visit("company", company="north", release="working")
    assert "Working data.</strong> Nothing here is frozen" in page.html
    assert "Northern Library" in page.title
    assert parse_qs(link_of(page))["release"] == ["working"]


@pytest.mark.parametrize("given", ["2026.10", "newest", "../2026.11", "<b>", ""])
def test_a_release_that_is_not_there_is_told_and_the_newest_shown(visit: Open, given: str) -> None:
    page = visit("ranking", release=given)
    assert "Release 2026.12, frozen" in page.html
    assert "(release)" in page.app.info[0].value


def test_links_of_an_older_release_stay_within_it(visit: Open) -> None:
    page = visit("ranking", release="2026.11")
    assert 'href="/company?company=north&amp;release=2026.11"' in page.html
    assert 'href="/company?company=north"' not in page.html
    assert 'href="/company?company=north"' in visit("ranking").html


def test_a_chosen_release_goes_along_to_other_pages(visit: Open) -> None:
    page = visit("ranking")
    page.app.sidebar.selectbox(key="release").set_value("2026.11").run()
    assert page.app.query_params["release"] == "2026.11"
    page.app.query_params.clear()  # as a link of the navigation does
    page.app.switch_page("pages/method.py").run()
    assert page.app.query_params["release"] == "2026.11"
    assert "You are looking at release 2026.11" in page.html


@pytest.mark.parametrize("path", [entry.path for entry in PAGES])
@pytest.mark.parametrize("release", ["2026.11", "2026.12", "working"])
def test_every_page_opens_in_every_release(visit: Open, path: str, release: str) -> None:
    page = visit(path, release=release)
    assert page.title and not page.app.error and not page.app.info


def test_what_changed_tells_levels_scores_and_causes(visit: Open) -> None:
    page = visit("changes")
    assert page.title.startswith("From release 2026.11 to release 2026.12, 1 level and 1 score changed")
    assert "Cause: correction." in page.html
    assert "We took a rule for children as one for everybody." in page.html
    assert "2026.11 is the first release" in visit("changes", release="2026.11").title
    since = visit("changes", release="working", since="2026.11")
    assert since.title.startswith("From release 2026.11 to the working data")
    nothing = visit("changes", release="working")
    assert nothing.title == "From release 2026.12 to the working data, no level and no score changed"


def test_a_company_says_which_of_its_levels_changed(visit: Open) -> None:
    changed = visit("company", company="north").html
    assert "Since release 2026.11, 1 level of North Library changed:" in changed
    assert "North Library, LEN1: met, now partial. Cause: correction." in changed
    assert "Since release 2026.11, no level of South Library changed." in visit("company", company="south").html
    assert "Since release" not in visit("company", company="north", release="2026.11").html


def test_corrections_tell_what_why_and_the_effect_even_in_the_release_that_is_wrong(visit: Open) -> None:
    for release in ("2026.11", "2026.12", "working"):
        page = visit("corrections", release=release)
        assert page.title == "1 correction so far, 1 level among them; the latest in release 2026.12"
        assert "Published in 2026.11: met. Right since 2026.12: partial." in page.html
        assert "By itself it changes the score in 2026.11 from " in page.html


def test_data_offers_the_files_of_the_release_that_is_shown(visit: Open) -> None:
    page = visit("data", release="2026.11", table="companies")
    assert page.title.startswith("Release 2026.11: ")
    labels = [button.proto.label for button in page.app.get("download_button")]
    assert {"CSV", "Parquet"} <= set(labels) and any("whole release" in label for label in labels)
    assert "North Library Trust" in page.html and "Registered name" in page.html
    assert 'scorecard.load("2026.11")' in page.html


def test_a_release_that_was_changed_is_told_in_words(
    visit: Open, corrected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Path(shutil.copytree(corrected / "releases", tmp_path / "releases"))
    (broken / "2026.12" / "csv" / "scores.csv").write_text("nothing\n")
    monkeypatch.setenv("SCORECARD_RELEASES", str(broken))
    st.cache_data.clear()
    st.cache_resource.clear()
    app = AppTest.from_file(str(settings.ROOT / "dashboard.py"), default_timeout=30).run()
    assert "csv/scores.csv" in app.error[0].value.replace("\\", "")
    assert not app.exception


def test_the_feed_of_corrections_is_what_the_newest_release_has(
    corrected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xml.etree import ElementTree

    from scorecard.publish.atom import ATOM
    from scorecard.ui.first_paint import corrections_feed

    monkeypatch.setenv("SCORECARD_RELEASES", str(corrected / "releases"))
    monkeypatch.setenv("PLEDGEWATCH_ADDRESS", "https://pledgewatch.example.org")
    st.cache_data.clear()
    root = ElementTree.fromstring(corrections_feed() or b"")
    [entry] = root.findall(f"{{{ATOM}}}entry")
    assert entry.findtext(f"{{{ATOM}}}title") == "North Library, LEN1: Level of LEN1, corrected in 2026.12"
    link = entry.find(f"{{{ATOM}}}link")
    assert link is not None and link.attrib["href"] == "https://pledgewatch.example.org/corrections"
