"""What the browser has at once, while the app's scripts still load: the page's name, and what the view shows.

The same words are what search engines and previews of links read.
"""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs

from scorecard import queries, settings
from scorecard.charts import theme
from scorecard.errors import ScorecardError
from scorecard.ui import html, navigation
from scorecard.ui.preview import Preview, preview

SCRIPT = (Path(__file__).parent / "page.js").read_text(encoding="utf-8")


class FirstPaint(NamedTuple):
    """What goes into Streamlit's HTML page: in place of its title, and above the app."""

    head: str
    body: str


def first_paint(path: str, query: str) -> FirstPaint:
    """Return what the page at an address begins with.

    Args:
        path: path of the address; one that is no page gets the home page, as in the app.
        query: what follows the question mark.
    """
    entry = next((entry for entry in navigation.PAGES if entry.path == path.strip("/")), navigation.PAGES[0])
    given = parse_qs(query, keep_blank_values=True)
    tables = _tables_if_ready(given)
    said = (preview(tables, entry.path, given) if tables else None) or Preview(entry.title)
    if tables:
        said = said._replace(description=_superseded(tables, given) + said.description)
    is_help = entry.path == "get_help"
    body = html.render(
        "first_paint",
        title=said.title,
        description=said.description,
        help_href="" if is_help else navigation.href("get_help"),
        help_lines=_help_lines(tables) if is_help and tables else "",
        light=theme.LIGHT,
        dark=theme.DARK,
    )
    return FirstPaint(_head(f"{entry.title} · Pledgewatch", said), body)


def _superseded(tables: queries.Tables, given: Mapping[str, Sequence[str]]) -> str:
    """Return that what the address shows was corrected since, as the beginning of its description; else nothing."""
    from scorecard.ui import releases  # here: see `_tables_if_ready`

    try:
        newest = releases.newest_tables(tables)
    except ScorecardError:
        return ""
    said = queries.superseded(tables, newest, next(iter(given.get("company", [])), None))
    return f"{said}. " if said else ""


def corrections_feed() -> bytes | None:
    """Return the feed of corrections, as the newest release has them; None where no release can be read."""
    from scorecard.ui import cache, releases  # here: see `_tables_if_ready`

    try:
        known = cache.releases(settings.releases_dir())
        newest = releases.tables_of(known[0].release_id) if known else None
    except ScorecardError:
        return None
    if newest is None:
        return None
    address = settings.public_address()
    released = {facts.release_id: facts.released_on for facts in known}
    return queries.corrections_feed(newest, released, f"{address}/corrections" if address else "")


def _head(name: str, said: Preview) -> str:
    title, description = escape(said.title), escape(said.description)
    return (
        f'<title>{escape(name)}</title><meta name="description" content="{description}">'
        f'<meta property="og:title" content="{title}"><meta property="og:description" content="{description}">'
        f'<link rel="alternate" type="application/atom+xml" title="Clause changes" href="{navigation.FEED}">'
        f'<link rel="alternate" type="application/atom+xml" title="Corrections" href="{navigation.CORRECTIONS_FEED}">'
        '<meta property="og:type" content="website"><meta property="og:site_name" content="Pledgewatch">'
        f"<script>{SCRIPT}</script>"
    )


def _help_lines(tables: queries.Tables) -> html.Fragment | str:
    from scorecard.ui import frame  # here, since it draws with Streamlit, which `asgi.py` sets up first

    return "" if tables["call"].empty else frame.help_lines(tables, True)


def _tables_if_ready(given: Mapping[str, Sequence[str]]) -> queries.Tables | None:
    """Return the tables that a page uses; None where there are none yet: the page tells the visitor why."""
    from scorecard.ui import cache, releases  # here: Streamlit's caches want the server's runtime to be there first

    try:
        if frozen := releases.tables_of(releases.asked_for(given)):
            return frozen
        address = settings.database_url()
        content = cache.content_hash(address)
        return cache.tables(address, content, releases.usual() == releases.WORKING) if content else None
    except ScorecardError:
        return None
