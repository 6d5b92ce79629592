"""The page Evidence, opened through dashboard.py: search, filters, paging, files, and the states without findings."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from scorecard import queries
from scorecard.queries.evidence import explorer
from tests.datasets import datasets, sound, write_dataset
from tests.pages.conftest import Page

Open = Callable[..., Page]
KEYS = "company commitment stance lane indicator kind tier publisher year archived confidence".split()
HOSTILE = "<script>alert(1)</script> **bold** $x^2$ [a](javascript:b) <img src=x onerror=y> =1+1"
REFUSED = "The address asks for something that cannot be shown ({}). It was left out or replaced by the usual."


def visit(open_page: Open, **parameters: str) -> Page:
    """Open the page, then its address with these parameters: the first page of the app has some of the same names."""
    page = open_page("evidence")
    for key, value in parameters.items():
        page.app.query_params[key] = value
    page.app.run()
    assert not page.app.exception, page.app.exception
    return page


def notes(page: Page) -> list[str]:
    return [info.value for info in page.app.info]


def results(page: Page) -> int:
    return page.html.count('<li class="pw-result">')


def chosen(page: Page, key: str) -> list[str]:
    return list(page.app.multiselect(key=key).value)


def is_open(app: AppTest, label: str) -> bool:
    return next(part.proto.expanded for part in app.expander if part.label == label)


def test_the_page_says_how_much_evidence_there_is_and_shows_the_newest(open_page: Open) -> None:
    page = open_page("evidence")
    assert page.title == (
        "676 sources give 1,470 findings; 384 of them come from regulators, courts, researchers and the press"
    )
    assert results(page) == 25 and "Findings 1 to 25 of 1,470." in page.html
    assert "22 August 2026" in page.html and "undated" not in page.html.split("pw-results")[1]
    assert [box.key for box in page.app.multiselect] == KEYS[:4]  # the others are drawn once they are unfolded
    assert not is_open(page.app, "More filters") and "Clear search" not in page.html
    assert "<mark>" not in page.html


def test_more_filters_are_there_once_one_is_in_use(open_page: Open) -> None:
    page = visit(open_page, tier="press")
    assert [box.key for box in page.app.multiselect] == KEYS and is_open(page.app, "More filters")


def test_a_finding_has_all_that_is_known_of_it(open_page: Open) -> None:
    html = visit(open_page, company="x_xai", indicator="SBD1", archived="yes").html
    for part in (
        '<a href="/company?company=x_xai"><strong>X and xAI (SpaceXAI)</strong></a>',
        '<a href="/company?company=x_xai#SBD1">SBD1 Generative-AI terms ban nudification</a>',
        '<span class="pw-level pw-level-met"><span aria-hidden="true">●</span> met</span>',
        "confidence</span>",
        "<strong>Supports:</strong>",
        "Archived version</a> (OpenTermsArchive/genai-eu-versions, 56a0225d0e)",
        "/Grok/Acceptable%20Use%20Policy.md",
        "Find: “Undressing or nudifying real persons”.",
        "Policy (said).",
        "Why the level is “met”",
    ):
        assert part in html, part


def test_a_search_is_told_marked_and_kept_in_the_address(open_page: Open, tables: queries.Tables) -> None:
    page = open_page("evidence")
    page.app.text_input(key="q").set_value('Ncmec "hash matching"').run()
    assert page.app.query_params["q"] == 'Ncmec "hash matching"'
    choice = queries.EvidenceChoice('ncmec "hash matching"')
    found = len(queries.find_evidence(tables, choice, "newest"))
    assert 0 < found < 100
    assert page.title.startswith(f"{found} of 1,470 findings match")
    assert "<mark>NCMEC</mark>" in page.html and "<mark>hash matching</mark>" in page.html
    assert '<a href="/evidence">Clear search and filters</a>' in page.html
    page.app.text_input(key="q").set_value("").run()
    assert "q" not in page.app.query_params and results(page) == 25


def test_a_word_found_in_the_reason_alone_unfolds_it(open_page: Open) -> None:
    page = visit(open_page, q="beyond hashes", company="roblox")
    assert "<details open><summary>Why the level is" in page.html
    assert "<mark>Beyond</mark> <mark>hashes</mark>" in page.html
    assert "<details open>" not in visit(open_page, company="roblox").html


@pytest.mark.parametrize("key", KEYS)
def test_each_filter_is_taken_from_the_address_and_told(open_page: Open, tables: queries.Tables, key: str) -> None:
    counts = {name: facet.counts for name, facet in explorer(tables).facets.items()}[key]
    option = max(counts, key=lambda name: counts[name])
    page = visit(open_page, **{key: option})
    assert chosen(page, key) == [option] and not notes(page)
    assert page.title.startswith(f"{counts[option]:,} of 1,470 findings match")
    name, label = explorer(tables).facets[key].name, explorer(tables).facets[key].labels[option]
    assert f"<strong>{name}:</strong> {label.replace(chr(39), '&#39;')}." in page.html
    assert is_open(page.app, "More filters") is (key not in ("company", "commitment", "stance", "lane"))


def test_choosing_puts_ids_into_the_address(open_page: Open) -> None:
    page = open_page("evidence")
    page.app.multiselect(key="company").set_value(["meta", "apple"]).run()
    page.app.multiselect(key="lane").set_value(["found"]).run()
    assert page.app.query_params["company"] == ["meta", "apple"] and page.app.query_params["lane"] == "found"
    assert "<strong>Company:</strong> Meta or Apple. <strong>Who speaks:</strong> Independently found." in page.html
    assert "all of them come from regulators" in page.title


def test_paging_and_sorting(open_page: Open) -> None:
    page = visit(open_page, page="59", sort="company")
    assert "Findings 1,451 to 1,470 of 1,470." in page.html and results(page) == 20
    assert '<ol class="pw-results" start="1451">' in page.html
    assert "X and xAI (SpaceXAI)" in page.html and not notes(page)
    page.app.selectbox(key="page").set_value(2).run()
    assert page.app.query_params["page"] == "2" and "Findings 26 to 50" in page.html
    page.app.selectbox(key="sort").set_value("indicator").run()
    assert "Findings 1 to 25" in page.html and "page" not in page.app.query_params


def test_another_choice_begins_at_the_first_page_unless_the_address_says_otherwise(open_page: Open) -> None:
    page = visit(open_page, page="3")
    page.app.multiselect(key="stance").set_value(["supports"]).run()
    assert "Findings 1 to 25 of" in page.html and "page" not in page.app.query_params
    page.app.query_params["page"] = "4"
    page.app.query_params["stance"] = "context"
    page.app.run()
    assert "Findings 76 to 100 of" in page.html and not notes(page)


def test_what_matches_on_one_page_has_no_choice_of_page(open_page: Open) -> None:
    page = visit(open_page, company="mistral", stance="contradicts")
    assert 0 < results(page) <= 25
    assert [box.key for box in page.app.selectbox] == ["sort"]
    assert "Back to the top" not in page.html


def test_the_chart_has_a_text_and_a_table_that_say_the_same(open_page: Open) -> None:
    page = open_page("evidence")
    (chart,) = page.app.get("plotly_chart")
    assert "Said: 596, most of them 2026 (240)" in chart.proto.alt
    assert "Independently found: 384, most of them 2026 (156)" in chart.proto.alt
    bars = json.loads(chart.proto.spec)["data"]
    assert [bar["name"] for bar in bars] == ["Said", "Did", "Independently found"]
    assert '<th scope="row">2019 or older</th><td class="pw-number">5</td><td class="pw-number">0</td>' in page.html


def test_nothing_found_says_what_was_asked_and_how_to_clear_it(open_page: Open) -> None:
    page = visit(open_page, q="zzzz", company="meta", lane="said", year="undated")
    assert page.title == "None of 1,470 findings matches"
    assert results(page) == 0 and not page.app.get("plotly_chart") and not page.app.get("download_button")
    assert (
        "<strong>Search:</strong> zzzz. <strong>Company:</strong> Meta. <strong>Who speaks:</strong> Said. "
        "<strong>Year of the source:</strong> Undated." in page.html
    )
    assert '<a href="/evidence">Clear search and filters</a>' in page.html
    page.app.text_input(key="q").set_value("").run()
    assert results(page) > 0


def test_a_search_without_a_letter_leaves_everything_in_and_says_so(open_page: Open) -> None:
    page = visit(open_page, q="***")
    assert page.title.startswith("All 1,470 findings match")
    assert "The search has no letter or digit, so it leaves everything in." in page.html


@pytest.mark.parametrize("key", [*KEYS, "sort", "page"])
@pytest.mark.parametrize("value", ["zzzzzz", "<script>alert(1)</script>", "a" * 3000, "../../etc", "-1"])
def test_an_address_that_asks_for_nothing_known_falls_back_and_says_so(open_page: Open, key: str, value: str) -> None:
    page = visit(open_page, **{key: value})
    assert notes(page) == [REFUSED.format(key)]
    assert page.title.startswith("676 sources") and results(page) == 25
    assert "script>alert" not in page.html


def test_a_search_from_the_address_is_only_text(open_page: Open) -> None:
    page = visit(open_page, q="<script>alert(1)</script>")
    assert "<script" not in page.html and "&lt;script&gt;alert(1)&lt;/script&gt;" in page.html
    page = visit(open_page, q="meta" * 100)
    assert notes(page) == [REFUSED.format("q")] and len(page.app.text_input(key="q").value) == 100


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(values=st.dictionaries(st.sampled_from([*KEYS, "q", "sort", "page"]), st.text(max_size=20), max_size=4))
def test_any_address_gives_a_page(open_page: Open, values: dict[str, str]) -> None:
    page = visit(open_page, **values)
    assert page.title and "<script" not in page.html


def test_both_files_are_offered_and_made_only_on_request(open_page: Open) -> None:
    page = visit(open_page, company="meta")
    buttons = page.app.get("download_button")
    assert [button.label for button in buttons] == ["Download as CSV (UTF-8)", "Download as JSON", "Download as XLSX"]
    assert all(button.proto.deferred_file_id and button.proto.ignore_rerun for button in buttons)
    assert "All 89 findings that match" in page.html


def test_the_link_to_this_view_has_every_choice(open_page: Open) -> None:
    page = visit(open_page, q="hash", company="meta", sort="indicator", archived="no")
    assert "q=hash&amp;sort=indicator&amp;company=meta&amp;archived=no" in page.html.split('class="pw-link"')[1]


@hypothesis_settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(dataset=datasets())
def test_the_page_opens_on_any_dataset(open_dataset: Callable[..., Page], dataset: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = sound(dataset)
        page = open_dataset(write_dataset(made, Path(folder) / "data"), "evidence")
        found = sum(len(cell.get("evidence", [])) for company in made["companies"] for cell in company["assessments"])
        assert results(page) == min(found, 25)
        assert page.title == "No evidence is recorded" if not found else f"{found} finding" in page.title


def test_data_without_evidence_is_a_designed_state(open_dataset: Callable[..., Page], libraries: Path) -> None:
    for path in (libraries / "companies").glob("*.yaml"):
        text = path.read_text()
        path.write_text(text[: text.index("sources:")])
    (libraries / "codings.csv").unlink()
    page = open_dataset(libraries, "evidence", q="book", company="north")
    assert page.title == "No evidence is recorded" and not notes(page)
    assert not page.app.multiselect and not page.app.get("plotly_chart")


def test_text_from_data_is_inert(open_dataset: Callable[..., Page], libraries: Path) -> None:
    path = libraries / "companies" / "north.yaml"
    content = path.read_text()
    for text in (
        "North Library\n",
        "House rules\n",
        "Reading room",
        "Lending is free for everybody.",
        "The rules say that lending is free.",
    ):
        assert text in content
        content = content.replace(text, json.dumps(HOSTILE) + text[len(text.rstrip()) :])
    path.write_text(content)
    page = open_dataset(libraries, "evidence", company="north", q="alert bold")
    assert results(page) > 0
    assert "<script" not in page.html and "<img" not in page.html
    assert "&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt; **<mark>bold</mark>** $x^2$" in page.html
