"""The pure parts of the screen: words, figures, templates."""

import re
from datetime import date
from pathlib import Path

import jinja2
import numpy as np
import pandas as pd
import pytest

from scorecard import dates, numbers, queries, settings, words
from scorecard.charts import ranking as charts
from scorecard.charts import theme
from scorecard.charts.theme import Scheme
from scorecard.ui import html, navigation
from scorecard.vocabulary import Level


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (numbers.one_decimal(64.16), "64.2"),
        (numbers.one_decimal(np.nan), "–"),
        (numbers.one_decimal(6.25), "6.3"),
        (numbers.one_decimal(0.15), "0.2"),
        (numbers.one_decimal(100.0), "100.0"),
        (numbers.whole(62.5), "63"),
        (numbers.whole(0.5), "1"),
        (numbers.whole(None), "–"),
        (words.percent(0.999), "99\u202f%"),
        (words.percent(0.001), "1\u202f%"),
        (words.share(2 / 3), "2/3"),
        (words.share(0.6667), "67\u202f%"),
        (words.share(0.5), "1/2"),
        (words.percent(1), "100\u202f%"),
        (words.percent(0), "0\u202f%"),
        (words.percent(np.nan), "–"),
        (dates.day("2026-08-14"), "14 August 2026"),
        (dates.day("2026-08"), "August 2026"),
        (dates.day("2026"), "2026"),
        (dates.day(date(2026, 2, 1)), "1 February 2026"),
        (dates.day(None), "undated"),
        (dates.day(np.nan), "undated"),
        (dates.short_day("2026-11-22"), "22 Nov 2026"),
        (numbers.listing(["a"]), "a"),
        (numbers.listing(["a", "b", "c"]), "a, b and c"),
        (numbers.listing([]), ""),
        (numbers.counted(1, "company", "companies"), "1 company"),
        (numbers.counted(1234, "item"), "1,234 items"),
        (words.rank(pd.NA), "–"),
        (words.name_of("risk_assessment"), "risk assessment"),
    ],
)
def test_words(given: str, expected: str) -> None:
    assert given == expected


def test_templates_escape_what_they_are_given() -> None:
    drawn = html.render("title", text="<script>&", below="<b>", help_href="/get_help")
    assert "&lt;script&gt;&amp;" in drawn and "<b>" not in drawn


def test_a_template_without_what_it_needs_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        html.render("title", text="only this")


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_ranking_figure_has_every_company_in_the_order_of_the_rows(tables: queries.Tables, scheme: Scheme) -> None:
    rows = queries.ranking(tables)
    figure = charts.ranking_figure(rows, scheme)
    assert list(figure.layout.yaxis.ticktext) == rows["name"].tolist()
    score = next(trace for trace in figure.data if trace.name == "score")
    assert list(score.x) == rows["score"].tolist()
    assert figure.layout.template.layout.font.color == theme.palette(scheme).ink


def test_a_withheld_score_has_a_line_and_no_dot(tables: queries.Tables) -> None:
    rows = queries.ranking(tables).head(2).assign(score=[np.nan, 50.0])
    figure = charts.ranking_figure(rows, scheme=Scheme.LIGHT)
    lines = next(trace for trace in figure.data if trace.mode == "lines")
    assert lines.x[0] == rows["score_low"].iloc[0]
    assert np.isnan(figure.data[1].x[0])


def test_names_are_no_markup_in_a_figure(tables: queries.Tables) -> None:
    rows = queries.ranking(tables).head(1).assign(name="<b>Bold</b> & <script>")
    figure = charts.ranking_figure(rows, scheme=Scheme.LIGHT)
    assert figure.layout.yaxis.ticktext == ("&lt;b&gt;Bold&lt;/b&gt; &amp; &lt;script&gt;",)


def luminance(colour: str) -> float:
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_text_and_marks_have_enough_contrast(colours: theme.Palette) -> None:
    assert contrast(colours.ink, colours.page) >= 7
    assert contrast(colours.quiet, colours.page) >= 4.5
    assert contrast(colours.accent, colours.page) >= 4.5
    assert contrast(colours.range, colours.page) >= 3  # and a dot has a ring of the page's colour around it


def level_colours(style: str) -> dict[str, tuple[list[str], list[str]]]:
    found = {}
    for level in ("met", "partial", "not_met"):
        rule = re.search(rf"(?m)^\.pw-level-{level} {{(.*?)}}", style)
        assert rule is not None
        pairs = re.findall(r"light-dark\((#\w{6}), (#\w{6})\)", rule.group(1))
        found[level] = (list(pairs[0]), list(pairs[1]))
    return found


def test_levels_are_readable_and_apart_in_greyscale() -> None:
    colours = level_colours(html.STYLE)
    for background, text in colours.values():
        for scheme in (0, 1):
            assert contrast(background[scheme], text[scheme]) >= 4.5
    for scheme in (0, 1):
        greys = [luminance(background[scheme]) for background, _ in colours.values()]
        assert abs(greys[0] - greys[1]) > 0.1  # met and partial; not met differs in its symbol and word as well


def test_the_colours_of_style_sheet_and_theme_are_the_same() -> None:
    style = html.STYLE
    config = (settings.ROOT / ".streamlit" / "config.toml").read_text()
    for name in ("ink", "quiet", "line", "page", "accent"):
        assert f"--pw-{name}: light-dark({getattr(theme.LIGHT, name)}, {getattr(theme.DARK, name)})" in style
    for name in ("ink", "page", "line"):
        assert getattr(theme.LIGHT, name) in config and getattr(theme.DARK, name) in config


def test_every_level_has_a_symbol_of_its_own() -> None:
    assert len(set(theme.SYMBOLS.values())) == len(theme.SYMBOLS) == len(Level)


def test_addresses_of_pages() -> None:
    assert navigation.href("company", company="a&b") == "/company?company=a%26b"
    assert navigation.href("ranking") == "/"


def test_every_class_of_the_style_sheet_is_used() -> None:
    style = html.STYLE
    drawn = "".join(path.read_text() for path in (Path(html.__file__).parent / "templates").glob("*.html"))
    drawn += (Path(html.__file__).parent / "page.js").read_text()
    for name in set(re.findall(r"\.(pw-[a-z_-]+)", style)):
        used = name in drawn or (name.startswith("pw-level-") and name.removeprefix("pw-level-") in list(Level))
        assert used, f"{name} is used nowhere"


def test_no_class_is_defined_for_two_things() -> None:
    names = re.findall(r"(?m)^\.(pw-[a-z_-]+) \{", html.STYLE)
    assert len(names) == len(set(names)), sorted({name for name in names if names.count(name) > 1})
