"""Exported files, measured in a real browser: texts in the frame and off each other, real text, fonts, metadata."""

import re
import shutil
import struct
import subprocess
from collections.abc import Iterator
from io import BytesIO
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, sync_playwright
from pypdf import PdfReader

from scorecard import queries
from scorecard.charts.theme import Scheme
from scorecard.export.drawing import Form, draw_composed
from scorecard.pictures import asks, companies, ranking, reports, robustness
from scorecard.publish.compose import NotCarriedError, compose
from scorecard.publish.picture import Picture
from scorecard.publish.presets import PRESETS
from scorecard.publish.typeface import files
from scorecard.queries import published
from scorecard.rendering import Renderer, find_browser
from tests.files.pictures import LONG_TITLE, STAMP, long_picture, plain_picture

SVG = "{http://www.w3.org/2000/svg}"
TEXTS = """() => {
    const svg = document.querySelector("svg"), frame = svg.getBoundingClientRect();
    return [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim()).map((text) => {
        const box = text.getBoundingClientRect();
        return { text: text.textContent, left: box.left - frame.left, top: box.top - frame.top,
                 right: box.right - frame.left, bottom: box.bottom - frame.top,
                 width: frame.width, height: frame.height };
    });
}"""


@pytest.fixture(scope="module")
def page(renderer: Renderer) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser()), args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1400, "height": 2400})
        browser.close()


def drawn(picture: Picture, preset_id: str, form: Form, renderer: Renderer, marked: str | None = None) -> bytes:
    preset = PRESETS[preset_id]
    composed = compose(picture, preset, Scheme.LIGHT, marked, STAMP)
    return draw_composed(composed, picture, preset, form, STAMP, renderer)


def boxes(page: Page, svg: bytes) -> list[dict[str, Any]]:
    page.set_content(f"<body style='margin:0'>{svg.decode().split('?>', 1)[1]}</body>")
    page.evaluate("document.fonts.ready")
    found: list[dict[str, Any]] = page.evaluate(TEXTS)
    return found


def assert_readable(found: list[dict[str, Any]]) -> None:
    """Hold every text to the frame, and no two texts to the same place."""
    assert found
    for box in found:
        assert box["left"] >= -0.5 and box["right"] <= box["width"] + 0.5, box
        assert box["top"] >= -0.5 and box["bottom"] <= box["height"] + 0.5, box
    for one, other in combinations(found, 2):
        across = min(one["right"], other["right"]) - max(one["left"], other["left"])
        down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
        height = min(one["bottom"] - one["top"], other["bottom"] - other["top"])
        assert across < 1.5 or down < 0.45 * height, (one, other)


@pytest.mark.parametrize("preset_id", PRESETS)
@pytest.mark.parametrize("marked", [None, "c3"])
def test_the_longest_names_and_title_stay_in_the_frame(
    page: Page, renderer: Renderer, preset_id: str, marked: str | None
) -> None:
    picture = long_picture()
    found = boxes(page, drawn(picture, preset_id, Form.SVG, renderer, marked))
    assert_readable(found)
    said = " ".join(box["text"] for box in found)
    assert re.sub(r"\s", "", LONG_TITLE) in re.sub(r"\s", "", said)
    assert "Release 2026.11" in said and "CC BY 4.0" in said and "Firm 28" in said


def shipped(tables: queries.Tables) -> list[Picture]:
    view = ranking.View
    providers = published.usual_cybertip_providers(tables)
    row = published.usual_period(tables), published.usual_category(), published.usual_option()
    return [
        ranking.scores(tables, view()), ranking.scores(tables, view(group="each")), ranking.spread(tables, view()),
        ranking.heat_map(tables, view()), robustness.ranges(tables, "overall"), robustness.pairs(tables, "overall"),
        robustness.acceptability(tables, "overall"), robustness.influence(tables, "overall"),
        companies.card(tables, "x_xai"), companies.side_by_side(tables, ("meta", "x_xai", "stability_ai"), True),
        asks.levels(tables, "detection", asks.ALL), asks.evidence_years(tables, queries.EvidenceChoice("", {})),
        asks.endorsers(tables), reports.side_by_side(tables, *row), reports.cybertips(tables, providers),
        reports.timeline(tables, "nonconsensual_intimate_imagery", None),
        reports.timeline(tables, "nudification_tools", "alphabet"),
    ]  # fmt: skip


