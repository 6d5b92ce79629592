"""Counts of reports to the CyberTipline: what is added up is told, what is missing is no zero, no sentence blames."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from scorecard import queries
from scorecard.charts import cybertips as cybertip_charts
from scorecard.charts import theme
from scorecard.charts.theme import Scheme
from scorecard.queries import published
from scorecard.queries.published.cybertip_sums import period_words, summed
from tests.cybertips import with_counts

HALVES = {1: (date(2022, 1, 1), date(2022, 6, 30)), 2: (date(2022, 7, 1), date(2022, 12, 31))}
WHOLE = (date(2022, 1, 1), date(2022, 12, 31))


def row(
    provider: str, days: tuple[date, date], count: int | None, entry: int = 1, name: str | None = None
) -> dict[str, Any]:
    start, end = days
    return {"provider": provider, "part_of": "Net", "period_start": start, "period_end": end, "entry": entry,
            "report_count": count, "period_name": name}  # fmt: skip


def sums(*rows: dict[str, Any]) -> list[tuple[str, bool, int | None, str]]:
    frame = pd.DataFrame(list(rows)).astype({"report_count": "Int64"})
    return [(one["period"], one["is_year"], one["report_count"], one["parts"]) for one in summed(frame)]


def test_two_halves_are_a_year_and_its_terms_are_told() -> None:
    terms = "Net, January to June 2022: 50 + Net, July to December 2022: 60"
    assert sums(row("Net", HALVES[1], 50), row("Net", HALVES[2], 60)) == [("2022", True, 110, terms)]


def test_a_half_alone_is_no_year() -> None:
    assert sums(row("Net", HALVES[2], 60)) == [("July to December 2022", False, 60, "")]


def test_quarters_make_a_year_only_together() -> None:
    quarters = [(date(2022, 3 * n + 1, 1), date(2022, 3 * n + 3, (31, 30, 30, 31)[n])) for n in range(4)]
    assert sums(*(row("Net", days, 1) for days in quarters))[0][:3] == ("2022", True, 4)
    assert not any(is_year for _, is_year, _, _ in sums(*(row("Net", days, 1) for days in quarters[:3])))
    assert not any(is_year for _, is_year, _, _ in sums(row("Net", quarters[0], 1), row("Net", HALVES[2], 1)))


def test_names_and_entries_are_added_up_and_told_apart() -> None:
    found = sums(row("Net", WHOLE, 100), row("Net", WHOLE, 11, entry=2), row("Video", WHOLE, 5))
    assert found == [("2022", True, 116, "Net, entry 1: 100 + Net, entry 2: 11 + Video: 5")]


def test_a_year_that_lacks_a_half_of_one_name_is_not_called_whole() -> None:
    found = sums(row("Net", WHOLE, 100), row("Video", HALVES[1], 5))
    assert found == [("January to June 2022", False, 5, "Video: 5"), ("2022", False, 100, "")]


def test_a_list_without_a_figure_is_missing_and_not_zero() -> None:
    assert sums(row("Net", WHOLE, None)) == [("2022", True, None, "")]
    assert sums(row("Net", WHOLE, 0)) == [("2022", True, 0, "")]
    assert sums(row("Net", WHOLE, None), row("Video", WHOLE, 5)) == [("2022", True, 5, "Video: 5")]


def test_a_year_of_its_own_keeps_its_name() -> None:
    fiscal = (date(2021, 12, 4), date(2022, 12, 2))
    assert sums(row("Net", fiscal, 7, name="fiscal year 2022")) == [("fiscal year 2022", False, 7, "")]


@given(
    st.lists(
        st.tuples(st.sampled_from(["Net", "Video"]), st.sampled_from([HALVES[1], HALVES[2]]), st.integers(0, 10**7)),
        unique_by=lambda one: one[:2],
        min_size=1,
    )
)
def test_adding_up_loses_nothing_and_tells_every_term(figures: list[tuple[str, tuple[date, date], int]]) -> None:
    found = sums(*(row(*one) for one in figures))
    assert sum(count or 0 for _, _, count, _ in found) == sum(count for _, _, count in figures)
    for _, _, count, parts in found:
        if parts:
            assert sum(int(number.replace(",", "")) for number in re.findall(r": ([\d,]+)", parts)) == count


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2022, 1, 1), date(2022, 12, 31), "2022"),
        (date(2024, 1, 1), date(2024, 6, 30), "January to June 2024"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2021, 12, 4), date(2022, 12, 2), "4 December 2021 to 2 December 2022"),
        (date(2024, 4, 1), date(2025, 4, 30), "1 April 2024 to 30 April 2025"),
    ],
)
def test_a_period_in_words(start: date, end: date, words: str) -> None:
    assert period_words(start, end) == words


# --- the shipped counts ----------------------------------------------------------------------------------------------


def number(tables: queries.Tables, provider: str, period: str, counted_by: str) -> int:
    rows = published.cybertip_series(tables, (provider,))
    return int(rows[(rows["period"] == period) & (rows["counted_by"] == counted_by)]["report_count"].iloc[0])


def test_sums_are_those_of_the_published_lists(tables: queries.Tables) -> None:
    assert number(tables, "meta", "2022", "ncmec") == 21_165_208 + 5_007_902 + 1_017_555
    assert number(tables, "alphabet", "2022", "provider") == 826_667 + 891_215 + 217_610 + 238_827
    assert number(tables, "microsoft", "2022", "ncmec") == 107_274 + 138 + 1_185 + 201
    assert number(tables, "reddit", "2022", "provider") == 52_592  # its halves are redundant


def test_the_usual_choice_is_of_companies_we_score_with_most_years(tables: queries.Tables) -> None:
    rows = published.cybertip_providers(tables).set_index("provider_id")
    usual = published.usual_cybertip_providers(tables)
    assert len(usual) == 8 and rows.loc[list(usual), "company_id"].notna().all()
    scored = rows.dropna(subset=["company_id"])["year_count"]
    assert scored[list(usual)].min() >= scored.drop(list(usual)).max()


def test_the_finding_says_who_counted_what(tables: queries.Tables) -> None:
    said = {ids: published.cybertip_finding(tables, ids) for ids in [
        ("meta",), ("meta", "pinterest"), ("openai",), ("apple",), ("telegram",), (), ("stripe",)
    ]}  # fmt: skip
    assert list(said.values()) == [
        "For 2024, NCMEC counted 13.8 million reports from Meta",
        "For 2024, NCMEC counted 13.8 million reports from Meta and 65,810 from Pinterest",
        "OpenAI itself counted 182,844 reports to NCMEC for 2025",
        "267 reports to NCMEC are stated for Apple, 2023; who counted is not said",
        "No number of reports is known for the providers chosen",
        "No number of reports is known for the providers chosen",
        "For 2021, NCMEC counted 1 report from Stripe",
    ]


def test_no_sentence_takes_reports_for_abuse(tables: queries.Tables) -> None:
    every = tuple(published.cybertip_providers(tables)["provider_id"])
    findings = [published.cybertip_finding(tables, chosen) for chosen in [every, *((one,) for one in every)]]
    for sentence in findings + published.cybertip_differences(tables, every):
        assert not re.search("abuse|material|worst|best|victims", sentence), sentence


def test_differences_stand_where_both_counted(tables: queries.Tables) -> None:
    said = published.cybertip_differences(tables, ("snap", "reddit", "paypal"))
    assert said[0] == "Snap, 2022: NCMEC counted 551,086 reports, the provider 550,755, which is 331 fewer."
    assert "Reddit, 2022: NCMEC and the provider both counted 52,592 reports." in said
    assert len(said) == 2 + 5


def test_the_file_has_every_published_figure_with_unit_and_source(tables: queries.Tables) -> None:
    chosen = ("microsoft", "telegram", "adobe")
    read = pd.read_csv(BytesIO(published.cybertip_file(tables, chosen)), encoding="utf-8-sig")
    assert list(read["report_count"][read["provider"] == "Microsoft"].dropna()) == [
        123839, 96776, 78603, 170, 107274, 138, 1185, 102784
    ]  # fmt: skip
    assert read["report_count"][read["provider"] == "Telegram"].isna().all()
    assert set(read["unit"]) == {"reports"} and read["source_url"].str.startswith("https://").all()
    assert set(read["licence"]) == {"Apache-2.0", "CC BY 4.0"}
    assert read.set_index("provider").loc["Adobe", "seen_as"] == "The organisation's own document, read in extract"
    assert published.cybertip_file_name(tables, chosen).startswith(f"pledgewatch-cybertipline-{len(read)}-figures-")


def test_notes_come_with_their_providers(tables: queries.Tables) -> None:
    assert any("1,794" in note for note in published.cybertip_notes(tables, ("pinterest",)))
    assert published.cybertip_notes(tables, ("snap",)) == []


# --- what is drawn ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_figure_draws_every_count_once(tables: queries.Tables, scheme: Scheme) -> None:
    every = tuple(published.cybertip_providers(tables)["provider_id"])
    series = published.cybertip_series(tables, every)
    figure = cybertip_charts.counts_figure(series, scheme)
    drawn = [said for trace in figure.data for said in trace.customdata if said]
    assert len(drawn) == len(set(drawn)) == len(series)
    assert len(figure.layout.annotations) == len(every)
    shown = [trace.name for trace in figure.data if trace.showlegend]
    assert len(shown) == len(set(shown)) == len({trace.name for trace in figure.data})
    assert figure.layout.template.layout.font.color == theme.palette(scheme).ink


def test_who_counted_is_told_by_symbol_and_not_by_colour_alone(tables: queries.Tables) -> None:
    every = tuple(published.cybertip_providers(tables)["provider_id"])
    figure = cybertip_charts.counts_figure(published.cybertip_series(tables, every), scheme=Scheme.LIGHT)
    symbols = {trace.name: trace.marker.symbol for trace in figure.data}
    assert len(symbols) == len(set(symbols.values())) >= 5


def test_zero_and_missing_stand_in_lanes_of_their_own(libraries: Path, tmp_path: Path) -> None:
    tables = queries.from_data(with_counts(libraries, tmp_path / "set"), with_influence=False)[0]
    series = published.cybertip_series(tables, ("south",))
    figure = cybertip_charts.counts_figure(series, scheme=Scheme.LIGHT)
    heights = {said: height for trace in figure.data for said, height in zip(trace.customdata, trace.y, strict=True)}
    zero = next(height for said, height in heights.items() if ": 0 reports" in said)
    missing = next(height for said, height in heights.items() if "no figure" in said)
    assert missing < zero < 0
    labels = dict(zip(figure.layout.yaxis.tickvals, figure.layout.yaxis.ticktext, strict=True))
    assert (labels[zero], labels[missing], labels[0]) == ("0", "no figure", "1")


def test_no_line_bridges_a_year_without_a_count(tables: queries.Tables) -> None:
    series = published.cybertip_series(tables, ("meta",))
    (trace,) = cybertip_charts.counts_figure(series, scheme=Scheme.LIGHT).data
    assert [None if place is None or np.isnan(place) else int(place) for place in trace.x] == [
        2019, 2020, 2021, 2022, None, 2024
    ]  # fmt: skip


def test_names_that_look_like_markup_are_shown_as_they_are(tables: queries.Tables) -> None:
    series = published.cybertip_series(tables, ("meta",)).assign(label="<b>Net & Co")
    figure = cybertip_charts.counts_figure(series, scheme=Scheme.LIGHT)
    assert figure.layout.annotations[0].text == "<b>&lt;b&gt;Net &amp; Co</b>"
    assert all("<b>" not in said for trace in figure.data for said in trace.customdata)


def section(data_dir: str) -> None:
    """Draw the section alone, as a page does."""
    from pathlib import Path

    import streamlit as st

    from scorecard import queries
    from scorecard.ui import cybertips

    cybertips.draw(st.container(), queries.from_data(Path(data_dir), with_influence=False)[0])


@pytest.fixture
def draw(libraries: Path, tmp_path: Path) -> Callable[..., str]:
    """Return a function that draws the section for the libraries and returns its HTML."""

    def drawn(*providers: str, counted: bool = True) -> str:
        folder = with_counts(libraries, tmp_path / "set") if counted else libraries
        app = AppTest.from_function(section, args=(str(folder),), default_timeout=30)
        if providers:
            app.query_params["provider"] = list(providers)
        app.run()
        assert not app.exception, app.exception
        return "\n".join(str(element.proto.body) for element in app.get("html"))

    return drawn


def test_the_section_says_finding_caveat_source_and_every_figure(draw: Callable[..., str]) -> None:
    html = draw()
    assert "For 2022, NCMEC counted 111 reports from North Library and 0 from South Library" in html
    assert "does not measure abuse" in html and "compiled by apparebit/intransparent" in html
    assert "North Net, entry 1: 100 + North Net, entry 2: 11" in html and "no figure" in html
    assert "the provider 110, which is 1 fewer" in html
    assert 'href="https://ncmec.example/2022-reports-by-esp.pdf"' in html


def test_the_section_shows_what_the_address_asks_for(draw: Callable[..., str]) -> None:
    html = draw("elsewhere")
    assert "For 2021, NCMEC counted 3 reports from Elsewhere" in html and "Nobody knows where." in html
    assert "North Net" not in html


def test_nothing_is_chosen(draw: Callable[..., str]) -> None:
    assert "Choose at least one provider" in draw("")


def test_without_counts_that_is_said(draw: Callable[..., str]) -> None:
    assert "No counts of reports to NCMEC’s CyberTipline were imported" in draw(counted=False)
