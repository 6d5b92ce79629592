"""Reports that others compiled from the published files, in the form of the project transparency-report-api.

Its arrays hold parts 3 to 11 with indices into lists of names. Rows that are all zero or all blank were dropped when it
was compiled, so a missing row means either; so were descriptions, percentages and ranges (`HowObtained.COMPILED`).
"""

import math
from collections.abc import Iterator
from typing import Any

from scorecard.reports import categories, wordings
from scorecard.reports.model import Report, SheetRead, cells_frame
from scorecard.reports.periods import parse_period
from scorecard.reports.problems import ReportError
from scorecard.reports.template import ACCURACY, PART, TOTAL_NUMBER
from scorecard.vocabulary import FigureState, HowObtained

Row = dict[str, Any]
Entry = list[Any]

_LISTS = ("services", "categories", "sections", "indicators", "scopes", "surfaces")
_BY_CATEGORY = (4, 5, 6)
_BY_INDICATOR = (7, 8, 9)
_ORDERS = 3
_RECIPIENTS = 10
_WHOLE = ("All", "Core")
_ORDER_MEASURES = ("order_count", "order_item_count", "information_order_count")  # times were dropped


def read_compiled(content: Any, file: str) -> list[Report]:
    """Return the reports of a compiled document.

    Args:
        content: the document, decoded from JSON.
        file: its name, for messages and as the place of its cells.

    Raises:
        ReportError: the document does not have this form; nothing of it is used.
    """
    _refuse_other_forms(content, file)
    said = str(content["meta"].get("period", ""))
    period = parse_period(said)
    if period is None:
        raise ReportError(file, "meta.period", "the period cannot be read", cell=said)
    rows: dict[int, list[Row]] = {}
    for part in (_ORDERS, *_BY_CATEGORY, *_BY_INDICATOR, _RECIPIENTS):
        for service, row in _rows_of_part(content, part, file):
            rows.setdefault(service, []).append(row)
    return [
        Report(
            service=content["services"][service],
            period=period,
            cells=cells_frame(found),
            how=HowObtained.COMPILED,
            sheets=(
                SheetRead(0, "", 1, file, len(found), ("rows of zeros and blank rows were dropped by the source",)),
            ),
        )
        for service, found in sorted(rows.items())
    ]


def _refuse_other_forms(content: Any, file: str) -> None:
    if not isinstance(content, dict) or not isinstance(content.get("meta"), dict):
        raise ReportError(
            file, "", "the document is not a compilation of reports", remedy="Give the compiled JSON file."
        )
    for name in _LISTS:
        names = content.get(name)
        if not isinstance(names, list) or not all(isinstance(entry, str) for entry in names):
            raise ReportError(file, name, "the list of names is missing or holds something else than text")


def _rows_of_part(content: Row, part: int, file: str) -> Iterator[tuple[int, Row]]:
    entries = content.get(f"t{part}", [])
    if not isinstance(entries, list):
        raise ReportError(file, f"t{part}", "the part is not a list of entries")
    read = _ByCategory if part in (_ORDERS, *_BY_CATEGORY) else _ByIndicator
    reader = read(content, part, file)
    for number, entry in enumerate(entries, start=1):
        place = f"t{part}[{number - 1}]"
        if not isinstance(entry, list) or not entry or not _is_index(entry[0], content["services"]):
            raise ReportError(file, place, "the entry is not a list that starts with a service")
        try:
            yield from ((entry[0], row) for row in reader.rows(entry, number))
        except (IndexError, TypeError, KeyError, ValueError, OverflowError):
            raise ReportError(file, place, "the entry has not the length and indices of its part") from None


class _Blocks:
    """Tells apart the blocks of a report that has two in one part: there its first row, the total, comes again."""

    def __init__(self) -> None:
        self._counts: dict[tuple[Any, ...], int] = {}

    def number(self, table: tuple[Any, ...], total: Any) -> int:
        """Return the block of a table that a row is in, counted from 1.

        Args:
            table: the table.
            total: the key of the row where it is a total; else None.
        """
        if total is not None:
            self._counts[(*table, total)] = self._counts.get((*table, total), 0) + 1
        return max((count for key, count in self._counts.items() if key[: len(table)] == table), default=1)


