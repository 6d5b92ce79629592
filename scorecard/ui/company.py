"""Parts of the page Company."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from scorecard import numbers, queries, words
from scorecard.charts.theme import SYMBOLS
from scorecard.pictures import companies as pictures
from scorecard.pictures import sheets
from scorecard.queries import changes, watched
from scorecard.ui import blocks, cited, controls, downloads, html, navigation, releases
from scorecard.vocabulary import Lane, Level

MOST_GAINS = 6  # rows of what would raise a score that are seen at once


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


def offer_citation(tables: queries.Tables, company_id: str) -> None:
    """Offer the report card to be cited."""
    cited.offer(queries.cite_company(tables, company_id))


def draw_head(tables: queries.Tables, company_id: str) -> None:
    """Draw what the company is, its score and its ranks."""
    st.html(head(tables, company_id, blocks.today()))


@queries.kept
def head(tables: queries.Tables, company_id: str, today: date) -> html.Fragment:
    """Return what a company is, its score and its ranks, as HTML."""
    company = queries.company(tables, company_id)
    meanings = queries.role_meanings(tables)
    reason = queries.band_cap_reason(tables, company_id)
    return html.render(
        "company_head",
        company=queries.rows_of(company.to_frame().T)[0],
        roles=[{"role_id": role, "meaning": meanings[role]} for role in company["roles"]],
        compare_href=navigation.href("compare", company=company_id),
        rules_href=navigation.href("policy_watch", company=company_id)
        if company_id in watched.watched_companies(tables)
        else "",
        sentence=queries.company_sentence(tables, company_id),
        overall=queries.worked_example(tables, company_id)["overall"],
        not_signed=words.NOT_SIGNED_THE_CALL,
        coded=watched.coded_age(tables, company_id, today),
        reasons=[reason] if reason else [],
    )


def draw_profile(tables: queries.Tables, company_id: str) -> None:
    """Draw the commitment scores beside the peer group's, with the table that says the same."""
    comparison = pictures.comparison_of(tables, company_id)
    if comparison.empty:
        blocks.draw_notes(["No indicator applies to the roles of this company, so there is nothing to score."])
        return
    picture = pictures.profile(tables, company_id)
    blocks.draw_heading(picture.title, "profile", pictures.PROFILE_READ)
    blocks.draw_chart(tables, picture, "profile-chart", "The table below adds the peer group.")
    st.html(_profile_on_paper(tables, company_id))
    blocks.draw_twin(profile_twin(tables, company_id))


@queries.kept
def _profile_on_paper(tables: queries.Tables, company_id: str) -> html.Fragment:
    return html.render("profile_print", rows=queries.rows_of(pictures.comparison_of(tables, company_id)))


@queries.kept
def profile_twin(tables: queries.Tables, company_id: str) -> html.Fragment:
    """Return the commitment scores beside the peer group, as a table."""
    comparison = pictures.comparison_of(tables, company_id)
    low, high = (comparison[key].map(numbers.one_decimal) for key in ("score_low", "score_high"))
    assessed, applicable = (comparison[f"{key}_count"].astype(str) for key in ("assessed", "applicable"))
    twin = pd.DataFrame(
        {
            "Commitment": comparison["title"],
            "Score": comparison["score"].map(numbers.one_decimal),
            "Bounds": low + "–" + high,
            "Assessed": assessed + " of " + applicable,
            "Lowest of group": comparison["peer_low"].map(numbers.one_decimal),
            "Median of group": comparison["peer_median"].map(numbers.one_decimal),
            "Highest of group": comparison["peer_high"].map(numbers.one_decimal),
        }
    )
    return blocks.table(twin, f"Commitment scores of {name(tables, company_id)} and its peer group, 0 to 100")


def draw_sentences(tables: queries.Tables, company_id: str) -> None:
    """Draw what can safely be printed about the company's rank, and what the data do not carry."""
    if not queries.safe_sentences(tables, company_id):
        return
    blocks.draw_heading(
        "How sure the rank is: sentences that are safe to print",
        "print",
        "Made from the data: each gives no more than the draws carry.",
    )
    st.html(sentences(tables, company_id))


@queries.kept
def sentences(tables: queries.Tables, company_id: str) -> html.Fragment:
    """Return what can safely be printed about a rank and what not, as HTML."""
    return html.render(
        "sentences",
        sentences=queries.safe_sentences(tables, company_id),
        refused=queries.refused_claims(tables, company_id),
        robustness_href=navigation.href("robustness"),
    )


