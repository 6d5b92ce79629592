"""From paths to reports: a compilation, a list of cells, or files as a provider publishes them."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.compiled import read_compiled
from pipelines.published_cells import read_published_cells
from scorecard.reports import published_cells
from scorecard.reports.model import Report
from scorecard.reports.problems import ReportError
from scorecard.reports.reading.assembly import read_reports
from scorecard.reports.reading.limits import MEGABYTE, Limits
from scorecard.reports.reading.packages import ARCHIVE, OLD_WORKBOOKS, TABLES, WORKBOOKS, Sheet, sheets_of

Progress = Callable[[str], None]

_READ = (*TABLES, *WORKBOOKS, *OLD_WORKBOOKS, ARCHIVE)


@dataclass(frozen=True)
class Source:
    """What was read, and the reports in it.

    Attributes:
        name: name of the file or folder.
        sha256: checksum of the file, or of its files one after the other in order of their names.
        reports: the reports.
    """

    name: str
    sha256: str
    reports: tuple[Report, ...]


def read_path(path: Path, service: str, progress: Progress) -> Source:
    """Read what a path leads to, of whatever kind it is.

    Raises:
        ReportError: it is not there, or is refused.
    """
    if not path.exists():
        raise ReportError(str(path), "", "there is no such file or folder", remedy="Mend the path.")
    try:
        return _read(path, service, progress)
    except OSError as error:
        raise ReportError(str(path), "", f"it cannot be read: {error.strerror or error}", remedy="Mend that.") from None


def sheets_at(path: Path) -> Iterator[Sheet]:
    """Yield the sheets of a file or folder as a provider publishes them.

    Raises:
        ReportError: there is nothing that can be read.
    """
    if not path.exists():
        raise ReportError(str(path), "", "there is no such file or folder", remedy="Mend the path.")
    yield from _sheets(list(_files(path)), path)


def _read(path: Path, service: str, progress: Progress) -> Source:
    files = list(_files(path))
    if not files:
        raise ReportError(str(path), "", "the folder holds no CSV file, workbook or archive", remedy="Mend the path.")
    if path.suffix.casefold() == ".json":
        reports = read_compiled(path)
    elif path.is_file() and _is_list_of_cells(path):
        reports = read_published_cells(path)
    else:
        reports = read_reports(_sheets(files, path), service, progress)
    return Source(path.name, _checksum(files), tuple(reports))


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for found in sorted(path.rglob("*")):
        if found.is_file() and found.name.casefold().endswith(_READ) and not found.name.startswith((".", "~$")):
            yield found


def _sheets(files: list[Path], path: Path) -> Iterator[Sheet]:
    for file in files:
        name = str(file.relative_to(path)) if file != path else file.name
        yield from sheets_of(name, lambda file=file: file.open("rb"), Limits())  # type: ignore[misc]


def _is_list_of_cells(path: Path) -> bool:
    with path.open("rb") as file:
        heading = file.readline(10_000).decode("utf-8-sig", errors="replace")
    return set(published_cells.COLUMNS) <= set(heading.strip().split(","))


def _checksum(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            for chunk in iter(lambda: file.read(MEGABYTE), b""):
                digest.update(chunk)
    return digest.hexdigest()
