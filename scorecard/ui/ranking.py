"""Parts of the page Ranking."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import numbers, queries, words
from scorecard.pictures import ranking as pictures
from scorecard.pictures import sheets
from scorecard.pictures.ranking import ALL, EACH, NONE, View
from scorecard.publish.picture import Picture
from scorecard.queries import watched
from scorecard.ui import blocks, cited, claims, controls, downloads, html, navigation
from scorecard.vocabulary import OVERALL

RANGES = "Below each rank stands the range in which it lies in at least nine of ten draws; see Robustness."
companies = pictures.companies
_KEYS = {"scores": "ranking-chart", "asks": "spread-chart", "map": "map-chart"}
CHARTS = {"scores": "Scores and bounds", "asks": "Spread under each ask", "map": "Map of companies and asks"}


def choose_view(tables: queries.Tables) -> View:
    """Draw the controls and return what was chosen."""
    labels = {group: words.short(label) for group, label in queries.peer_group_labels(tables).items()}
    group = controls.choose_tab("Rank within", {EACH: "Each peer group", ALL: "All companies"} | labels, "group", EACH)
    with st.expander(
        "Filter, sort and highlight", expanded=controls.is_in_address("role", "hq", "band", "sort", "mark")
    ):
        return _choose_details(tables, group)


def _choose_details(tables: queries.Tables, group: str) -> View:
    roles = {ALL: "Any role"} | {role: words.name_of(role).capitalize() for role in queries.role_meanings(tables)}
    countries = {ALL: "Any country"} | {code: words.country(code) for code in queries.headquarters(tables)}
    bands = {ALL: "Any band"} | queries.band_labels(tables) | {queries.WITHHELD: "score withheld"}
    first, second, third = st.columns(3)
    with first:
        role = controls.choose("Role", roles, "role", ALL, hint="What a company does that makes an indicator apply.")
        order = controls.choose("Sort by", queries.sort_orders(tables), "sort", queries.DEFAULT_ORDER)
    with second:
        country = controls.choose("Headquarters", countries, "hq", ALL)
        names = {NONE: "No company"} | queries.in_name_order(tables)
        marked = controls.choose("Highlight", names, "mark", NONE, hint="Stands out in the chart and in the table.")
    with third:
        band = controls.choose("Band", bands, "band", ALL)
    return View(group, role, country, band, order, marked)


@queries.kept
def finding(tables: queries.Tables, view: View) -> str:
    """Return the page's title."""
    return queries.ranking_finding(tables, companies(tables, view))


@queries.kept
def basis(tables: queries.Tables, view: View) -> str:
    """Return what the title rests on."""
    rows = companies(tables, view)
    indicators, commitments = len(tables["indicator"]), len(tables["commitment"])
    call = "" if tables["call"].empty else f" of the call “{tables['call'].iloc[0]['title']}”"
    return (
        f"{numbers.counted(len(rows), 'company', 'companies')} scored from 0 to 100 on "
        f"{numbers.counted(indicators, 'indicator')} under the {commitments} asks{call}. "
        f"{words.NOT_SIGNED}"
    )


def draw_nobody(top: DeltaGenerator, tables: queries.Tables, view: View) -> None:
    """Draw the view in which no company is left."""
    chosen = [
        f"peer group “{queries.peer_group_labels(tables)[view.group]}”" if view.peer_group_id else "",
        f"role “{words.name_of(view.role)}”" if view.role != ALL else "",
        f"headquarters in “{words.country(view.headquarters)}”" if view.headquarters != ALL else "",
        f"band “{queries.band_labels(tables).get(view.band, 'score withheld')}”" if view.band != ALL else "",
    ]
    with top:
        blocks.draw_title("No company fits this choice")
    said = numbers.listing([part for part in chosen if part])
    blocks.draw_notes([f"No company has {said}. Choose otherwise above."])


def draw_asks(tables: queries.Tables, view: View) -> None:
    """Draw how many companies meet each ask."""
    blocks.draw_heading(asks_finding(tables, view), "asks")
    st.html(ask_figures(tables, view))
    downloads.draw_sheet_offer(tables, sheets.asks_table(tables, view), "asks")


@queries.kept
def asks_finding(tables: queries.Tables, view: View) -> str:
    """Return how many companies of a view meet each ask, in a sentence."""
    return queries.asks_finding(_figures(tables, view))


