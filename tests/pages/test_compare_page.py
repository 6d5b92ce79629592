"""The page Compare: usual view, any choice of companies, tabs, hostile addresses and data, any dataset."""

import html as markup
import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from scorecard import queries
from scorecard.numbers import one_decimal
from tests.datasets import datasets, sound, write_dataset
from tests.pages.conftest import Page
from tests.pages.test_pages import HOSTILE

Open = Callable[..., Page]
NOTE = "The address asks for something that cannot be shown ({}). It was left out or replaced by the usual."
FIVE = ["alphabet", "openai", "visa", "cloudflare", "meta"]


def chosen(page: Page) -> list[str]:
    return list(page.app.multiselect(key="company").value)


def rows_of_indicators(page: Page) -> list[str]:
    """Return the level row of each indicator that is shown."""
    return re.findall(
        r'<tbody role="rowgroup"(?: class="pw-differs")?>\n<tr role="row"><th[^>]*><span class="pw-code">.*?</tr>',
        page.html,
        re.S,
    )


def test_the_usual_view_compares_the_two_best_of_the_largest_group(open_page: Open, tables: queries.Tables) -> None:
    page = open_page("compare")
    assert chosen(page) == ["aylo", "meta"] and not page.app.info
    rows = rows_of_indicators(page)
    assert len(rows) == 28
    comparison = queries.compare(tables, ("aylo", "meta"))
    for row, indicator in zip(rows, comparison.indicators, strict=True):
        assert f"{indicator.indicator_id}</span> {indicator.title}" in markup.unescape(row)
        assert re.findall(r"pw-level-(\w+)", row) == [str(level) for level in indicator.levels]
        assert ("≠ differs" in row) == indicator.verdict.is_difference == ("pw-differs" in row)
    assert sum("≠ differs" in row for row in rows) == 11
    assert sum("applies to 1 of 2" in row for row in rows) == 7
    assert "21 apply to both, 7 to only some. Only the shared indicators compare like for like" in page.html


def test_the_head_has_every_figure_side_by_side_and_leads_to_the_report_cards(
    open_page: Open, tables: queries.Tables
) -> None:
    html = open_page("compare", company=["meta", "snap"]).html
    assert "<strong>64.2</strong>" in html and "2 of 11, shared" in html and "4 of 25, shared" in html
    for company_id in ("meta", "snap"):
        company = queries.company(tables, company_id)
        assert f"{one_decimal(company['score_low'])}–{one_decimal(company['score_high'])}" in html
        assert f"{company['evidence_count']} items, {company['source_count']} sources" in html
        assert f"{company['assessed_count']} of {company['applicable_count']} indicators" in html
        assert f'<a href="/company?company={company_id}">' in html
    assert "28.0–66.5" in html  # the range of their group
    assert "22 November 2026" in html


def test_all_evidence_stands_side_by_side(open_page: Open, tables: queries.Tables) -> None:
    html = open_page("compare", company=["meta", "x_xai"]).html
    evidence = [queries.evidence_of(tables, company_id) for company_id in ("meta", "x_xai")]
    assert html.count("<li>\n<p><strong>") == sum(map(len, evidence))
    assert html.count("Archived version</a>") == sum(int(part["archive_url"].notna().sum()) for part in evidence)
    assert "Seen in a copy of NBC News, not in the original" in html
    assert "Confidence: high." in html
    assert html.count('<section class="pw-reason">') == 28 * 2


def test_the_chart_has_a_mark_a_company_and_its_group_and_a_text(open_page: Open) -> None:
    page = open_page("compare", company=["meta", "snap"])
    (chart,) = page.app.get("plotly_chart")
    names = [trace["name"] for trace in json.loads(chart.proto.spec)["data"]]
    assert names == ["range of the peer group", "median of the peer group", "Meta", "Snap"]
    assert "Safety by design: Meta 41.7, Snap 58.3" in chart.proto.alt
    assert "Median of its group" in page.html
    assert page.html.count('<th scope="row">Detection</th>') == 2  # its twin


