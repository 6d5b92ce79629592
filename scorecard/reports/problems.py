"""What makes a report unreadable: one refusal with its place and a remedy."""

from scorecard.errors import ScorecardError

LONGEST_SHOWN = 80


class ReportError(ScorecardError):
    """A report, or a file of it, that is refused whole. Says what is wrong, where, and what to do."""

    def __init__(
        self,
        file: str,
        place: str,
        message: str,
        *,
        row: int | None = None,
        column: str = "",
        cell: str | None = None,
        remedy: str = "Mend the file, or ask its publisher to.",
    ) -> None:
        """Keep the parts and put them into words.

        Args:
            file: file or sheet as the user knows it.
            place: where in it, for a file that has no rows; else empty.
            message: what is wrong, a phrase without its full stop.
            row: row of the table, counted from 1 as spreadsheets do.
            column: heading or letters of the column.
            cell: what stands in the cell; long text is cut.
            remedy: what to do about it, a sentence.
        """
        self.file, self.place, self.message, self.row = file, place, message, row
        self.column, self.cell, self.remedy = column, cell, remedy
        where = ", ".join(
            filter(None, [place, f"row {row}" if row is not None else "", f"column “{column}”" if column else ""])
        )
        shown = f": “{_short(cell)}”" if cell is not None else ""
        super().__init__(f"{file}{f', {where}' if where else ''}: {message}{shown}. {remedy}")


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_SHOWN else f"{plain[:LONGEST_SHOWN]} …"
