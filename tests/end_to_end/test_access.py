"""The app for everybody: no violation of the accessibility rules, all by keyboard, deep links, paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.conftest import wait_for_end

Visit = Callable[..., Page]


def test_the_keyboard_alone_leads_from_the_ranking_to_a_source(visit: Visit) -> None:
    page = visit("/?group=platforms")
    press_until_focused(page, "a[href='/company?company=meta']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/company?company=meta")
    wait_for_end(page)
    press_until_focused(page, "#SBD1 summary")
    page.keyboard.press("Enter")
    press_until_focused(page, "#SBD1 .pw-evidence a")
    focused = page.evaluate("document.activeElement.href")
    assert focused.startswith("https://")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def press_until_focused(page: Page, selector: str) -> None:
    """Press Tab until an element that fits has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"120 times Tab does not lead to {selector}")


def test_a_link_to_an_indicator_unfolds_it_and_brings_it_into_view(visit: Visit) -> None:
    page = visit("/company?company=meta#DET3")
    expect(page.locator("#DET3 details")).to_have_attribute("open", "")
    page.wait_for_timeout(1500)
    expect(page.locator("#DET3")).to_be_in_viewport()
    page.locator("a[href='#SBD5']").first.click()
    expect(page.locator("#SBD5")).to_be_in_viewport()
    page = visit("/method#m-PAY2")
    expect(page.locator("#m-PAY2")).to_be_in_viewport()


def test_a_broken_end_of_an_address_does_no_harm(visit: Visit) -> None:
    errors: list[str] = []
    page = visit(
        "/company?company=meta#%E0%A4%A",
        prepare=lambda page: page.on("pageerror", lambda error: errors.append(str(error))),
    )
    assert page.locator("h1").count() == 1 and errors == []


@pytest.mark.parametrize(
    ("company", "pages"), [("meta", range(2, 5)), ("visa", range(2, 5)), ("alphabet", range(2, 5))]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_report_card_prints_on_two_to_four_pages(visit: Visit, company: str, pages: range, scheme: str) -> None:
    page = visit(f"/company?company={company}", scheme=scheme)
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) in pages
    page.emulate_media(media="print", color_scheme="light" if scheme == "light" else "dark")
    assert page.locator(".pw-print").is_visible()
    assert not page.get_by_test_id("stSidebar").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(255, 255, 255)"


def test_the_menu_gives_way_to_the_page_on_a_phone(visit: Visit) -> None:
    page = visit("/", 390)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Method").click()
    page.locator("h1", has_text="become a score").wait_for()
    expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()
