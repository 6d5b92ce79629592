"""Every page and state, opened through dashboard.py."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from scorecard import queries, settings
from scorecard.numbers import one_decimal
from tests.datasets import datasets, sound, write_dataset
from tests.pages.conftest import Page

Open = Callable[..., Page]
PATHS = ["ranking", "company", "commitment", "compare", "evidence", "method", "call", "get_help"]


@pytest.mark.parametrize("path", PATHS)
def test_every_page_has_its_title_source_line_and_help(open_page: Open, path: str) -> None:
    page = open_page(path)
    expected = {
        "ranking": "None of 29 companies meets most asks; 12 meet many asks",
        "company": "Adobe scores 35.3 of 100 and meets some asks",
        "method": "How 28 indicators under 5 commitments become a score",
        "compare": "Aylo (Pornhub) scores 66.5, 2.3 points more than Meta; they differ on 11 of 21 shared indicators",
        "commitment": "Safety by design: none of 25 companies meets it in full, 23 in part and 2 not at all",
        "evidence": "676 sources give 1,470 findings; 384 of them come from regulators, courts, researchers and "
        "the press",
        "call": "94 civil society organisations, 9 public institutions and 4 individuals endorse the call",
        "get_help": "You are not alone: where to find help and report",
    }
    assert page.title == expected[path]
    assert "Source: Pledgewatch, method 2026.1, coded up to 22 November 2026." in page.html
    assert "Working data, not yet a frozen release" in page.html
    for address in ("childhelplineinternational.org", "findahelpline.com", "INHOPE".lower(), "stopncii.org"):
        assert address in page.html


def test_the_ranking_has_every_company_with_its_figures(open_page: Open, tables: queries.Tables) -> None:
    html = open_page("ranking").html
    for row in queries.ranking(tables).itertuples():
        assert f'<a href="/company?company={row.company_id}">{row.name}</a>' in html
        assert f"<strong>{one_decimal(row.score)}</strong>" in html
    assert html.count('class="pw-bar"') == 29 * 5 - 4 * 3  # to four payment companies three asks do not apply
    assert html.count("none applies") == 4 * 3
    assert html.count("in group only") == 4
    shared = '<abbr title="shared rank">=</abbr>'
    assert html.count(f"Overall </span>{shared}4<") == 2  # Meta and Snap


def test_the_chart_has_a_dot_a_company_and_a_text_for_it(open_page: Open) -> None:
    (chart,) = open_page("ranking").app.get("plotly_chart")
    spec = json.loads(chart.proto.spec)
    score = next(trace for trace in spec["data"] if trace["name"] == "score")
    assert len(list(filter(None, spec["layout"]["yaxis"]["ticktext"]))) == 29
    assert len(score["customdata"]) == 29 and "Alphabet (Google): 70.8" in score["customdata"][0]
    assert "Highest: Alphabet (Google), 70.8" in chart.proto.alt


def test_a_peer_group_is_chosen_and_remembered_in_the_address(open_page: Open) -> None:
    page = open_page("ranking")
    page.app.segmented_control(key="group").set_value("payments").run()
    assert page.title == "None of 4 companies meets most asks; 2 meet some asks"
    assert page.app.query_params["group"] == "payments"
    page.app.segmented_control(key="group").set_value("each").run()
    assert "group" not in page.app.query_params


def test_by_default_each_peer_group_stands_by_itself(open_page: Open, tables: queries.Tables) -> None:
    html = open_page("ranking").html
    places = [html.index(f">{label}</th>") for label in queries.peer_group_labels(tables).values()]
    assert places == sorted(places)
    assert html.index(">Alphabet (Google)</a>") < html.index(">Aylo (Pornhub)</a>") < html.index(">Stability AI</a>")
    html = open_page("ranking", group="all").html
    assert html.index(">Alphabet (Google)</a>") < html.index(">Stability AI</a>") < html.index(">Aylo (Pornhub)</a>")


def test_figures_say_how_many_meet_each_ask(open_page: Open) -> None:
    html = open_page("ranking").html
    assert "1 of 25 meets detection in full and 1 of 29 meets transparency in full" in html
    assert "21 in part, 7 not at all" in html
    html = open_page("ranking", group="payments").html
    assert "No company meets any ask in full" in html
    assert html.count("applies to none of these companies") == 3


@pytest.mark.parametrize(("chart", "words"), [("asks", "Median score highest"), ("map", "Median score highest")])
def test_other_charts_are_chosen_in_the_address(open_page: Open, chart: str, words: str) -> None:
    page = open_page("ranking", chart=chart, mark="meta", group="all")
    assert words in page.html and 'class="pw-marked"' in page.html
    (drawn,) = page.app.get("plotly_chart")
    assert "Meta" in drawn.proto.spec and "The table below has every figure" in drawn.proto.alt


def test_filters_narrow_the_ranking(open_page: Open, tables: queries.Tables) -> None:
    ranking = queries.ranking(tables)
    for key, column, value in (("hq", "headquarters", "US"), ("band", "band_id", "few")):
        page = open_page("ranking", **{key: value.lower()})
        names = ranking.loc[ranking[column] == value, "name"]
        assert page.html.count("</a>") and all(f">{name}</a>" in page.html for name in names)
        assert page.html.count('class="pw-number pw-score"') == len(names)
    assert open_page("ranking", band="withheld").title == "No company fits this choice"


def test_an_address_restores_the_view(open_page: Open) -> None:
    page = open_page("ranking", group="platforms", role="search", sort="name")
    assert page.app.segmented_control(key="group").value == "platforms"
    assert [page.app.selectbox(key=key).value for key in ("role", "sort")] == ["search", "name"]
    assert page.title == "Pinterest meets many asks"
    assert "Pinterest" in page.html and "Reddit</a>" not in page.html


def test_an_id_typed_in_capitals_is_understood(open_page: Open) -> None:
    page = open_page("company", company="META")
    assert page.title.startswith("Meta scores") and not page.app.info


def test_sorting_orders_the_table(open_page: Open) -> None:
    html = open_page("ranking", sort="name", group="all").html
    assert html.index(">Adobe</a>") < html.index(">Alphabet (Google)</a>") < html.index(">X and xAI (SpaceXAI)</a>")
    html = open_page("ranking", sort="transparency", group="all").html
    assert html.index(">Aylo (Pornhub)</a>") < html.index(">Alphabet (Google)</a>")


def test_a_choice_that_nobody_fits_says_so(open_page: Open) -> None:
    page = open_page("ranking", group="payments", role="search")
    assert page.title == "No company fits this choice"
    assert "No company has peer group “Payment networks and processors” and role “search”." in page.html


@pytest.mark.parametrize("path", ["ranking", "company", "method"])
@pytest.mark.parametrize(
    "value", ["zzz", "<script>alert(1)</script>", "", "a" * 5000, "../../etc/passwd", "platforms'--"]
)
def test_an_address_that_asks_for_nothing_known_falls_back_and_says_so(open_page: Open, path: str, value: str) -> None:
    key = {"ranking": "group", "company": "company", "method": "example"}[path]
    page = open_page(path, **{key: value})
    assert [info.value for info in page.app.info] == [
        f"The address asks for something that cannot be shown ({key}). It was left out or replaced by the usual."
    ]
    assert "script>alert" not in page.html


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(group=st.text(max_size=20), role=st.text(max_size=20), sort=st.text(max_size=20))
def test_any_address_gives_a_page(open_page: Open, group: str, role: str, sort: str) -> None:
    assert open_page("ranking", group=group, role=role, sort=sort).title


def test_a_report_card_has_every_indicator_and_all_evidence(open_page: Open, tables: queries.Tables) -> None:
    html = open_page("company", company="x_xai").html
    for row in queries.report_card(tables, "x_xai").itertuples():
        assert f'id="{row.indicator_id}"' in html
    evidence = queries.evidence_of(tables, "x_xai")
    assert html.count("<li>\n<p><strong>") == len(evidence)
    assert html.count("Archived version</a>") == evidence["archive_url"].notna().sum() > 20
    assert "The organisation&#39;s own document, read in extract" in html
    assert "(1 × 33.33 + 1 × 66.67 + 1 × 50.00 + 1 × 75.00 + 1 × 66.67) ÷ 5 = 58.3" in html
    assert "Seen in a copy of NBC News, not in the original" in html
    assert "Seen in a digest by a third party, not in the original" in html


def test_a_report_card_shows_its_arithmetic(open_page: Open) -> None:
    html = open_page("company", company="meta").html
    assert "(5 partial × 0.5 + 1 not met × 0) ÷ 6 assessed × 100 = 41.7" in html
    assert '2 <span class="pw-quiet">of 11, shared; range ' in html


def test_a_company_ranked_within_its_group_only_says_so(open_page: Open) -> None:
    html = open_page("company", company="visa").html
    assert "ranked within its group only" in html
    assert "no indicator applies" in html


def test_a_capped_band_is_explained(open_page: Open) -> None:
    html = open_page("company", company="civitai").html
    assert "By its score alone the company would meet many asks" in html
    assert "does not make up for a missing one" in html


@pytest.mark.parametrize("company_id", sorted(path.stem for path in (settings.ROOT / "data/companies").glob("*.yaml")))
def test_every_company_has_a_report_card(open_page: Open, tables: queries.Tables, company_id: str) -> None:
    assert open_page("company", company=company_id).title == queries.company_finding(tables, company_id)


def test_the_method_page_has_every_rule_and_a_worked_example(open_page: Open, tables: queries.Tables) -> None:
    html = open_page("method", example="visa").html
    for row in tables["indicator"].itertuples():
        assert f'id="m-{row.indicator_id}"' in html
    assert html.count("<dt>Partial</dt>") >= 28
    assert "Overall: (1 × 25.00 + 1 × 0.00) ÷ 2 = 12.5" in html
    assert "Below 2/3 the score is withheld" in html
    assert "fewer than 3 commitments apply is ranked within its peer group only" in html
    assert "The companies have not signed the call" in html


def test_the_app_builds_its_database_and_says_so(open_dataset: Callable[..., Page], libraries: Path) -> None:
    page = open_dataset(libraries, "ranking")
    assert page.title == "1 of 2 companies meets most asks"
    assert (libraries.parent / "app.db").exists()
    assert [status.label for status in page.app.status] == ["The database was built from the data folder."]


def test_faulty_data_is_explained_without_a_traceback(open_dataset: Callable[..., Page], libraries: Path) -> None:
    path = libraries / "companies" / "north.yaml"
    path.write_text(path.read_text().replace("level: met", "level: splendid", 1))
    with pytest.raises(AssertionError):  # no title: nothing can be shown
        _ = open_dataset(libraries, "ranking").title
    page = open_dataset(libraries, "ranking")
    assert page.app.error[0].value == "The data has 1 problems, so there is nothing to show yet."
    assert "companies/north.yaml:40" in page.app.code[0].value


def test_a_database_that_is_away_is_explained(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, libraries: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone:secret@127.0.0.1:1/name?connect_timeout=2")
    page = open_page("ranking")
    assert "cannot be read" in page.app.error[0].value and "secret" not in page.app.error[0].value


def test_a_withheld_score_is_a_designed_state(open_dataset: Callable[..., Page], libraries: Path) -> None:
    path = libraries / "companies" / "north.yaml"
    north = yaml.load(path.read_text(), Loader=yaml.BaseLoader)
    north["assessments"] = north["assessments"][:1]
    north["sources"] = [dict(north["sources"][0], published="2026-01-15")]
    path.write_text(yaml.safe_dump(north, sort_keys=False).replace("'", ""))
    (libraries / "codings.csv").unlink()
    path.write_text(path.read_text().replace("headquarters: NO", 'headquarters: "NO"'))
    page = open_dataset(libraries, "ranking")
    assert page.title == "1 of 2 companies meets most asks; 1 withheld"
    assert "<strong>withheld</strong>" in page.html
    page = open_dataset(libraries, "company", company="north")
    assert page.title == "North Library: score withheld, 1 of 4 applicable indicators were assessed"
    assert "The score is withheld." in page.html


@hypothesis_settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(dataset=datasets())
def test_every_page_opens_on_any_dataset(open_dataset: Callable[..., Page], dataset: dict[str, Any]) -> None:
    """Few indicators, companies to which nothing applies, nothing assessed, no bands: each is a state to draw."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = write_dataset(sound(dataset), Path(folder) / "data")
        for path in PATHS:
            assert open_dataset(data_dir, path).title
        for company in dataset["companies"]:
            assert company["name"] in open_dataset(data_dir, "company", company=company["id"]).title


