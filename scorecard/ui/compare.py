"""Parts of the page Compare."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import dates, numbers, queries, words
from scorecard.charts.theme import SYMBOLS
from scorecard.pictures import companies as pictures
from scorecard.pictures import sheets
from scorecard.queries import watched
from scorecard.ui import blocks, cited, controls, downloads, html, navigation
from scorecard.vocabulary import Level

ALL, DIFFERENCES = "all", "differences"
WITH_GROUP, WITHOUT_GROUP = "yes", "no"

_VERDICTS = {
    queries.Verdict.DIFFERS: "≠ differs",
    queries.Verdict.SAME: "= same",
    queries.Verdict.NOT_ASSESSED: "not assessed for all",
    queries.Verdict.ABOVE: "▲ above group",
    queries.Verdict.BELOW: "▼ below group",
    queries.Verdict.AT_MEDIAN: "= group’s median",
    queries.Verdict.ALONE: "no other to compare",
}


_INDICATORS_HEADING = {  # by whether only differences are shown, and whether it is one company beside its group
    (False, False): "Indicator by indicator",
    (False, True): "Indicator by indicator, beside the peer group",
    (True, False): "Indicators on which the companies differ",
    (True, True): "Indicators on which the company differs from its group’s median",
}


def choose_companies(tables: queries.Tables) -> list[str]:
    """Draw the choice of companies and return their ids, at most five."""
    return controls.choose_many(
        "Companies",
        queries.in_name_order(tables),
        "company",
        queries.usual_comparison(tables),
        at_most=queries.MOST_COMPARED,
        hint="Two to five companies. One company is compared with its peer group.",
        placeholder="Choose up to five",
    )


def choose_view(companies: int) -> tuple[bool, bool]:
    """Draw what is shown of them; return whether differences only, and whether the peer group stands beside.

    Args:
        companies: how many were chosen; one always has its peer group beside it.
    """
    left, right = st.columns(2)
    with left:
        show = controls.choose_tab("Indicators", {ALL: "All", DIFFERENCES: "Differences only"}, "show", ALL)
    if companies == 1:
        return show == DIFFERENCES, True
    with right:
        options = {WITH_GROUP: "Shown", WITHOUT_GROUP: "Hidden"}
        return show == DIFFERENCES, controls.choose_tab("Peer group", options, "group", WITH_GROUP) == WITH_GROUP


def of(tables: queries.Tables, company_ids: list[str]) -> queries.Comparison:
    """Return the comparison of some companies, at least one."""
    return queries.compare(tables, tuple(company_ids))


def draw_nobody(top: DeltaGenerator) -> None:
    """Draw the view in which no company is chosen."""
    with top:
        blocks.draw_title("Choose companies to compare")
    blocks.draw_notes(
        [
            "Choose two to five companies above to see their scores, levels and evidence side by side.",
            "Choose a single company to see it beside the median and range of its peer group.",
        ]
    )


def draw_title(top: DeltaGenerator, tables: queries.Tables, comparison: queries.Comparison) -> None:
    """Draw the title, and what limits the comparison."""
    finding = queries.comparison_finding(comparison)
    with top:
        blocks.draw_title(finding, _basis(comparison))
    cited.offer(queries.cite_comparison(tables, _ids(comparison), finding))
    limits = queries.comparability(comparison)
    if limits:
        blocks.draw_notes([limits])


def _basis(comparison: queries.Comparison) -> str:
    if comparison.is_with_group:
        company = comparison.companies[0]
        return (
            f"Peer group: {company['peer_group']}, {numbers.counted(company['group_count'], 'company', 'companies')}, "
            f"this one included. The median is the middle of the group. {words.NOT_SIGNED_THE_CALL}"
        )
    return (
        "An indicator is shared when it applies to every company chosen; companies differ on it when their levels do. "
        f"Differences of scores are taken before rounding. {words.NOT_SIGNED_THE_CALL}"
    )


def draw_profiles(tables: queries.Tables, comparison: queries.Comparison, has_groups: bool) -> None:
    """Draw the commitment scores over each other, with the table that says the same."""
    rows = comparison.commitments
    if not rows:
        return
    picture = pictures.side_by_side(tables, _ids(comparison), has_groups)
    blocks.draw_heading(picture.title, "profiles", picture.reading)
    blocks.draw_chart(tables, picture, "compare-chart")
    blocks.draw_twin(_profile_twin(tables, _ids(comparison), has_groups))


def _ids(comparison: queries.Comparison) -> tuple[str, ...]:
    return tuple(str(company["company_id"]) for company in comparison.companies)


@queries.kept
def _profile_twin(tables: queries.Tables, company_ids: tuple[str, ...], has_groups: bool) -> html.Fragment:
    rows = queries.compare(tables, company_ids).commitments
    twin = {
        "Commitment": [row["title"] for row in rows],
        "Company": [row["name"] for row in rows],
        "Score": [pictures.score_of(row) for row in rows],
        "Bounds": [_span(row["score_low"], row["score_high"]) for row in rows],
        "Assessed": [f"{row['assessed_count']} of {row['applicable_count']}" for row in rows],
    }
    if has_groups:
        twin["Median of its group"] = [numbers.one_decimal(row["peer_median"]) for row in rows]
        twin["Range of its group"] = [_span(row["peer_low"], row["peer_high"]) for row in rows]
    return blocks.table(pd.DataFrame(twin), "Commitment scores side by side, 0 to 100")


def draw_head(tables: queries.Tables, comparison: queries.Comparison, has_groups: bool) -> None:
    """Draw scores, ranks and what they rest on, side by side."""
    blocks.draw_heading("Scores, ranks and what they rest on", "scores")
    st.html(_head(tables, _ids(comparison), has_groups, blocks.today()))
    _draw_order(tables, _ids(comparison))


def _draw_order(tables: queries.Tables, company_ids: tuple[str, ...]) -> None:
    """Draw which of the companies can be told apart by rank."""
    if queries.pair_sentences(tables, company_ids):
        below = "When what ranks hang on is varied at random. These sentences are safe to print."
        blocks.draw_heading("Can their ranks be told apart?", "order", below)
        st.html(_order(tables, company_ids))


@queries.kept
def _order(tables: queries.Tables, company_ids: tuple[str, ...]) -> html.Fragment:
    sentences = queries.pair_sentences(tables, company_ids)
    return html.render("sentences", sentences=sentences, refused=[], robustness_href=navigation.href("robustness"))


@queries.kept
def _head(tables: queries.Tables, company_ids: tuple[str, ...], has_groups: bool, today: date) -> html.Fragment:
    companies = queries.compare(tables, company_ids).companies
    facts = [_facts(company, has_groups, today) for company in companies]
    return html.render(
        "compare_head",
        names=[company["name"] for company in companies],
        facts=[{"label": label, "values": [fact[label] for fact in facts]} for label in facts[0]],
        hrefs=[navigation.href("company", company=company["company_id"]) for company in companies],
    )


def _facts(company: dict[str, Any], has_group: bool, today: date) -> dict[str, str]:
    capped = " (held down by the weakest commitment)" if company["is_band_capped"] else ""
    evidence = numbers.counted(company["evidence_count"], "item"), numbers.counted(company["source_count"], "source")
    facts = {
        "Score": "withheld" if company["is_withheld"] else numbers.one_decimal(company["score"]),
        "Bounds": _span(company["score_low"], company["score_high"]),
        "Band": f"{company['band']}{capped}" if company["band"] else numbers.NONE,
        "Peer group": company["peer_group"],
        "Rank in group": _rank(company["peer_rank"], company["scored_peer_count"], company["is_peer_rank_shared"]),
        "Range of that rank": _ranks(company["peer_rank_low"], company["peer_rank_high"]),
        "Rank overall": _rank(company["rank"], company["ranked_count"], company["is_rank_shared"])
        if company["is_ranked_overall"]
        else "ranked within its group only",
        "Range of that rank, overall": _ranks(company["rank_low"], company["rank_high"]),
    }
    if has_group:
        facts["Median of its group"] = numbers.one_decimal(company["group_median"])
        facts["Range of its group"] = _span(company["group_low"], company["group_high"])
    return facts | {
        "Roles": numbers.listing([words.name_of(role) for role in company["roles"]]),
        "Coverage": f"{company['assessed_count']} of {numbers.counted(company['applicable_count'], 'indicator')}",
        "Evidence": ", ".join(evidence),
        "Coded": f"{dates.day(company['coded_on'])}, {watched.age_of(company['coded_on'], today).words}",
    }


def draw_indicators(
    tables: queries.Tables, comparison: queries.Comparison, only_differences: bool, has_groups: bool
) -> None:
    """Draw every indicator with the level of each company, marked where they differ, and what the levels rest on."""
    blocks.draw_heading(
        _INDICATORS_HEADING[only_differences, comparison.is_with_group],
        "indicators",
        "Open a row’s reasons to see what each level rests on.",
    )
    has_group = has_groups and comparison.is_within_one_group
    st.html(_levels(tables, _ids(comparison), only_differences, has_group, blocks.today()))
    downloads.draw_sheet_offer(tables, sheets.compared(tables, _ids(comparison)), "compared")


@queries.kept
def _levels(
    tables: queries.Tables, company_ids: tuple[str, ...], only_differences: bool, has_group: bool, today: date
) -> html.Fragment:
    comparison = queries.compare(tables, company_ids)
    reasons = [queries.reasons(tables, company_id, today) for company_id in company_ids]
    return html.render(
        "compare_levels",
        names=[company["name"] for company in comparison.companies],
        group=f"Peer group ({comparison.companies[0]['group_count']})" if has_group else "",
        commitments=[
            _commitment(row, comparison, only_differences, reasons)
            for row in queries.rows_of(queries.in_order(tables, "commitment"))
        ],
    )


def _commitment(
    commitment: dict[str, Any],
    comparison: queries.Comparison,
    only_differences: bool,
    reasons: list[dict[str, dict[str, Any]]],
) -> dict[str, Any]:
    """Return a commitment with its scores, the indicators that are shown, and those that apply to nobody."""
    key = commitment["commitment_id"]
    own = [one for one in comparison.indicators if one.commitment_id == key]
    shown = [one for one in own if one.applies_count and (one.verdict.is_difference or not only_differences)]
    return commitment | {
        "scores": [
            f"{row['name']}: {pictures.score_of(row)}" for row in comparison.commitments if row["commitment_id"] == key
        ],
        "indicators": [_indicator(one, reasons) for one in shown],
        "applying_count": sum(one.applies_count > 0 for one in own),
        "compared_count": sum(one.verdict.is_compared for one in own),
        "left_out": [one.indicator_id for one in own if not one.applies_count],
    }


def _indicator(one: queries.ComparedIndicator, reasons: list[dict[str, dict[str, Any]]]) -> dict[str, Any]:
    applies = f"applies to {one.applies_count} of {len(one.levels)}"
    return one._asdict() | {
        "is_difference": one.verdict.is_difference,
        "verdict": _VERDICTS.get(one.verdict, applies),
        "cells": [
            reason[one.indicator_id] | {"symbol": SYMBOLS[level], "level": level.value, "label": level.label}
            for level, reason in zip(one.levels, reasons, strict=True)
        ],
        "group_said": [f"{one.group.counts[level]} {level.label}" for level in Level if level in one.group.counts],
    }


def _rank(rank: Any, total: int, is_shared: bool) -> str:
    if rank is None:
        return numbers.NONE
    return f"{words.rank(rank)} of {total}{', shared' if is_shared else ''}"


def _span(low: float | None, high: float | None) -> str:
    return numbers.NONE if low is None else f"{numbers.one_decimal(low)}–{numbers.one_decimal(high)}"


def _ranks(low: int | None, high: int | None) -> str:
    """Return the range of a rank."""
    return numbers.NONE if low is None else str(low) if low == high else f"{low}–{high}"
