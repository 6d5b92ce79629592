"""Checking a report on its own: files in, flags as a table out. Nothing is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from scorecard.reports.flags import Flag
from scorecard.reports.model import Report
from scorecard.reports.reading.assembly import Progress, read_reports
from scorecard.reports.reading.packages import Sheet
from scorecard.reports.rules import flags_in
from scorecard.reports.template import ServiceKind

FINDING_COLUMNS = (
    "service", "severity", "rule", "title", "message", "clause", "part", "surface", "category", "scope", "measure",
    "published", "file", "row", "figures",
)  # fmt: skip
NAMELESS = "the service"


@dataclass(frozen=True)
class Checked:
    """A report that was checked, and its flags."""

    report: Report
    flags: tuple[Flag, ...]


def checked_reports(
    sheets: Iterable[Sheet], service: str, kind: ServiceKind | None, progress: Progress = lambda step: None
) -> list[Checked]:
    """Read the reports in some sheets and hold them against the rules.

    Args:
        sheets: files and sheets of one or several reports.
        service: name of the service where the report does not say it; empty for none.
        kind: kind of service, which decides what rows are due; None where that is not known.
        progress: called with the name of each step before it starts.

    Raises:
        ReportError: the report is refused.
    """
    reports = read_reports(sheets, service, progress, nameless=NAMELESS)
    progress("holding it against the rules")
    return [Checked(report, tuple(flags_in(report))) for report in (replace(report, kind=kind) for report in reports)]


def findings(checked: Sequence[Checked]) -> pd.DataFrame:
    """Return the flags of checked reports, one a row: `FINDING_COLUMNS`, all cells that clash in `figures`."""
    rows = [
        dict(zip(FINDING_COLUMNS, _row(entry.report.service, flag), strict=True))
        for entry in checked
        for flag in entry.flags
    ]
    return pd.DataFrame(rows, columns=list(FINDING_COLUMNS)).astype({"row": "Int64"})


def _row(service: str, flag: Flag) -> tuple[object, ...]:
    rule, first = flag.rule, flag.cells[0]
    return (
        service, rule.severity.value, rule.id, rule.title, flag.message, rule.clause, first.part, first.surface,
        first.category, first.scope, first.measure, first.published, first.file, first.row or None,
        cells_in_words(flag),
    )  # fmt: skip


def cells_in_words(flag: Flag) -> str:
    """Return the cells that clash with what they say: ``TOTAL measure_count: 12; TOTAL automated_count: 13``."""
    return "; ".join(
        f"{cell.category or cell.scope} {cell.measure}: {cell.published or 'blank'}".strip() for cell in flag.cells
    )
