"""How far the two coders agreed: a section of the page Method."""

from typing import Any

import streamlit as st

from scorecard import numbers, queries, words
from scorecard.charts.theme import SYMBOLS
from scorecard.ui import blocks, html
from scorecard.vocabulary import Level


def draw(tables: queries.Tables) -> None:
    """Draw how the levels were settled, how far the coders agreed before that, and where they differed."""
    finding = queries.agreement_finding(queries.coder_agreement(tables))
    blocks.draw_heading(finding, "agreement", _below(tables))
    if not tables["coding"].empty:
        st.html(compared(tables))
    if not tables["coding_step"].empty:
        st.html(_steps(tables))


@queries.kept
def _steps(tables: queries.Tables) -> html.Fragment:
    return html.render("coding_steps", steps=queries.rows_of(queries.in_order(tables, "coding_step")))


@queries.kept
def compared(tables: queries.Tables) -> html.Fragment:
    """Return how far the coders agreed on each commitment and level, as HTML."""
    agreement = queries.coder_agreement(tables)
    return html.render(
        "agreement",
        rows=_rows(agreement),
        has_left_out=agreement.overall["left_out_count"] > 0,
        reading=queries.alpha_reading(agreement),
        same_worths=queries.same_worths(tables),
        levels=[_level(level) for level in agreement.confusion.columns],
        confusion=_confusion(agreement),
        outcome=queries.outcome_in_words(agreement),
    )


@queries.kept
def _below(tables: queries.Tables) -> str:
    agreement = queries.coder_agreement(tables)
    if not agreement.overall["cell_count"]:
        return "So how far two coders agree is not known."
    share = words.percent(agreement.overall["same_value_share"])
    alike = queries.same_worths(tables)
    because = f", counting {alike} alike, as the score does" if alike else ""
    return f"Before anything was adjudicated, {share} of the cells had the same value from both coders{because}."


def _rows(agreement: queries.Agreement) -> list[dict[str, Any]]:
    """Return the rows of the table: one a commitment, and one for all where there are several."""
    rows = queries.rows_of(agreement.by_commitment)
    overall = {"title": "All", **agreement.overall}
    return [
        row | {"alpha": numbers.two_decimals(row["alpha"]), "is_total": row is overall}
        for row in [*rows, *([overall] if len(rows) != 1 else [])]
    ]


def _confusion(agreement: queries.Agreement) -> list[dict[str, Any]]:
    counts = agreement.confusion
    return [
        _level(first) | {"counts": [{"count": int(counts.loc[first, second]), "is_same": first == second}
                                    for second in counts.columns]}
        for first in counts.index
    ]  # fmt: skip


def _level(level: str) -> dict[str, str]:
    return {"level": level, "symbol": SYMBOLS[Level(level)], "label": Level(level).label}
