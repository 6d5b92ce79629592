"""Checking a published report from the command line."""

import sys
from collections.abc import Sequence
from pathlib import Path

from pipelines.report_paths import Progress, sheets_at
from scorecard import console
from scorecard.numbers import counted
from scorecard.reports.findings import Checked, checked_reports, findings
from scorecard.reports.flags import FlagSeverity
from scorecard.reports.template import ServiceKind
from scorecard.tabular import to_csv


def check_path(path: Path, service: str, kind: ServiceKind | None, progress: Progress) -> list[Checked]:
    """Return the reports that a path leads to, checked.

    Raises:
        ReportError: it is not there, or is refused.
    """
    return checked_reports(sheets_at(path), service, kind, progress)


def print_findings(checked: Sequence[Checked], as_csv: bool) -> bool:
    """Write findings to standard output, and what was done to read the files to standard error.

    Returns:
        Whether there is anything but questions.
    """
    for entry in checked:
        console.say(f"{entry.report.service}, {entry.report.period.label}: {counted(len(entry.flags), 'finding')}.")
        for sheet in entry.report.sheets:
            for note in sheet.notes:
                console.say(f"  {sheet.file}: {note}.")
    if as_csv:
        sys.stdout.write(to_csv(findings(checked)))
    for entry in checked if not as_csv else ():
        for flag in entry.flags:
            first = flag.cells[0]
            place = f"{first.file}, row {first.row}" if first.row else first.file or entry.report.service
            print(f"{place}: {flag.rule.severity}: {flag.message} [{flag.rule.id}; {flag.rule.clause}].")
    return any(flag.rule.severity is not FlagSeverity.QUESTION for entry in checked for flag in entry.flags)
