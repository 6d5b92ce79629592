"""Parts of the page Ranking."""

from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import numbers, queries
from scorecard.ui import blocks, charts, controls, html, navigation, words

ALL = "all"


def make_room_for_title() -> DeltaGenerator:
    """Return the place of the title, which depends on what is chosen below it."""
    return st.container()


def choose_view(tables: queries.Tables) -> tuple[str, str, str]:
    """Draw the three controls and return peer group, role and order as chosen."""
    groups = {ALL: "All companies"} | queries.peer_group_labels(tables)
    roles = {ALL: "Any role"} | {role: words.name_of(role).capitalize() for role in queries.role_meanings(tables)}
    left, middle, right = st.columns(3)
    with left:
        group = controls.choose("Peer group", groups, "group", ALL)
    with middle:
        role = controls.choose("Role", roles, "role", ALL, hint="What a company does that makes an indicator apply.")
    with right:
        order = controls.choose("Sort by", queries.sort_orders(tables), "sort", queries.DEFAULT_ORDER)
    return group, role, order


def companies(tables: queries.Tables, group: str, role: str, order: str) -> pd.DataFrame:
    """Return the companies of a view, in its order."""
    rows = queries.ranking(tables)
    rows = queries.select_companies(rows, None if group == ALL else group, None if role == ALL else role)
    return queries.sort_companies(rows, order)


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


def draw_nobody(top: DeltaGenerator, tables: queries.Tables, group: str, role: str) -> None:
    """Draw the view in which no company is left."""
    where = "" if group == ALL else f" in the group “{queries.peer_group_labels(tables)[group]}”"
    with top:
        blocks.draw_title("No company fits this choice")
    blocks.draw_notes([f"No company{where} has the role “{words.name_of(role)}”. Choose another group or role above."])


def draw_chart(rows: pd.DataFrame) -> None:
    """Draw scores with their bounds."""
    best = rows.sort_values("score", ascending=False, na_position="last").iloc[0]
    blocks.draw_heading(
        queries.bounds_finding(rows),
        "scores",
        "Dots are scores. Lines are bounds: they run up to what the score would be if everything for which no evidence "
        "was found were met.",
    )
    alt = (
        f"Scores of {words.count(len(rows), 'company', 'companies')} with their bounds, from 0 to 100. "
        f"Highest: {best['name']}, {numbers.one_decimal(best['score'])}. The table below has every figure."
    )
    blocks.draw_chart(charts.ranking_figure(rows, blocks.is_dark()), "ranking-chart", alt)


def draw_table(tables: queries.Tables, rows: pd.DataFrame) -> None:
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
            rows=_table_rows(tables, rows),
        )
    )


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
