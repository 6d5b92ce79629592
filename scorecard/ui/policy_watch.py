"""Parts of the page Policy watch: the choice of view, the timeline of a term, and who names what since when."""

from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import dates, numbers, queries
from scorecard.pictures import reports as pictures
from scorecard.publish.picture import Sheet
from scorecard.queries import watched
from scorecard.ui import blocks, controls, html, navigation
from scorecard.vocabulary import Beginning

TIMELINE, MATRIX, RECENT, DOCUMENTS, CITATIONS = "timeline", "matrix", "recent", "documents", "citations"
VIEWS = {
    TIMELINE: "Timeline",
    MATRIX: "Who names what",
    RECENT: "Last 90 days",
    DOCUMENTS: "Documents and versions",
    CITATIONS: "Cited clauses",
}
CITED_AS = "Archived rules of companies"
_OF_VIEWS = ("term", "company", "document", "status", "page")
ALL = "all"
NOT_FOUND = ("–", "not found in any archived version")
SIGNS = {
    Beginning.ADDED.value: ("●", Beginning.ADDED.meaning),
    Beginning.REWORDED.value: ("□", Beginning.REWORDED.meaning),
    Beginning.OPENED.value: ("◇", Beginning.OPENED.meaning),
    Beginning.FIRST.value: ("○", Beginning.FIRST.meaning),
    "gone": ("×", "not found in the newest versions"),
    "none": NOT_FOUND,
}


def choose_view() -> str:
    """Draw the choice of what is shown."""
    return controls.choose_tab("Show", VIEWS, "view", TIMELINE, ends=_OF_VIEWS)


def has_any(tables: queries.Tables) -> bool:
    """Return whether any archived document is followed."""
    return watched.has_history(tables)


def draw_none(top: DeltaGenerator) -> None:
    """Draw the page of data without archived policies."""
    controls.draw_address_note()
    with top:
        blocks.draw_title("No archived policy was read")
    blocks.draw_notes(["Read the public archive with: python -m pipelines archive history --archive DIR."])


def draw_timeline(top: DeltaGenerator, tables: queries.Tables) -> None:
    """Draw since when rules name a term: choices, finding, chart, table, events, file."""
    terms, companies = watched.policy_terms(tables), watched.watched_companies(tables)
    left, right = st.columns(2)
    with left:
        term_id = controls.choose("Term", terms, "term", next(iter(terms)))
    with right:
        chosen = controls.choose("Company", {ALL: "All companies"} | companies, "company", ALL)
    controls.draw_address_note()
    company_id = None if chosen == ALL else chosen
    finding = watched.timeline_finding(tables, term_id, company_id)
    with top:
        meaning = f"{terms[term_id]}: {watched.term_meanings(tables)[term_id]}"
        blocks.draw_title(finding, meaning, f"{CITED_AS}: since when they name {terms[term_id]}")
    blocks.draw_notes([watched.DATES_MEAN])
    picture = pictures.timeline(tables, term_id, company_id)
    blocks.draw_chart(tables, picture, "policy-timeline", "The table below has every date.")
    draw_source(tables)
    blocks.draw_twin(_twin(tables, term_id, company_id))
    _draw_events(tables, company_id)
    blocks.draw_notes([watched.NOT_FOUND_MEANS, *filter(None, [watched.unwatched_in_words(tables)])])
    own = watched.spells_of(tables, term_id, company_id)
    draw_offer(tables, "Download these dates as CSV (UTF-8)", own, f"policy-{term_id}.csv", "spells")


@queries.kept
def _twin(tables: queries.Tables, term_id: str, company_id: str | None) -> html.Fragment:
    frame = watched.timeline_table(tables, term_id, company_id)
    caption = f"Archived rules that name: {watched.policy_terms(tables)[term_id]}"
    return blocks.table(frame.assign(Day=frame["Day"].map(dates.day)), caption)


def _draw_events(tables: queries.Tables, company_id: str | None) -> None:
    events = watched.debate(tables, company_id)
    with st.expander(f"Events of the debate ({numbers.counted(len(events), 'event')}, with sources)"):
        st.html(_events(tables, company_id))


@queries.kept
def _events(tables: queries.Tables, company_id: str | None) -> html.Fragment:
    return html.render("policy_events", events=watched.debate(tables, company_id))


@queries.kept
def _source(tables: queries.Tables) -> html.Fragment:
    return html.render("source_text", text=watched.archive_in_words(tables))


def draw_source(tables: queries.Tables) -> None:
    """Draw the line that names the archive and how far it was read."""
    st.html(_source(tables))


def draw_offer(tables: queries.Tables, label: str, frame: pd.DataFrame, file_name: str, key: str) -> None:
    """Offer a frame as a CSV file of which each row names the archive, its reach and its licence."""
    source = watched.archive_in_words(tables)
    title = f"Policy watch: {file_name.removesuffix('.csv').replace('-', ' ').replace('_', ' ')}"
    sheet = Sheet(file_name.removesuffix(".csv"), title, frame.assign(source=source), {}, source, "policy_watch")
    blocks.draw_table_offer(tables, label, sheet, key)


def draw_matrix(top: DeltaGenerator, tables: queries.Tables) -> None:
    """Draw since when each company's rules name each term."""
    controls.draw_address_note()
    with top:
        blocks.draw_title(watched.matrix_finding(tables), watched.DATES_MEAN, f"{CITED_AS}: who names what")
    st.html(_matrix(tables))
    draw_source(tables)
    blocks.draw_notes([watched.NOT_FOUND_MEANS, *filter(None, [watched.unwatched_in_words(tables)])])
    draw_offer(
        tables,
        "Download this table as CSV (UTF-8)",
        watched.first_namings(tables),
        "policy-first-namings.csv",
        "namings",
    )


@queries.kept
def _matrix(tables: queries.Tables) -> html.Fragment:
    terms, companies = watched.policy_terms(tables), watched.watched_companies(tables)
    rows = [
        {
            "company": companies[company_id],
            "href": navigation.href("policy_watch", company=company_id),
            "cells": [_cell(named.get(term_id)) for term_id in terms],
        }
        for company_id, named in watched.naming_matrix(tables).items()
    ]
    columns = [(label, navigation.href("policy_watch", term=term_id)) for term_id, label in terms.items()]
    return html.render("policy_matrix", columns=columns, rows=rows, signs=SIGNS.values())


def _cell(row: dict[str, Any] | None) -> dict[str, Any]:
    """Return one cell of the matrix: its sign with its meaning, the day, where, and what is known of its end."""
    if row is None:
        return {"sign": NOT_FOUND, "day": None, "where": "", "url": "", "ended": ""}
    return {
        "sign": (SIGNS[row["begun"]][0], watched.begun_in_words(row)),
        "day": row["first_seen_on"],
        "where": f"{row['service']}, {row['document']}",
        "url": row["first_url"],
        "ended": watched.end_in_words(row),
    }
