"""Parts of the page What changed."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import numbers, queries
from scorecard.pictures import sheets
from scorecard.queries import changes
from scorecard.ui import blocks, cited, controls, html, navigation, releases
from scorecard.vocabulary import Level
from scorecard.vocabulary.release import Cause

CAUSES_MEAN = "What can be seen to be the reason, from the data of both; several can be at once."


def choose_before(tables: queries.Tables) -> queries.Tables | None:
    """Draw the choice of an earlier release and return its tables; None where there is none."""
    earlier = releases.earlier(tables)
    if not earlier:
        controls.draw_address_note()
        return None
    chosen = controls.choose("Since", {one: f"release {one}" for one in earlier}, "since", earlier[0])
    controls.draw_address_note()
    return releases.tables_of(chosen)


def draw_first(top: DeltaGenerator, tables: queries.Tables) -> None:
    """Draw the page of a release that none comes before."""
    release = queries.release(tables).to_dict()
    with top:
        if not release["is_frozen"]:
            blocks.draw_title("No release has been frozen yet, so nothing can have changed since one")
            return
        blocks.draw_title(
            f"{release['release_id']} is the first release: there is nothing to compare it with yet",
            "From the second release on, this page says which scores, ranks and levels changed, and why.",
        )
    st.html(html.render("first_release", href=navigation.href("changes", release=queries.WORKING_RELEASE)))


def draw_title(top: DeltaGenerator, before: queries.Tables, after: queries.Tables) -> None:
    """Draw what changed, in a sentence."""
    compared, asked = len(changes.comparable_indicators(before, after)), len(after["indicator"])
    below = f"{compared} of {numbers.counted(asked, 'indicator')} ask the same of the same roles in both."
    finding = changes.changes_finding(before, after)
    with top:
        blocks.draw_title(finding, below)
    moves = changes.largest_moves(before, after)
    cited.offer(queries.Citable("What changed in the scores of Pledgewatch", tuple(moves or [f"{finding}."])))


def draw_moves(before: queries.Tables, after: queries.Tables) -> None:
    """Draw the largest moves, and how much else is another than before."""
    moves, counts = changes.largest_moves(before, after), changes.change_counts(before, after)
    if moves:
        blocks.draw_heading("The largest moves", "moves")
        st.html(html.render("moves", moves=moves))
    if counts:
        blocks.draw_heading("What else is new", "counts")
        st.html(blocks.table(pd.DataFrame(counts, columns=["What", "Change"]), "Entries of the data by kind"))


def draw_levels(before: queries.Tables, after: queries.Tables) -> None:
    """Draw every level that changed, with its cause."""
    rows = changes.level_changes(before, after)
    if rows.empty:
        return
    blocks.draw_heading(f"{numbers.counted(len(rows), 'level')} changed", "levels", CAUSES_MEAN)
    shown = pd.DataFrame(
        {
            "Company": rows["name"],
            "Indicator": rows["indicator_id"] + " " + rows["title"],
            "Before": rows["before"].map(_level),
            "After": rows["after"].map(_level),
            "Cause": rows["causes"].map(_causes),
            "Why": rows["why"],
        }
    )
    st.html(blocks.table(shown, "Levels that are others than before", wide=["Indicator", "Why"]))
    st.html(html.render("causes", causes=list(changes.cause_counts(rows))))
    _offer("levels", rows, before, after)


def draw_scores(before: queries.Tables, after: queries.Tables) -> None:
    """Draw every company's score and rank, before and after."""
    rows = changes.score_changes(before, after)
    blocks.draw_heading("Every company, before and after", "scores", "Comparable: on the indicators that ask the same.")
    shown = pd.DataFrame(
        {
            "Company": rows["name"],
            "Score before": rows["score_before"].map(numbers.one_decimal),
            "Score after": rows["score_after"].map(numbers.one_decimal),
            "Change": rows["change"].map(changes.signed, na_action="ignore").fillna(numbers.NONE),
            "Comparable change": rows["comparable_change"].map(changes.signed, na_action="ignore").fillna(numbers.NONE),
            "Rank in group before": _ranks(rows, "before"),
            "Rank in group after": _ranks(rows, "after"),
            "Cause": rows["causes"].map(_causes),
        }
    )
    st.html(blocks.table(shown, "Scores 0 to 100; ranks with the range in which they lie in nine of ten draws"))
    _offer("scores", rows, before, after)


def draw_method(before: queries.Tables, after: queries.Tables) -> None:
    """Draw what changed in the method, if anything did."""
    found = changes.method_changes(before, after)
    if found:
        blocks.draw_heading("What changed in the method", "method")
        st.html(blocks.table(pd.DataFrame(found, columns=["Part", "Before", "After"]), "Changes of the method"))


def _offer(name: str, rows: pd.DataFrame, before: queries.Tables, after: queries.Tables) -> None:
    old, new = (str(queries.release(tables)["release_id"]) for tables in (before, after))
    sheet = sheets.changed(after, name, rows, f"{old} to {new}")
    blocks.draw_table_offer(after, "Download this table as CSV (UTF-8)", sheet, f"changed-{name}")


def _ranks(rows: pd.DataFrame, when: str) -> list[str]:
    parts = zip(*(rows[f"{part}_{when}"] for part in ("peer_rank", "peer_rank_low", "peer_rank_high")), strict=True)
    return [
        numbers.NONE if pd.isna(rank) else str(rank) + ("" if pd.isna(low) else f" ({low}–{high})")
        for rank, low, high in parts
    ]


def _level(level: object) -> str:
    return "not there" if not isinstance(level, str) else Level(level).label


def _causes(causes: list[Cause]) -> str:
    return numbers.listing([cause.label for cause in causes]) if causes else numbers.NONE
