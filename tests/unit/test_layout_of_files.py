"""How charts are laid out for files: texts that fit, rows in two columns, names of files."""

import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard import queries
from scorecard.charts.theme import Scheme
from scorecard.pictures import ranking, reports, robustness
from scorecard.publish.columns import halves
from scorecard.publish.compose import NotCarriedError, compose
from scorecard.publish.figures import plain_figure
from scorecard.publish.filenames import slug
from scorecard.publish.picture import Stamp
from scorecard.publish.presets import PRESETS
from scorecard.publish.textfit import fit, shorten, wrap
from scorecard.publish.typeface import plain, width
from tests.files.pictures import STAMP, long_picture

WORDS = st.text(alphabet="abc üßW&<>/?=é ", max_size=120)


@given(WORDS, st.floats(9, 24), st.floats(40, 600), st.booleans())
def test_wrapped_lines_fit_and_nothing_is_lost(text: str, size: float, room: float, is_bold: bool) -> None:
    lines = wrap(text, size, room, is_bold)
    assert all(width(line, size, is_bold) <= room or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(WORDS, st.floats(60, 600), st.integers(1, 4))
def test_what_does_not_fit_is_made_smaller_and_then_cut(text: str, room: float, lines: int) -> None:
    fitted = fit(text, (20.0, 16.0), room, lines)
    assert len(fitted.lines) <= lines and fitted.size in (20.0, 16.0)
    assert all(width(line, fitted.size) <= room for line in fitted.lines)


@given(WORDS, st.floats(20, 300))
def test_a_shortened_text_fits(text: str, room: float) -> None:
    short = shorten(text, 13, room)
    assert width(short, 13) <= room
    assert short == text or short.endswith("…")


def test_bold_is_wider_and_markup_is_not_read() -> None:
    assert width("Wide words", 13, True) > width("Wide words", 13) > 0
    assert plain("<b>▶ A &amp; B</b><br>c") == "▶ A & B c"


@given(st.text(max_size=200))
def test_a_file_name_is_safe_whatever_a_company_is_called(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name)) and len(slug(name)) <= 82


@pytest.mark.parametrize(
    ("name", "expected"),
    [("../../etc/passwd", "etc-passwd"), ("CON", "con-x"), ("Société Générale", "societe-generale"), ("微软", "x"),
     (".hidden", "hidden"), ("ai_developers", "ai-developers"), ("com1", "com1-x")],
)  # fmt: skip
def test_file_names(name: str, expected: str) -> None:
    assert slug(name) == expected


def points(figure: dict[str, Any]) -> Counter[tuple[str, float, float]]:
    """Return every mark of a figure, wherever it stands."""
    return Counter(
        (str(trace.get("name")), round(x, 6), y)
        for trace in figure["data"]
        for x, y in zip(trace["x"], trace["y"], strict=True)
        if x is not None and y is not None
    )


@pytest.mark.parametrize("preset_id", ["slide", "square", "print"])
@pytest.mark.parametrize("group", ["all", "each"])
def test_two_columns_have_every_mark_once_and_in_its_row(tables: queries.Tables, preset_id: str, group: str) -> None:
    picture = ranking.scores(tables, ranking.View(group=group))
    before = plain_figure(picture.draw(Scheme.LIGHT, None))
    composed = compose(picture, PRESETS[preset_id], Scheme.LIGHT, None, STAMP).figure
    assert "yaxis2" in composed["layout"]
    assert points(composed) == points(before)
    for trace in composed["data"]:
        low, high = sorted(composed["layout"]["yaxis2" if trace.get("yaxis") == "y2" else "yaxis"]["range"])
        assert all(low <= y <= high for y in trace["y"] if y is not None)
    labels = [plain(text) for name in ("yaxis", "yaxis2") for text in composed["layout"][name]["ticktext"]]
    assert labels == [plain(text) for text in before["layout"]["yaxis"]["ticktext"]]


def test_a_timeline_in_two_columns_has_every_mark_once_and_its_whole_legend(tables: queries.Tables) -> None:
    picture = reports.timeline(tables, "nonconsensual_intimate_imagery", None)
    before = plain_figure(picture.draw(Scheme.LIGHT, None))
    composed = compose(picture, PRESETS["slide"], Scheme.LIGHT, None, STAMP).figure
    count = sum(y is not None for trace in before["data"] for y in trace["y"])
    assert sum(y is not None for trace in composed["data"] for y in trace["y"]) == count
    shown = [trace["name"] for trace in composed["data"] if trace.get("showlegend") is not False and trace["y"]]
    assert sorted(shown) == sorted({trace["name"] for trace in before["data"] if trace["y"]})


def test_columns_are_cut_where_a_group_begins() -> None:
    assert halves(["", "a", "b", "c", "", "d", "e"]) == (4, 4)
    assert halves([str(number) for number in range(29)]) == (15, 15)


def test_the_figure_of_the_page_is_not_changed(tables: queries.Tables) -> None:
    picture = ranking.scores(tables, ranking.View())
    figure = picture.draw(Scheme.LIGHT, None)
    before = figure.to_json()
    compose(picture, PRESETS["slide"], Scheme.LIGHT, "meta", STAMP)
    assert figure.to_json() == before


def test_print_is_black_on_white_with_a_code_whatever_was_chosen() -> None:
    dark = compose(long_picture(), PRESETS["print"], Scheme.DARK, None, STAMP).figure
    assert dark["layout"]["paper_bgcolor"] == "#ffffff"
    assert any(shape["type"] == "path" for shape in dark["layout"]["shapes"])
    unknown = compose(long_picture(), PRESETS["print"], Scheme.LIGHT, None, Stamp("Release 2026.11", "")).figure
    assert not [shape for shape in unknown["layout"].get("shapes", []) if shape["type"] == "path"]


def test_what_cannot_be_read_is_refused_and_the_column_takes_all() -> None:
    many = long_picture(rows=80)
    with pytest.raises(NotCarriedError, match="Take the report column"):
        compose(many, PRESETS["square"], Scheme.LIGHT, None, STAMP)
    assert compose(many, PRESETS["column"], Scheme.LIGHT, None, STAMP).height > 1500


def test_the_company_that_stands_out_is_marked_and_one_that_is_not_there_is_not() -> None:
    marked = compose(long_picture(), PRESETS["portrait"], Scheme.LIGHT, "c4", STAMP).figure
    assert any("▶ Firm 4" in plain(text) for text in marked["layout"]["yaxis"]["ticktext"])
    nobody = compose(long_picture(), PRESETS["portrait"], Scheme.LIGHT, "elsewhere", STAMP).figure
    assert not any("▶" in text for text in nobody["layout"]["yaxis"]["ticktext"])


@pytest.mark.parametrize("preset_id", ["column", "slide"])
def test_a_company_stands_out_in_charts_that_do_not_mark_it_themselves(tables: queries.Tables, preset_id: str) -> None:
    for picture in (
        robustness.ranges(tables, "overall"),
        reports.timeline(tables, "nonconsensual_intimate_imagery", None),
    ):
        before = compose(picture, PRESETS[preset_id], Scheme.LIGHT, None, STAMP).figure["layout"]
        after = compose(picture, PRESETS[preset_id], Scheme.LIGHT, "meta", STAMP).figure["layout"]
        labels = [plain(text) for name in ("yaxis", "yaxis2") if name in after for text in after[name]["ticktext"]]
        assert labels.count("▶ Meta") == 1 and "Meta" not in labels
        assert len(after["shapes"]) == len(before.get("shapes", [])) + 1
