"""Parts of the page Transparency reports: one service, who filled which row, and figures that do not add up."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import queries
from scorecard.pictures import report_words, sheets
from scorecard.queries import published
from scorecard.ui import blocks, controls, html, navigation, reports

FLAGS_A_PAGE = 25
SUBJECT_ROWS = "The rows are those on intimate imagery, real or synthetic, and on child sexual abuse material."
FLAGS_BASIS = (
    "Each flag is a place where a published figure breaks the template’s own rules or contradicts another one. It says "
    "nothing of intent: files are written by hand and by machine, and rules leave room. Questions may have answers."
)


def draw_service(top: DeltaGenerator, tables: queries.Tables) -> None:
    """Draw all rows on the subject of one service's reports."""
    services = published.reporting_services(tables)
    service_id = controls.choose("Service", services, "service", next(iter(services)))
    controls.draw_address_note()
    with top:
        blocks.draw_title(
            published.service_finding(tables, service_id),
            f"{SUBJECT_ROWS} {published.NEVER_A_SCORE}",
            f"{reports.CITED_AS}: {services[service_id]}",
        )
    st.html(_head(tables, service_id))
    st.html(_blocks(tables, service_id))
    figures = published.figures_file(tables)
    own = figures[figures["service_id"] == service_id]
    sheet = sheets.of_reports(tables, service_id, f"Reports of {services[service_id]}", own)
    blocks.draw_table_offer(tables, "Download these figures as CSV (UTF-8)", sheet, "service")


@queries.kept
def _head(tables: queries.Tables, service_id: str) -> html.Fragment:
    head = published.service_head(tables, service_id)
    return html.render(
        "report_head",
        head=head,
        company_href=navigation.href("company", company=head["company_id"]) if head["company"] else "",
        flags_href=navigation.href("reports", view=reports.FLAGS, service=service_id),
    )


@queries.kept
def _blocks(tables: queries.Tables, service_id: str) -> html.Fragment:
    drawn = [
        {
            "title": block.title,
            "period": block.period,
            "part": block.part,
            "columns": block.columns,
            "remarks": block.remarks,
            "rows": [{"label": label, "cells": [_cell(cell) for cell in cells]} for label, cells in block.rows],
        }
        for block in published.service_report(tables, service_id)
    ]
    return html.render("report_blocks", blocks=drawn, legend=_legend())


def _cell(cell: dict[str, object]) -> dict[str, object]:
    state = str(cell["state"])
    is_figure = state in ("value", "zero")
    shown = report_words.figure(cell["value"], str(cell["unit"]), cell["high"]) if is_figure else ""
    return {
        "text": shown or report_words.SYMBOLS[state],
        "label": "" if is_figure else report_words.MEANINGS[state],
        "repair": cell.get("repair", ""),
    }


def _legend() -> list[tuple[str, str]]:
    return [(report_words.SYMBOLS[state], report_words.MEANINGS[state]) for state in report_words.SYMBOLS]


def draw_coverage(top: DeltaGenerator, tables: queries.Tables) -> None:
    """Draw who filled which row of the template."""
    period = reports.choose_period(tables)
    controls.draw_address_note()
    with top:
        blocks.draw_title(
            published.coverage_finding(tables, period),
            "Each cell has three signs: for notices (part 4), own measures on the basis of the law (5) and of the "
            "terms (6). A blank or missing row is not a zero, and a zero is not praise: see “One service” for remarks.",
            f"{reports.CITED_AS}: who filled which row",
        )
    st.html(_coverage(tables, period))
    title, data = published.coverage_finding(tables, period), published.coverage_file(tables, period)
    sheet = sheets.of_reports(tables, f"coverage-{period}", title, data, period)
    blocks.draw_table_offer(tables, "Download this table as CSV (UTF-8)", sheet, "coverage")


@queries.kept
def _coverage(tables: queries.Tables, period: str) -> html.Fragment:
    codes = published.report_categories()
    rows = [
        {
            "service": entry["service"],
            "href": navigation.href("reports", view=reports.SERVICE, service=entry["service_id"]),
            "how": entry["how"],
            "cells": [
                [(report_words.SYMBOLS[state], report_words.MEANINGS[state]) for state in entry[code]] for code in codes
            ],
        }
        for entry in queries.rows_of(published.coverage_matrix(tables, period))
    ]
    return html.render(
        "report_coverage", names=list(codes.values()), rows=rows, legend=_legend(), ways=published.ways_obtained()
    )


def draw_flags(top: DeltaGenerator, tables: queries.Tables) -> None:
    """Draw the flags of all reports: choices, finding, list, file."""
    left, middle, right = st.columns([3, 4, 3])
    with left:
        services = controls.choose_many("Services", published.reporting_services(tables), "service")
    with middle:
        rules = controls.choose_many("Rules", published.report_rules(tables), "rule")
    with right:
        labels = {name: f"{name.capitalize()}s" for name in published.flag_severities()}
        severities = controls.choose_many("How far it goes", labels, "severity")
    flags = published.report_flags(tables, tuple(services), tuple(rules), tuple(severities))
    pages = max(-(-len(flags) // FLAGS_A_PAGE), 1)
    page = controls.choose_page("Page", pages, listed=(tuple(services), tuple(rules), tuple(severities)))
    controls.draw_address_note()
    with top:
        blocks.draw_title(
            published.flags_finding(flags), FLAGS_BASIS, f"{reports.CITED_AS}: figures that do not add up"
        )
    shown = flags.iloc[(page - 1) * FLAGS_A_PAGE : page * FLAGS_A_PAGE]
    st.html(html.render("report_flags", flags=queries.rows_of(shown), meanings=published.flag_severities()))
    if not flags.empty:
        sheet = sheets.of_reports(tables, "flags", published.flags_finding(flags), flags)
        blocks.draw_table_offer(tables, "Download these flags as CSV (UTF-8)", sheet, "flags")
    with st.expander("All rules that reports are held against"):
        st.html(_rules(tables))


@queries.kept
def _rules(tables: queries.Tables) -> html.Fragment:
    return html.render("report_rules", rules=queries.rows_of(queries.in_order(tables, "report_rule")))