def test_the_peer_group_can_be_hidden(open_page: Open) -> None:
    page = open_page("compare", company=["meta", "snap"], group="no")
    (chart,) = page.app.get("plotly_chart")
    assert [trace["name"] for trace in json.loads(chart.proto.spec)["data"]] == ["Meta", "Snap"]
    assert "of its group" not in page.html and "Peer group (11)" not in page.html
    page.app.segmented_control(key="group").set_value("yes").run()
    assert "Peer group (11)" in page.html and "group" not in page.app.query_params


def test_differences_only_leaves_the_rest_out(open_page: Open) -> None:
    page = open_page("compare", company=["mastercard", "visa"])
    everything = len(rows_of_indicators(page))
    page.app.segmented_control(key="show").set_value("differences").run()
    assert page.app.query_params["show"] == "differences"
    rows = rows_of_indicators(page)
    assert page.title == "Mastercard scores 25.0, 12.5 points more than Visa; they differ on 3 of 5 shared indicators"
    assert everything == 5 and len(rows) == 3 and all("≠ differs" in row for row in rows)
    assert "6 indicators apply to none of the companies chosen: SBD1, SBD2, SBD3" in page.html
    page = open_page("compare", company=["aylo", "anthropic"], show="differences")
    assert "No difference on the " in page.html


def test_one_company_stands_beside_its_peer_group(open_page: Open) -> None:
    page = open_page("compare", company=["meta"], group="no")
    assert page.title == (
        "Meta scores 64.2, 5.8 points above the median of its peer group; "
        "above the group on 10 and below on 5 of 28 indicators"
    )
    assert "group" not in {control.key for control in page.app.segmented_control}
    rows = rows_of_indicators(page)
    assert sum("▲ above group" in row for row in rows) == 10
    assert sum("▼ below group" in row for row in rows) == 5
    assert sum("= group’s median" in row for row in rows) == 13
    assert "Peer group (11)" in page.html and "face different indicators" not in page.html


def test_nobody_is_a_state_that_says_what_to_do(open_page: Open) -> None:
    page = open_page("compare", company=[""])
    assert page.title == "Choose companies to compare" and not page.app.info
    assert "two to five companies" in page.html and "a single company" in page.html
    assert chosen(page) == [] and not page.app.get("plotly_chart")
    page.app.multiselect(key="company").set_value(["visa"]).run()
    assert page.title.startswith("Visa scores 12.5, ")


def test_five_companies_of_different_groups_are_told_what_compares(open_page: Open) -> None:
    page = open_page("compare", company=FIVE)
    assert chosen(page) == FIVE and not page.app.info
    assert page.title.startswith("Alphabet (Google) scores highest with 70.8, Visa lowest with 12.5; they differ on ")
    assert "belong to different peer groups (“Broad ecosystems" in markup.unescape(page.html)
    assert "A rank in one group says nothing about another group." in page.html
    assert "Peer group (" not in page.html  # there is not one group to show the levels of
    assert "applies to 4 of 5" in page.html
    (chart,) = page.app.get("plotly_chart")
    marks = [trace for trace in json.loads(chart.proto.spec)["data"] if trace["mode"] == "markers"]
    assert len({mark["marker"]["symbol"] for mark in marks}) == len({mark["marker"]["color"] for mark in marks}) == 5


def test_a_sixth_company_is_left_out_and_told(open_page: Open) -> None:
    page = open_page("compare", company=[*FIVE, "snap"])
    assert chosen(page) == FIVE
    assert [info.value for info in page.app.info] == [NOTE.format("company")]


def test_the_same_company_twice_is_one(open_page: Open) -> None:
    page = open_page("compare", company=["meta", "META", "meta"])
    assert chosen(page) == ["meta"] and not page.app.info
    assert page.title.startswith("Meta scores 64.2, 5.8 points above")


