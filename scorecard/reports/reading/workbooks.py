"""Workbooks: the values of their cells as text. Formulas and macros are never run."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice, zip_longest
from typing import Any
from xml.etree import ElementTree

import openpyxl
import python_calamine
from openpyxl.utils.exceptions import InvalidFileException

from scorecard.reports.problems import ReportError
from scorecard.reports.reading.limits import Limits

Row = list[str]
MOST_ROWS = 2**20  # no spreadsheet program writes more
_NOTHING: Row = []  # one for all empty rows: a sheet may have a million
_SAVE_AS = "Save it again from a spreadsheet program as XLSX or CSV."
_BROKEN = (
    InvalidFileException, zipfile.BadZipFile, LookupError, ValueError, TypeError, AttributeError, OSError, SyntaxError,
    RuntimeError, EOFError, ArithmeticError, AssertionError, struct.error, zlib.error,
)  # fmt: skip


def sheets_of_xlsx(file: str, content: bytes, limits: Limits) -> dict[str, list[Row]]:
    """Return the rows of each sheet of an XLSX workbook, cells as text.

    A formula gives the value that was saved with it. One without gives its own text, which no column of figures takes
    for a number.

    Raises:
        ReportError: the workbook is broken or too large.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that the library does not know; none bears on values
            values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            _require(len(values.sheetnames) <= limits.files, file, f"the workbook has {len(values.sheetnames)} sheets")
            return {
                sheet.title: list(_rows(f"{file}, sheet {sheet.title}", sheet, formulas[sheet.title], limits))
                for sheet in values.worksheets
            }
    except _BROKEN as error:
        raise _broken(file, error) from None


def sheets_of_old(file: str, content: bytes, limits: Limits) -> dict[str, list[Row]]:
    """Return the rows of each sheet of an XLS or ODS workbook, cells as text.

    Raises:
        ReportError: the workbook is broken or too large.
    """
    try:
        if content.startswith(b"PK"):
            _require_dense_size(file, content, limits)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        _require(len(book.sheet_names) <= limits.files, file, f"the workbook has {len(book.sheet_names)} sheets")
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (python_calamine.CalamineError, *_BROKEN) as error:
        raise _broken(file, error) from None
    return {name: [[_text(value) for value in row] for row in rows] for name, rows in sheets.items()}


def _require_dense_size(file: str, content: bytes, limits: Limits) -> None:
    """Refuse an ODS workbook of which a sheet is too large once its repeated cells are written out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("content.xml") as stream:
        height = width = number = 0
        for _, element in ElementTree.iterparse(stream):  # noqa: S314
            tag = element.tag.rsplit("}", 1)[-1]
            if tag == "table":
                height = width = number = 0
            elif tag == "table-row":
                number += _repeated(element, "number-rows-repeated")
                if filled := _filled_width(element):
                    height, width = number, max(width, filled)
                _require(height * width <= limits.sheet_cells, file, f"a sheet has {height * width:,} cells")
                element.clear()


def _filled_width(row: ElementTree.Element) -> int:
    """Return how many cells of a row there are up to the last one that is filled."""
    place = filled = 0
    for cell in row:
        place += _repeated(cell, "number-columns-repeated")
        filled = place if len(cell) else filled
    return filled


def _repeated(element: ElementTree.Element, name: str) -> int:
    return next((int(text) for key, text in element.attrib.items() if key.endswith(f"}}{name}")), 1)


def _broken(file: str, error: Exception) -> ReportError:
    return ReportError(file, "", f"the workbook cannot be read ({type(error).__name__})", remedy=_SAVE_AS)


def _require(condition: bool, file: str, message: str) -> None:
    if not condition:
        raise ReportError(file, "", f"{message}, more than are read", remedy="Give the parts of the report only.")


def _rows(file: str, values: Any, formulas: Any, limits: Limits) -> Iterator[Row]:
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # what a file says of its own size need not be so
    pairs = zip_longest(values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), fillvalue=())
    count, most = 0, min(limits.rows, MOST_ROWS)
    for number, (cells, written) in enumerate(pairs, start=1):
        _require(number <= most, file, f"the sheet has more than {most:,} rows")
        if not cells and not written:
            yield _NOTHING
            continue
        count += len(cells) + 1
        _require(count <= limits.sheet_cells, file, f"the sheet has more than {limits.sheet_cells:,} cells")
        width = max(_width(cells), _width(written))
        _require(width <= limits.columns, file, f"row {number} has {width:,} cells")
        yield [
            str(formula) if value is None and formula is not None else _text(value)
            for value, formula in islice(zip_longest(cells, written), width)
        ] or _NOTHING


def _width(cells: tuple[Any, ...]) -> int:
    """Return how many cells of a row there are up to the last one that is filled."""
    return next((place for place in range(len(cells), 0, -1) if cells[place - 1] is not None), 0)


def _text(value: Any) -> str:
    """Return a value of a cell as a CSV file would have it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{Decimal(repr(value)):f}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(value)
