"""The page Asks and indicators, opened through dashboard.py."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scorecard import queries
from tests.pages.conftest import Page

Open = Callable[..., Page]
HOSTILE = "<script>alert(1)</script> **bold** $x^2$ :smile: <img src=x onerror=y>"


def chosen(page: Page) -> tuple[object, object]:
    return page.app.segmented_control(key="commitment").value, page.app.selectbox(key="indicator").value


def test_each_ask_has_its_figures_every_company_and_every_indicator(open_page: Open, tables: queries.Tables) -> None:
    for ask in queries.in_order(tables, "commitment").itertuples():
        page = open_page("commitment", commitment=ask.commitment_id)
        assert page.title.startswith(f"{ask.title}: ")
        assert ask.ask in page.html.replace("&#39;", "'")
        own = tables["indicator"][tables["indicator"]["commitment_id"] == ask.commitment_id]
        for indicator in own.itertuples():
            assert f'href="/commitment?indicator={indicator.indicator_id}"' in page.html
            assert page.html.count(f'#{indicator.indicator_id}" title=') == 29


def test_an_indicator_alone_opens_under_its_own_ask(open_page: Open) -> None:
    page = open_page("commitment", indicator="tra3")
    assert chosen(page) == ("transparency", "TRA3") and not page.app.info
    assert page.title == "Misuse of own AI reported: 1 of 18 companies meets it, 7 in part"
    for words in ("Figures within 18 months.", "Key finding:", "no evidence</span> ", "decision rule"):
        assert words in page.html


def test_another_ask_leaves_the_indicator_behind_and_the_address_follows(open_page: Open) -> None:
    page = open_page("commitment", indicator="DET2")
    page.app.segmented_control(key="commitment").set_value("transparency").run()
    assert chosen(page) == ("transparency", "all") and not page.app.info
    assert page.app.query_params == {"commitment": "transparency"}


def test_all_indicators_of_the_ask_keeps_the_ask(open_page: Open) -> None:
    page = open_page("commitment", indicator="DET2")
    page.app.selectbox(key="indicator").set_value("all").run()
    assert chosen(page) == ("detection", "all")
    assert page.app.query_params == {"commitment": "detection"}


def test_an_indicator_of_another_ask_is_refused_in_words(open_page: Open) -> None:
    page = open_page("commitment", commitment="transparency", indicator="DET2")
    assert chosen(page) == ("transparency", "all")
    assert "(indicator)" in page.app.info[0].value


@pytest.mark.parametrize("value", ["", "zzz", "<script>alert(1)</script>", "9" * 3000])
def test_what_does_not_exist_falls_back(open_page: Open, value: str) -> None:
    page = open_page("commitment", commitment=value, indicator=value)
    assert chosen(page) == ("safety_by_design", "all")
    assert "(commitment, indicator)" in page.app.info[0].value and "script>alert" not in page.html


def test_coders_who_differed_are_shown(open_page: Open, tables: queries.Tables) -> None:
    coders = queries.coder_differences(tables, "DET4")
    html = open_page("commitment", indicator="DET4").html
    said = f"Two coders gave the same level to {coders['same_count']} of {coders['coded_count']} companies"
    assert said in html
    assert html.count('data-label="Settled as"') == len(coders["rows"]) > 0


def test_data_without_codings_says_nothing_of_coders(open_dataset: Callable[..., Page], libraries: Path) -> None:
    (libraries / "codings.csv").unlink()
    page = open_dataset(libraries, "commitment", indicator="LEN1")
    assert page.title == "Lends without a fee: 1 of 1 company meets it"
    assert "Two coders" not in page.html


def test_text_from_data_is_inert(open_dataset: Callable[..., Page], libraries: Path) -> None:
    for name, texts in {
        "companies/north.yaml": ["North Library\n", "The rules say that lending is free.", "House rules\n"],
        "methodology/3.1.yaml": ["Lends without a fee", "Does it lend without a fee?", "Never a fee.", "Keeping\n"],
        "call.yaml": ["Open the libraries", "Lend to everybody."],
    }.items():
        content = (libraries / name).read_text()
        for text in texts:
            assert text in content
            content = content.replace(text, json.dumps(HOSTILE) + text[len(text.rstrip()) :])
        (libraries / name).write_text(content)
    for parameters in ({}, {"indicator": "LEN1"}):
        page = open_dataset(libraries, "commitment", **parameters)
        assert "<script" not in page.html and "<img" not in page.html
        (chart,) = page.app.get("plotly_chart")
        assert "<script" not in json.dumps(json.loads(chart.proto.spec)["layout"]["yaxis"])