@pytest.mark.parametrize(
    ("parameters", "refused", "left"),
    [
        ({"company": ["zzz"]}, "company", ["aylo", "meta"]),
        ({"company": ["zzz", "snap"]}, "company", ["snap"]),
        ({"company": ["<script>alert(1)</script>", "visa", "../../etc", "a" * 5000]}, "company", ["visa"]),
        ({"show": "everything"}, "show", ["aylo", "meta"]),
        ({"group": "<b>"}, "group", ["aylo", "meta"]),
    ],
)  # fmt: skip
def test_an_address_that_asks_for_nothing_known_falls_back_and_says_so(
    open_page: Open, parameters: dict[str, Any], refused: str, left: list[str]
) -> None:
    page = open_page("compare", **parameters)
    assert chosen(page) == left
    assert [info.value for info in page.app.info] == [NOTE.format(refused)]
    assert "<script>" not in page.html


@hypothesis_settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    company=st.lists(st.text(max_size=9) | st.sampled_from(FIVE), max_size=7),
    show=st.text(max_size=9),
    group=st.text(max_size=9),
)
def test_any_address_gives_a_page(open_page: Open, company: list[str], show: str, group: str) -> None:
    assert open_page("compare", company=company or [""], show=show, group=group).title


def test_pages_with_a_control_of_the_same_name_do_not_take_it_from_each_other(open_page: Open) -> None:
    page = open_page("compare")
    for path, title in (("company", "Adobe scores"), ("compare", "Aylo (Pornhub) scores"), ("company", "Adobe scores")):
        page.app.switch_page(f"pages/{path}.py").run()
        assert not page.app.exception
        assert page.title.startswith(title) and not page.app.info


def test_a_choice_goes_into_the_address_as_ids(open_page: Open) -> None:
    page = open_page("compare")
    page.app.multiselect(key="company").set_value(["visa", "paypal"]).run()
    assert page.app.query_params["company"] == ["visa", "paypal"]
    assert "company=visa&amp;company=paypal" in page.html


def test_the_made_up_dataset_has_a_company_alone_in_its_group_or_beside_another(
    open_dataset: Callable[..., Page], libraries: Path
) -> None:
    page = open_dataset(libraries, "compare", company=["north", "south"])
    assert "North Library" in page.html and "South" in page.html
    assert "shared indicator" in page.title or "no indicator applies to both" in page.title


@hypothesis_settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(dataset=datasets())
def test_any_dataset_can_be_compared(open_dataset: Callable[..., Page], dataset: dict[str, Any]) -> None:
    ids = [company["id"] for company in dataset["companies"]]
    with tempfile.TemporaryDirectory() as folder:
        data_dir = write_dataset(sound(dataset), Path(folder) / "data")
        for company_ids in ([ids[0]], ids[:2], ids[:5]):
            for show in ("all", "differences"):
                page = open_dataset(data_dir, "compare", company=company_ids, show=show)
                assert "company0".title() in page.html and not page.app.info


def test_text_from_data_is_inert(open_dataset: Callable[..., Page], libraries: Path) -> None:
    for name, texts in {
        "companies/north.yaml": ["North Library\n", "The rules say that lending is free.", "House rules\n"],
        "methodology/3.1.yaml": ["Lends without a fee", "Does it lend without a fee?", "Lends books", "City libraries"],
    }.items():
        path = libraries / name
        content = path.read_text()
        for text in texts:
            assert text in content
            content = content.replace(text, json.dumps(HOSTILE) + text[len(text.rstrip()) :])
        path.write_text(content)
    for companies in (["north"], ["north", "south"]):
        page = open_dataset(libraries, "compare", company=companies)
        assert "<script" not in page.html and "<img" not in page.html
        assert "&lt;script&gt;alert(1)&lt;/script&gt; **bold**" in page.title
        for chart in page.app.get("plotly_chart"):
            assert "<script" not in chart.proto.spec and "<img" not in chart.proto.spec
