"""What is loaded once and shared by all visitors: one line each over a function that knows no Streamlit."""

import gc
from pathlib import Path

import streamlit as st

from scorecard import queries

SECONDS_BETWEEN_LOOKS = 10  # how soon a rebuilt database is noticed


@st.cache_data(ttl=SECONDS_BETWEEN_LOOKS, show_spinner=False)
def content_hash(address: str) -> str | None:
    """Return the hash of what the database holds, or None where it has to be built first."""
    return queries.usable_content_hash(address)


@st.cache_resource(max_entries=2, show_spinner=False)
def tables(address: str, content: str, is_usual: bool) -> queries.Tables:
    """Return all tables of one state of the database. Shared: never change them.

    Args:
        address: address of the database.
        content: hash of what it holds.
        is_usual: whether that is what the app shows by itself: parts of pages that are kept have links in them.
    """
    loaded = queries.load(address)
    queries.ranking(loaded)  # derived now, so that no visitor waits for it
    queries.evidence_count(loaded)
    freeze_what_stays()
    return loaded


@st.cache_data(ttl=SECONDS_BETWEEN_LOOKS, show_spinner=False)
def releases(folder: Path) -> list[queries.ReleaseFacts]:
    """Return what names each frozen release, newest first."""
    return queries.frozen_releases(folder)


@st.cache_resource(max_entries=4, show_spinner=False)
def release_tables(folder: Path, release_id: str, content: str, is_usual: bool) -> queries.Tables:
    """Return the tables of a frozen release. Shared: never change them.

    Args:
        folder: folder of frozen releases.
        release_id: which one.
        content: its content hash, so that another one of the same name is opened anew.
        is_usual: whether it is the one that the app opens by itself: parts of pages that are kept have links in them.
    """
    loaded = queries.open_release(folder, release_id)
    queries.ranking(loaded)
    queries.evidence_count(loaded)
    freeze_what_stays()
    return loaded


def freeze_what_stays() -> None:
    """Keep modules and data that live as long as the server out of every later garbage collection."""
    gc.collect()
    gc.freeze()
