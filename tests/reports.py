"""Made-up reports under the EU template, true to its wording, and the ways in which published files differ from it."""

import csv
import io
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from hypothesis import strategies as st

from scorecard.reports import categories
from scorecard.reports.model import Period, Report
from scorecard.reports.template import PART, Part, Unit, audience, unit_of
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


# How it is written.


def written(figure: tuple[State, float | None, float | None], unit: Unit, dialect: Dialect, rng: random.Random) -> str:
    """Return a figure as a dialect writes it."""
    state, value, high = figure
    if state is not State.VALUE or value is None:
        choices = {State.BLANK: ["", "", " "], State.NOT_APPLICABLE: ["N/A", "n/a", "-", "/"]}
        return rng.choice(choices.get(state, ["see note", "1.2.3", "<5"]))
    if unit is Unit.SHARE:
        ends = [_share(end, dialect) for end in (value, high) if end is not None]
        return " - ".join(ends)
    if unit is Unit.COUNT:
        text = f"{value:,.0f}".replace(",", dialect.thousands)
        return f"{text}{',' if dialect.decimal_comma else '.'}0" if dialect.float_counts else text
    if unit is Unit.HOURS and dialect.time_unit == "clock" and round(value * 36) == value * 36:
        return clock(value)
    parts = f"{value:,.2f}".split(".")
    text = (",", ".")[not dialect.decimal_comma].join([parts[0].replace(",", dialect.thousands), parts[1]])
    return text + (dialect.time_unit if unit is Unit.HOURS and dialect.time_unit != "clock" else "")


def clock(hours: float) -> str:
    """Return hours as ``HH:MM:SS``."""
    seconds = round(hours * 3600)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _share(value: float, dialect: Dialect) -> str:
    text = f"{value * 100:.2f}%" if dialect.percent else f"{value:.4f}"
    return text.replace(".", ",") if dialect.decimal_comma else text


def grid_of(table: MadeTable, dialect: Dialect, period: Period) -> list[list[str]]:
    """Return a part as rows of text, heading first, with all that its dialect adds and leaves out."""
    part, rng = PART[table.part], random.Random(dialect.seed + table.part)
    columns = _columns(part, dialect, rng)
    rows = [
        [_cell(name, row, measure, part, dialect, rng, period) for name, _ in columns]
        for row in table.rows
        for measure in ([""] if part.has_columns else row.figures)
    ]
    if dialect.fillers and not part.has_columns:
        rows.append([{"scope": "[...]", "indicator": "x"}.get(name, "") for name, _ in columns])
    if dialect.notes_below:
        note = ["* Value: as counted on the last day"] + [""] * (len(columns) - 1)
        is_first = columns[0][0] in ("applicability", "context", "aside")
        rows += [[""] * len(columns), note if is_first else [""] * len(columns)]
    heading = [wording for _, wording in columns]
    above = [["", "", "PRIVATE & CONFIDENTIAL", ""], [""]][: dialect.heading_row - 1]
    grid = [*above, heading, *rows]
    grid = [[*row, *[""] * dialect.empty_columns] for row in grid]
    return [_shortened(row) if dialect.short_rows else row for row in grid]


def _shortened(row: list[str]) -> list[str]:
    filled = [place for place, text in enumerate(row, start=1) if text]
    return row[: max(filled, default=0)]


def _columns(part: Part, dialect: Dialect, rng: random.Random) -> list[tuple[str, str]]:
    columns = [(name, wording) for name, wording in part.keys if name != "context"]
    figures = [(measure.id, measure.wording) for measure in part.measures] if part.has_columns else []
    contexts = [("context", f"Contextual Information on {wording}") for _, wording in figures] or [
        ("context", "Contextual Information")
    ]
    columns += figures + {"all": contexts, "none": [], "some": contexts[:3]}[dialect.context]
    if dialect.is_applicability_overwritten:
        columns[0] = ("applicability", str(part.number))
    if not dialect.has_applicability:
        columns = columns[1:]
    if dialect.has_extra_column:
        columns.insert(rng.randrange(len(columns)), ("aside", rng.choice(["Category label", "original_index", "Odd"])))
    if dialect.is_shuffled:
        rng.shuffle(columns)
    return [(name, _worded(wording, dialect.wording)) for name, wording in columns]


def _worded(text: str, how: str) -> str:
    changes = {
        "lower": text.lower(),
        "upper": text.upper(),
        "line breaks": text.replace(" ", "\n", 1),
        "blanks": f" {text.replace(' ', '  ')} ",
        "updated": f"{text} (updated)" if text.startswith("Contextual") else text,
        "quotes": text.replace(' "Other"', " “Other”"),
    }
    return changes.get(how, text)


