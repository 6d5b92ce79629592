"""Parts of the page Asks and indicators."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import numbers, queries, words
from scorecard.charts.theme import SYMBOLS
from scorecard.pictures import asks as pictures
from scorecard.pictures import sheets
from scorecard.queries import watched
from scorecard.ui import blocks, cited, controls, downloads, html, navigation
from scorecard.vocabulary import Level

ALL = "all"


def choose(tables: queries.Tables) -> tuple[str, str]:
    """Draw the choice of commitment and of indicator; return both ids, `ALL` for the whole commitment.

    An address that names an indicator alone opens it under its own commitment.
    """
    titles, commitment_of = queries.commitment_titles(tables), queries.commitment_of_indicators(tables)
    asked = controls.asked_for("indicator", commitment_of)
    usual = commitment_of[asked] if asked else next(iter(titles))
    commitment_id = controls.choose_tab("Ask", titles, "commitment", usual, ends=["indicator"])
    options = {ALL: "All indicators of this ask"} | _indicator_names(tables, commitment_id)
    indicator_id = controls.choose("Indicator", options, "indicator", ALL, along=[("commitment", commitment_id)])
    return commitment_id, indicator_id


@queries.kept
def _indicator_names(tables: queries.Tables, commitment_id: str) -> dict[str, str]:
    own = pictures.counted_levels(tables, commitment_id, ALL)
    return {one: f"{one} {title}" for one, title in zip(own["indicator_id"], own["title"], strict=True)}


def draw_commitment(top: DeltaGenerator, tables: queries.Tables, commitment_id: str) -> None:
    """Draw a whole commitment: the ask, how its indicators are met, and every company."""
    with top:
        blocks.draw_title(queries.commitment_finding(tables, commitment_id), words.NOT_SIGNED_THE_CALL)
    title = queries.commitment_titles(tables)[commitment_id]
    finding = queries.commitment_finding(tables, commitment_id)
    cited.offer(queries.Citable(f"How far companies meet the ask “{title}”", (f"{finding}.",)))
    st.html(ask(tables, commitment_id))
    _draw_levels(tables, queries.levels_finding(tables, commitment_id), commitment_id, ALL)
    blocks.draw_heading("Every company on every indicator of this ask", "companies")
    st.html(matrix(tables, commitment_id))
    downloads.draw_sheet_offer(tables, sheets.levels_table(tables, commitment_id), "levels-table")
    blocks.draw_heading("The indicators", "indicators")
    st.html(indicator_list(tables, commitment_id))


def draw_indicator(top: DeltaGenerator, tables: queries.Tables, commitment_id: str, indicator_id: str) -> None:
    """Draw one indicator: its rubric, and every company by level with the finding that carries it."""
    indicator = queries.indicator(tables, indicator_id)
    with top:
        blocks.draw_title(queries.indicator_finding(tables, indicator_id), str(indicator["question"]))
    title, finding = f"{indicator_id}, “{indicator['title']}”", queries.indicator_finding(tables, indicator_id)
    cited.offer(queries.Citable(f"How far companies meet indicator {title}", (f"{finding}.",)))
    st.html(rubric(tables, indicator_id))
    _draw_levels(tables, "How far companies meet it", commitment_id, indicator_id)
    st.html(standings(tables, indicator_id, blocks.today()))
    _draw_coders(tables, indicator_id)


@queries.kept
def ask(tables: queries.Tables, commitment_id: str) -> html.Fragment:
    """Return what a commitment asks, as HTML."""
    call = next(iter(queries.rows_of(tables["call"])), None)
    return html.render("ask", ask=queries.commitment(tables, commitment_id), call=call)


def _draw_levels(tables: queries.Tables, heading: str, commitment_id: str, indicator_id: str) -> None:
    picture = pictures.levels(tables, commitment_id, indicator_id)
    blocks.draw_heading(heading, "levels", picture.reading)
    blocks.draw_chart(tables, picture, f"levels-chart-{indicator_id}", "The table below says the same.")
    blocks.draw_twin(_levels_twin(tables, commitment_id, indicator_id))


@queries.kept
def _levels_twin(tables: queries.Tables, commitment_id: str, indicator_id: str) -> html.Fragment:
    rows = pictures.counted_levels(tables, commitment_id, indicator_id)
    named = {"Indicator": rows["indicator_id"] + " " + rows["title"]}
    counted = {level.label.capitalize(): rows[f"{level.value}_count"] for level in Level}
    return blocks.table(pd.DataFrame(named | counted), "Number of companies at each level")


@queries.kept
def matrix(tables: queries.Tables, commitment_id: str) -> html.Fragment:
    """Return the levels of every company under a commitment, as HTML."""
    rows = queries.rows_of(pictures.counted_levels(tables, commitment_id, ALL))
    groups = [
        {
            "label": words.short(group["label"]),
            "companies": [_with_cells(company, rows) for company in group["companies"]],
        }
        for group in queries.level_matrix(tables, commitment_id)
    ]
    indicators = [row | {"href": navigation.href("commitment", indicator=row["indicator_id"])} for row in rows]
    legend = [{"level": level.value, "symbol": SYMBOLS[level], "label": level.label} for level in Level]
    return html.render("level_matrix", indicators=indicators, groups=groups, legend=legend)


def _with_cells(company: dict[str, Any], indicators: list[dict[str, Any]]) -> dict[str, Any]:
    href = navigation.href("company", company=company["company_id"])
    cells = []
    for indicator in indicators:
        level = Level(company["levels"][indicator["indicator_id"]])
        link = f"{href}#{indicator['indicator_id']}"
        cells.append({"level": level.value, "symbol": SYMBOLS[level], "label": level.label, "href": link,
                      "indicator_id": indicator["indicator_id"]})  # fmt: skip
    return company | {"href": href, "cells": cells}


@queries.kept
def indicator_list(tables: queries.Tables, commitment_id: str) -> html.Fragment:
    """Return the indicators of a commitment, as HTML."""
    rows = queries.rows_of(pictures.counted_levels(tables, commitment_id, ALL))
    shown = [
        row
        | {"href": navigation.href("commitment", indicator=row["indicator_id"]), "said": pictures.levels_in_words(row)}
        for row in rows
    ]
    return html.render("indicator_list", indicators=shown)


@queries.kept
def rubric(tables: queries.Tables, indicator_id: str) -> html.Fragment:
    """Return what an indicator asks and what earns which level, as HTML."""
    method_href = f"{navigation.href('method')}#m-{indicator_id}"
    return html.render("rubric", indicator=queries.indicator(tables, indicator_id), method_href=method_href)


@queries.kept
def standings(tables: queries.Tables, indicator_id: str, today: date) -> html.Fragment:
    """Return all companies by their level on an indicator, with key findings, as HTML."""
    levels = [
        {
            "level": level.value,
            "symbol": SYMBOLS[level],
            "label": level.label,
            "companies": [
                row
                | {
                    "href": f"{navigation.href('company', company=row['company_id'])}#{indicator_id}",
                    "freshness": watched.freshness(tables, row["company_id"], today)[indicator_id],
                }
                for row in members
            ],
        }
        for level, members in queries.standings(tables, indicator_id).items()
    ]
    return html.render("standings", levels=levels)


def _draw_coders(tables: queries.Tables, indicator_id: str) -> None:
    coders = queries.coder_differences(tables, indicator_id)
    if not coders["coded_count"]:
        return
    blocks.draw_heading(
        f"Two coders gave the same level to {coders['same_count']} of "
        f"{numbers.counted(coders['coded_count'], 'company', 'companies')}",
        "coders",
        "How the levels were settled stands on the page Method.",
    )
    if coders["rows"]:
        st.html(_coders(tables, indicator_id))


@queries.kept
def _coders(tables: queries.Tables, indicator_id: str) -> html.Fragment:
    return html.render("coders", rows=list(map(_with_labels, queries.coder_differences(tables, indicator_id)["rows"])))


def _with_labels(row: dict[str, Any]) -> dict[str, Any]:
    return row | {f"{key}_label": Level(row[key]).label for key in ("first", "second", "final")}
