"""Made-up reports as files: what a truth looks like in one of the forms that platforms publish."""

import csv
import io
import random
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl

from scorecard.reports import categories
from scorecard.reports.model import Period
from scorecard.reports.template import PART, Part, Unit, audience, unit_of
from tests.reports import FILLER, HALF, NAMES, TITLES, Dialect, MadeRow, MadeTable, State


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
