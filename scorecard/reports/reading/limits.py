"""How large what is read may be: a report has some hundred rows a part, whoever sends more sends something else."""

from dataclasses import dataclass

MEGABYTE = 2**20


@dataclass(frozen=True)
class Limits:
    """Bounds of one reading.

    Attributes:
        unpacked_bytes: bytes of all files together, after unpacking.
        files: files in an archive, and sheets in a workbook.
        columns: filled cells in one row.
        workbook_bytes: bytes of one workbook, unpacked; workbooks are read cell by cell, which takes long.
        rows: rows in one file or sheet.
        sheet_cells: cells of one sheet of a workbook, empty ones too.
    """

    unpacked_bytes: int = 4096 * MEGABYTE
    files: int = 500
    columns: int = 500
    workbook_bytes: int = 300 * MEGABYTE
    rows: int = 20_000_000
    sheet_cells: int = 20_000_000


# For files that strangers send to the app.
UPLOAD = Limits(
    unpacked_bytes=50 * MEGABYTE,
    files=100,
    columns=200,
    workbook_bytes=30 * MEGABYTE,
    rows=100_000,
    sheet_cells=5_000_000,
)
UPLOAD_BYTES = 10 * MEGABYTE  # what may be sent, packed

LONGEST_CELL = MEGABYTE  # characters of one cell: part 11 asks for at most 5,000
