"""What a ranking carries and what it does not, below it: for whoever prints it."""

import streamlit as st

from scorecard import queries
from scorecard.ui import blocks, html

BELOW = (
    "Made from the draws behind the ranges of ranks: a sentence is safe to say only where it holds in at least nine of "
    "ten of them."
)


def draw(tables: queries.Tables, scope: str | None, company_ids: tuple[str, ...]) -> None:
    """Draw what may be said of the ranks of some companies and what may not; nothing where there are no draws.

    Args:
        tables: all tables.
        scope: who is ranked together, or None where each peer group is by itself.
        company_ids: who is shown.
    """
    drawn = carried(tables, scope, company_ids)
    if drawn:
        blocks.draw_heading("What this ranking carries, and what it does not", "claims", BELOW)
        st.html(drawn)


@queries.kept
def carried(tables: queries.Tables, scope: str | None, company_ids: tuple[str, ...]) -> html.Fragment | str:
    """Return what the ranks of some companies carry and what not, as HTML; empty where there are no draws."""
    labels = queries.scopes(tables)
    rankings = [
        {"label": labels[one]} | queries.said_of_ranking(tables, one, company_ids)._asdict()
        for one in queries.scopes_shown(tables, scope)
    ]
    shown = [ranking for ranking in rankings if ranking["refused"]]
    return (
        html.render(
            "claims",
            rankings=shown,
            carried="Safe to say",
            refused="Not safe to say",
        )
        if shown
        else ""
    )
