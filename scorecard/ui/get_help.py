"""Parts of the page Get help."""

import streamlit as st

from scorecard import dates, queries, words
from scorecard.ui import blocks, frame


def draw(tables: queries.Tables) -> None:
    """Draw the help lines of the call, or say that the dataset names none."""
    if tables["call"].empty:
        blocks.draw_title("No help lines are recorded", "This dataset has no call with help lines.")
        return
    call = tables["call"].iloc[0]
    blocks.draw_title(
        words.HELP_TITLE,
        f"{words.HELP_RIGHTS} The addresses are from the call “{call['title']}” of {dates.day(call['published_on'])}, "
        "except where it says otherwise.",
    )
    st.html(frame.help_lines(tables, True))
