"""CSV as it is published: which encoding, which separator; then its rows, one after the other."""

import codecs
import contextlib
import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import IO, NamedTuple

from scorecard.reports import wordings
from scorecard.reports.problems import ReportError
from scorecard.reports.reading.limits import LONGEST_CELL, MEGABYTE, Limits

Opener = Callable[[], IO[bytes]]
Row = list[str]

csv.field_size_limit(LONGEST_CELL)  # a quotation mark that is never closed makes the rest of the file one cell

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = (",", ";", "\t", "|")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_COMMON_LEADS = bytes((*range(0xA1, 0xAA), *range(0xB0, 0xD8)))  # signs, and characters of the first level
_HEAD = 256 * 1024
HEADING_WITHIN = 10  # rows from the top among which the heading is looked for


class TextForm(NamedTuple):
    """How a text file is written, and what had to be found out for that."""

    encoding: str
    separator: str
    notes: tuple[str, ...]


def text_form(file: str, opened: Opener) -> TextForm:
    """Return how a CSV file is written.

    The template asks for UTF-8 and commas. Files that are not UTF-8 are read as GB18030 where all their bytes beyond
    ASCII come in pairs, else as Windows-1252.

    Args:
        file: its name, for messages.
        opened: opens it, as often as asked.

    Raises:
        ReportError: it is empty, binary, or in none of these encodings.
    """
    notes = []
    encoding = _encoding(file, opened)
    if encoding not in ("utf-8", "utf-8-sig"):
        notes.append(f"not UTF-8, read as {encoding}")
    with opened() as stream:
        head = codecs.getincrementaldecoder(encoding)().decode(stream.read(_HEAD))
    if not head.strip():
        raise ReportError(file, "", "the file is empty")
    separator = _separator(head)
    if separator != ",":
        notes.append(f"separated by {'tabs' if separator == chr(9) else f'“{separator}”'} instead of commas")
    return TextForm(encoding, separator, tuple(notes))


def rows_of_text(file: str, opened: Opener, form: TextForm, limits: Limits) -> Iterator[Row]:
    """Yield the rows of a CSV file, one at a time.

    Raises:
        ReportError: a row breaks the limits or the rules of CSV.
    """
    with opened() as stream, io.TextIOWrapper(stream, encoding=form.encoding, newline="") as text:
        number = 0
        try:
            for number, row in enumerate(csv.reader(text, delimiter=form.separator, strict=True), start=1):
                if len(row) > limits.columns:
                    row = _shortened(row, limits, file, number)
                if number > limits.rows:
                    raise ReportError(file, "", f"the file has more than {limits.rows:,} rows", row=number)
                yield row
        except csv.Error as error:
            raise _not_csv(file, number + 1, str(error)) from None


def _not_csv(file: str, row: int, said: str) -> ReportError:
    """Return the refusal of a file whose quotation marks do not come in pairs: rows after them would be taken for text.

    Where one mark too many begins a cell, everything up to the next one would be that cell, without a trace.
    """
    is_open = "field larger" in said or "end of data" in said
    what = "a quotation mark is never closed" if is_open else f"quotation marks do not come in pairs ({said})"
    remedy = "Double the quotation marks within cells, or save the file again from a spreadsheet."
    return ReportError(file, "", f"the file is not CSV: {what}", row=row, remedy=remedy)


def _shortened(row: Row, limits: Limits, file: str, number: int) -> Row:
    """Return a row without its empty end, which spreadsheets write by the thousand."""
    while row and not row[-1].strip():
        row.pop()
    if len(row) > limits.columns:
        raise ReportError(file, "", f"the row has {len(row):,} cells, at most {limits.columns} are read", row=number)
    return row


def _encoding(file: str, opened: Opener) -> str:
    with opened() as stream:
        start = stream.read(4)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            _require_decodable(file, opened, encoding)
            return encoding
    if _decodes(opened, "utf-8", file):
        return "utf-8"
    for encoding in ("gb18030", "cp1252") if _comes_in_pairs(opened) else ("cp1252",):
        if _decodes(opened, encoding, file):
            return encoding
    raise ReportError(
        file, "", "the file is in no encoding that is known (UTF-8, UTF-16, GB18030, Windows-1252)",
        remedy="Save it as CSV in UTF-8.",
    )  # fmt: skip


def _require_decodable(file: str, opened: Opener, encoding: str) -> None:
    if not _decodes(opened, encoding, file):
        raise ReportError(
            file, "", f"the file says that it is {encoding} and is not", remedy="Save it as CSV in UTF-8."
        )


def _decodes(opened: Opener, encoding: str, file: str) -> bool:
    """Return whether a whole file decodes. One with bytes of value zero is no text, whatever its name says."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with opened() as stream:
        try:
            for chunk in iter(lambda: stream.read(MEGABYTE), b""):
                if b"\0" in chunk and encoding != "utf-16":
                    raise ReportError(file, "", "the file is binary, not text", remedy="Save it as CSV in UTF-8.")
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _comes_in_pairs(opened: Opener) -> bool:
    """Return whether bytes beyond ASCII are as Chinese encodings write them and Western ones do not.

    They stand in pairs, and at least half of the pairs begin as signs or common characters do: two accented letters
    beside each other, as in “Größe”, begin like rare ones.
    """
    rest = b""
    counts = [0, 0]  # of pairs, and of uncommon ones
    with opened() as stream:
        for chunk in iter(lambda: stream.read(MEGABYTE), b""):
            chunk = rest + chunk
            found = [match.group() for match in _HIGH_BYTES.finditer(chunk)]
            rest = found.pop() if found and chunk.endswith(found[-1]) else b""
            if not _count_pairs(found, counts):
                return False
    return _count_pairs([rest], counts) and counts[1] * 2 <= counts[0]


def _count_pairs(found: list[bytes], counts: list[int]) -> bool:
    """Count pairs of bytes, and return whether there are only pairs."""
    if any(len(run) % 2 for run in found):
        return False
    leads = b"".join(found)[::2]
    counts[0] += len(leads)
    counts[1] += len(leads.translate(None, delete=_COMMON_LEADS))
    return True


def _separator(head: str) -> str:
    """Return the separator that parts the first rows into the most headings of the template, else into most cells.

    Counting cells alone is misled by long texts, which have commas and semicolons of their own.
    """
    scores = {mark: _headings_and_cells(head, mark) for mark in _SEPARATORS}
    return max(_SEPARATORS, key=lambda mark: scores[mark])


def _headings_and_cells(head: str, mark: str) -> tuple[int, int]:
    rows: list[Row] = []
    with contextlib.suppress(csv.Error):  # the end of the head may cut a cell
        rows.extend(islice(csv.reader(io.StringIO(head, newline=""), delimiter=mark), HEADING_WITHIN))
    return max((wordings.count_headings(row) for row in rows), default=0), sum(len(row) for row in rows)
