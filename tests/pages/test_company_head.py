"""The head of the report card."""

from collections.abc import Callable

from tests.pages.conftest import Page


def test_the_headquarters_are_a_country_by_name(open_page: Callable[..., Page]) -> None:
    assert "<dt>Headquarters</dt><dd>United States</dd>" in open_page("company", company="meta").html
    assert "<dt>Headquarters</dt><dd>United Arab Emirates</dd>" in open_page("company", company="telegram").html
