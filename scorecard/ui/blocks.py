"""The parts that pages are made of: titles, headings, charts with their twins, tables."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import queries
from scorecard.charts.theme import Scheme
from scorecard.publish.picture import Picture, Sheet
from scorecard.tabular import to_csv
from scorecard.ui import cited, downloads, html, navigation

CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False, "typesetMath": False}
MOST_KEPT = 1000  # titles and headings, shared by all visitors


def today() -> date:
    """Return the day of the visit, by which ages are told."""
    return datetime.now(UTC).date()


def scheme() -> Scheme:
    """Return the colours of the visitor's theme; unknown means light."""
    return Scheme.DARK if st.context.theme.type == "dark" else Scheme.LIGHT


def make_room() -> DeltaGenerator:
    """Return a place for what stands above controls and depends on them, such as the title."""
    return st.container()


def draw_title(text: str, below: str = "", cited_as: str = "") -> None:
    """Draw the page's title, the finding, and what it rests on.

    Args:
        text: the finding.
        below: what it rests on.
        cited_as: title under which the view is cited, with its finding as the sentence to print; empty where the view
            offers something else to be cited, or nothing. For findings that speak of no score and no rank.
    """
    st.html(_title(text, below, navigation.href("get_help")))
    if cited_as:
        cited.offer(queries.Citable(cited_as, (f"{text}.",), about_scores=False))


@lru_cache(maxsize=MOST_KEPT)
def _title(text: str, below: str, help_href: str) -> html.Fragment:
    return html.render("title", text=text, below=below, help_href=help_href)


def draw_heading(text: str, anchor: str, below: str = "", level: int = 2) -> None:
    """Draw a heading; `anchor` is what a link to it ends with."""
    st.html(_heading(text, anchor, below, level))


@lru_cache(maxsize=MOST_KEPT)
def _heading(text: str, anchor: str, below: str, level: int) -> html.Fragment:
    return html.render("heading", text=text, anchor=anchor, below=below, level=level)


def draw_notes(paragraphs: Sequence[str]) -> None:
    """Draw paragraphs that readers must not miss."""
    st.html(html.render("note", paragraphs=list(paragraphs)))


def draw_chart(
    tables: queries.Tables, picture: Picture, key: str, more: str = "The table below has every figure."
) -> None:
    """Draw a picture in our own look, with the text that stands for it, and the offer to take it along.

    Args:
        tables: all tables.
        picture: the chart; its figure may be shared and is not changed.
        key: of the chart on its page.
        more: what the text that stands for the chart says of what follows on the page.
    """
    figure = picture.draw(scheme(), picture.marked)
    st.plotly_chart(figure, key=key, theme=None, config=CHART_CONFIG, alt=f"{picture.alt} {more}")
    downloads.draw_picture_offer(tables, picture, key, scheme())


def table(frame: pd.DataFrame, caption: str, wide: Sequence[str] = ()) -> html.Fragment:
    """Return a frame as a real table: first column heads its row, numbers stand right.

    Args:
        frame: cells as they are to be read; column names are the headings.
        caption: what the table shows.
        wide: columns of sentences, which stay broad enough to read on a phone.
    """
    columns = [
        {"label": name, "is_number": pd.api.types.is_numeric_dtype(frame[name]), "is_wide": name in wide}
        for name in frame.columns
    ]
    rows = frame.astype(object).to_numpy().tolist()
    return html.render("plain_table", caption=caption, columns=columns, rows=rows)


def draw_twin(twin: html.Fragment) -> None:
    """Draw the `table` that says what the chart above it shows, folded in."""
    with st.expander("The chart as a table"):
        st.html(twin)


def draw_csv_offer(label: str, frame: pd.DataFrame, file_name: str, key: str) -> None:
    """Offer a frame as a CSV file in UTF-8, no cell of which a spreadsheet takes for a formula."""
    st.download_button(
        label,
        lambda: to_csv(frame).encode(),
        file_name=f"pledgewatch-{file_name}",
        mime="text/csv",
        key=f"download_{key}",
        on_click="ignore",
    )


def draw_table_offer(tables: queries.Tables, label: str, sheet: Sheet, key: str) -> None:
    """Offer a table as a CSV file under a label of its own, and beside it as XLSX and JSON.

    Args:
        tables: all tables.
        label: of the CSV file, such as ``Download these figures as CSV (UTF-8)``.
        sheet: the table; its id names the files.
        key: of the offer on its page.
    """
    with st.container(horizontal=True, key=f"table-{key}"):
        draw_csv_offer(label, sheet.data, f"{sheet.sheet_id}.csv", key)
        downloads.draw_other_forms(tables, sheet, key)
