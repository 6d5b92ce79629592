"""The data set of apparebit/intransparent on reports to NCMEC, as its codebook describes it.

It is read strictly: what the codebook does not allow, or what would be counted twice, is refused with its place.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple, TypeGuard

from scorecard.curation.cybertips import MOST_REPORTS
from scorecard.reports.problems import ReportError

NCMEC, TOTAL = "NCMEC", "Total"
META = "@"  # entry of the data set about itself

_PERIOD = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?: (?:H(?P<half>[12])|Q(?P<quarter>[1-4])))?")
_MEND = "Give the file as the data set has it, or ask its author to mend it."


class Period(NamedTuple):
    """First and last day."""

    start: date
    end: date


class Figure(NamedTuple):
    """A number of reports as the data set has it.

    Attributes:
        provider: name of the provider.
        period: what it is about.
        reports: the number; None where a list has no figure under the name.
        is_redundant: whether the data set marks it as given a second time.
        place: where it stands, for messages.
    """

    provider: str
    period: Period
    reports: int | None
    is_redundant: bool
    place: str


class DataSet(NamedTuple):
    """What the data set says of itself, and each platform's sources and figures; NCMEC is a platform to it."""

    about: dict[str, str]
    sources: dict[str, tuple[str, ...]]
    brands: dict[str, tuple[str, ...]]
    figures: dict[str, tuple[Figure, ...]]


def parse_platforms(content: bytes, file: str) -> DataSet:
    """Return what ``csam-reports-per-platform.json`` holds of reports.

    Raises:
        ReportError: it is not JSON, not of the codebook's form, or counts the same reports twice.
    """
    entries = _mapping(_json(content, file), file, "the whole file")
    about = _about(entries.pop(META, None), file)
    if entries.get(NCMEC) is None:
        raise ReportError(file, NCMEC, "there is no such entry", remedy=_MEND)
    platforms = {name: _mapping(entry, file, name) for name, entry in entries.items() if entry is not None}
    return DataSet(
        about,
        {name: _texts(entry, "sources", file, name) for name, entry in platforms.items()},
        {name: _texts(entry, "brands", file, name) for name, entry in platforms.items()},
        {name: tuple(_figures(entry, file, name)) for name, entry in platforms.items()},
    )


def parse_years(content: bytes, file: str) -> dict[int, int]:
    """Return all reports of each year from ``csam-reports-per-year.csv``. Raises `ReportError`."""
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ReportError(file, "", f"the file is not CSV in UTF-8: {error}", remedy=_MEND) from None
    if not rows or rows[0] != ["year", "reports"]:
        header = ",".join(rows[0]) if rows else ""
        raise ReportError(file, "", "the columns are not year and reports", row=1, cell=header, remedy=_MEND)
    years: dict[int, int] = {}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != 2:
            raise ReportError(file, "", "the row has not two cells", row=number, cell=",".join(row), remedy=_MEND)
        year, count = (_digits(cell, file, number, name) for name, cell in zip(("year", "reports"), row, strict=True))
        if year in years or not 1900 <= year <= 2099:
            message = "the year stands twice or is none"
            raise ReportError(file, "", message, row=number, column="year", cell=row[0], remedy=_MEND)
        years[year] = count
    return years


