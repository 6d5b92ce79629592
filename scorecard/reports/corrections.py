"""Guarded repairs: each says what it expects to find, and fails once that is no longer so.

So a repair cannot outlive the fault it repairs: when the source is mended, the import says that the repair can go.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from scorecard.reports import categories
from scorecard.reports.cells import read_column
from scorecard.reports.model import CELL_COLUMNS, Report, cells_frame
from scorecard.reports.problems import ReportError
from scorecard.reports.template import unit_of

CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class CellCorrection:
    """One cell: where it is, what is expected there (None: no such cell, empty: a blank one), what was published."""

    row: str
    measure: str
    expected: str | None
    right: str


@dataclass(frozen=True, slots=True)
class Correction:
    """Repairs of one part and surface of a report: why, and where the published cells were read."""

    part: int
    surface: str
    reason: str
    source: str
    cells: tuple[CellCorrection, ...]


def corrected(report: Report, corrections: Sequence[Correction]) -> Report:
    """Return a report with its repairs; its cells have the column `CORRECTED` with the reason, empty where none was.

    Raises:
        ReportError: a cell is not what its repair expects.
    """
    cells = report.cells.assign(**{CORRECTED: ""})
    for correction in corrections:
        cells = _with_correction(cells, correction, report.service)
    return replace(report, cells=cells)


def _with_correction(cells: pd.DataFrame, correction: Correction, service: str) -> pd.DataFrame:
    added = []
    rights = _read_rights(correction)
    for entry, right in zip(correction.cells, rights, strict=True):
        place = _place(cells, correction, entry, service)
        if place is None:
            added.append(_new_cell(correction, entry) | right)
        else:
            for column, value in (right | {CORRECTED: correction.reason}).items():
                cells.loc[place, column] = value
    if not added:
        return cells
    new = cells_frame(added).assign(corrected=correction.reason, row=_rows(cells, correction, added))
    return pd.concat([cells, new[[*CELL_COLUMNS, CORRECTED]]], ignore_index=True)


def _read_rights(correction: Correction) -> list[dict[str, Any]]:
    """Return what the published cells mean. The cells of one measure are read together, as a column is."""
    frame = pd.DataFrame({"measure": [cell.measure for cell in correction.cells],
                          "published": pd.Series([cell.right for cell in correction.cells], dtype="str")})  # fmt: skip
    read = pd.concat(
        read_column(own["published"], unit_of(correction.part, str(measure)))
        for measure, own in frame.groupby("measure")
    )
    whole = frame.join(read)[["value", "high", "state", "published"]]
    return [dict(zip(whole.columns, row, strict=True)) for row in whole.itertuples(index=False)]


def _place(cells: pd.DataFrame, correction: Correction, entry: CellCorrection, service: str) -> int | None:
    """Return the index of the cell that a repair is about; None where it expects none and there is none."""
    key = "category" if correction.part in categories.PARTS_BY_CATEGORY else "scope"
    own = cells[
        (cells["part"] == correction.part)
        & (cells["surface"] == correction.surface)
        & (cells[key] == entry.row)
        & (cells["measure"] == entry.measure)
        & (cells[CORRECTED] == "")
    ]
    found = own[own["published"] == entry.expected] if entry.expected is not None else own
    if entry.expected is None and found.empty:
        return None
    if entry.expected is not None and len(found) == 1:
        return int(found.index[0])
    there = ", ".join(f"“{text}”" for text in own["published"]) or "no such cell"
    wanted = "no such cell" if entry.expected is None else f"“{entry.expected}”"
    raise ReportError(
        "data/report_corrections.yaml", f"{service}, part {correction.part}, {entry.row}, {entry.measure}",
        f"the repair expects {wanted} and finds {there}",
        remedy="If the source was mended, delete the repair; else correct what it expects.",
    )  # fmt: skip


def _new_cell(correction: Correction, entry: CellCorrection) -> dict[str, object]:
    is_category = correction.part in categories.PARTS_BY_CATEGORY
    return {
        "part": correction.part,
        "surface": correction.surface,
        "file": correction.source,
        "category": entry.row if is_category else "",
        "parent": categories.parent_of(entry.row) if is_category else "",
        "scope": "" if is_category else entry.row,
        "measure": entry.measure,
    }


def _rows(cells: pd.DataFrame, correction: Correction, added: list[dict[str, object]]) -> list[int]:
    """Return a row for each added cell: that of its category where it is there, else one of its own for all of it."""
    key = "category" if correction.part in categories.PARTS_BY_CATEGORY else "scope"
    own = cells[(cells["part"] == correction.part) & (cells["surface"] == correction.surface)]
    known = dict(zip(own[key], own["row"], strict=True))
    names = list(dict.fromkeys(str(cell[key]) for cell in added))
    highest = int(cells["row"].max()) if len(cells) else 0
    fresh = {name: highest + 1 + number for number, name in enumerate(names)}
    return [int(known.get(str(cell[key]), fresh[str(cell[key])])) for cell in added]
