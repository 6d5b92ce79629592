"""What stands around every page: style, the database behind it, the sidebar with its help lines, the source line."""

from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from scorecard import queries, settings
from scorecard.errors import DataProblemsError, ScorecardError
from scorecard.ui import cache, cite, cited, controls, html, navigation, releases

FOLDER = settings.ROOT / "static"
PROBLEMS_SHOWN = 20
MOST_KEPT = 20  # footers: one for each release that is looked at


def configure() -> None:
    """Set the page's icon and menu. Comes before the navigation: an icon from there is fetched from another host."""
    st.set_page_config(
        page_icon=str(FOLDER / "favicon.png"),
        layout="wide",
        menu_items={"About": "**Pledgewatch** scores technology companies against the call “No to Nudify”."},
    )


def start_view(page: st.Page) -> None:
    """Start a run of a page: what was shown last time is forgotten."""
    controls.forget_view(page.url_path)
    cited.forget()


def name_tab(title: str) -> None:
    """Set the title of the browser's tab."""
    st.set_page_config(page_title=f"{title} · Pledgewatch")


def enter() -> None:
    """Start a page. Comes first in every page.

    Until the first visitor of a fresh server has run ``dashboard.py``, Streamlit takes a folder called ``pages`` for
    its older kind of app and runs the page that the address names bare, without the frame. Then this turns the older
    kind off and runs the same address again, through ``dashboard.py``.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def draw_top(*, with_sidebar: bool = True) -> None:
    """Draw the style sheet and, unless one chart stands alone, the logo above the sidebar."""
    st.html(html.STYLE)
    if with_sidebar:
        st.logo(str(FOLDER / "logo.svg"), size="medium", link=None)


def draw_help_lines(tables: queries.Tables) -> None:
    """Draw the help lines of the call in the sidebar, where every page has them."""
    if tables["call"].empty:
        return
    with st.sidebar.expander("Get help: are you affected?", expanded=False):
        st.html(help_lines(tables, False))


@queries.kept
def help_lines(tables: queries.Tables, full: bool) -> html.Fragment:
    """Return the help lines as HTML; `full` says for whom each is and what it does."""
    lines = queries.rows_of(queries.in_order(tables, "help_line"))
    return html.render("help_lines", call=tables["call"].iloc[0].to_dict(), lines=lines, full=full)


def draw_source_line(tables: queries.Tables) -> None:
    """Draw the line that says where the figures come from, and the link that restores the view."""
    st.html(_source_line(tables))
    address = f"{_page_address()}?{controls.query_of_view()}"
    with st.expander("Link to this view", key="link_to_view"):
        st.html(html.render("link_to_view", release=queries.release(tables).to_dict(), address=address))
    cite.draw(tables, controls.page_shown(), _page_address(), controls.query_of_view())


@queries.kept
def _source_line(tables: queries.Tables) -> html.Fragment:
    return html.render("source_line", release=queries.release(tables).to_dict())


def _page_address() -> str:
    """Return the page's address as the visitor's browser has it, without its parameters."""
    scheme, host, path, _, _ = urlsplit(st.context.url or "")
    return urlunsplit((scheme, host, path or "/", "", ""))


def draw_footer(tables: queries.Tables) -> None:
    """Draw what stands below every page."""
    st.divider()
    draw_source_line(tables)
    if not tables["call"].empty:
        st.html(_footer(navigation.href("get_help"), navigation.href("method")))


@lru_cache(maxsize=MOST_KEPT)
def _footer(help_href: str, method_href: str) -> html.Fragment:
    return html.render("footer", help_href=help_href, method_href=method_href)


def tables_or_stop() -> queries.Tables:
    """Return the tables of the release that is shown; a failure is told in words.

    Working data come from the database, which is built first where there is none.
    """
    try:
        return releases.tables_of(releases.shown()) or _working_tables()
    except ScorecardError as error:
        _draw_failure(error)
        st.stop()


def _working_tables() -> queries.Tables:
    address = settings.database_url()
    return cache.tables(address, cache.content_hash(address) or _build(address), releases.usual() == releases.WORKING)


def _draw_failure(error: ScorecardError) -> None:
    if not isinstance(error, DataProblemsError):
        st.error(controls.plain(str(error)))
        return
    st.error(f"The data has {len(error.problems)} problems, so there is nothing to show yet.")
    st.code("\n".join(map(str, error.problems[:PROBLEMS_SHOWN])), language=None, wrap_lines=True)


def _build(address: str) -> str:
    """Build the database, showing each step, and return its content hash."""
    with st.status("There is no database yet. Building it from the data folder; this takes a few seconds.") as status:
        content = queries.build_from_data(
            settings.data_dir(), address, lambda step: status.update(label=f"Building: {step}")
        )
        status.update(label="The database was built from the data folder.", state="complete")
    cache.content_hash.clear()
    return content
