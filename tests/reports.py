"""Made-up reports under the EU template, true to its wording, and the ways in which published files differ from it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from hypothesis import strategies as st

from scorecard.reports import categories
from scorecard.reports.model import Period, Report
from scorecard.reports.template import PART, Unit, unit_of
from scorecard.vocabulary import FigureState

State = FigureState
FILLER = 'Text to detail the "Other" keyword.'
FIGURE_PARTS = (3, 4, 5, 6, 7, 8, 9, 10)
PLAIN_TEXTS = ("own rule, of ours", 'says "no"', "Sexual Harassment", "two\nlines", "a;b|c", "1,234")
TEXTS = {
    "utf-8": (*PLAIN_TEXTS, "Größe 10", "πορνογραφία", "規則", "réglé – oui"),
    "gb18030": (*PLAIN_TEXTS, "规则", "内容"),
    "cp1252": (*PLAIN_TEXTS, "Größe", "réglé", "naïve – oui"),
}
COMPLAINT_SCOPES = ("Total number", "Decisions upheld", "Decisions reversed", "Decision omitted", "Median time")
TITLES = {1: "Summary", 3: "Member states", 4: "Notices", 5: "Own initiative illegal", 6: "Own initiative TC",
          7: "Appeals and recidivism", 8: "Automated means", 9: "Human resources", 10: "AMAR"}  # fmt: skip
HALF = Period(date(2026, 1, 1), date(2026, 6, 30))
NAMES = (
    "{stem}",
    "Part_{stem}",
    "DSA_Transparency_Report_Made_July_December_2025 - {stem}",
    "[Made] DSA VLOP Transparency Report - 28 February 2026 - {stem}",
    "H1 2026 DSA Transparency Report_FINAL.xlsx - {stem}",
    "Made - H2 DSA Transparency Report - {number}. {title}",
    "{number}. {title}",
    "{number}",
    "Part {number}",
)
SURFACES = {"": "", "_Ads": "Ads", "_URL_Level_Removals": "Url-level", "_Partner_Feed_Domain_Lvl_Action":
            "Partner feed (domain)"}  # fmt: skip
VERSIONS = {"": 1, "_version2": 2, "_Corrected": 2}


class Truth(NamedTuple):
    """What one cell of a made-up report says."""

    service: str
    part: int
    surface: str
    version: int
    category: str
    parent: str
    description: str
    section: str
    scope: str
    measure: str
    state: str
    value: float | None
    high: float | None


class MadeRow(NamedTuple):
    """One row of a made-up report: what it is about, and its figures by measure."""

    service: str
    keys: dict[str, str]
    parent: str
    figures: dict[str, tuple[State, float | None, float | None]]


@dataclass(frozen=True)
class MadeTable:
    """One part of a made-up report."""

    part: int
    rows: tuple[MadeRow, ...]
    surface: str = ""
    version: str = ""


@dataclass(frozen=True)
class Dialect:
    """How files differ from the template."""

    seed: int = 0
    package: str = "folder"
    encoding: str = "utf-8"
    separator: str = ","
    line_end: str = "\n"
    decimal_comma: bool = False
    thousands: str = ""
    float_counts: bool = False
    percent: bool = False
    time_unit: str = ""
    name: str = NAMES[0]
    heading_row: int = 1
    wording: str = "as is"
    context: str = "all"
    is_shuffled: bool = False
    has_extra_column: bool = False
    has_applicability: bool = True
    is_applicability_overwritten: bool = False
    notes_below: bool = False
    empty_columns: int = 0
    short_rows: bool = False
    fillers: bool = False
    odd_case: bool = False
    dates: str = "iso"
    names_service: bool = True

    @property
    def is_book(self) -> bool:
        """Whether the report is a workbook, with numbers or with texts in its cells."""
        return self.package in ("numbers", "texts")


@st.composite
def dialects(draw: st.DrawFn) -> Dialect:
    """Draw how files differ from the template; what excludes each other is not drawn together."""
    flag, encoding = st.booleans(), draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030", "cp1252"]))
    decimal_comma = draw(flag)
    blanks = [" ", "'", "’"] + ([] if encoding == "gb18030" else ["\u00a0"])
    return Dialect(
        seed=draw(st.integers(0, 2**32)),
        package=draw(st.sampled_from(["folder", "zip", "folder", "zip", "numbers", "texts"])),
        encoding=encoding,
        separator=draw(st.sampled_from([",", ";", "\t"])),
        line_end=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        decimal_comma=decimal_comma,
        thousands=draw(st.sampled_from(["", *blanks, "" if decimal_comma else ","])),
        float_counts=draw(flag),
        percent=draw(flag),
        time_unit=draw(st.sampled_from(["", "", "hrs", " hours", " h", "clock"])),
        name=draw(st.sampled_from(NAMES)),
        heading_row=draw(st.integers(1, 3)),
        wording=draw(st.sampled_from(["as is", "lower", "upper", "line breaks", "blanks", "quotes", "updated"])),
        context=draw(st.sampled_from(["all", "none", "some"])),
        dates=draw(st.sampled_from(["iso", "dmy", "ymd", "time"])),
        empty_columns=draw(st.sampled_from([0, 0, 4])),
        **{name: draw(flag) for name in ("is_shuffled", "has_extra_column", "has_applicability", "names_service",
                                         "is_applicability_overwritten", "notes_below", "short_rows", "fillers",
                                         "odd_case")},
    )  # fmt: skip


# What a report says.


def made_tables(dialect: Dialect, services: tuple[str, ...] = ("Made",)) -> list[MadeTable]:
    """Return the parts of reports with random figures; only texts that the encoding has."""
    rng = random.Random(dialect.seed)
    texts = TEXTS.get(dialect.encoding, TEXTS["utf-8"])
    tables = []
    for number in FIGURE_PARTS:
        make = _category_rows if PART[number].has_columns else _indicator_rows
        rows = tuple(row for service in services for row in make(rng, number, service, texts))
        tables.append(MadeTable(number, rows))
        if number == 6 and "{stem}" in dialect.name:
            surfaces = list(SURFACES)[: 2 if dialect.is_book else None]  # names of sheets are short
            tables[-1] = replace(tables[-1], surface=rng.choice(surfaces))
            again = replace(tables[-1], version=rng.choice(list(VERSIONS)))
            if again.version:
                rows = tuple(row for service in services for row in make(rng, number, service, texts))
                tables.append(replace(again, rows=rows))
    return tables


def _category_rows(rng: random.Random, number: int, service: str, texts: tuple[str, ...]) -> Iterator[MadeRow]:
    own = [entry for entry in categories.categories() if entry.stands_in(number) and not entry.parent]
    total, *high = [entry.code for entry in own]
    scopes = ("TOTAL", "AT") if number == 3 else ("",)
    for scope in scopes:
        for code in (total, *rng.sample(high, 2)):
            yield _category_row(rng, number, service, code, "", "", scope)
            keywords = [entry for entry in categories.categories() if entry.parent == code and entry.stands_in(number)]
            for entry in keywords:
                for _ in range(rng.choice([1, 1, 3]) if entry.code == categories.OTHER else 1):
                    text = rng.choice(texts) if entry.code == categories.OTHER else ""
                    yield _category_row(rng, number, service, entry.code, code, text, scope)


def _category_row(
    rng: random.Random, number: int, service: str, code: str, parent: str, text: str, scope: str
) -> MadeRow:
    keys = {"category": code, "description": text, "scope": scope, "section": ""}
    figures = {measure.id: _figure(rng, measure.unit) for measure in PART[number].measures}
    return MadeRow(service, keys, parent, figures)


def _indicator_rows(rng: random.Random, number: int, service: str, texts: tuple[str, ...]) -> Iterator[MadeRow]:
    del texts
    for measure in PART[number].measures:
        for scope in _scopes(number, measure.id):
            keys = {"category": "", "description": "", "section": PART[number].title, "scope": scope}
            yield MadeRow(service, keys, "", {measure.id: _figure(rng, unit_of(number, measure.id, scope))})


def _scopes(number: int, measure: str) -> tuple[str, ...]:
    if number == 7:
        is_short = not measure.endswith("complaint_count") and measure != "dispute_count"
        return COMPLAINT_SCOPES[:1] if is_short else (*COMPLAINT_SCOPES, "Percentage of outcomes implemented")
    if number == 8:
        return ("Total number", "Own-initiative", "NAM Total", "NAM Trusted Flagger", "bg", "GR")
    return ("Total number", "bg") if number == 9 else ("TOTAL", "AT")


def _figure(rng: random.Random, unit: Unit) -> tuple[State, float | None, float | None]:
    chance = rng.random()
    if chance < 0.3:
        state = rng.choice([State.BLANK, State.BLANK, State.NOT_APPLICABLE, State.UNREADABLE])
        return state, None, None
    if chance < 0.4:
        return State.VALUE, 0.0, None
    if unit is Unit.COUNT:
        return State.VALUE, float(rng.randrange(10 ** rng.randrange(1, 10))), None
    if unit is Unit.SHARE:
        low = rng.randrange(1, 9000) / 10000
        return State.VALUE, low, low + 0.05 if rng.random() < 0.2 else None
    return State.VALUE, rng.randrange(1, 441_600) / 100, None


# What reading it gives back.


def truths(tables: list[MadeTable]) -> list[Truth]:
    """Return what the cells of some tables say, in order."""
    return sorted(
        (
            Truth(row.service, table.part, SURFACES[table.surface], VERSIONS[table.version],
                  row.keys["category"], row.parent, row.keys["description"], row.keys["section"],
                  row.keys["scope"], measure, state.value, value, high)
            for table in tables for row in table.rows for measure, (state, value, high) in row.figures.items()
        ),
        key=str,
    )  # fmt: skip


def found(reports: list[Report]) -> list[Truth]:
    """Return what the cells of reports say, in the same order."""
    return sorted(
        (
            Truth(report.service, *(cell[name] for name in Truth._fields[1:10]), str(cell["state"]),
                  _or_none(cell["value"]), _or_none(cell["high"]))
            for report in reports for cell in report.cells.to_dict("records")
        ),
        key=str,
    )  # fmt: skip


def _or_none(value: float) -> float | None:
    return None if value != value else round(value, 10)
