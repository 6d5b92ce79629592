"""Parts of the page Evidence."""

from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import numbers, queries
from scorecard.charts.theme import SYMBOLS
from scorecard.pictures import asks as pictures
from scorecard.pictures import sheets
from scorecard.queries import watched
from scorecard.ui import blocks, controls, downloads, html, navigation
from scorecard.vocabulary import Lane, Level

PER_PAGE = 25
ALWAYS_SHOWN = ("company", "commitment", "stance", "lane")
HINTS = {
    "lane": ". ".join(f"{lane.label}: {lane.meaning}" for lane in Lane) + ".",
    "stance": "What a finding says about the indicator's question: it supports, it contradicts, or it gives context.",
    "confidence": "How far the level that the finding belongs to can be relied on.",
    "archived": "Whether the very version that was read stands in a public archive.",
}


def has_any(tables: queries.Tables) -> bool:
    """Return whether there is any evidence."""
    return queries.evidence_count(tables) > 0


def draw_none_recorded(top: DeltaGenerator) -> None:
    """Draw the page of data without evidence."""
    with top:
        blocks.draw_title("No evidence is recorded")
    blocks.draw_notes(["The data has no finding yet, so there is nothing to search or to filter."])


def choose(tables: queries.Tables) -> tuple[queries.EvidenceChoice, str]:
    """Draw search, filters and order; return what is looked for, and the order."""
    facets = queries.evidence_facets(tables)
    left, right = st.columns([3, 1])
    with left:
        sought = controls.search(
            "Search findings, reasons and sources",
            "q",
            placeholder="Words, or a “phrase in quotes”",
            hint="All words must occur in the finding, the reason for the level, the company, the indicator or the "
            "source: whole words or their beginnings, in any case, with or without accents.",
        )
    with right:
        order = controls.choose("Sort by", queries.EVIDENCE_ORDERS, "sort", next(iter(queries.EVIDENCE_ORDERS)))
    others = [key for key in facets if key not in ALWAYS_SHOWN]
    chosen = _choose_facets(facets, list(ALWAYS_SHOWN), columns=4)
    in_use = controls.is_in_address(*others)
    more = st.expander("More filters", expanded=in_use, key="more_filters", on_change="rerun")
    if more.open or in_use:  # hundreds of options, which most visitors never unfold
        with more:
            chosen |= _choose_facets(facets, others, columns=3)
    return queries.EvidenceChoice(sought, chosen), order


def _choose_facets(
    facets: dict[str, tuple[str, dict[str, str]]], keys: list[str], columns: int
) -> dict[str, tuple[str, ...]]:
    chosen = {}
    for start in range(0, len(keys), columns):
        for key, column in zip(keys[start : start + columns], st.columns(columns), strict=False):
            name, options = facets[key]
            with column:
                chosen[key] = tuple(controls.choose_many(name, options, key, hint=HINTS.get(key)))
    return chosen


def find(tables: queries.Tables, choice: queries.EvidenceChoice, order: str) -> queries.Places:
    """Return the places of all findings that fit, in order."""
    return queries.find_evidence(tables, choice, order)


def draw_choice(tables: queries.Tables, choice: queries.EvidenceChoice) -> None:
    """Say which filters are on, and offer to clear them."""
    if choice.is_open:
        return
    used = [(name, " or ".join(labels)) for name, labels in queries.evidence_choice_in_words(tables, choice)]
    nothing = bool(choice.words) and not queries.terms(choice.words)
    st.html(html.render("evidence_choice", used=used, has_no_word=nothing, clear_href=navigation.href("evidence")))


def draw_no_match(top: DeltaGenerator, tables: queries.Tables, choice: queries.EvidenceChoice) -> None:
    """Draw the view in which no finding is left."""
    with top:
        blocks.draw_title(f"None of {numbers.counted(queries.evidence_count(tables), 'finding')} matches")
    draw_choice(tables, choice)
    blocks.draw_notes(
        [
            "No finding has all of this at once. Use fewer or shorter words, or take a filter away. A finding that is "
            "not here may still exist: these are what our search of public sources found."
        ]
    )


def draw_title(tables: queries.Tables, choice: queries.EvidenceChoice) -> None:
    """Draw how many findings match, and what a finding is."""
    blocks.draw_title(
        _finding(tables, choice),
        "Each finding is what one source says about one indicator, in our own words. The level of an indicator rests "
        "on all of its findings together.",
        cited_as="Evidence on how far companies meet the asks: findings and their sources",
    )


