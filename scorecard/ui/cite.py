"""How the view of a page is cited: sentences that are safe to print, six forms, files, and the permanent address."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

import streamlit as st

from scorecard import queries, settings
from scorecard.errors import UsageError
from scorecard.ui import blocks, cited, html, navigation

_OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}
_FILES = (  # ending, type, form
    ("bib", "application/x-bibtex", "bibtex"),
    ("ris", "application/x-research-info-systems", "ris"),
    ("json", "application/vnd.citationstyles.csl+json", "csl_json"),
)


class _Address(NamedTuple):
    """The permanent address of a view, empty where it has none, and what is to be known of it."""

    url: str
    note: str


def draw(tables: queries.Tables, page: str, visited: str, query: str) -> None:
    """Draw "Cite this", which holds nothing until it is opened: most visitors do not cite.

    Args:
        tables: all tables.
        page: address of the page, relative to the app; empty for the home page.
        visited: the page's address as the visitor's browser has it, without parameters; may be empty.
        query: the parameters that restore the view, the release among them.
    """
    entry = next((entry for entry in navigation.PAGES if entry.path == page), navigation.PAGES[0])
    fold = st.expander("Cite this", key=f"cite_{entry.path}", on_change="rerun")
    if fold.open:
        with fold:
            _draw_open(tables, entry, visited, query)


def _draw_open(tables: queries.Tables, entry: navigation.PageEntry, visited: str, query: str) -> None:
    citable = cited.offered() or queries.Citable(entry.title, kind=queries.Kind.PAGE, about_scores=False)
    address = _address(entry, visited, query)
    st.html(_forms(tables, citable, address, blocks.today()))
    for column, (ending, mime, form) in zip(st.columns(len(_FILES)), _FILES, strict=True):
        with column:
            st.download_button(
                f"Download .{ending}",
                _file(tables, citable, address, form),
                file_name=f"pledgewatch-{entry.path}-{queries.release(tables)['release_id']}.{ending}",
                mime=mime,
                key=f"cite_{ending}",
                on_click="ignore",
                width="stretch",
            )


@queries.kept
def _forms(tables: queries.Tables, citable: queries.Citable, address: _Address, today: date) -> html.Fragment:
    work = queries.cited_work(tables, citable, address.url, today)
    found = queries.citations(work)
    return html.render(
        "cite",
        work=work,
        sentences=[queries.attributed(sentence, work, citable.about_scores) for sentence in citable.sentences],
        styles=[
            {"name": name, "parts": styled.parts}
            for name, styled in (
                ("APA", found.apa),
                ("Chicago", found.chicago),
                ("Chicago notes", found.chicago_notes),
                ("MLA", found.mla),
            )
        ],
        files=[
            {"name": name, "lines": text.splitlines()}
            for name, text in (("BibTeX", found.bibtex), ("RIS", found.ris), ("CSL-JSON", found.csl_json))
        ],
        address=address,
    )


def _file(tables: queries.Tables, citable: queries.Citable, address: _Address, form: str) -> Callable[[], bytes]:
    """Return what makes a file once somebody wants it."""
    today = blocks.today()

    def made() -> bytes:
        text: str = getattr(queries.citations(queries.cited_work(tables, citable, address.url, today)), form)
        return text.encode()

    return made


def _address(entry: navigation.PageEntry, visited: str, query: str) -> _Address:
    """Return the view's permanent address: at the place that readers know, else where the visitor is."""
    try:
        public = settings.public_address()
    except UsageError as error:
        return _Address("", f"The forms have no address: {error}")
    if public:
        return _Address(f"{public}{navigation.href(entry.path)}?{query}", "")
    host = urlsplit(visited).hostname
    if not host:
        return _Address("", "The forms have no address: this copy has none that readers could open.")
    note = "This copy runs on your own machine, so readers cannot open its address." if host in _OWN_MACHINE else ""
    return _Address(f"{visited}?{query}", note)