class _ByCategory:
    """Parts 4 to 6: one entry a category, all measures in it."""

    def __init__(self, content: Row, part: int, file: str) -> None:
        self._content, self._part, self._file = content, part, file
        self._parents: dict[tuple[Any, ...], str] = {}
        self._blocks = _Blocks()

    def rows(self, entry: Entry, number: int) -> Iterator[Row]:
        figures = entry[2:]
        surface = _surface(self._content, figures.pop()) if self._part == 6 else ""
        scope = (
            wordings.scope_of(_named(self._content, "scopes", figures.pop(0)), _ORDERS) if self._part == _ORDERS else ""
        )
        code = wordings.code_of(_named(self._content, "categories", entry[1]))
        table = (entry[0], surface, scope)
        block = self._blocks.number(table, categories.TOTAL if code == categories.TOTAL else None)
        parent = categories.parent_of(code) or (self._parents.get(table, "") if _is_keyword(code) else "")
        if not parent:
            self._parents[table] = code
        elif categories.parent_of(code):
            self._parents[table] = parent
        shared = {"part": self._part, "surface": _with_block(surface, block), "file": f"{self._file}:t{self._part}",
                  "row": number, "category": code, "parent": parent, "scope": scope}  # fmt: skip
        measures = _ORDER_MEASURES if self._part == _ORDERS else [measure.id for measure in PART[self._part].measures]
        for measure, value in zip(measures, figures, strict=True):
            yield shared | {"measure": measure} | _figure(value)


class _ByIndicator:
    """Parts 7 to 10: one entry a figure."""

    def __init__(self, content: Row, part: int, file: str) -> None:
        self._content, self._part, self._file = content, part, file
        self._blocks = _Blocks()

    def rows(self, entry: Entry, number: int) -> Iterator[Row]:
        content, part = self._content, self._part
        if part == _RECIPIENTS:
            section, indicator = "", PART[part].measures[0].wording
            scope, value = _named(content, "scopes", entry[1]), entry[2]
        else:
            section, indicator = _named(content, "sections", entry[1]), _named(content, "indicators", entry[2])
            scope, value = _named(content, "scopes", entry[3]), entry[4]
        surface = _surface(content, entry[5]) if part in (7, 8) else ""
        scope = wordings.scope_of(scope, part)
        measure = wordings.measure_of(indicator, part)
        is_first = measure == PART[8].measures[0].id and scope == TOTAL_NUMBER
        block = self._blocks.number((entry[0], surface), (section, measure) if is_first else None)
        shared = {"part": part, "surface": _with_block(surface, block), "file": f"{self._file}:t{part}", "row": number}
        said = {"section": section, "scope": scope, "measure": measure}
        cell = shared | said | {"description": wordings.detail_of(indicator, part)}
        figure = _figure(value)
        if measure in ACCURACY and figure.get("value", 0) > 1:  # of 0-1 or of 0-100: for a person to say
            figure = {"state": FigureState.UNREADABLE, "published": figure["published"]}
        yield cell | figure


def _is_index(value: Any, names: list[str]) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(names)


def _named(content: Row, names: str, index: Any) -> str:
    """Return the name that an index stands for; one below 0 would be counted from the end."""
    if not _is_index(index, content[names]):
        raise IndexError(index)
    return str(content[names][index])


def _is_keyword(code: str) -> bool:
    return not code.startswith(categories.HIGH_LEVEL) and code != categories.TOTAL


def _surface(content: Row, index: int) -> str:
    name = _named(content, "surfaces", index)
    return "" if name in _WHOLE else name


def _with_block(surface: str, block: int) -> str:
    return f"{surface} block {block}".strip().capitalize() if block > 1 else surface


def _figure(value: Any) -> Row:
    if value is None:
        return {"state": FigureState.BLANK}
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(value)
    if not math.isfinite(value):
        raise ValueError(value)
    return {"state": FigureState.VALUE, "value": float(value), "published": f"{value}"}
