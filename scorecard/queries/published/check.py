"""Checking a report that a visitor sends: read in memory, held against the rules, forgotten."""

import io
from collections.abc import Iterator, Sequence
from threading import BoundedSemaphore
from typing import NamedTuple

import pandas as pd

from scorecard.reports.findings import FINDING_COLUMNS, checked_reports, findings
from scorecard.reports.problems import ReportError
from scorecard.reports.reading.limits import UPLOAD, UPLOAD_BYTES
from scorecard.reports.reading.packages import Sheet, sheets_of
from scorecard.reports.template import ServiceKind

_ONE_AT_A_TIME = BoundedSemaphore(1)  # a large workbook takes a processor for seconds; pages must go on
_LONGEST_WAIT = 60  # seconds


class CheckedUpload(NamedTuple):
    """What a check of sent files found.

    Attributes:
        refusal: why the files were refused; empty where they were read.
        reports: of each report its service, its period and how many cells were read.
        notes: of each file what was done to read it.
        flags: the findings, `FINDING_COLUMNS`.
    """

    refusal: str
    reports: tuple[tuple[str, str, int], ...]
    notes: tuple[tuple[str, str], ...]
    flags: pd.DataFrame


def upload_megabytes() -> int:
    """Return how many megabytes one file may have."""
    return UPLOAD_BYTES // 2**20


def service_kinds() -> dict[str, str]:
    """Return the kinds of services that a visitor can say, by id."""
    return {kind.name.lower(): kind.value for kind in reversed(ServiceKind)}


def check_upload(files: Sequence[tuple[str, bytes]], kind: str | None) -> CheckedUpload:
    """Check sent files as one report.

    Args:
        files: name and content of each.
        kind: id of the kind of service, None where it is not known.
    """
    nothing = pd.DataFrame(columns=list(FINDING_COLUMNS))
    if not _ONE_AT_A_TIME.acquire(timeout=_LONGEST_WAIT):
        return CheckedUpload("Others are checking their reports right now. Try again in a minute.", (), (), nothing)
    try:
        checked = checked_reports(_sheets(files), "", ServiceKind[kind.upper()] if kind else None)
    except ReportError as error:
        return CheckedUpload(str(error), (), (), nothing)
    finally:
        _ONE_AT_A_TIME.release()
    return CheckedUpload(
        refusal="",
        reports=tuple((entry.report.service, entry.report.period.label, len(entry.report.cells)) for entry in checked),
        notes=tuple((sheet.file, note) for entry in checked for sheet in entry.report.sheets for note in sheet.notes),
        flags=findings(checked),
    )


def _sheets(files: Sequence[tuple[str, bytes]]) -> Iterator[Sheet]:
    total = sum(len(content) for _, content in files)
    if total > UPLOAD_BYTES:
        message = f"together the files have {total / 2**20:.1f} MB, at most {upload_megabytes()} MB are read"
        raise ReportError("your files", "", message, remedy="Send the parts of one report only.")
    for name, content in files:
        yield from sheets_of(name, lambda content=content: io.BytesIO(content), UPLOAD, with_old=False)  # type: ignore[misc]
