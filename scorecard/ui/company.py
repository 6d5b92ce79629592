"""Parts of the page Company."""

from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import numbers, queries
from scorecard.ui import blocks, charts, controls, html, words
from scorecard.ui.theme import SYMBOLS
from scorecard.vocabulary import Level


def make_room_for_title() -> DeltaGenerator:
    """Return the place of the title, which depends on what is chosen below it."""
    return st.container()


def choose(tables: queries.Tables) -> str:
    """Draw the choice of company and return its id."""
    names = queries.in_name_order(tables)
    return controls.choose("Company", names, "company", next(iter(names)))


def name(tables: queries.Tables, company_id: str) -> str:
    """Return the company's name."""
    return str(queries.company(tables, company_id)["name"])


def finding(tables: queries.Tables, company_id: str) -> str:
    """Return the page's title."""
    return queries.company_finding(tables, company_id)


def draw_head(tables: queries.Tables, company_id: str) -> None:
    """Draw what the company is, its score and its ranks."""
    company = queries.company(tables, company_id)
    meanings = queries.role_meanings(tables)
    reason = queries.band_cap_reason(tables, company_id)
    st.html(
        html.render(
            "company_head",
            company=queries.rows_of(company.to_frame().T)[0],
            roles=[{"role_id": role, "meaning": meanings[role]} for role in company["roles"]],
            overall=queries.worked_example(tables, company_id)["overall"],
            not_signed=words.NOT_SIGNED,
            reasons=[reason] if reason else [],
        )
    )


def draw_profile(tables: queries.Tables, company_id: str) -> None:
    """Draw the commitment scores beside the peer group's, with the table that says the same."""
    comparison = queries.peer_comparison(tables, company_id)
    comparison = comparison[comparison["applicable_count"] > 0].reset_index(drop=True)
    if comparison.empty:
        blocks.draw_notes(["No indicator applies to the roles of this company, so there is nothing to score."])
        return
    shown = name(tables, company_id)
    blocks.draw_heading(queries.profile_finding(comparison), "profile", "Dots: this company. Lines: its peer group.")
    said = comparison["title"] + " " + comparison["score"].map(numbers.one_decimal)
    alt = f"Scores of {shown} under each commitment: {'; '.join(said)}. The table below adds the peer group."
    blocks.draw_chart(charts.profile_figure(comparison, blocks.is_dark()), "profile-chart", alt)
    blocks.draw_twin(_profile_table(comparison), f"Commitment scores of {shown} and its peer group, 0 to 100")


def draw_report_card(tables: queries.Tables, company_id: str) -> None:
    """Draw every indicator with its level, reason and evidence, commitment by commitment."""
    card = queries.report_card(tables, company_id)
    evidence = _evidence_by_indicator(queries.evidence_of(tables, company_id))
    asks = {row["commitment_id"]: row["ask"] or row["pledge"] for row in queries.rows_of(tables["commitment"])}
    commitments = [
        scores
        | {
            "ask": asks[scores["commitment_id"]],
            "arithmetic": queries.arithmetic(tables, scores),
            "indicators": _indicators(card[card["commitment_id"] == scores["commitment_id"]], evidence),
        }
        for scores in queries.rows_of(queries.peer_comparison(tables, company_id))
    ]
    st.html(html.render("report_card", commitments=commitments))


def _indicators(card: pd.DataFrame, evidence: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [
        row
        | {
            "symbol": SYMBOLS[Level(row["level"])],
            "level_label": Level(row["level"]).label,
            "applies": Level(row["level"]).is_applicable,
            "evidence": evidence.get(row["indicator_id"], []),
        }
        for row in queries.rows_of(card)
    ]


def _evidence_by_indicator(evidence: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in queries.rows_of(evidence):
        item = row | {"tier_words": queries.tier_in_words(row)}
        found.setdefault(row["indicator_id"], []).append(item)
    return found


def _profile_table(comparison: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Commitment": comparison["title"],
            "Score": comparison["score"].map(numbers.one_decimal),
            "Bounds": comparison["score_low"].map(numbers.one_decimal)
            + "–"
            + comparison["score_high"].map(numbers.one_decimal),
            "Assessed": comparison["assessed_count"].astype(str) + " of " + comparison["applicable_count"].astype(str),
            "Lowest of group": comparison["peer_low"].map(numbers.one_decimal),
            "Median of group": comparison["peer_median"].map(numbers.one_decimal),
            "Highest of group": comparison["peer_high"].map(numbers.one_decimal),
        }
    )
