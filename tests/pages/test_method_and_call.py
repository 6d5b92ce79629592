"""The sections of the page Method on coders, sources, interests and corrections, and the page About the call."""

import json
import re
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from scorecard import queries, settings
from scorecard.queries.call import endorsements_in_words
from scorecard.ui import server
from tests.datasets import datasets, sound, write_dataset
from tests.pages.conftest import Page
from tests.pages.test_pages import HOSTILE
from tests.web import run_async

Open = Callable[..., Page]


def section(page: Page, anchor: str) -> str:
    """Return what stands on a page from one heading of the second level to the next."""
    return re.split(r'<h2|<p class="pw-source"', page.html.split(f'id="{anchor}"', 1)[1])[0]


def test_agreement_is_told_with_both_tables(open_page: Open) -> None:
    text = section(open_page("method"), "agreement")
    assert "Two coders gave the same level in 555 of 620 cells: alpha 0.93" in text
    for title, cells, alpha in [("Safety by design", 121, "0.90"), ("Transparency", 130, "0.95"), ("All", 620, "0.93")]:
        row = text.split(f'<th scope="row">{title}</th>')[1].split("</tr>")[0]
        assert f">{cells}<" in row and f">{alpha}<" in row
    assert '<strong class="pw-same">253</strong>' in text
    assert "0.667 and 0.800 (Content Analysis" in text
    assert "without seeing the first coder&#39;s levels or reasons" in text
    assert "Left out" not in text


def test_a_dataset_without_codings_says_so(open_dataset: Open, libraries: Path) -> None:
    (libraries / "codings.csv").unlink()
    text = section(open_dataset(libraries, "method"), "agreement")
    assert "This data set has no levels of two coders" in text and "<table" not in text


def test_cells_without_worth_are_left_out_and_counted(open_dataset: Open, libraries: Path) -> None:
    path = libraries / "codings.csv"
    path.write_text(path.read_text().replace("LEN1,met,partial", "LEN1,met,not_assessed"))
    text = section(open_dataset(libraries, "method"), "agreement")
    assert "Left out are cells that a coder gave a level without a worth." in text
    assert "Alpha is undefined under lending" in text.casefold().replace("alpha", "Alpha")


def test_the_example_opens_from_the_score_down_to_the_source(open_page: Open, tables: queries.Tables) -> None:
    text = section(open_page("method", example="visa"), "example")
    overall = text.index("Overall: (1 × 25.00 + 1 × 0.00) ÷ 2 = 12.5")
    commitment = text.index("Payment disruption: (2 partial × 0.5 + 1 not met × 0 + 1 no evidence × 0) ÷ 4")
    indicator = text.index("worth 0.5: <span")
    source = text.index("Visa (quoted in a copy of Ars Technica), <a")
    assert overall < commitment < indicator < source
    assert text.count("<details") == 1 + 2 + 5
    evidence = queries.evidence_of(tables, "visa")
    assert all(f'href="{url}"' in text for url in evidence["url"])
    assert 'href="/company?company=visa"' in text


def test_the_example_links_archived_versions(open_page: Open, tables: queries.Tables) -> None:
    text = section(open_page("method", example="x_xai"), "example")
    assert text.count("Archived version</a>") == queries.evidence_of(tables, "x_xai")["archive_url"].notna().sum() > 20


def test_headings_are_in_order_and_ids_are_unique(open_page: Open) -> None:
    for path in ("method", "call"):
        html = open_page(path).html
        levels = [int(level) for level in re.findall(r"<h(\d)", html)]
        assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels))
        ids = re.findall(r'\bid="([^"]+)"', html)
        assert len(ids) == len(set(ids))


def test_interests_are_told_only_where_the_methodology_states_them(
    open_page: Open, open_dataset: Open, libraries: Path
) -> None:
    nothing = "This data set states nothing about conflicts of interest or about funding."
    assert nothing in section(open_page("method"), "interests")
    path = libraries / "methodology" / "3.1.yaml"
    path.write_text(path.read_text() + "\nlimits:\n  - {title: Who pays, text: The work is funded by readers.}\n")
    told = section(open_dataset(libraries, "method"), "interests")
    assert "The work is funded by readers." in told and nothing not in told


@pytest.mark.parametrize(
    ("given", "href"),
    [
        ("corrections@example.org", "mailto:corrections@example.org"),
        (" first.last+pw@mail.example.org ", "mailto:first.last+pw@mail.example.org"),
        ("https://example.org/contact?about=scores", "https://example.org/contact?about=scores"),
        ("http://localhost:8080/form", "http://localhost:8080/form"),
    ],
)
def test_a_contact_is_linked(open_page: Open, monkeypatch: pytest.MonkeyPatch, given: str, href: str) -> None:
    monkeypatch.setenv("PLEDGEWATCH_CONTACT", given)
    text = section(open_page("method"), "corrections")
    assert f'<a href="{href}" rel="noopener noreferrer">{given.strip()}</a>' in text
    assert "has not named a contact" not in text


