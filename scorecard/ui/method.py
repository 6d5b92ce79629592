"""Parts of the page Method, all made from the methodology's tables."""

import streamlit as st

from scorecard import dates, numbers, queries, settings
from scorecard.charts.theme import SYMBOLS
from scorecard.ui import blocks, cited, html
from scorecard.vocabulary import Level


def draw_title(tables: queries.Tables) -> None:
    """Draw the title."""
    method = tables["methodology"].iloc[0]
    indicators = numbers.counted(len(tables["indicator"]), "indicator")
    commitments = numbers.counted(len(tables["commitment"]), "commitment")
    reference = (
        "" if method["reference_on"] is None else f" Periods count back from {dates.day(method['reference_on'])}."
    )
    title = f"How {indicators} under {commitments} become a score"
    cited.offer(queries.Citable(title, kind=queries.Kind.PAGE))
    blocks.draw_title(
        title,
        f"{method['title']}, version {method['version']}. Everything on this page comes from the methodology file that "
        f"the scores are computed from.{reference}",
    )


def draw_limits(tables: queries.Tables) -> None:
    """Draw what the scores do not say."""
    if not tables["limit"].empty:
        blocks.draw_heading("What the scores do not say", "limits")
        st.html(limits(tables))


@queries.kept
def limits(tables: queries.Tables) -> html.Fragment:
    """Return what the scores do not say, as HTML."""
    return html.render("limits", limits=queries.rows_of(queries.in_order(tables, "limit")))


def draw_interests(tables: queries.Tables) -> None:
    """Draw what the data set states about conflicts of interest and funding, if only that it states nothing."""
    if len(queries.interests_stated(tables)):
        blocks.draw_heading("Conflicts of interest and funding", "interests")
        st.html(_interests(tables))
    else:
        blocks.draw_heading(
            "Conflicts of interest and funding: nothing is stated",
            "interests",
            "This data set states nothing about conflicts of interest or about funding.",
        )


@queries.kept
def _interests(tables: queries.Tables) -> html.Fragment:
    return html.render("limits", limits=queries.rows_of(queries.interests_stated(tables)))


def draw_corrections(tables: queries.Tables) -> None:
    """Draw how to send a correction or a reply, and what is done with it."""
    blocks.draw_heading("How to send a correction or a reply", "corrections")
    indicators = queries.in_order(tables, "indicator")["indicator_id"]
    st.html(html.render("corrections", contact=settings.contact(), example=next(iter(indicators), "")))


def draw_levels(tables: queries.Tables) -> None:
    """Draw what each level says and is worth, and how sure a level can be."""
    blocks.draw_heading("Levels: how far an indicator is met", "levels")
    st.html(levels(tables))


@queries.kept
def levels(tables: queries.Tables) -> html.Fragment:
    """Return what each level means and is worth, as HTML."""
    rows = [
        row | {"symbol": SYMBOLS[Level(row["level"])], "label": Level(row["level"]).label}
        for row in queries.rows_of(queries.in_order(tables, "level"))
    ]
    return html.render("levels", levels=rows)


def draw_scoring(tables: queries.Tables) -> None:
    """Draw the rules by which levels become scores, ranks and bands."""
    blocks.draw_heading("From levels to scores, ranks and bands", "scoring")
    st.html(scoring(tables))


@queries.kept
def scoring(tables: queries.Tables) -> html.Fragment:
    """Return how levels become scores, as HTML."""
    commitments = queries.rows_of(queries.in_order(tables, "commitment"))
    return html.render(
        "scoring_rules",
        method=tables["methodology"].iloc[0].to_dict(),
        commitments=commitments,
        has_equal_weights=len({commitment["weight"] for commitment in commitments}) == 1,
        bands=queries.rows_of(queries.in_order(tables, "band")),
        groups=list(queries.peer_group_labels(tables).values()),
    )


def draw_indicators(tables: queries.Tables) -> None:
    """Draw the commitments, and each indicator with its rubric and decision rules."""
    blocks.draw_heading("Commitments and indicators", "indicators")
    st.html(indicators(tables))


@queries.kept
def indicators(tables: queries.Tables) -> html.Fragment:
    """Return every indicator with rubric and decision rules, as HTML."""
    rules = queries.in_order(tables, "decision_rule")
    shown = [
        row | {"decision_rules": queries.rows_of(rules[rules["indicator_id"] == row["indicator_id"]])}
        for row in queries.rows_of(queries.in_order(tables, "indicator"))
    ]
    commitments = [
        row | {"indicators": [one for one in shown if one["commitment_id"] == row["commitment_id"]]}
        for row in queries.rows_of(queries.in_order(tables, "commitment"))
    ]
    return html.render("indicators", commitments=commitments)


def draw_applicability(tables: queries.Tables) -> None:
    """Draw which indicators apply to which roles."""
    blocks.draw_heading(
        "Which indicators apply to which roles",
        "applicability",
        "An indicator applies to a company that has one of its roles. The others are left out of the company's mean.",
    )
    st.html(applicability(tables))


@queries.kept
def applicability(tables: queries.Tables) -> html.Fragment:
    """Return which indicator applies to which role, as HTML."""
    marks = queries.applicability(tables)
    roles = [{"role_id": role, "meaning": text} for role, text in queries.role_meanings(tables).items()]
    return html.render("applicability", rows=queries.rows_of(marks), roles=roles)


def draw_evidence_rules(tables: queries.Tables) -> None:
    """Draw the rules of coding, what confidence means, and what was seen of a source, as far as the method says."""
    if not all(tables[name].empty for name in ("general_rule", "confidence", "tier")):
        blocks.draw_heading("Evidence: what counts and how sure it is", "evidence")
        st.html(evidence_rules(tables))


@queries.kept
def evidence_rules(tables: queries.Tables) -> html.Fragment:
    """Return the rules of evidence, as HTML."""
    names = {"general_rules": "general_rule", "confidences": "confidence", "tiers": "tier"}
    said = {key: queries.rows_of(queries.in_order(tables, table)) for key, table in names.items()}
    return html.render("evidence_rules", **said)
