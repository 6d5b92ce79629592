"""What is loaded once and shared by all visitors: one line each over a function that knows no Streamlit."""

import gc
from typing import Any

import streamlit as st

from scorecard import queries

SECONDS_BETWEEN_LOOKS = 10  # how soon a rebuilt database is noticed


@st.cache_data(ttl=SECONDS_BETWEEN_LOOKS, show_spinner=False)
def content_hash(address: str) -> str | None:
    """Return the hash of what the database holds, or None where it has to be built first."""
    return queries.usable_content_hash(address)


@st.cache_resource(max_entries=2, show_spinner=False)
def tables(address: str, content: str) -> queries.Tables:
    """Return all tables of one state of the database. Shared: never change them."""
    loaded = queries.load(address)
    queries.ranking(loaded)  # derived now, so that no visitor waits for it
    freeze_what_stays()
    return loaded


@st.cache_resource(max_entries=500, show_spinner=False)
def reasons(content: str, company_id: str, _tables: queries.Tables) -> dict[str, dict[str, Any]]:
    """Return why a company has its levels in one state of the database. Shared: never change it."""
    return queries.reasons(_tables, company_id)


def freeze_what_stays() -> None:
    """Keep modules and data that live as long as the server out of every later garbage collection."""
    gc.collect()
    gc.freeze()
