"""Parts of the page Ranking."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import numbers, queries
from scorecard.ui import blocks, charts, controls, html, navigation, overview_charts, words

ALL, EACH, NONE = "all", "each", "none"
CHARTS = {"scores": "Scores and bounds", "asks": "Spread under each ask", "map": "Map of companies and asks"}


@dataclass(frozen=True)
class View:
    """What the reader chose to see: ids, `ALL` or `NONE` where nothing was chosen."""

    group: str
    role: str
    headquarters: str
    band: str
    order: str
    marked: str

    @property
    def is_grouped(self) -> bool:
        """Whether each peer group stands by itself."""
        return self.group == EACH

    @property
    def peer_group_id(self) -> str | None:
        """The one peer group that is shown, or None."""
        return None if self.group in (ALL, EACH) else self.group


def make_room_for_title() -> DeltaGenerator:
    """Return the place of the title, which depends on what is chosen below it."""
    return st.container()


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
    countries = {ALL: "Any country"} | {code: code for code in queries.headquarters(tables)}
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


def companies(tables: queries.Tables, view: View) -> pd.DataFrame:
    """Return the companies of a view, in its order; where each peer group stands by itself, group by group."""
    rows = queries.select_companies(
        queries.ranking(tables),
        view.peer_group_id,
        None if view.role == ALL else view.role,
        None if view.headquarters == ALL else view.headquarters,
        None if view.band == ALL else view.band,
    )
    rows = queries.sort_companies(rows, view.order)
    return queries.group_by_group(tables, rows) if view.is_grouped else rows


def finding(tables: queries.Tables, rows: pd.DataFrame) -> str:
    """Return the page's title."""
    return queries.ranking_finding(tables, rows)


def basis(tables: queries.Tables, rows: pd.DataFrame) -> str:
    """Return what the title rests on."""
    indicators, commitments = len(tables["indicator"]), len(tables["commitment"])
    call = "" if tables["call"].empty else f" of the call “{tables['call'].iloc[0]['title']}”"
    return (
        f"{words.count(len(rows), 'company', 'companies')} scored from 0 to 100 on "
        f"{words.count(indicators, 'indicator')} under the {commitments} asks{call}. "
        f"{words.NOT_SIGNED}"
    )


def draw_nobody(top: DeltaGenerator, tables: queries.Tables, view: View) -> None:
    """Draw the view in which no company is left."""
    chosen = [
        f"peer group “{queries.peer_group_labels(tables)[view.group]}”" if view.peer_group_id else "",
        f"role “{words.name_of(view.role)}”" if view.role != ALL else "",
        f"headquarters “{view.headquarters}”" if view.headquarters != ALL else "",
        f"band “{queries.band_labels(tables).get(view.band, 'score withheld')}”" if view.band != ALL else "",
    ]
    with top:
        blocks.draw_title("No company fits this choice")
    said = numbers.listing([part for part in chosen if part])
    blocks.draw_notes([f"No company has {said}. Choose otherwise above."])


def draw_asks(tables: queries.Tables, rows: pd.DataFrame) -> None:
    """Draw how many companies meet each ask."""
    figures = queries.ask_figures(tables, rows)
    blocks.draw_heading(queries.asks_finding(figures), "asks")
    st.html(html.render("ask_figures", asks=queries.rows_of(figures)))


def draw_chart(tables: queries.Tables, rows: pd.DataFrame, view: View) -> None:
    """Draw the choice of chart and the chart; the table below it has every figure."""
    room = st.container()
    chart = controls.choose_tab("Chart", CHARTS, "chart", "scores")
    draw: Mapping[str, Any] = {"scores": _draw_scores, "asks": _draw_spread, "map": _draw_map}
    draw[chart](room, tables, rows, view)


def _draw_scores(room: DeltaGenerator, tables: queries.Tables, rows: pd.DataFrame, view: View) -> None:
    below = (
        "Dots are scores. Lines are bounds: they run up to what the score would be if everything for which no evidence "
        "was found were met."
    )
    with room:
        blocks.draw_heading(queries.bounds_finding(rows), "chart", below)
    best = rows.sort_values("score", ascending=False, na_position="last").iloc[0]
    alt = (
        f"Scores of {words.count(len(rows), 'company', 'companies')} with their bounds, from 0 to 100. "
        f"Highest: {best['name']}, {numbers.one_decimal(best['score'])}. The table below has every figure."
    )
    figure = charts.ranking_figure(rows, blocks.is_dark(), view.is_grouped, view.marked)
    blocks.draw_chart(figure, "ranking-chart", alt)


def _draw_spread(room: DeltaGenerator, tables: queries.Tables, rows: pd.DataFrame, view: View) -> None:
    finding = queries.spread_finding(queries.ask_figures(tables, rows))
    with room:
        blocks.draw_heading(finding, "chart", "One dot a company; dots at nearly the same score stand over each other.")
    scores = queries.commitment_scores(tables)
    scores = scores[scores["company_id"].isin(rows["company_id"])].dropna(subset=["score"])
    scores = scores.sort_values(["position", "name"], ignore_index=True)
    alt = f"Where each company stands under each ask, from 0 to 100. {finding}. The table below has every figure."
    blocks.draw_chart(overview_charts.strip_figure(scores, view.marked, blocks.is_dark()), "spread-chart", alt)


def _draw_map(room: DeltaGenerator, tables: queries.Tables, rows: pd.DataFrame, view: View) -> None:
    finding = queries.spread_finding(queries.ask_figures(tables, rows))
    below = (
        "Scores 0 to 100, the stronger the colour the higher. A dash: no indicator applies, or the score is withheld."
    )
    with room:
        blocks.draw_heading(finding, "chart", below)
    commitments = queries.in_order(tables, "commitment")[["commitment_id", "title"]]
    alt = (
        f"Scores of {words.count(len(rows), 'company', 'companies')} under each ask. The table below has every figure."
    )
    figure = overview_charts.heat_figure(rows, commitments, view.marked, blocks.is_dark())
    blocks.draw_chart(figure, "map-chart", alt)


def draw_table(tables: queries.Tables, rows: pd.DataFrame, view: View) -> None:
    """Draw the ranking table; each name opens the company's report card."""
    blocks.draw_heading(
        "Scores, ranks and the five asks" if len(tables["commitment"]) == 5 else "Scores and ranks", "table"
    )
    st.html(
        html.render(
            "ranking_table",
            caption="Scores 0 to 100; 100 meets every applicable indicator. Equal scores share a rank, marked =. "
            + queries.bands_in_words(tables),
            commitments=queries.rows_of(queries.in_order(tables, "commitment")),
            groups=_table_groups(_table_rows(tables, rows), view),
        )
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
    titles = dict(zip(tables["commitment"]["commitment_id"], tables["commitment"]["title"], strict=True))
    return [
        row
        | {
            "href": navigation.href("company", company=row["company_id"]),
            "commitments": by_company[row["company_id"]],
            "weakest_title": titles.get(row["weakest_commitment_id"], ""),
        }
        for row in queries.rows_of(rows)
    ]
