"""The data behind a chart or table as files: CSV, JSON and XLSX, with units, source, licence and release."""

import io
import json
from datetime import date, datetime
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from scorecard.publish.picture import LICENCE, LICENCE_URL, Sheet, Stamp
from scorecard.publish.surround import NAME
from scorecard.tabular import FORMULA_STARTS, rows_of, to_csv

NARROWEST, WIDEST = 8, 60  # characters of a column
LONGEST_CELL = 32_767  # characters, which Excel sets
_MADE = datetime(2000, 1, 1)

MIMES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def data_file(sheet: Sheet, form: str, stamp: Stamp) -> bytes:
    """Return a sheet as a file.

    Args:
        sheet: the data.
        form: ``csv``, ``json`` or ``xlsx``, a key of `MIMES`.
        stamp: release and link.
    """
    if form == "csv":
        return to_csv(sheet.data).encode()
    return _json(sheet, stamp) if form == "json" else _workbook(sheet, stamp)


def about(sheet: Sheet, stamp: Stamp) -> dict[str, str]:
    """Return what must be said with the data: title, source, release, link, licence."""
    return {
        "title": sheet.title,
        "source": sheet.source,
        "publisher": NAME,
        "release": stamp.release,
        "link": stamp.address,
        "licence": f"{LICENCE}, {LICENCE_URL}",
    }


def columns(sheet: Sheet) -> list[dict[str, str]]:
    """Return each column with its unit or meaning, empty where its name says all."""
    return [{"name": str(name), "unit": sheet.units.get(str(name), "")} for name in sheet.data.columns]


def _json(sheet: Sheet, stamp: Stamp) -> bytes:
    content = about(sheet, stamp) | {"columns": columns(sheet), "rows": rows_of(sheet.data)}
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False, default=str).encode()


def _workbook(sheet: Sheet, stamp: Stamp) -> bytes:
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(made, options) as book:
        book.set_properties({"title": sheet.title[:255], "author": NAME, "comments": stamp.release, "created": _MADE})
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            "inert": book.add_format({"quote_prefix": True}),
        }
        _write_data(book.add_worksheet("Data"), sheet, formats)
        _write_about(book.add_worksheet("About"), sheet, stamp, formats)
    return made.getvalue()


def _write_data(page: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    rows = [[_cell(value) for value in row.values()] for row in rows_of(sheet.data)]
    for across, name in enumerate(map(str, sheet.data.columns)):
        page.write_string(0, across, name, formats["head"])
        longest = max([len(name), *(len(str(row[across])) for row in rows if row[across] is not None)])
        page.set_column(across, across, min(max(longest + 2, NARROWEST), WIDEST))
    for along, row in enumerate(rows, start=1):
        for across, value in enumerate(row):
            _write(page, along, across, value, formats)
    page.freeze_panes(1, 0)
    if rows:
        page.autofilter(0, 0, len(rows), len(sheet.data.columns) - 1)


def _write(page: Worksheet, along: int, across: int, value: Any, formats: dict[str, Format]) -> None:
    """Write a value with its type. Text that a spreadsheet would take for a formula is marked as text."""
    if value is None:
        return
    if isinstance(value, bool):
        page.write_boolean(along, across, value)
    elif isinstance(value, int | float):
        page.write_number(along, across, value)
    elif isinstance(value, date):
        page.write_datetime(along, across, value, formats["day"])
    elif value.startswith(FORMULA_STARTS):
        page.write_string(along, across, value, formats["inert"])
    else:
        page.write_string(along, across, value)


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if value is None or isinstance(value, bool | int | float | date):
        return value
    text = str(value)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _write_about(page: Worksheet, sheet: Sheet, stamp: Stamp, formats: dict[str, Format]) -> None:
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 100)
    lines = list(about(sheet, stamp).items())
    for along, (key, text) in enumerate(lines):
        page.write_string(along, 0, key, formats["head"])
        _write(page, along, 1, text, formats)
    start = len(lines) + 1
    page.write_string(start, 0, "column", formats["head"])
    page.write_string(start, 1, "unit or meaning", formats["head"])
    for along, column in enumerate(columns(sheet), start=start + 1):
        _write(page, along, 0, column["name"], formats)
        _write(page, along, 1, column["unit"], formats)
