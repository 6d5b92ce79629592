"""Cells copied from published files one by one, in a list: what of a report there is without the file itself.

One row a cell: service, part, category code (in part 8 the scope), the template's heading, the cell as published, the
period, the file it stands in. A text in square brackets after the code is the description or the published indicator.
"""

import re
from collections.abc import Iterator

import pandas as pd

from scorecard.reports import categories, wordings
from scorecard.reports.cells import read_column
from scorecard.reports.model import CELL_COLUMNS, Report, SheetRead
from scorecard.reports.periods import parse_period
from scorecard.reports.problems import ReportError
from scorecard.reports.template import PART, unit_of
from scorecard.vocabulary import HowObtained

COLUMNS = ("service", "company", "part", "category_code", "measure_column", "value_as_published", "period", "file_path")
_WITH_DETAIL = re.compile(r"(?P<code>.*?)\s*\[(?P<detail>.*)\]\s*", re.S)
_READ = {"4", "5", "6", "8"}


def read_published_cells(cells: pd.DataFrame, file: str, how: HowObtained) -> list[Report]:
    """Return the reports that a list of cells is about.

    Args:
        cells: `COLUMNS`, all text, empty cells as empty text.
        file: name of the list, for messages.
        how: whether all cells on the subject were copied or only some.

    Raises:
        ReportError: a row is not of this form; nothing of the list is used.
    """
    _refuse_other_forms(cells, file)
    frame = pd.DataFrame({name: cells[name] for name in ("service", "period")})
    names = cells["file_path"].map(
        {path: wordings.sheet_name(path.rsplit("/", 1)[-1]) for path in set(cells["file_path"])}
    )
    frame["part"] = cells["part"].astype(int)
    frame["surface"], frame["version"] = [name.surface for name in names], [name.version for name in names]
    frame["file"], frame["row"] = cells["file_path"], range(2, len(cells) + 2)
    split = cells["category_code"].str.extract(_WITH_DETAIL)
    code = split["code"].fillna(cells["category_code"])
    frame["description"], frame["section"] = split["detail"].fillna(""), ""
    is_scope = cells["part"] == "8"
    frame["category"] = code.where(~is_scope, "").map(wordings.code_of)
    frame["parent"] = frame["category"].map(categories.parent_of)
    frame["scope"] = [wordings.scope_of(text, 8) if scope else "" for text, scope in zip(code, is_scope, strict=True)]
    frame["measure"] = [_measure(wording, part, row, file) for wording, part, row in
                        zip(cells["measure_column"], frame["part"], frame["row"], strict=True)]  # fmt: skip
    frame["published"] = cells["value_as_published"]
    frame = frame.join(_figures(frame))
    frame["row"] = _rows(frame)
    return list(_reports(frame, file, how))


def _refuse_other_forms(cells: pd.DataFrame, file: str) -> None:
    missing = [name for name in COLUMNS if name not in cells]
    if missing:
        raise ReportError(file, "", f"the columns {', '.join(missing)} are missing", row=1)
    for column, is_known in (
        ("part", cells["part"].isin(_READ)),
        ("period", cells["period"].map(parse_period).notna()),
        ("service", cells["service"].str.strip() != ""),
    ):
        if not is_known.all():
            first = int((~is_known).to_numpy().argmax())
            raise ReportError(file, "", "the cell cannot be read", row=first + 2, column=column,
                              cell=cells[column].iloc[first])  # fmt: skip


def _measure(wording: str, part: int, row: int, file: str) -> str:
    measure = wordings.measure_of(wording, part) if part == 8 else wordings.column_of(wording, part)
    if measure not in {known.id for known in PART[part].measures}:
        raise ReportError(file, "", "the template has no such measure", row=row, column="measure_column", cell=wording)
    return str(measure)


def _figures(frame: pd.DataFrame) -> pd.DataFrame:
    read = [
        read_column(own["published"], unit_of(int(str(part)), str(measure)))
        for (_, _, part, measure), own in frame.groupby(["service", "file", "part", "measure"])
    ]
    return pd.concat(read).drop(columns="note")


def _rows(frame: pd.DataFrame) -> pd.Series:
    """Return for each cell the line of the first cell of its row: cells of one row belong together.

    A measure that comes again under the same key, as published files have it, begins another row.
    """
    keys = ["service", "period", "file", "category", "description", "scope"]
    again = frame.groupby([*keys, "measure"]).cumcount()
    return frame.groupby([frame[key] for key in keys] + [again.rename("again")])["row"].transform("min")


def _reports(frame: pd.DataFrame, file: str, how: HowObtained) -> Iterator[Report]:
    for (service, period), own in frame.groupby(["service", "period"], sort=True):
        sheets = own[["part", "surface", "version", "file"]].value_counts(sort=False)
        whole = parse_period(str(period))
        if whole is None:
            raise ReportError(file, "", "the period cannot be read", cell=str(period))
        yield Report(
            service=str(service),
            period=whole,
            cells=own.assign(period="")[list(CELL_COLUMNS)].reset_index(drop=True),
            how=how,
            sheets=tuple(SheetRead(*key, row_count=int(count)) for key, count in sheets.items()),  # type: ignore[misc]
        )
