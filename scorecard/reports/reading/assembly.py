"""From sheets to reports: which sheets belong together, and which service and period they are about."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import pandas as pd

from scorecard.reports import wordings
from scorecard.reports.model import CELL_COLUMNS, Period, Report, SheetRead
from scorecard.reports.periods import days_come_first, most_common_period, parse_date
from scorecard.reports.problems import ReportError
from scorecard.reports.reading.headings import NoHeadingError
from scorecard.reports.reading.packages import Sheet
from scorecard.reports.reading.rows import Table
from scorecard.reports.reading.tables import read_table
from scorecard.vocabulary import FigureState, HowObtained

_START, _END = "starting date of reporting period", "ending date of reporting period"
_PUBLISHED = "date of the publication of the report"
NAMES_PART = 2  # only repeats the template's list of categories
NOTES = ".txt"  # may lie beside a report and say what is in it

Progress = Callable[[str], None]


def read_reports(
    sheets: Iterable[Sheet], service: str = "", progress: Progress = lambda step: None, nameless: str = ""
) -> list[Report]:
    """Read the reports that some sheets hold, one for each service.

    Args:
        sheets: files and sheets, such as the parts of one report.
        service: name of the service, for reports that do not say it; of several services, the one that is wanted.
        progress: called with the name of each sheet before it is read.
        nameless: what to call a service that nothing names; empty refuses such a report.

    Raises:
        ReportError: a sheet is refused, or the sheets contradict each other; nothing of them is used.
    """
    tables: list[Table] = []
    aside = []
    for sheet in sheets:
        name = wordings.sheet_in_book(sheet.name, sheet.book) if sheet.book else wordings.sheet_name(sheet.name)
        if name.part == NAMES_PART:
            continue
        progress(f"reading {sheet.file}")
        try:
            table = read_table(sheet.rows(), name, sheet.file, has_marks=not sheet.book)
        except NoHeadingError:
            if not (sheet.book or sheet.name.casefold().endswith(NOTES)):
                raise
            aside.append(f"{sheet.file} was left aside: it has no heading of the template")
            continue
        table.notes[:0] = sheet.notes
        tables.append(table)
    if not tables:
        raise ReportError("the report", "", "there is no part of the template in it", remedy="Give its CSV files.")
    tables[0].notes += aside
    return [_report(name, own) for name, own in _by_service(tables, service, nameless).items()]


def _by_service(tables: list[Table], wanted: str, nameless: str) -> dict[str, list[Table]]:
    """Return the tables of each service: whole tables, or the rows of one that names several."""
    spoken = [_services(table) for table in tables]
    if all(len(names) <= 1 for names in spoken) and not _clashing(tables, spoken):
        counts = Counter(name for found in spoken for name in found)
        name = wanted or (counts.most_common(1)[0][0] if counts else nameless)
        if not name:
            raise ReportError(tables[0].file, "", "no row names the service", remedy="Say it with --service NAME.")
        return {name: tables}
    found: dict[str, tuple[str, list[Table]]] = {}
    for table, names in zip(tables, spoken, strict=True):
        if len(names) != 1:
            _require_named(table, "about several services" if names else "in a report of several services")
        for name in names:
            key = wordings.plain(name)
            found.setdefault(key, (name, []))[1].append(_rows_of(table, name, with_nameless=len(names) == 1))
    shared = [table for table, names in zip(tables, spoken, strict=True) if not names and table.name.part in (1, 11)]
    reports = {name: own + shared for name, own in found.values()}
    if wanted and wordings.plain(wanted) in found:
        return {wanted: reports[found[wordings.plain(wanted)][0]]}
    if not reports:
        raise ReportError(tables[0].file, "", "there are several tables of one part, and no row names its service",
                          remedy="Give one report at a time.")  # fmt: skip
    return reports


def _require_named(table: Table, what: str) -> None:
    """Refuse rows with figures of which nothing says whose they are, as merged cells leave them."""
    lost = table.cells[(table.cells["service"] == "") & (table.cells["state"] != FigureState.BLANK)]
    if not lost.empty:
        raise ReportError(table.file, "", f"the row has figures and names no service, {what}",
                          row=int(lost["row"].iloc[0]), column="Service", remedy="Fill the cell in.")  # fmt: skip


def _services(table: Table) -> list[str]:
    """Return the services that the rows of a table name, each once whatever its case."""
    names: dict[str, str] = {}
    for name in table.cells["service"].unique():
        if name:
            names.setdefault(wordings.plain(name), " ".join(name.split()))
    return list(names.values())


def _clashing(tables: list[Table], spoken: list[list[str]]) -> bool:
    """Return whether two tables are of one part, surface and version and differ: two reports, or a mistake."""
    seen: dict[tuple[int | None, str, int], tuple[Table, list[str]]] = {}
    for table, names in zip(tables, spoken, strict=True):
        first, others = seen.setdefault(_key(table), (table, names))
        is_other = names and others and wordings.plain(names[0]) != wordings.plain(others[0])
        if first is not table and (is_other or not _equal(first, table)):
            return True
    return False


def _key(table: Table) -> tuple[int | None, str, int]:
    return table.name.part, table.name.surface, table.name.version


def _equal(one: Table, other: Table) -> bool:
    """Return whether two tables have the same figures, such as a workbook and the CSV files beside it."""
    keys = ["category", "description", "scope", "measure", "state", "value", "high"]
    return one.indicated == other.indicated and bool(
        one.cells[keys].reset_index(drop=True).equals(other.cells[keys].reset_index(drop=True))
    )


def _rows_of(table: Table, service: str, with_nameless: bool) -> Table:
    own = [wordings.plain(service), *([""] if with_nameless else [])]
    cells = table.cells[table.cells["service"].map(wordings.plain).isin(own)]
    return replace(table, cells=cells, rows=int(cells["row"].nunique()))


def _report(service: str, tables: list[Table]) -> Report:
    kept = _without_copies(tables)
    summary = max((table for table in kept if table.name.part == 1), key=lambda table: table.name.version, default=None)
    said = {wordings.plain(key): text for key, text in summary.indicated.items()} if summary else {}
    filled = [table.cells for table in kept if not table.cells.empty]
    cells = pd.concat(filled, ignore_index=True) if filled else kept[0].cells
    day_first = days_come_first(said.values())
    return Report(
        service=service,
        period=_period(said, cells, day_first, kept[0].file),
        cells=cells[list(CELL_COLUMNS)],
        how=HowObtained.FILES,
        published_on=parse_date(said.get(_PUBLISHED, ""), day_first),
        sheets=tuple(_sheet(table, service) for table in kept),
    )


def _without_copies(tables: Sequence[Table]) -> list[Table]:
    """Return one table for each part, surface and version.

    Raises:
        ReportError: two differ and nothing says which is the corrected one.
    """
    seen: dict[tuple[int | None, str, int], Table] = {}
    for table in tables:
        first = seen.setdefault(_key(table), table)
        if first is not table and not _equal(first, table):
            raise ReportError(
                table.file, "", f"{first.file} is the same part with other figures",
                remedy="Leave one out, or mark the newer one as corrected in its name: …_corrected.csv.",
            )  # fmt: skip
    return list(seen.values())


def _period(said: dict[str, str], cells: pd.DataFrame, day_first: bool, file: str) -> Period:
    start, end = (parse_date(said.get(name, ""), day_first) for name in (_START, _END))
    if start and end and start <= end:
        return Period(start, end)
    period = most_common_period(cells["period"])
    if period is None:
        raise ReportError(file, "", "neither part 1 nor any row says which period the report is about",
                          remedy="Give part 1, or fill the column “Reporting period” in.")  # fmt: skip
    return period


def _sheet(table: Table, service: str) -> SheetRead:
    notes = list(table.notes)
    spelt = [name for name in _services(table) if name != service]
    if spelt:
        notes.append(f"the service is spelt {', '.join(spelt)}")
    name = table.name
    return SheetRead(name.part or 0, name.surface, name.version, table.file, table.rows, tuple(notes))
