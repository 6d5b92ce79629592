"""What was given, taken apart: a CSV file, a workbook, or an archive of them become named sheets of rows.

Archives are read in place and nothing is unpacked to disk. Archives in archives are refused.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any, NamedTuple

from scorecard.reports.problems import ReportError
from scorecard.reports.reading.limits import MEGABYTE, Limits
from scorecard.reports.reading.text import Opener, Row, rows_of_text, text_form
from scorecard.reports.reading.workbooks import sheets_of_old, sheets_of_xlsx

TABLES = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm")
OLD_WORKBOOKS = (".xls", ".ods")
ARCHIVE = ".zip"
_SKIPPED = ("__MACOSX/", ".", "~$")
# What reading an archive may raise: it is broken, packed in a way that is not known, or locked with a password.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, RuntimeError,
    OverflowError, LookupError,
)  # fmt: skip


class Sheet(NamedTuple):
    """A table of text.

    Attributes:
        name: name of its file or sheet, which says what part it is.
        file: what it is called in messages.
        rows: yields its rows, from the first on.
        notes: what had to be found out to read it.
        book: name of its workbook, which may say what the sheet's does not; empty for a file of its own.
    """

    name: str
    file: str
    rows: Callable[[], Iterator[Row]]
    notes: tuple[str, ...] = ()
    book: str = ""


class _Member(io.RawIOBase):
    """A file in an archive that closes the archive with it."""

    def __init__(self, archive: IO[bytes], member: zipfile.ZipInfo) -> None:
        self._archive = archive
        self._stream = zipfile.ZipFile(archive).open(member)  # noqa: SIM115

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content = self._stream.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._archive.close()
        super().close()


def sheets_of(file: str, opened: Opener, limits: Limits, with_old: bool = True) -> Iterator[Sheet]:
    """Yield the sheets of a file, whatever kind its first bytes say it is.

    Args:
        file: its name.
        opened: opens it, as often as asked.
        limits: how large it may be.
        with_old: whether XLS and ODS workbooks are read, too: not those that strangers send, since their sheets are
            built in memory before their size is known.

    Raises:
        ReportError: it is none of these, broken, or too large.
    """
    with opened() as stream:
        start = stream.read(8)
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        yield from _sheets_of_zip(file, opened, limits, with_old, is_inner=False)
    elif start.startswith(b"\xd0\xcf\x11\xe0"):
        yield from _sheets_of_old(file, opened, limits, with_old)
    else:
        yield _table(file, opened, limits)


def _table(file: str, opened: Opener, limits: Limits) -> Sheet:
    form = text_form(file, opened)
    return Sheet(file.rsplit("/", 1)[-1], file, lambda: rows_of_text(file, opened, form, limits), form.notes)


def _sheets_of_zip(file: str, opened: Opener, limits: Limits, with_old: bool, is_inner: bool) -> Iterator[Sheet]:
    members = _members(file, opened, limits)
    names = {member.filename for member in members}
    if "xl/workbook.xml" in names or "content.xml" in names:
        _require_size(sum(member.file_size for member in members), limits.workbook_bytes, file)
        with opened() as stream:
            content = stream.read()
        if "content.xml" in names:
            yield from _sheets_of_old(file, opened, limits, with_old)
        else:
            yield from _as_sheets(file, sheets_of_xlsx(file, content, limits))
        return
    if is_inner:
        raise ReportError(file, "", "the archive lies in an archive", remedy="Unpack it first, and give its files.")
    tables = [member for member in members if not _is_beside_the_point(member.filename)]
    if not tables:
        raise ReportError(file, "", "the archive holds no CSV file and no workbook", remedy="Give the report's files.")
    for member in tables:
        yield from _sheets_of_member(file, opened, member, limits, with_old)


def _sheets_of_member(
    file: str, opened: Opener, member: zipfile.ZipInfo, limits: Limits, with_old: bool
) -> Iterator[Sheet]:
    inner = f"{file}/{member.filename}"
    lower = member.filename.casefold()

    def opened_member() -> IO[bytes]:
        archive = opened()
        try:
            return io.BufferedReader(_Member(archive, member), MEGABYTE)
        except _DAMAGED as error:
            archive.close()
            raise ReportError(file, member.filename, f"the file in the archive cannot be read: {error}") from None

    if lower.endswith(TABLES):
        try:
            table = _table(inner, opened_member, limits)
        except _DAMAGED as error:
            raise _damaged(file, member.filename, error) from None
        yield _checked(table, file)
        return
    _require_size(member.file_size, limits.workbook_bytes, inner)
    with opened_member() as stream:
        content = _read(stream, file, member.filename)
    reopened = lambda: io.BytesIO(content)  # noqa: E731
    if content.startswith(b"PK"):
        yield from _sheets_of_zip(inner, reopened, limits, with_old, is_inner=True)
    else:
        yield from _sheets_of_old(inner, reopened, limits, with_old)


def _damaged(file: str, place: str, error: Exception) -> ReportError:
    return ReportError(file, place, f"the archive is damaged: {error}", remedy="Pack it anew, or give its files.")


def _checked(sheet: Sheet, file: str) -> Sheet:
    """Return a sheet whose rows fail in words where the archive is damaged."""

    def rows() -> Iterator[Row]:
        try:
            yield from sheet.rows()
        except _DAMAGED as error:
            raise _damaged(file, sheet.name, error) from None

    return sheet._replace(rows=rows)


def _read(stream: IO[bytes], file: str, name: str) -> bytes:
    try:
        return stream.read()
    except _DAMAGED as error:
        raise _damaged(file, name, error) from None


def _members(file: str, opened: Opener, limits: Limits) -> list[zipfile.ZipInfo]:
    try:
        with opened() as stream, zipfile.ZipFile(stream) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except _DAMAGED as error:
        raise _damaged(file, "", error) from None
    if len(members) > limits.files:
        raise ReportError(file, "", f"the archive holds {len(members):,} files, at most {limits.files} are read")
    _require_size(sum(member.file_size for member in members), limits.unpacked_bytes, file)
    return members


def _require_size(size: int, most: int, file: str) -> None:
    if size > most:
        message = f"the file is {size / 2**20:,.0f} MB when unpacked, at most {most // 2**20} MB are read"
        raise ReportError(file, "", message, remedy="Give the parts of the report only.")


def _is_beside_the_point(name: str) -> bool:
    base = name.rsplit("/", 1)[-1]
    is_read = name.casefold().endswith((*TABLES, *WORKBOOKS, *OLD_WORKBOOKS, ARCHIVE))
    return name.startswith(_SKIPPED) or base.startswith(_SKIPPED) or not is_read


def _sheets_of_old(file: str, opened: Opener, limits: Limits, with_old: bool) -> Iterator[Sheet]:
    if not with_old:
        raise ReportError(file, "", "XLS and ODS workbooks are not read here", remedy="Save it as XLSX or CSV.")
    with opened() as stream:
        content = stream.read(limits.workbook_bytes + 1)
    _require_size(len(content), limits.workbook_bytes, file)
    yield from _as_sheets(file, sheets_of_old(file, content, limits))


def _as_sheets(file: str, sheets: dict[str, list[Row]]) -> Iterator[Sheet]:
    book = file.rsplit("/", 1)[-1]
    for name, rows in sheets.items():
        yield Sheet(name, f"{file}, sheet {name}", lambda rows=rows: iter(rows), book=book)  # type: ignore[misc]
