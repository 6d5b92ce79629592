"""Parts of the page Transparency reports: the choice of view, and all services side by side on one row."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import numbers, queries
from scorecard.pictures import report_words, sheets
from scorecard.pictures import reports as pictures
from scorecard.queries import published
from scorecard.ui import blocks, controls, html

SIDE_BY_SIDE, SERVICE, COVERAGE, FLAGS, CYBERTIPS, CHECK = "rows", "service", "coverage", "flags", "ncmec", "check"
VIEWS = {
    SIDE_BY_SIDE: "Side by side",
    SERVICE: "One service",
    COVERAGE: "Who filled which row",
    FLAGS: "Figures that do not add up",
    CYBERTIPS: "Reports to NCMEC",
    CHECK: "Check your own file",
}
CITED_AS = "Transparency reports under the EU template"
_OF_VIEWS = ("category", "measure", "period", "service", "rule", "severity", "provider")


def choose_view() -> str:
    """Draw the choice of what is shown."""
    return controls.choose_tab("Show", VIEWS, "view", SIDE_BY_SIDE, ends=_OF_VIEWS)


def has_any(tables: queries.Tables) -> bool:
    """Return whether any report was imported."""
    return published.has_reports(tables)


def draw_none(top: DeltaGenerator) -> None:
    """Draw the page of data without reports."""
    with top:
        blocks.draw_title("No transparency report was imported")
    blocks.draw_notes(["Import reports with: python -m pipelines dsa PATH. Your own file can be checked all the same."])


def draw_side_by_side(top: DeltaGenerator, tables: queries.Tables) -> None:
    """Draw one row of the template across all services: choice, finding, chart, table, file."""
    options = {option_id: option.label for option_id, option in published.report_options().items()}
    left, middle, right = st.columns([3, 4, 3])
    with middle:
        option_id = controls.choose("Measure", options, "measure", published.usual_option())
    option = published.report_options()[option_id]
    category = published.usual_category()
    with left:
        if option.has_rows:
            category = controls.choose("Row", published.report_categories(), "category", category)
        else:
            st.selectbox("Row", ["The whole service"], disabled=True, key="no_category")
    with right:
        period = choose_period(tables)
    controls.draw_address_note()
    rows = published.side_by_side(tables, period, category, option_id)
    finding = published.side_finding(rows, category, option)
    with top:
        blocks.draw_title(finding, f"{option.label}. {option.about}", f"{CITED_AS}: {option.label}")
    blocks.draw_notes([option.caveat])
    picture = pictures.side_by_side(tables, period, category, option_id)
    blocks.draw_chart(
        tables, picture, "reports-chart", "The table below has every figure and what a missing one means."
    )
    st.html(html.render("source_text", text=published.source_in_words(tables, period)))
    blocks.draw_twin(_twin(tables, period, category, option_id))
    _draw_remarks(rows)
    own = published.side_file(rows, period, category, option)
    sheet = sheets.of_reports(tables, f"{option_id}-{period}", finding, own, period)
    blocks.draw_table_offer(tables, "Download these figures as CSV (UTF-8)", sheet, "rows")
    every = sheets.of_reports(tables, "figures", "All figures of all reports", published.figures_file(tables))
    blocks.draw_table_offer(tables, "Download all figures of all reports as CSV (UTF-8)", every, "figures")


def choose_period(tables: queries.Tables) -> str:
    """Draw the choice of a period and return its id."""
    return controls.choose("Period", published.report_periods(tables), "period", published.usual_period(tables))


@queries.kept
def _twin(tables: queries.Tables, period: str, category: str, option_id: str) -> html.Fragment:
    rows = published.side_by_side(tables, period, category, option_id)
    shown = [report_words.row(row) for row in queries.rows_of(rows)]
    option = published.report_options()[option_id]
    row = f"{published.report_categories()[category]}: " if option.has_rows else ""
    title = f"{row}{option.label}"
    return html.render("report_rows", caption=f"{title}, {published.report_periods(tables)[period]}", rows=shown)


def _draw_remarks(rows: pd.DataFrame) -> None:
    said = rows.loc[rows["remarks"] != "", ["service", "remarks"]].drop_duplicates()
    if said.empty:
        return
    with st.expander(f"What to know of these figures ({numbers.counted(len(said), 'service')})"):
        st.html(html.render("report_remarks", remarks=queries.rows_of(said)))
