"""The one list of pages, and the links between them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st


@dataclass(frozen=True)
class PageEntry:
    """A page: its address, which is also the name of its file under ``pages/``, and its title."""

    path: str
    title: str
    is_home: bool = False


PAGES = (
    PageEntry("ranking", "Ranking", is_home=True),
    PageEntry("company", "Company"),
    PageEntry("commitment", "Asks and indicators"),
    PageEntry("compare", "Compare"),
    PageEntry("robustness", "Robustness"),
    PageEntry("reports", "Transparency reports"),
    PageEntry("policy_watch", "Policy watch"),
    PageEntry("evidence", "Evidence"),
    PageEntry("changes", "What changed"),
    PageEntry("corrections", "Corrections"),
    PageEntry("data", "Data"),
    PageEntry("method", "Method"),
    PageEntry("call", "About the call"),
    PageEntry("get_help", "Get help"),
)


FEED, CORRECTIONS_FEED = "/changes.atom", "/corrections.atom"  # served from the data folder

# The release that links stay within; empty for the one that the app opens by itself. One for each run of a page.
_within: ContextVar[str] = ContextVar("release_of_links", default="")


def stay_within(release_id: str) -> None:
    """Let every link that is made from here on in this run lead to a release; empty text for the usual one."""
    _within.set(release_id)


@contextmanager
def linking(make: Callable[[str, Mapping[str, str]], str]) -> Iterator[None]:
    """Let links be made in another way within a block: from the name of a page and its parameters."""
    before = _make.set(make)
    try:
        yield
    finally:
        _make.reset(before)


def navigate() -> st.Page:
    """Declare the pages and return the one that the address asks for."""
    return st.navigation(
        [
            st.Page(f"pages/{entry.path}.py", title=entry.title, default=entry.is_home, url_path=_url_path(entry))
            for entry in PAGES
        ],
        position="hidden" if st.context.is_embedded else "sidebar",
        expanded=True,  # else the help lines' page is folded away
    )


def href(path: str, **parameters: str) -> str:
    """Return the address of a page with parameters, relative to the app."""
    return _make.get()(path, parameters)


def _app_address(path: str, parameters: Mapping[str, str]) -> str:
    entry = next(entry for entry in PAGES if entry.path == path)
    within = {"release": _within.get()} if _within.get() and "release" not in parameters else {}
    query = urlencode({**parameters, **within})
    return f"/{_url_path(entry) or ''}" + (f"?{query}" if query else "")


_make: ContextVar[Callable[[str, Mapping[str, str]], str]] = ContextVar("way_of_links", default=_app_address)


def _url_path(entry: PageEntry) -> str | None:
    # The same as Streamlit derives from the file, so that a first visit finds the page however the server was
    # started; the home page has none.
    return None if entry.is_home else entry.path
