"""Parts of the page About the call."""

from typing import Any

import pandas as pd
import streamlit as st

from scorecard import dates, queries, words
from scorecard.pictures import asks as pictures
from scorecard.ui import blocks, controls, frame, html, navigation

ALL = "all"


def draw_nothing() -> None:
    """Draw the page of a dataset without a call."""
    blocks.draw_title("No call is recorded", "This dataset scores companies without a call that it restates.")
    controls.draw_address_note()
    blocks.draw_notes(["What is scored, and by which rules, stands on the page Method."])


def draw_title(tables: queries.Tables) -> None:
    """Draw the title: who stands behind the call."""
    call = tables["call"].iloc[0]
    blocks.draw_title(
        queries.call_finding(tables),
        f"“{call['title']}”, published {dates.day(call['published_on'])}.",
        f"Who endorses the call “{call['title']}”",
    )


def draw_help(tables: queries.Tables) -> None:
    """Draw the help lines; they come first, since some readers need nothing else."""
    blocks.draw_heading("If you are affected: find help or report", "help")
    st.html(frame.help_lines(tables, True))


def draw_asks(tables: queries.Tables) -> None:
    """Draw what the call is and what it asks of companies; each ask leads to how it is met."""
    call = tables["call"].iloc[0].to_dict()
    blocks.draw_heading("What the call asks of companies", "asks", call["summary"])
    st.html(asks(tables))


@queries.kept
def asks(tables: queries.Tables) -> html.Fragment:
    """Return what the call asks of companies, as HTML."""
    rows = [_with_link(row) for row in queries.rows_of(queries.asks_of_companies(tables))]
    return html.render("asks", call=tables["call"].iloc[0].to_dict(), asks=rows, not_signed=words.NOT_SIGNED_THE_CALL)


def draw_endorsers(tables: queries.Tables) -> None:
    """Draw who endorses the call: how many of each kind, then the list, which can be searched."""
    listed = len(tables["endorser"])
    stated = int(tables["call"].iloc[0]["endorsements_stated"])
    blocks.draw_heading("Who endorses the call", "endorsers", queries.endorsements_in_words(stated, listed))
    if not listed:
        controls.draw_address_note()
        return
    sought, kind = _choose(tables)
    controls.draw_address_note()
    blocks.draw_chart(tables, pictures.endorsers(tables), "endorsers-chart", "The table below says the same.")
    blocks.draw_twin(_counts_twin(tables))
    _draw_list(tables, sought, kind)


@queries.kept
def _counts_twin(tables: queries.Tables) -> html.Fragment:
    counts = queries.endorser_counts(tables)
    twin = pd.DataFrame({"Kind": counts["label"].str.capitalize(), "Endorsers": counts["count"]})
    return blocks.table(twin, "Listed endorsers by kind")


@queries.kept
def _kinds(tables: queries.Tables) -> dict[str, str]:
    counts = queries.endorser_counts(tables)
    return {kind: label.capitalize() for kind, label in zip(counts["kind"], counts["label"], strict=True)}


def _choose(tables: queries.Tables) -> tuple[str, str]:
    left, right = st.columns(2)
    with left:
        sought = controls.search("Search the list", "q", "Name, affiliation or country")
    with right:
        kind = controls.choose("Kind", {ALL: "All kinds"} | _kinds(tables), "kind", ALL)
    return sought, kind


def _draw_list(tables: queries.Tables, sought: str, kind: str) -> None:
    count, drawn = _list(tables, sought, kind)
    listed = len(tables["endorser"])
    heading = f"All {listed} entries of the list" if count == listed else f"{count} of {listed} entries"
    blocks.draw_heading(heading, "list", level=3)
    if not count:
        blocks.draw_notes(["No endorser fits this search. Use fewer words or another kind."])
        return
    st.html(drawn)


@queries.kept
def _list(tables: queries.Tables, sought: str, kind: str) -> tuple[int, str]:
    """Return how many endorsers fit, and their list."""
    rows = queries.endorsers(tables, sought, None if kind == ALL else kind)
    has = {f"has_{name}": bool(rows[name].notna().any()) for name in ("affiliation", "country")}
    return len(rows), html.render("endorsers", rows=queries.rows_of(rows), **has)


def _with_link(ask: dict[str, Any]) -> dict[str, Any]:
    return ask | {"href": navigation.href("commitment", commitment=ask["commitment_id"])}