def draw_report_card(tables: queries.Tables, company_id: str) -> None:
    """Draw every indicator with its level, reason and evidence, commitment by commitment."""
    st.html(report_card(tables, company_id, blocks.today()))
    downloads.draw_sheet_offer(tables, sheets.report_card(tables, company_id), "report-card")


@queries.kept
def report_card(tables: queries.Tables, company_id: str, today: date) -> html.Fragment:
    """Return every indicator with level, reason and evidence, as HTML."""
    card = queries.report_card(tables, company_id)
    evidence = queries.evidence_of(tables, company_id)
    asks = {row["commitment_id"]: row["ask"] or row["pledge"] for row in queries.rows_of(tables["commitment"])}
    indicators = _indicators(card, evidence, watched.freshness(tables, company_id, today))
    commitments = [
        scores
        | {
            "ask": asks[scores["commitment_id"]],
            "arithmetic": queries.arithmetic(tables, scores),
            "indicators": [one for one in indicators if one["commitment_id"] == scores["commitment_id"]],
        }
        for scores in queries.rows_of(queries.peer_comparison(tables, company_id))
    ]
    return html.render("report_card", commitments=commitments)


def draw_improvements(tables: queries.Tables, company_id: str) -> None:
    """Draw what would raise the score, largest gain first."""
    first, more, more_count = improvements(tables, company_id)
    if not first:
        return
    blocks.draw_heading("What would raise this score", "improve")
    st.html(first)
    if more_count:
        with st.expander(f"{more_count} more, with smaller or equal gains"):
            st.html(more)


@queries.kept
def improvements(tables: queries.Tables, company_id: str) -> tuple[str, str, int]:
    """Return the largest gains and the others, each as a table if there are any, and how many the others are."""
    rows = [row | _level(row["level"]) for row in queries.rows_of(queries.improvements(tables, company_id))]
    first, more = rows[:MOST_GAINS], rows[MOST_GAINS:]
    drawn = [html.render("improvements", rows=part) if part else "" for part in (first, more)]
    return drawn[0], drawn[1], len(more)


def draw_reply(tables: queries.Tables, company_id: str) -> None:
    """Draw what the company was asked and answered, and what changed since the last release."""
    blocks.draw_heading("The company's reply, and changes", "reply")
    st.html(reply(tables, company_id))
    earlier = releases.earlier(tables)
    before = releases.tables_of(earlier[0]) if earlier else None
    if before is not None:
        st.html(changed(before, tables, company_id))


@queries.kept
def reply(tables: queries.Tables, company_id: str) -> html.Fragment:
    """Return what a company was asked and answered, as HTML."""
    answer = queries.reply(tables, company_id)
    return html.render("reply", name=name(tables, company_id), reply=answer)


@queries.kept
def changed(before: queries.Tables, after: queries.Tables, company_id: str) -> html.Fragment:
    """Return which levels of a company are others than in an earlier release, and why, as HTML."""
    rows = changes.level_changes(before, after)
    return html.render(
        "company_changes",
        name=name(after, company_id),
        since=queries.release(before)["release_id"],
        changes=[changes.level_change_in_words(row) for row in queries.rows_of(rows[rows["company_id"] == company_id])],
        href=navigation.href("changes"),
    )


def _indicators(
    card: pd.DataFrame, evidence: pd.DataFrame, freshness: dict[str, watched.Freshness]
) -> list[dict[str, Any]]:
    lanes = queries.lanes_of(evidence)
    dated = {row["indicator_id"]: row for row in queries.rows_of(queries.freshness_of(evidence))}
    nothing = {"newest": None, "undated_count": 0}
    return [
        row
        | {"href": navigation.href("commitment", indicator=row["indicator_id"])}
        | _level(row["level"])
        | dated.get(row["indicator_id"], nothing)
        | {"freshness": freshness[row["indicator_id"]]}
        | _lanes(lanes.get(row["indicator_id"], {}))
        for row in queries.rows_of(card)
    ]


def _level(level: str) -> dict[str, Any]:
    return {
        "symbol": SYMBOLS[Level(level)],
        "level_label": Level(level).label,
        "applies": Level(level).is_applicable,
    }


def _lanes(evidence: dict[Lane, list[dict[str, Any]]]) -> dict[str, Any]:
    lanes = [
        {
            "label": lane.label,
            "meaning": lane.meaning,
            "evidence": items,
        }
        for lane, items in evidence.items()
    ]
    return {"lanes": lanes, "evidence_count": sum(map(len, evidence.values()))}
