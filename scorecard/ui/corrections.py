"""Parts of the page Corrections."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from scorecard import queries, settings
from scorecard.errors import ReleaseError
from scorecard.ui import blocks, html, navigation, releases

PROMISE = (
    "A frozen release is never rewritten. What turns out to be wrong is put right in a later release, is listed here "
    "for good, and every page of the release that has it wrong says so."
)


def draw_title(tables: queries.Tables) -> None:
    """Draw the page's title: how much was corrected, by the newest release."""
    blocks.draw_title(
        queries.corrections_finding(releases.newest_tables(tables)), PROMISE, cited_as="Corrections of Pledgewatch"
    )


def draw_list(tables: queries.Tables) -> None:
    """Draw every correction, newest first, with its effect on score and rank."""
    drawn = listed(releases.newest_tables(tables), releases.tables_of)
    if drawn:
        blocks.draw_heading("All corrections, newest first", "list")
        st.html(drawn)


def listed(newest: queries.Tables, opened: Callable[[str], queries.Tables | None]) -> html.Fragment | str:
    """Return every correction with its effect, newest first, as HTML; empty where there is none.

    Args:
        newest: tables that have them all.
        opened: gives the tables of a release by its id; None where it is none.
    """
    rows = [row | {"effect": _effect(row, opened)} for row in queries.corrections(newest)]
    return html.render("correction_list", corrections=rows) if rows else ""


def draw_how(tables: queries.Tables) -> None:
    """Draw how to follow corrections, and how to ask for one."""
    blocks.draw_heading("Follow corrections, or ask for one", "how")
    st.html(html.render("correction_ways", feed=navigation.CORRECTIONS_FEED, method=navigation.href("method")))
    indicators = queries.in_order(tables, "indicator")["indicator_id"].tolist()
    st.html(html.render("corrections", contact=settings.contact(), example=next(iter(indicators), "")))


def _effect(row: dict[str, Any], opened: Callable[[str], queries.Tables | None]) -> str:
    """Return what a correction does to the release that has it wrong; that release may not be there any more."""
    try:
        published = opened(row["published_in"])
    except ReleaseError as error:
        return f"What it does to scores cannot be told: {error}"
    return queries.effect_in_words(queries.effect_of(published, row) if published else None, row["published_in"])
