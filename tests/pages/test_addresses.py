"""Addresses: every view restores itself, and nothing that stands in an address breaks a page."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.ui.navigation import PAGES
from tests.pages.conftest import Page

Open = Callable[..., Page]
PATHS = [entry.path for entry in PAGES]

# Parameters of all pages, with values that mean something on one of them.
KNOWN = {
    "group": ["each", "all", "platforms", "payments"],
    "role": ["all", "search", "model"],
    "sort": ["score", "name", "newest", "transparency"],
    "hq": ["US", "FR"],
    "band": ["few", "withheld"],
    "mark": ["meta", "none"],
    "chart": ["scores", "asks", "map"],
    "company": ["meta", "snap", "visa"],
    "commitment": ["detection", "transparency"],
    "indicator": ["DET2", "SBD1", "all"],
    "example": ["openai", "apple"],
    "stance": ["supports"],
    "lane": ["said", "found"],
    "tier": ["press"],
    "year": ["2026", "undated"],
    "kind": ["policy", "individual"],
    "q": ["hash", '"child safety"'],
    "page": ["1", "2"],
    "show": ["all", "differences"],
    "release": ["working"],
}
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "",
            " ",
            "0",
            "-1",
            "1e9",
            "9" * 4000,
            "\x00",
            "\u202eevil",
            "../../etc/passwd",
            "' OR 1=1 --",
            "<script>alert(1)</script>",
            "{{ 7*7 }}",
            "$x^2$",
            "=1+1",
            "[a](javascript:b)",
            "%E0%A4%A",
            "meta,snap",
            "None",
            "true",
            "🙂" * 50,
        ]
    ),
)


def link_of(page: Page) -> str:
    """Return the query string of the link to the view that a page offers."""
    found = re.search(r'<p class="pw-link"><code>[^<?]*\?([^<]*)</code>', page.html)
    assert found
    return unescape(found.group(1))


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_state_to_address_to_state_is_the_identity(open_page: Open, path: str, data: st.DataObject) -> None:
    keys = data.draw(st.lists(st.sampled_from(sorted(KNOWN)), unique=True, max_size=6))
    state = {key: data.draw(st.sampled_from(KNOWN[key])) for key in keys}
    link = link_of(open_page(path, **state))
    again = open_page(path, **{key: values for key, values in parse_qs(link, keep_blank_values=True).items()})
    assert link_of(again) == link
    assert not again.app.info, "a link that the page itself gave was not understood"


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=45, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(state=st.dictionaries(st.sampled_from(sorted(KNOWN)), st.lists(HOSTILE, min_size=1, max_size=3), max_size=6))
def test_a_hostile_address_gives_a_page_and_no_error(open_page: Open, path: str, state: dict[str, list[str]]) -> None:
    page = open_page(path, **state)
    assert page.title and not page.app.error
    assert "<script" not in page.html


def test_a_release_that_is_not_there_is_told(open_page: Open) -> None:
    page = open_page("company", company="meta", release="1999.1")
    assert "release" in page.app.info[0].value
    assert "release=working" in link_of(page)
