"""What is loaded once and shared by all visitors: one line each over a function that knows no Streamlit."""

import gc

import pandas as pd
import streamlit as st

from scorecard import queries, settings

SECONDS_BETWEEN_LOOKS = 10  # how soon a rebuilt database is noticed


@st.cache_data(ttl=SECONDS_BETWEEN_LOOKS, show_spinner=False)
def content_hash(address: str) -> str | None:
    """Return the hash of what the database holds, or None where it has to be built first."""
    return queries.usable_content_hash(address)


@st.cache_resource(max_entries=2, show_spinner=False)
def tables(address: str, content: str) -> queries.Tables:
    """Return all tables of one state of the database. Shared: never change them."""
    loaded = queries.load(address)
    freeze_what_stays()
    return loaded


@st.cache_resource(max_entries=2, show_spinner=False)
def ranking(address: str, content: str) -> pd.DataFrame:
    """Return the ranking of one state of the database. Shared: never change it."""
    return queries.ranking(tables(address, content))


def freeze_what_stays() -> None:
    """Keep modules and data that live as long as the server out of every later garbage collection."""
    gc.collect()
    gc.freeze()


def current() -> tuple[str, str]:
    """Return address and content hash of the database in use. The frame has made sure that there is one."""
    address = settings.database_url()
    return address, content_hash(address) or ""