def parse_period(label: str) -> Period | None:
    """Return the days of a row label: ``2022``, ``2022 H2`` or ``2022 Q4``; None for anything else."""
    found = _PERIOD.fullmatch(label)
    if found is None:
        return None
    year, length, first = int(found["year"]), 12, 1
    if found["half"]:
        length, first = 6, 6 * int(found["half"]) - 5
    elif found["quarter"]:
        length, first = 3, 3 * int(found["quarter"]) - 2
    after = first + length
    end = date(year + after // 13, 1 if after > 12 else after, 1) - timedelta(days=1)
    return Period(date(year, first, 1), end)


def _figures(entry: dict[str, Any], file: str, platform: str) -> Iterator[Figure]:
    """Yield the numbers of reports in a platform's table; of NCMEC's, one for each provider."""
    columns, rows = entry.get("columns"), entry.get("rows")
    if columns is None and rows is None:
        return
    if not _is_list_of_texts(columns) or len(set(columns)) != len(columns) or not isinstance(rows, list):
        raise ReportError(file, platform, "the table has no columns of different names, or no rows", remedy=_MEND)
    needed = {"reports", "platform"} if platform == NCMEC else {"reports"}
    if not needed <= set(columns):
        if platform == NCMEC:
            raise ReportError(file, platform, "the table lacks the columns platform and reports", remedy=_MEND)
        return
    figures = [_figure(row, number, columns, file, platform) for number, row in enumerate(rows, start=1)]
    if platform != NCMEC:
        _refuse_overlaps(figures, file, platform)
    yield from figures


def _figure(row: Any, number: int, columns: list[str], file: str, platform: str) -> Figure:
    def refused(message: str, column: str = "", cell: Any = None) -> ReportError:
        shown = None if cell is None else json.dumps(cell, ensure_ascii=False)
        return ReportError(file, platform, message, row=number, column=column, cell=shown, remedy=_MEND)

    labels = [key for key in row if key != "redundant"] if isinstance(row, dict) else []
    if len(labels) != 1 or not isinstance(row.get("redundant", False), bool):
        raise refused("the row is not one period with its cells", cell=row)
    label, cells = labels[0], row[labels[0]]
    period = parse_period(label)
    if period is None:
        raise refused("the period is none such as 2022, 2022 H2 or 2022 Q4", cell=label)
    if not isinstance(cells, list) or len(cells) != len(columns):
        raise refused(f"the row has not {len(columns)} cells", cell=cells)
    values = dict(zip(columns, cells, strict=True))
    count, provider = values["reports"], values["platform"] if platform == NCMEC else platform
    if not (isinstance(provider, str) and provider.strip()):
        raise refused("the provider has no name", "platform", provider)
    if count is not None and (type(count) is not int or not 0 <= count <= MOST_REPORTS):
        raise refused("the number of reports is no whole number from 0 on", "reports", count)
    return Figure(provider, period, count, row.get("redundant", False), f"{platform}, row {number}")


def _refuse_overlaps(figures: list[Figure], file: str, platform: str) -> None:
    counted = sorted(
        (one for one in figures if one.reports is not None and not one.is_redundant), key=lambda one: one[1]
    )
    for before, after in pairwise(counted):
        if after.period.start <= before.period.end:
            message = f"{before.place} and {after.place} are about the same days, so reports would count twice"
            remedy = "Mark one of them as redundant, as the codebook asks."
            raise ReportError(file, platform, message, remedy=remedy)


def _json(content: bytes, file: str) -> Any:
    def without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise ValueError(f"the key {twice!r} stands twice in one object")
        return dict(pairs)

    def refuse(constant: str) -> Any:
        raise ValueError(f"{constant} is no number")

    try:
        return json.loads(content.decode("utf-8"), object_pairs_hook=without_twins, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise ReportError(file, "", f"the file is not JSON: {error}", remedy=_MEND) from None


def _mapping(value: Any, file: str, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ReportError(file, place, "what stands there is no object", remedy=_MEND)
    return value


def _about(value: Any, file: str) -> dict[str, str]:
    about = _mapping(value, file, META)
    names = ("author", "title", "url", "version")
    if missing := [name for name in names if not (isinstance(about.get(name), str) and about[name].strip())]:
        raise ReportError(file, META, f"the data set does not say its {missing[0]}", remedy=_MEND)
    return {name: about[name] for name in names}


def _texts(entry: dict[str, Any], key: str, file: str, platform: str) -> tuple[str, ...]:
    texts = entry.get(key, [])
    if not _is_list_of_texts(texts):
        raise ReportError(file, platform, f"{key} is no list of texts", remedy=_MEND)
    return tuple(texts)


def _is_list_of_texts(value: Any) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(text, str) and text.strip() for text in value)


def _digits(cell: str, file: str, row: int, column: str) -> int:
    if not re.fullmatch(r"[0-9]{1,10}", cell) or int(cell) > MOST_REPORTS:
        message = "the cell is no whole number from 0 on"
        raise ReportError(file, "", message, row=row, column=column, cell=cell, remedy=_MEND)
    return int(cell)