def _cell(
    name: str, row: MadeRow, measure: str, part: Part, dialect: Dialect, rng: random.Random, period: Period
) -> str:
    keys = row.keys
    if name in row.figures:
        return written(row.figures[name], part.measure(name).unit, dialect, rng)
    if name == "value":
        return written(row.figures[measure], unit_of(part.number, measure, keys["scope"]), dialect, rng)
    if name == "scope":
        return rng.choice([keys["scope"], f"{keys['scope']} "]) if dialect.odd_case else keys["scope"]
    if name == "description" and keys["category"] == categories.OTHER and not keys["description"]:
        return FILLER if dialect.fillers else ""
    fixed = {
        "applicability": audience(part.number, keys["scope"]).value,
        "service": row.service if dialect.names_service else "",
        "period": f"{period.start}/{period.end}",
        "indicator": part.measure(measure).wording if measure else "",
        "context": rng.choice(["", "", 'as we say, "so"; and more\nof it']),
        "aside": "x",
        **keys,
    }
    return fixed[name].lower() if dialect.odd_case and name in ("category", "indicator") else fixed[name]


def summary_of(period: Period, dialect: Dialect) -> list[list[str]]:
    """Return part 1."""
    published = period.end + timedelta(days=40)
    forms = {"dmy": "%d/%m/%Y", "ymd": "%Y/%m/%d", "time": "%Y-%m-%d 00:00:00", "iso": "%Y-%m-%d"}
    says = {
        "Name of the service provider": "Made Ltd.",
        "Date of the publication of the report": published.strftime(forms[dialect.dates]),
        "Date of the publication of the latest previous report": "",
        "Starting date of reporting period": period.start.strftime(forms[dialect.dates]),
        "Ending date of reporting period": period.end.strftime(forms[dialect.dates]),
    }
    return [["Applicability", "Service", "Indicator", "Value"], *(["All", "", key, text] for key, text in says.items())]


def write_report(
    folder: Path,
    tables: list[MadeTable],
    dialect: Dialect,
    period: Period = HALF,
) -> Path:
    """Write a report in a folder and return what is to be given to the importer."""
    grids = {_name(MadeTable(1, ()), dialect): summary_of(period, dialect)}
    grids |= {_name(table, dialect): grid_of(table, dialect, period) for table in tables}
    path = folder / {"zip": "made.zip", "folder": "made"}.get(dialect.package, "made.xlsx")
    if dialect.is_book:
        path.write_bytes(workbook(grids, as_numbers=dialect.package == "numbers"))
        return path
    files = {f"{name}.csv": csv_bytes(grid, dialect) for name, grid in grids.items()}
    if dialect.package == "zip":
        path.write_bytes(zip_bytes(files | {"__MACOSX/._4_notices.csv": b"\0\1", "made/.DS_Store": b"\0"}))
        return path
    path.mkdir()
    for name, content in files.items():
        (path / name).write_bytes(content)
    return path


def _name(table: MadeTable, dialect: Dialect) -> str:
    number = table.part
    form = NAMES[0] if dialect.is_book and "{stem}" in dialect.name else dialect.name
    name = form.format(stem=PART[number].stem, number=number, title=TITLES[number]) + table.surface + table.version
    return name[-31:].lstrip(" -") if dialect.is_book else name


def csv_bytes(grid: list[list[str]], dialect: Dialect) -> bytes:
    """Return rows as CSV."""
    text = io.StringIO()
    quoting = csv.QUOTE_ALL if dialect.line_end == "\r" else csv.QUOTE_MINIMAL  # else "\n" would stay bare
    csv.writer(text, delimiter=dialect.separator, lineterminator=dialect.line_end, quoting=quoting).writerows(grid)
    return text.getvalue().encode(dialect.encoding)


def zip_bytes(files: dict[str, bytes]) -> bytes:
    """Return files as an archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def workbook(sheets: dict[str, list[list[Any]]], as_numbers: bool = False) -> bytes:
    """Return rows as the sheets of a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for place, text in enumerate(row, start=1):
                if text != "":
                    cell = sheet.cell(number, place)
                    cell.value = _typed(text) if as_numbers else text
                    cell.data_type = cell.data_type if as_numbers else "s"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _typed(text: str) -> Any:
    if text.replace(".", "", 1).isdecimal() and text.isascii():
        return float(text) if "." in text else int(text)
    if len(text) == 10 and text[4:8:3] == "--" and text[:4].isdecimal():
        return date.fromisoformat(text)
    return text


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
