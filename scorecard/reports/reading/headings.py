"""Where the heading of a sheet stands and what its columns hold: found by wording, never by place."""

from dataclasses import dataclass

from scorecard.reports import wordings
from scorecard.reports.problems import ReportError
from scorecard.reports.reading.text import HEADING_WITHIN, Row
from scorecard.reports.template import PART
from scorecard.reports.wordings import IGNORED, SheetName

_LAW, _TERMS = 5, 6


@dataclass(frozen=True)
class Heading:
    """Where the heading stands and which column holds what.

    Attributes:
        part: part of the template.
        number: its row, counted from 1.
        columns: place of each column of ours, counted from 0.
        aside: headings that the template does not have.
    """

    part: int
    number: int
    columns: dict[str, int]
    aside: tuple[str, ...]


class NoHeadingError(ReportError):
    """A sheet of which neither name nor rows are of the template."""


def find_heading(first: list[Row], name: SheetName, file: str) -> Heading:
    """Return the heading among the first rows.

    Args:
        first: the first rows of the sheet.
        name: what its name says: which part it is, if it does.
        file: the sheet, for messages.

    Raises:
        ReportError: no row is a heading of the template, or nothing says of which part.
    """
    parts = [name.part] if name.part else [part for part in PART if part != 2]
    found = [
        heading
        for part in parts
        for number, row in enumerate(first[:HEADING_WITHIN], start=1)
        if (heading := _heading(row, number, part, file))
    ]
    if not found:
        what = f"part {name.part} of the template" if name.part else "any part of the template"
        raise (ReportError if name.part else NoHeadingError)(
            file, "", f"no row among the first {HEADING_WITHIN} is a heading of {what}",
            remedy="Put the template's own headings above the table, in English.",
        )  # fmt: skip
    best = max(found, key=lambda heading: len(heading.columns))
    rivals = {heading.part: heading for heading in found if len(heading.columns) == len(best.columns)}
    is_on_terms = _is_on_terms(first[best.number - 1], best)
    if set(rivals) == {_LAW, _TERMS} and is_on_terms:
        return rivals[_TERMS]
    if len(rivals) > 1:
        names = " or ".join(PART[part].stem for part in sorted(rivals))
        raise ReportError(file, "", f"neither name nor heading says which part it is: {names}",
                          remedy="Name the file or sheet as the template does.")  # fmt: skip
    if (best.part == _LAW and is_on_terms) or (best.part == _TERMS and name.by_number and not is_on_terms):
        raise _contradiction(best, first[best.number - 1], file)
    return best


def _contradiction(heading: Heading, row: Row, file: str) -> ReportError:
    """Return the refusal of a part 5 under the heading of part 6, or the other way round.

    One under the other's heading was published as part 6, with its full name; a number alone is no such sign.
    """
    part, other = heading.part, _LAW + _TERMS - heading.part
    return ReportError(
        file, "", f"the name says part {part}, the heading says part {other}",
        row=heading.number, cell=" ".join(row[heading.columns["category"]].split()),
        remedy="Name the file or sheet as the template does, or put the right heading above the table.",
    )  # fmt: skip


def _is_on_terms(row: Row, heading: Heading) -> bool:
    """Return whether a heading is that of part 6: parts 5 and 6 have the same columns of figures."""
    return "incompatib" in row[heading.columns.get("category", 0)].casefold()


def _heading(row: Row, number: int, part: int, file: str) -> Heading | None:
    columns: dict[str, int] = {}
    aside, again = [], []
    for place, text in enumerate(row):
        name = wordings.column_of(text, part) if text.strip() else IGNORED
        if name is None:
            aside.append(" ".join(text.split()))
        elif name not in (IGNORED, "context"):
            again += [" ".join(text.split())] if name in columns else []
            columns.setdefault(name, place)
    if not _is_needed(columns, part) or (part in (1, 11) and any(wordings.plain(text) == "scope" for text in row)):
        return None
    if again:
        raise ReportError(file, "", "two columns have this heading", row=number, column=again[0],
                          remedy="Leave one of them out, or name it otherwise.")  # fmt: skip
    return Heading(part, number, columns, tuple(aside))


def _is_needed(columns: dict[str, int], part: int) -> bool:
    """Return whether columns are enough for a table of a part: what rows are about, and a figure."""
    if PART[part].has_columns:
        return "category" in columns and any(measure.id in columns for measure in PART[part].measures)
    has_measures = {"indicator", "value"} <= columns.keys()
    return has_measures and ("scope" in columns or part in (1, 11))
