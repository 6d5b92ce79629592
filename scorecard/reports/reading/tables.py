"""One sheet of a report: its heading found by content, its columns by their wording, then its rows.

A report has some hundred rows a part. A file with more is read to its end all the same, see `rows`.
"""

from collections.abc import Iterator
from itertools import chain, islice

import pandas as pd

from scorecard.reports.model import CELL_COLUMNS
from scorecard.reports.problems import ReportError
from scorecard.reports.reading.headings import Heading, find_heading
from scorecard.reports.reading.rows import Table, TableReader
from scorecard.reports.reading.text import HEADING_WITHIN, Row
from scorecard.reports.template import PART
from scorecard.reports.wordings import SheetName


def read_table(rows: Iterator[Row], name: SheetName, file: str, has_marks: bool = True) -> Table:
    """Read a sheet.

    Args:
        rows: its rows from the first on.
        name: what its name says.
        file: the sheet, for messages.
        has_marks: whether its cells are parted by marks in a text, as those of a workbook are not.

    Raises:
        ReportError: it has no heading of the template, or a row that cannot be told.
    """
    first = list(islice(rows, HEADING_WITHIN))
    heading = find_heading(first, name, file)
    table = Table(
        name._replace(part=heading.part, by_number=False), file, pd.DataFrame(columns=[*CELL_COLUMNS, "service"])
    )
    _note_heading(table, heading)
    following = chain(first[heading.number :], rows)
    if heading.part in (1, 11):
        table.indicated = _indicated(following, heading, file)
        table.rows = len(table.indicated)
        return table
    reader = TableReader(table, heading)
    reader.read(_as_wide(following, heading, len(first[heading.number - 1]), file) if has_marks else following)
    return table


def _as_wide(rows: Iterator[Row], heading: Heading, width: int, file: str) -> Iterator[Row]:
    """Yield rows, and refuse those with more cells than the heading.

    A comma in a number without quotation marks, ``1,234``, makes two cells of it and moves all that follow by one.
    """
    about = heading.columns["category" if PART[heading.part].has_columns else "indicator"]
    for number, row in enumerate(rows, start=heading.number + 1):
        if len(row) > width and row[about].strip():
            raise ReportError(
                file, "", f"the row has more cells than the heading ({len(row)} and {width}), so that figures may "
                "stand in wrong columns", row=number, cell=", ".join(row[about : about + 5]),
                remedy="Put numbers with commas into quotation marks, or name all columns in the heading.",
            )  # fmt: skip
        yield row


def _note_heading(table: Table, heading: Heading) -> None:
    if heading.number > 1:
        table.notes.append(f"the heading stands in row {heading.number}")
    if heading.aside:
        table.notes.append(f"columns that the template does not have were left aside: {', '.join(heading.aside)}")
    missing = [measure.wording for measure in PART[heading.part].measures if measure.id not in heading.columns]
    if PART[heading.part].has_columns and missing:
        table.notes.append(f"columns of the template are missing: {', '.join(missing)}")


def _indicated(rows: Iterator[Row], heading: Heading, file: str) -> dict[str, str]:
    """Return what part 1 says, by its indicator; of part 11 only which indicators have a text."""
    said: dict[str, str] = {}
    indicator, value = heading.columns["indicator"], heading.columns["value"]
    for number, row in enumerate(rows, start=heading.number + 1):
        if len(row) <= max(indicator, value) or not row[indicator].strip():
            continue
        name, text = " ".join(row[indicator].split()), row[value].strip()
        if said.get(name) and text and text != said[name] and name.casefold().endswith("date of reporting period"):
            raise ReportError(
                file, "", f"part 1 says of the {name.casefold()} “{said[name]}”, too", row=number, column="Value",
                cell=text, remedy="Give each report a part 1 of its own.",
            )  # fmt: skip
        if not said.get(name):
            said[name] = text
    return said
