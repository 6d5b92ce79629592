"""Parts of the page Robustness: what moves ranks, and what is drawn anew."""

from typing import Any

import pandas as pd
import streamlit as st

from scorecard import numbers, queries, words
from scorecard.pictures import robustness as pictures
from scorecard.pictures import sheets
from scorecard.pictures.robustness import SOURCES
from scorecard.ui import blocks, downloads, html

MOST_LEFT_OUT = 10  # rows that are seen at once


def draw_influence(tables: queries.Tables, scope: str) -> None:
    """Draw what moves ranks."""
    rows = queries.source_influence(tables, scope)
    if rows["total"].isna().all():
        return
    picture = pictures.influence(tables, scope)
    blocks.draw_heading(picture.title, "influence", picture.reading)
    blocks.draw_chart(tables, picture, "influence-chart")
    blocks.draw_twin(_influence_twin(tables, scope))


@queries.kept
def _influence_twin(tables: queries.Tables, scope: str) -> html.Fragment:
    rows = queries.source_influence(tables, scope)
    twin = pd.DataFrame(
        {
            "Source": rows["source"].map(SOURCES),
            "By itself": rows["first_order"].map(words.percent),
            "With others": rows["total"].map(words.percent),
            "Overall ranks move by (places)": rows["mean_shift"].map(numbers.one_decimal),
            "Companies that could be 3 places off": rows["moved_count"],
        }
    )
    return blocks.table(twin, "What each source does to ranks; last two columns: varied by itself, all companies")


def draw_left_out(tables: queries.Tables, scope: str) -> None:
    """Draw what leaving out one ask or indicator does."""
    moves = queries.left_out_moves(tables, scope)
    if moves.empty:
        return
    finding = _left_out_finding(moves)
    blocks.draw_heading(finding, "left-out", "Everything else as published: nothing here is drawn at random.")
    shown, more = _left_out_tables(tables, scope)
    st.html(shown)
    if more:
        with st.expander("All others"):
            st.html(more)
    downloads.draw_sheet_offer(tables, sheets.left_out(tables, scope), "left-out")


def _left_out_finding(moves: pd.DataFrame) -> str:
    most = moves["mean_shift"].max()
    at_most = moves[moves["mean_shift"] == most]
    if most == 0:
        return "Leaving one ask or indicator out changes no rank"
    if len(at_most) > 1:
        places = numbers.two_decimals(most)
        return f"Leaving one ask or indicator out moves ranks by {places} places on average at most"
    first = moves.iloc[0]
    which = first["title"].lower() if first["is_commitment"] else first["left_out"]
    return f"Leaving one thing out moves ranks most where it is {which}"


@queries.kept
def _left_out_tables(tables: queries.Tables, scope: str) -> tuple[html.Fragment, html.Fragment | None]:
    rows = queries.rows_of(queries.left_out_moves(tables, scope))
    first, others = rows[:MOST_LEFT_OUT], rows[MOST_LEFT_OUT:]
    return _left_out_table(first), _left_out_table(others) if others else None


def _left_out_table(rows: list[dict[str, Any]]) -> html.Fragment:
    twin = pd.DataFrame(
        {
            "Left out": [row["title"] if row["is_commitment"] else f"{row['left_out']} {row['title']}" for row in rows],
            "Ranks move by (places)": [numbers.two_decimals(row["mean_shift"]) for row in rows],
            "Ranks that change": [row["moved_count"] for row in rows],
            "Moves most": [
                f"{row['name']}, from {row['rank_before']} to {row['rank_after']}" if row["moved_count"] else "none"
                for row in rows
            ],
        }
    )
    return blocks.table(twin, "Ranks with one ask or one indicator left out")


def draw_importances(tables: queries.Tables) -> None:
    """Draw how much each ask decides, beside the weight that it is given."""
    rows = queries.commitment_importances(tables)
    if rows["importance"].isna().all():
        return
    most = rows.sort_values("importance", ascending=False).iloc[0]
    blocks.draw_heading(
        f"Overall scores differ most along with {most['title'].lower()}",
        "importance",
        "The weights say how much each ask should count. The correlation ratio says how much of the differences "
        "between overall scores goes with it, which also hangs on how far companies differ under it (Paruolo, Saisana "
        "and Saltelli 2013).",
    )
    st.html(_importances(tables))
    downloads.draw_sheet_offer(tables, sheets.importances(tables), "importance")


@queries.kept
def _importances(tables: queries.Tables) -> html.Fragment:
    rows = queries.commitment_importances(tables)
    twin = pd.DataFrame(
        {
            "Ask": rows["title"],
            "Share of the weights": rows["weight_share"].map(words.percent),
            "Correlation ratio": rows["importance"].map(numbers.two_decimals),
        }
    )
    return blocks.table(twin, "Stated weight and measured importance of each ask, all companies")


def draw_method(tables: queries.Tables) -> None:
    """Draw what was varied, and how far."""
    blocks.draw_heading("What is drawn anew, and how far", "draws")
    st.html(_method(tables))


@queries.kept
def _method(tables: queries.Tables) -> html.Fragment:
    return html.render("draws", rules=queries.robustness_parameters(tables), names=SOURCES)