@pytest.mark.parametrize("given", [None, "", "   "])
def test_without_a_contact_the_page_says_so(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, given: str | None
) -> None:
    monkeypatch.delenv("PLEDGEWATCH_CONTACT", raising=False)
    if given is not None:
        monkeypatch.setenv("PLEDGEWATCH_CONTACT", given)
    text = section(open_page("method"), "corrections")
    assert "Whoever runs this copy has not named a contact. A correction can be proposed" in text
    assert "CONTRIBUTING.md" in text and "mailto:" not in text


@pytest.mark.parametrize(
    "given",
    [
        "javascript:alert(1)",
        "call us",
        "a@b",
        "a@example.org?bcc=x@example.org",
        "a@example.org, b@example.org",
        "mailto:a@example.org",
        "https://",
        "https://user:secret@example.org/",
        "https://example.org:port/",
        "https://[::1",
        "https://example.org/<script>",
        "ftp://example.org/",
        "data:text/html,x",
        "x" * 250 + "@example.org",
        "https://exa mple.org",
        "a@example.org\nBcc: b@example.org",
    ],
)
def test_what_is_no_contact_is_not_shown(open_page: Open, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("PLEDGEWATCH_CONTACT", given)
    contact = settings.contact()
    assert contact is not None and not contact.is_usable and contact.text == ""
    text = section(open_page("method"), "corrections")
    assert "what was set is neither an e-mail address nor a web address" in text
    assert "<a " not in text and "secret" not in text


@pytest.mark.parametrize(("given", "is_told"), [("javascript:alert(1)", True), ("a@example.org", False), ("", False)])
def test_a_server_with_an_unusable_contact_says_so_at_start(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, given: str, is_told: bool
) -> None:
    async def start() -> None:
        async with server.lifespan(None):
            pass

    monkeypatch.setenv("PLEDGEWATCH_CONTACT", given)
    monkeypatch.setattr(server.first_paint, "first_paint", lambda path, query: None)
    run_async(start())
    told = [record.getMessage() for record in caplog.records if record.name == "scorecard.ui.server"]
    expected = ["PLEDGEWATCH_CONTACT is neither an e-mail address nor a web address, so it is not shown."]
    assert told == (expected if is_told else [])


def test_corrections_say_what_to_name_and_what_is_done_with_replies(open_page: Open) -> None:
    text = section(open_page("method"), "corrections")
    for part in ("the company,", "the indicator, by its code such as SBD1", "what is wrong", "public document"):
        assert part in text
    assert "published beside its score, unedited" in text and "A level moves only on public documents" in text
    practice = " ".join((settings.ROOT / "docs" / "method.md").read_text("utf-8").split())
    assert "published beside its score, unedited" in practice and "A level moves only on public documents" in practice


def test_the_call_begins_with_help_and_then_asks_and_endorsers(open_page: Open, tables: queries.Tables) -> None:
    page = open_page("call")
    assert page.title == "94 civil society organisations, 9 public institutions and 4 individuals endorse the call"
    assert page.html.index('id="help"') < page.html.index('id="asks"') < page.html.index('id="endorsers"')
    assert all(f'href="{url}"' in section(page, "help") for url in tables["help_line"]["url"])
    for row in queries.asks_of_companies(tables).itertuples():
        assert f'<a href="/commitment?commitment={row.commitment_id}">{row.title}</a>' in page.html
    assert "The companies have not signed the call" in section(page, "asks")
    assert "The call states 108 endorsements; its list has 107 entries, 1 entry fewer." in page.html
    assert page.html.count('<th scope="row" role="rowheader">') == 107


def test_the_chart_of_endorsers_says_what_its_twin_says(open_page: Open) -> None:
    page = open_page("call")
    (chart,) = page.app.get("plotly_chart")
    (bars,) = json.loads(chart.proto.spec)["data"]
    assert "94 civil society organisations; 9 public institutions; 4 individuals" in chart.proto.alt
    twin = page.html.split("<caption>Listed endorsers by kind</caption>")[1].split("</table>")[0]
    assert re.findall(r"pw-number\">(\d+)<", twin) == ["94", "9", "4"]
    assert len(bars["customdata"]) == 3


def test_the_list_is_searched_and_filtered_from_the_address(open_page: Open) -> None:
    page = open_page("call", q="NETHERLANDS", kind="public_institution")
    assert "1 of 107 entries" in page.html and "National Rapporteur on Trafficking" in page.html
    page = open_page("call", q="committee rights")
    assert "1 of 107 entries" in page.html and "Philip D Jaffé" in page.html
    page.app.selectbox(key="kind").set_value("public_institution").run()
    assert page.app.query_params["kind"] == "public_institution"
    assert "No endorser fits this search" in page.html
    page.app.text_input(key="q").set_value("").run()
    assert "9 of 107 entries" in page.html and "q" not in page.app.query_params


def test_an_address_that_asks_for_no_kind_falls_back_and_says_so(open_page: Open) -> None:
    page = open_page("call", kind="<script>alert(1)</script>", q="(.*[\\")
    assert [info.value for info in page.app.info] == [
        "The address asks for something that cannot be shown (kind). It was left out or replaced by the usual."
    ]
    assert "0 of 107 entries" in page.html and "<script>alert" not in page.html


@hypothesis_settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(sought=st.text(max_size=20), kind=st.text(max_size=20))
def test_any_search_gives_a_page(open_page: Open, sought: str, kind: str) -> None:
    assert open_page("call", q=sought, kind=kind).title


def test_search_agrees_with_reading_the_list(tables: queries.Tables) -> None:
    for words in ("child", "Netherlands", "é", "of the", "zzz"):
        slow = [
            row.name
            for row in tables["endorser"].sort_values("position").itertuples(index=False)
            if all(word in " ".join(str(part or "") for part in (row.name, row.affiliation, row.country)).casefold()
                   for word in words.casefold().split())
        ]  # fmt: skip
        assert queries.endorsers(tables, words)["name"].tolist() == slow, words


@pytest.mark.parametrize(
    ("stated", "listed", "sentence"),
    [
        (108, 107, "The call states 108 endorsements; its list has 107 entries, 1 entry fewer."),
        (1, 1, "The call states 1 endorsement, and its list has as many entries."),
        (5, 5, "The call states 5 endorsements, and its list has as many entries."),
        (3, 5, "The call states 3 endorsements; its list has 5 entries, 2 entries more."),
        (3, 1, "The call states 3 endorsements; its list has 1 entry, 2 entries fewer."),
        (0, 1, "The call states 0 endorsements; its list has 1 entry, 1 entry more."),
        (3, 0, "The call states 3 endorsements; no list of them is recorded here."),
    ],
)
def test_stated_and_listed_endorsements_are_compared(stated: int, listed: int, sentence: str) -> None:
    assert endorsements_in_words(stated, listed) == sentence


def test_a_dataset_without_a_call_has_a_designed_page(open_dataset: Open, libraries: Path) -> None:
    (libraries / "call.yaml").unlink()
    page = open_dataset(libraries, "call", kind="nothing")
    assert page.title == "No call is recorded"
    assert "stands on the page Method" in page.html


def test_a_call_without_listed_endorsers_says_so(open_dataset: Open, libraries: Path) -> None:
    (libraries / "endorsers.csv").unlink()
    page = open_dataset(libraries, "call")
    assert page.title == "The call asks companies for 1 thing; no endorsers are listed"
    assert "The call states 3 endorsements; no list of them is recorded here." in page.html
    assert not page.app.get("plotly_chart")


def test_endorsers_of_one_kind_make_a_title(open_dataset: Open, libraries: Path) -> None:
    path = libraries / "endorsers.csv"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:2]))
    assert open_dataset(libraries, "call").title == "1 civil society organisation endorses the call"