@pytest.mark.parametrize("preset_id", PRESETS)
def test_every_chart_is_readable_or_refused(
    page: Page, renderer: Renderer, tables: queries.Tables, preset_id: str
) -> None:
    refused = []
    for picture in shipped(tables):
        try:
            svg = drawn(picture, preset_id, Form.SVG, renderer)
        except NotCarriedError as error:
            assert "Take the report column" in str(error)
            refused.append(picture.sheet.sheet_id)
            continue
        try:
            assert_readable(boxes(page, svg))
        except AssertionError as error:
            raise AssertionError(f"{picture.sheet.sheet_id}: {error}") from None
    assert len(refused) <= (0 if preset_id == "column" else 2), refused


def test_an_svg_has_real_text_and_says_what_it_shows(renderer: Renderer) -> None:
    picture = long_picture()
    svg = drawn(picture, "column", Form.SVG, renderer)
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img" and root.get("aria-labelledby") == "t d"
    children = {child.tag: child for child in root}
    assert children[f"{SVG}title"].text == picture.title and children[f"{SVG}title"].get("id") == "t"
    described = children[f"{SVG}desc"].text or ""
    assert picture.alt in described and STAMP.address in described
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert any("Firm 28" in text for text in texts) and any("score, 0–100" in text for text in texts)
    assert not root.findall(f".//{SVG}script") and b"http://www.w3.org" in svg
    if files():
        assert b"@font-face" in svg and svg.count(b"font/woff2") == 2


def test_equal_charts_are_equal_files(renderer: Renderer) -> None:
    for form in (Form.SVG, Form.PNG):
        assert drawn(plain_picture(), "column", form, renderer) == drawn(plain_picture(), "column", form, renderer)


def test_a_pdf_has_its_fonts_its_size_and_its_source(renderer: Renderer) -> None:
    reader = PdfReader(BytesIO(drawn(plain_picture(), "print", Form.PDF, renderer)))
    (sheet,) = reader.pages
    assert abs(float(sheet.mediabox.width) - 841.9) < 1.5 and abs(float(sheet.mediabox.height) - 595.3) < 1.5
    fonts = [font.get_object() for font in sheet["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        described = inner["/FontDescriptor"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(described), font
    assert "Firm 2" in sheet.extract_text()
    assert reader.metadata is not None and reader.metadata.title == "Short title"
    assert "Source: made up." in str(reader.metadata.subject) and "CC BY 4.0" in str(reader.metadata["/Keywords"])


@pytest.mark.parametrize("preset_id", PRESETS)
def test_a_png_has_its_size_its_resolution_and_its_source(renderer: Renderer, preset_id: str) -> None:
    preset = PRESETS[preset_id]
    png = drawn(plain_picture(), preset_id, Form.PNG, renderer)
    across, down = struct.unpack(">II", png[16:24])
    assert across == preset.pixels
    if preset.height is not None:
        assert abs(down - preset.height * preset.pixel_scale) <= 1
    place = png.index(b"pHYs") + 4
    assert abs(struct.unpack(">I", png[place : place + 4])[0] / 39.3701 - preset.dots_an_inch) < 1
    assert b"Source: made up." in png and b"CC BY 4.0" in png and b"Scores of companies <with>" in png


def test_the_files_can_be_seen_by_other_programs(renderer: Renderer, tmp_path: Any) -> None:
    tool = shutil.which("pdffonts")
    if tool is None:
        pytest.skip("pdffonts is not installed; on Debian: sudo apt-get install poppler-utils")
    path = tmp_path / "chart.pdf"
    path.write_bytes(drawn(plain_picture(), "column", Form.PDF, renderer))
    listed = subprocess.run([tool, path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert listed and all(" yes " in line for line in listed)