@queries.kept
def _finding(tables: queries.Tables, choice: queries.EvidenceChoice) -> str:
    return queries.evidence_finding(tables, choice, _any_order(tables, choice))


def _any_order(tables: queries.Tables, choice: queries.EvidenceChoice) -> queries.Places:
    """Return what was found where its order does not matter."""
    return queries.find_evidence(tables, choice, next(iter(queries.EVIDENCE_ORDERS)))


def draw_chart(tables: queries.Tables, choice: queries.EvidenceChoice) -> None:
    """Draw the findings by year of their source and by who speaks, with the table that says the same."""
    said = [f"{lane.label}: {lane.meaning}" for lane in Lane]
    blocks.draw_heading("Who says it, and when", "years", f"Findings by year of their source. {'. '.join(said)}.")
    blocks.draw_chart(tables, pictures.evidence_years(tables, choice), "evidence-chart")
    blocks.draw_twin(_years_twin(tables, choice))


@queries.kept
def _years_twin(tables: queries.Tables, choice: queries.EvidenceChoice) -> html.Fragment:
    names = {"year": "Year of the source"} | {lane.value: lane.label for lane in Lane}
    twin = pictures.years_of(tables, choice).rename(columns=names)
    return blocks.table(twin, "Findings by year of their source and by who speaks")


def choose_page(choice: queries.EvidenceChoice, places: queries.Places, order: str) -> int:
    """Head the list and draw the choice of its page."""
    blocks.draw_heading("The findings", "findings")
    listed = (choice.words, order, *choice.facets.values())
    with st.columns([1, 3])[0]:
        return controls.choose_page(f"Page ({PER_PAGE} findings each)", _page_count(places), listed=listed)


def _page_count(places: queries.Places) -> int:
    return -(-len(places) // PER_PAGE)


def draw_list(tables: queries.Tables, choice: queries.EvidenceChoice, order: str, page: int) -> None:
    """Draw one page of the findings."""
    st.html(_list(tables, choice, order, page, blocks.today()))


@queries.kept
def _list(tables: queries.Tables, choice: queries.EvidenceChoice, order: str, page: int, today: date) -> html.Fragment:
    places = find(tables, choice, order)
    start = (page - 1) * PER_PAGE
    wanted = queries.terms(choice.words)
    rows = queries.rows_of(queries.evidence_rows(tables, places[start:][:PER_PAGE]))
    shown = [_item(row, wanted, watched.coded_age(tables, row["company_id"], today)) for row in rows]
    return html.render(
        "evidence_list",
        items=shown,
        first=start + 1,
        last=start + len(shown),
        total=len(places),
        has_more_pages=_page_count(places) > 1,
        marked=lambda text: queries.marked(text, wanted),
    )


def _item(row: dict[str, Any], wanted: list[str], coded: watched.Age) -> dict[str, Any]:
    level = Level(row["level"])
    return row | {
        "href": navigation.href("company", company=row["company_id"]),
        "coded": coded,
        "symbol": SYMBOLS[level],
        "level_label": level.label,
        "lane_label": Lane(row["lane"]).label,
        "is_in_reason": any(is_wanted for _, is_wanted in queries.marked(row["rationale"] or "", wanted)),
    }


def draw_downloads(tables: queries.Tables, places: queries.Places) -> None:
    """Offer exactly what was found as files, which are made only once somebody wants one."""
    number = numbers.counted(len(places), "finding")
    blocks.draw_heading(
        "Take it away",
        "download",
        f"All {number} that match, with sources, levels and reasons, in the order chosen. "
        f"Licence {queries.LICENCE}; titles of sources and search strings are quoted and remain their publishers'. In "
        "the CSV file a cell that a spreadsheet would run as a formula begins with an apostrophe.",
    )
    left, middle, right, _ = st.columns([1, 1, 1, 1])
    with left:
        _offer(tables, places, "csv", "text/csv", "Download as CSV (UTF-8)")
    with middle:
        _offer(tables, places, "json", "application/json", "Download as JSON")
    with right:
        sheet = sheets.evidence_found(tables, places)
        downloads.draw_workbook(tables, sheet, "Download as XLSX", queries.evidence_file_name(tables, places, "xlsx"))


def _offer(tables: queries.Tables, places: queries.Places, ending: str, mime: str, label: str) -> None:
    st.download_button(
        label,
        lambda: queries.evidence_file(tables, places, ending),
        file_name=queries.evidence_file_name(tables, places, ending),
        mime=mime,
        key=f"download_{ending}",
        on_click="ignore",
        width="stretch",
    )
