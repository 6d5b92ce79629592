"""The worked example of the page Method: each number opens what it is made of, down to the source."""

from datetime import date
from typing import Any

import streamlit as st

from scorecard import queries
from scorecard.charts.theme import SYMBOLS
from scorecard.ui import blocks, controls, html, navigation
from scorecard.vocabulary import Level


def draw(tables: queries.Tables) -> None:
    """Draw the arithmetic of a company that the reader picks."""
    blocks.draw_heading(
        "The same, worked through on a company",
        "example",
        "Each line opens: the score into its commitments, a commitment into its indicators with level and worth, an "
        "indicator into its evidence, and each piece of evidence links to its source.",
    )
    names = queries.in_name_order(tables)
    company_id = controls.choose("Company", names, "example", next(iter(names)))
    controls.draw_address_note()
    st.html(_example(tables, company_id, blocks.today()))


@queries.kept
def _example(tables: queries.Tables, company_id: str, today: date) -> html.Fragment:
    example = dict(queries.worked_example(tables, company_id))
    indicators = _indicators_by_commitment(tables, company_id, today)
    commitments = [
        part | {"indicators": indicators.get(part["commitment_id"], [])} for part in example.pop("commitments")
    ]
    return html.render(
        "worked_example",
        reason=queries.band_cap_reason(tables, company_id),
        commitments=commitments,
        company_href=navigation.href("company", company=company_id),
        **example,
    )


def _indicators_by_commitment(tables: queries.Tables, company_id: str, today: date) -> dict[str, list[dict[str, Any]]]:
    """Return the indicators that apply to a company with level, worth and evidence, by commitment."""
    reasons = queries.reasons(tables, company_id, today)
    found: dict[str, list[dict[str, Any]]] = {}
    for row in queries.rows_of(queries.report_card(tables, company_id)):
        level = Level(row["level"])
        if level.is_applicable:
            shown = {"symbol": SYMBOLS[level], "label": level.label}
            found.setdefault(row["commitment_id"], []).append(row | reasons[row["indicator_id"]] | shown)
    return found
