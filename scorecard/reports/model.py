"""A report as it was read: its service, its period, and one row for each of its cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from scorecard.reports.template import ServiceKind
from scorecard.vocabulary import HowObtained

# Columns of `Report.cells`, in order.
#   part, surface, version   which file of the report: part of the template, what of the service, 1 or more if corrected
#   file, row                where the cell stands: file or sheet, and its row there counted from 1
#   period                   what the row itself says of its period, as published; may be empty
#   category, parent         parts 3-6: code, and the high-level category above a keyword; empty elsewhere
#   description              parts 3-6: free description; parts 7-10: what the indicator adds to the template's wording
#   section, scope           parts 3 and 7-10: as in `wordings.scope_of`
#   measure                  our id of the measure; in parts 7-10 the published words where it is not the template's
#   value, high              the figure in its unit, missing unless `state` is value; the upper end of a range
#   state                    a `FigureState`
#   published                the cell, character for character
CELL_COLUMNS = (
    "part", "surface", "version", "file", "row", "period", "category", "parent", "description", "section", "scope",
    "measure", "value", "high", "state", "published",
)  # fmt: skip


class Period(NamedTuple):
    """First and last day that a report is about."""

    start: date
    end: date

    @property
    def label(self) -> str:
        """Return the period as people read it: a half-year or a year by its name, another by its days."""
        if self.start == date(self.start.year, 1, 1) and self.end == date(self.start.year, 6, 30):
            return f"January to June {self.start.year}"
        if self.start == date(self.start.year, 7, 1) and self.end == date(self.start.year, 12, 31):
            return f"July to December {self.start.year}"
        if self.start == date(self.start.year, 1, 1) and self.end == date(self.start.year, 12, 31):
            return f"the year {self.start.year}"
        return f"{self.start} to {self.end}"

    @property
    def heading(self) -> str:
        """Return the label as it begins a sentence or a choice."""
        return self.label[:1].upper() + self.label[1:]

    @property
    def hours(self) -> int:
        """Return how many hours the period has."""
        return ((self.end - self.start).days + 1) * 24


class SheetRead(NamedTuple):
    """One file or sheet of a report, and what was done to read it.

    Attributes:
        part, surface, version: as in `CELL_COLUMNS`.
        file: its name.
        row_count: rows of the table that were kept.
        notes: what was done, sentences without a full stop; empty for a file that is as the template says.
    """

    part: int
    surface: str
    version: int
    file: str
    row_count: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """One service's report for one period.

    Attributes:
        service: the service as the report names it, trimmed.
        period: what the report is about.
        cells: one row a cell, columns `CELL_COLUMNS`; blank cells are rows, too, as far as `how` says.
        how: how it was obtained, which decides what a missing row means.
        kind: kind of service; None where it is not known.
        published_on: when it was published, as part 1 says.
        sheets: the files it was read from.
    """

    service: str
    period: Period
    cells: pd.DataFrame
    how: HowObtained
    kind: ServiceKind | None = None
    published_on: date | None = None
    sheets: tuple[SheetRead, ...] = ()


def newest(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of the newest version of each part and surface: a corrected file stands for the one before."""
    versions = cells.groupby(["part", "surface"])["version"].transform("max")
    return cells[cells["version"] == versions]


def cells_frame(rows: Sequence[dict[str, object]]) -> pd.DataFrame:
    """Return cells given one by one as the frame of a report; what is left out of a row is empty."""
    usual = {"surface": "", "version": 1, "file": "", "row": 0, "period": "", "category": "", "parent": "",
             "description": "", "section": "", "scope": "", "value": float("nan"), "high": float("nan"),
             "published": ""}  # fmt: skip
    frame = pd.DataFrame([usual | row for row in rows], columns=list(CELL_COLUMNS))
    return frame.astype({"value": float, "high": float, "part": int, "version": int, "row": int})
