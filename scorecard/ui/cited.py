"""What the page that runs offers to be cited, kept until the line below it draws the citations."""

from typing import cast

import streamlit as st

from scorecard import queries

_OFFERED = "cited_offered"


def offer(citable: queries.Citable) -> None:
    """Remember what this page's view is cited as. What is offered last counts."""
    st.session_state[_OFFERED] = citable


def offered() -> queries.Citable | None:
    """Return what this page's view is cited as; None where it offers nothing, such as where nothing was found."""
    return cast("queries.Citable | None", st.session_state.get(_OFFERED))


def forget() -> None:
    """Start a run of the script: nothing is offered yet."""
    st.session_state.pop(_OFFERED, None)
