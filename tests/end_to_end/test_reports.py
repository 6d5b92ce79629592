"""Transparency reports in a real browser: views, downloads, and a file of one's own, good and bad."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from scorecard.reports.template import PART
from tests.end_to_end.conftest import wait_for_end

Visit = Callable[..., Page]
CATEGORIES = ["TOTAL", "STATEMENT_CATEGORY_CYBER_VIOLENCE", "KEYWORD_NON_CONSENSUAL_IMAGE_SHARING"]


def notices(automated_slip: bool = True) -> str:
    """Part 6 of a report as CSV, in which more is automated than there is, if asked."""
    part = PART[6]
    heading = [wording for _, wording in part.keys] + [measure.wording for measure in part.measures]
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow(heading)
    for category in CATEGORIES:
        figures = [100, 120 if automated_slip else 80, 100] + [0] * (len(part.measures) - 3)
        write.writerow(["All", "My service", "2026-01-01/2026-06-30", category, "", *figures])
    return out.getvalue()


def check(visit: Visit, *files: Path) -> Page:
    page = visit("/reports?view=check")
    page.locator('input[type="file"]').set_input_files([str(path) for path in files])
    page.wait_for_selector("[data-testid=stAlert]", timeout=60_000)
    wait_for_end(page)
    return page


def test_a_file_of_ones_own_is_checked_and_the_findings_come_as_a_file(visit: Visit, tmp_path: Path) -> None:
    path = tmp_path / "6_own_initiative_TC.csv"
    path.write_text(notices())
    page = check(visit, path)
    expect(page.get_by_text("Read: My service, January to June 2026, 48 cells.")).to_be_visible()
    body = page.locator("[data-testid=stMain]").inner_text()
    assert "120 measures after automated detection are more than all 100 measures" in body
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download these findings as CSV").click()
    frame = pd.read_csv(waiting.value.path())
    assert "automated-above-measures" in set(frame["rule"])


def test_a_clean_part_in_a_zip_and_in_a_workbook_has_no_contradiction(visit: Visit, tmp_path: Path) -> None:
    archive = tmp_path / "report.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("report/6_own_initiative_TC.csv", notices(automated_slip=False))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "6_own_initiative_TC"
    for row in csv.reader(io.StringIO(notices(automated_slip=False))):
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    workbook = tmp_path / "report.xlsx"
    book.save(workbook)
    for path in (archive, workbook):
        page = check(visit, path)
        expect(page.get_by_text("Read: My service, January to June 2026, 48 cells.")).to_be_visible()
        assert "automated detection are more" not in page.locator("[data-testid=stMain]").inner_text()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("4_notices.csv", b"\x89PNG\r\n\x00\x01", "binary, not text"),
        ("4_notices.csv", b"a,b\n1,2\n", "is a heading of part 4 of the template"),
        ("report.zip", b"PK\x03\x04 and no more", "the archive is damaged"),
        ("report.xlsx", b"PK\x05\x06" + b"\0" * 18, "the archive holds no CSV file and no workbook"),
    ],
)
def test_what_is_no_report_is_refused_in_words(
    visit: Visit, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    page = check(visit, path)
    assert said in page.locator("[data-testid=stAlert]").inner_text()
    assert "Traceback" not in page.locator("body").inner_text()


def test_views_are_reached_by_clicks_and_the_address_follows(visit: Visit) -> None:
    page = visit("/reports")
    for label, key in (("One service", "service"), ("Who filled which row", "coverage"),
                       ("Figures that do not add up", "flags"), ("Reports to NCMEC", "ncmec"),
                       ("Check your own file", "check"), ("Side by side", None)):  # fmt: skip
        page.get_by_role("radio", name=label).click()
        if key:
            page.wait_for_url(f"**/reports?view={key}")
        wait_for_end(page)
    expect(page).not_to_have_url(re.compile("view="))


def test_the_figures_shown_and_all_figures_come_as_files(visit: Visit) -> None:
    page = visit("/reports?measure=6-measure_count&category=KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL")
    for label, least in (("Download these figures", 25), ("Download all figures", 6000)):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=label).click()
        frame = pd.read_csv(waiting.value.path())
        assert len(frame) >= least and {"value", "unit", "source_url"} <= set(frame.columns)


@pytest.mark.parametrize("view", ["rows", "service", "coverage", "flags", "ncmec", "check"])
@pytest.mark.parametrize("width", [390, 768])
def test_nothing_is_wider_than_the_window(visit: Visit, view: str, width: int) -> None:
    page = visit(f"/reports?view={view}", width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth + 1")
