"""Links of a static site: parts of the app's pages are drawn as they are, and their links are settled afterwards.

While parts are drawn, `static_address` stands for `navigation.href`. A page that the site has becomes ``site:`` and its
path, any other ``app:`` and its address in the app. `settled` then makes the first relative to the page that they stand
on, and the second absolute; where no app is known, what would lead nowhere is no link.
"""

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import urlencode

_PAGES = {
    "ranking": "index.html",
    "method": "method.html",
    "call": "call.html",
    "get_help": "help.html",
    "corrections": "corrections.html",
    "data": "data.html",
}
_APP_LINK = re.compile(r'\s*<a\b[^>]*\bhref="app:[^"]*"[^>]*>(.*?)</a>', re.S)
_ONWARD = re.compile(r'<a class="pw-onward"')  # links that say only where else to look
_HREF = re.compile(r'\bhref="(site|app|feed):([^"]*)"')


def static_address(path: str, parameters: Mapping[str, str]) -> str:
    """Return what stands for a link to a page of the app, see the module."""
    if path == "company" and "company" in parameters:
        return f"site:{company_path(parameters['company'])}"
    if path == "commitment" and "indicator" in parameters:
        return f"site:{indicator_path(parameters['indicator'])}"
    if path == "commitment" and "commitment" in parameters:
        return f"site:{commitment_path(parameters['commitment'])}"
    if path in _PAGES and not parameters:
        return f"site:{_PAGES[path]}"
    return f"app:/{path}" + (f"?{urlencode(parameters)}" if parameters else "")


def company_path(company_id: str) -> str:
    """Return the path of a company's page on the site."""
    return f"companies/{company_id}.html"


def commitment_path(commitment_id: str) -> str:
    """Return the path of a commitment's page on the site."""
    return f"asks/{commitment_id}.html"


def indicator_path(indicator_id: str) -> str:
    """Return the path of an indicator's page on the site."""
    return f"indicators/{indicator_id}.html"


def settled(markup: str, page: str, app: str) -> str:
    """Return a page with every link leading somewhere.

    Args:
        markup: its HTML, with links as `static_address` writes them.
        page: its path on the site.
        app: address of the app, without a slash at its end; empty where none is known.
    """
    if not app:
        markup = _APP_LINK.sub(_without_link, markup)
    return _HREF.sub(lambda found: f'href="{_target(found[1], found[2], page, app)}"', markup)


def relative(path: str, page: str) -> str:
    """Return a path of the site as a link on one of its pages."""
    target, mark, anchor = path.partition("#")
    return posixpath.relpath(target, posixpath.dirname(page) or ".") + mark + anchor


def _target(kind: str, address: str, page: str, app: str) -> str:
    return relative(address, page) if kind == "site" else f"{app}{address}"


def _without_link(found: re.Match[str]) -> str:
    return "" if _ONWARD.search(found[0]) else f" {found[1]}"