@queries.kept
def ask_figures(tables: queries.Tables, view: View) -> html.Fragment:
    """Return how many companies of a view meet each ask, as HTML."""
    return html.render("ask_figures", asks=queries.rows_of(_figures(tables, view)))


@queries.kept
def _figures(tables: queries.Tables, view: View) -> pd.DataFrame:
    return queries.ask_figures(tables, companies(tables, view))


def draw_chart(tables: queries.Tables, view: View) -> None:
    """Draw the choice of chart and the chart; the table below it has every figure."""
    room = st.container()
    chart = controls.choose_tab("Chart", CHARTS, "chart", "scores")
    make: Mapping[str, Callable[[queries.Tables, View], Picture]] = {
        "scores": pictures.scores,
        "asks": pictures.spread,
        "map": pictures.heat_map,
    }
    picture = make[chart](tables, view)
    with room:
        blocks.draw_heading(picture.title, "chart", picture.reading)
    blocks.draw_chart(tables, picture, _KEYS[chart])


def scope(view: View) -> str | None:
    """Return who is ranked together in a view; None where each peer group is by itself."""
    return None if view.is_grouped else view.peer_group_id or OVERALL


def offer_citation(tables: queries.Tables, view: View) -> None:
    """Offer the ranking to be cited."""
    rows = companies(tables, view)
    cited.offer(queries.cite_ranking(tables, scope(view), rows["company_id"].tolist(), finding(tables, view)))


def draw_claims(tables: queries.Tables, view: View) -> None:
    """Draw what the ranking carries and what it does not."""
    claims.draw(tables, scope(view), tuple(companies(tables, view)["company_id"]))


def draw_table(tables: queries.Tables, view: View) -> None:
    """Draw the ranking table; each name opens the company's report card."""
    heading = "Scores, ranks and the five asks" if len(tables["commitment"]) == 5 else "Scores and ranks"
    blocks.draw_heading(heading, "table")
    st.html(table(tables, view, blocks.today()))
    downloads.draw_sheet_offer(tables, sheets.ranking_table(tables, view), "ranking-table")


@queries.kept
def table(tables: queries.Tables, view: View, today: date) -> html.Fragment:
    """Return the ranking table of a view, as HTML."""
    rows = [
        row | {"coded": watched.coded_age(tables, row["company_id"], today)}
        for row in _table_rows(tables, companies(tables, view))
    ]
    return html.render(
        "ranking_table",
        caption="Scores 0 to 100; 100 meets every applicable indicator. Equal scores share a rank, marked =. "
        + (f"{RANGES} " if queries.has_robustness(tables) else "")
        + queries.bands_in_words(tables),
        commitments=queries.rows_of(queries.in_order(tables, "commitment")),
        groups=_table_groups(rows, view),
    )


def _table_groups(rows: list[dict[str, Any]], view: View) -> list[dict[str, Any]]:
    """Return the rows by the headings they stand under: each peer group's name, or none."""
    marked = [row | {"is_marked": row["company_id"] == view.marked} for row in rows]
    if not view.is_grouped:
        return [{"label": "", "rows": marked}]
    labels = list(dict.fromkeys(row["peer_group"] for row in marked))
    return [{"label": label, "rows": [row for row in marked if row["peer_group"] == label]} for label in labels]


def _table_rows(tables: queries.Tables, rows: pd.DataFrame) -> list[dict[str, Any]]:
    scores = queries.commitment_scores(tables)
    by_company = {company_id: queries.rows_of(part) for company_id, part in scores.groupby("company_id")}
    titles = queries.commitment_titles(tables)
    return [
        row
        | {
            "href": navigation.href("company", company=row["company_id"]),
            "commitments": by_company[row["company_id"]],
            "weakest_title": titles.get(row["weakest_commitment_id"], ""),
            "same_names": _names_not_told_apart(tables, row),
        }
        for row in queries.rows_of(rows)
    ]


def _names_not_told_apart(tables: queries.Tables, row: dict[str, Any]) -> list[str]:
    """Return the companies of its group from which a company cannot be told apart."""
    names, apart = queries.in_name_order(tables), queries.apart(tables, row["company_id"], row["peer_group_id"])
    return [names[one] for one in apart.same] if apart else []