def test_a_company_to_which_nothing_applies_says_so(open_dataset: Callable[..., Page], libraries: Path) -> None:
    path = libraries / "methodology" / "3.1.yaml"
    path.write_text(path.read_text().replace("roles: [lender, archive, cafe]", "roles: [lender]"))
    path = libraries / "companies" / "south.yaml"
    text = path.read_text()
    path.write_text(f"{text[: text.index('sources:')]}")
    page = open_dataset(libraries, "company", company="south")
    assert "No indicator applies to the roles of this company" in page.html


HOSTILE = "<script>alert(1)</script> **bold** $x^2$ :smile: [a](javascript:b) <img src=x onerror=y> =1+1 \u202etfel"


def test_text_from_data_is_inert_everywhere(open_dataset: Callable[..., Page], libraries: Path) -> None:
    replaced = {
        "companies/north.yaml": ["North Library\n", "Lends and keeps books.", "The rules say that lending is free.",
                                 "Lending is free for everybody.", "House rules\n", "Reading room"],
        "methodology/3.1.yaml": ["Lends without a fee", "Does it lend without a fee?", "Never a fee.", "Lends books",
                                 "City libraries", "Everybody can borrow.", "Shown in full.", "How libraries lend"],
        "call.yaml": ["Open the libraries", "Ask a librarian.", "Answers questions."],
    }  # fmt: skip
    for name, texts in replaced.items():
        path = libraries / name
        content = path.read_text()
        for text in texts:
            assert text in content
            content = content.replace(text, json.dumps(HOSTILE) + text[len(text.rstrip()) :])
        path.write_text(content)
    for page_path in PATHS:
        page = open_dataset(libraries, page_path, company="north")
        assert "<script" not in page.html and "<img" not in page.html, page_path
        for chart in page.app.get("plotly_chart"):
            assert "<script" not in json.dumps(json.loads(chart.proto.spec)["layout"]["yaxis"])
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **bold** $x^2$ :smile:" in open_dataset(libraries, "company").html


def test_pages_may_use_one_parameter_in_different_ways(open_page: Open) -> None:
    """`company` is one company on the report card and several in the evidence: neither page sees the other's choice."""
    page = open_page("evidence", company="aylo")
    assert page.app.multiselect(key="company").value == ["aylo"]
    page.app.switch_page("pages/company.py")
    page.app.query_params["company"] = "aylo"
    page.app.run()
    assert not page.app.exception and Page(page.app).title.startswith("Aylo")
    page.app.switch_page("pages/evidence.py")
    page.app.query_params["company"] = "meta"
    page.app.run()
    assert not page.app.exception and page.app.multiselect(key="company").value == ["meta"]