@hypothesis_settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(dataset=datasets())
def test_both_pages_open_on_any_dataset(open_dataset: Open, dataset: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data_dir = write_dataset(sound(dataset), Path(folder) / "data")
        assert open_dataset(data_dir, "call").title == "No call is recorded"
        assert "This data set has no levels of two coders" in open_dataset(data_dir, "method").html


def test_hostile_text_is_inert(open_dataset: Open, libraries: Path) -> None:
    quoted = json.dumps(HOSTILE)
    path = libraries / "call.yaml"
    text = path.read_text()
    for said in ("Open the libraries", "Lend to everybody.", "Readers ask libraries to lend, keep and open.",
                 "Answers questions.", "companies_addressed: Libraries", "effective: Immediately"):  # fmt: skip
        assert said in text
        key, _, value = said.rpartition(": ")
        text = text.replace(said, f"{key}: {quoted}" if key and value else quoted)
    path.write_text(text)
    path = libraries / "endorsers.csv"
    field = '"' + HOSTILE.replace('"', '""') + '"'
    path.write_text(f"name,kind,country,affiliation\n{field},civil_society,{field},{field}\n")
    path = libraries / "methodology" / "3.1.yaml"
    step = f"\ncoding_steps:\n  - title: {quoted}\n    text: {quoted}\n"
    path.write_text(path.read_text().replace("Lends without a fee", quoted).replace("Lends books", quoted) + step)
    for name in ("call", "method"):
        html = open_dataset(libraries, name, example="north").html
        assert "<script" not in html and "<img" not in html and "&lt;script&gt;alert(1)" in html
