"""A report as the checks read it: its tables, their rows in the template's order, each row's cells by measure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

import pandas as pd

from scorecard.reports import categories
from scorecard.reports.corrections import CORRECTED
from scorecard.reports.flags import Clash, ConformanceRule, Flag
from scorecard.reports.model import Report, newest
from scorecard.vocabulary import FigureState, HowObtained

ORDERS, NOTICES, OWN_INITIATIVE, AUTOMATED = (3,), (4,), (5, 6), (8,)
BY_CATEGORY = (*ORDERS, *NOTICES, *OWN_INITIATIVE)


class Cell(NamedTuple):
    """What a row says of one measure. A repaired cell comes from elsewhere than those beside it, perhaps later."""

    value: float | None
    state: FigureState
    published: str
    is_repaired: bool = False


@dataclass(frozen=True)
class Row:
    """One published row. Attributes are as in `model.CELL_COLUMNS`; `number` is the row in the file."""

    part: int
    surface: str
    version: int
    file: str
    number: int
    period: str
    category: str
    parent: str
    description: str
    section: str
    scope: str
    cells: dict[str, Cell] = field(default_factory=dict, compare=False)

    def value(self, measure: str) -> float | None:
        """Return a figure; None where there is none."""
        cell = self.cells.get(measure)
        return cell.value if cell else None

    def amount(self, measure: str) -> float:
        """Return a figure, 0 where there is none."""
        return self.value(measure) or 0.0

    def is_blank(self, measure: str) -> bool:
        """Return whether the cell is there and says nothing: a cell that was not read is not blank."""
        cell = self.cells.get(measure)
        return cell is not None and cell.state in (FigureState.BLANK, FigureState.NOT_APPLICABLE)

    def is_mixed(self, *measures: str) -> bool:
        """Return whether some figures are repaired and some not: they may be of two versions, and not add up."""
        return len({self.cells[measure].is_repaired for measure in measures if self.value(measure) is not None}) > 1

    def is_repaired(self, measure: str) -> bool:
        """Return whether a cell is there and was repaired."""
        return measure in self.cells and self.cells[measure].is_repaired

    def has_figures(self) -> bool:
        """Return whether any figure is above 0."""
        return any(cell.value for cell in self.cells.values())

    def clash(self, measure: str = "") -> Clash:
        """Return one of the cells as a flag names it; without a measure, the row."""
        published = self.cells[measure].published if measure in self.cells else ""
        return Clash(self.part, self.surface, self.category, self.scope, measure, published, self.file, self.number,
                     self.parent, self.description)  # fmt: skip

    @property
    def is_total(self) -> bool:
        """Whether it is the row of all categories."""
        return self.category == categories.TOTAL

    @property
    def is_keyword(self) -> bool:
        """Whether it is a sub-category, of the template's or the publisher's own."""
        return bool(self.category) and not self.is_total and not self.category.startswith(categories.HIGH_LEVEL)

    @property
    def is_other(self) -> bool:
        """Whether it is an “Other” row, or one of a publisher's own codes that stand in its place."""
        return self.category.startswith(categories.OTHER)


@dataclass(frozen=True)
class Table:
    """One part of one surface."""

    part: int
    surface: str
    rows: tuple[Row, ...]

    @cached_property
    def of_all_states(self) -> "Table":
        """Return the rows that may be added up: in part 3 those of all Member States together."""
        if self.part not in ORDERS:
            return self
        return Table(self.part, self.surface, tuple(row for row in self.rows if row.scope == categories.TOTAL))

    @cached_property
    def total(self) -> Row | None:
        """Return the row of all categories."""
        return next((row for row in self.rows if row.is_total), None)

    @cached_property
    def high_level(self) -> dict[str, Row]:
        """Return the rows of high-level categories by code; of two with one code the first that has figures."""
        found: dict[str, Row] = {}
        for row in self.rows:
            if row.category.startswith(categories.HIGH_LEVEL) and not found.get(row.category, _NO_ROW).has_figures():
                found[row.category] = row
        return found

    @cached_property
    def keywords(self) -> dict[str, list[Row]]:
        """Return the rows of sub-categories by the category they stand under, where that is known."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            if row.is_keyword and row.parent:
                found.setdefault(row.parent, []).append(row)
        return found

    def named(self, code: str) -> Row | None:
        """Return the first row with a code."""
        return next((row for row in self.rows if row.category == code), None)


@dataclass(frozen=True)
class Tables:
    """All tables of the newest versions of a report."""

    report: Report
    tables: tuple[Table, ...]

    @property
    def is_whole(self) -> bool:
        """Whether a row that is not there was not published."""
        return self.report.how is HowObtained.FILES

    @property
    def has_all_figures(self) -> bool:
        """Whether a row that is not there has no figure above 0: then sums over rows can be judged both ways."""
        return self.report.how in (HowObtained.FILES, HowObtained.COMPILED)

    def of(self, *parts: int) -> Iterator[Table]:
        """Yield the tables of some parts."""
        return (table for table in self.tables if table.part in parts)

    def by_category(self) -> Iterator[Table]:
        """Yield what may be added up of the tables by category."""
        return (table.of_all_states for table in self.of(*BY_CATEGORY))

    def flag(self, rule: ConformanceRule, message: str, *cells: Clash) -> Flag:
        """Return a flag of this report."""
        return Flag(rule, self.report.service, message, cells)


Check = Callable[[Tables], Iterator[Flag]]

_NO_ROW = Row(0, "", 0, "", 0, "", "", "", "", "", "")
_KEYS = ("part", "surface", "version", "file", "row", "period", "category", "parent", "description", "section", "scope")


def tables_of(report: Report) -> Tables:
    """Return the tables of a report. The order of its cells does not matter."""
    groups: dict[tuple[int, str], list[Row]] = {}
    for row in rows_of(newest(report.cells)):
        groups.setdefault((row.part, row.surface), []).append(row)
    return Tables(report, tuple(Table(*key, tuple(groups[key])) for key in sorted(groups)))


def rows_of(cells: pd.DataFrame) -> list[Row]:
    """Return cells as rows in the template's order."""
    rows: dict[tuple[object, ...], Row] = {}
    columns = [cells[name].tolist() for name in (*_KEYS, "measure", "value", "state", "published")]
    repaired = cells[CORRECTED].fillna("").ne("").tolist() if CORRECTED in cells else [False] * len(cells)
    for entry, is_repaired in zip(zip(*columns, strict=True), repaired, strict=True):
        keys, (measure, value, state, published) = entry[: len(_KEYS)], entry[len(_KEYS) :]
        row = rows.get(keys[:5])
        if row is None:
            row = rows[keys[:5]] = Row(*keys)
        has_value = state == FigureState.VALUE and value == value
        row.cells[measure] = Cell(float(value) if has_value else None, FigureState(state), published, is_repaired)
    return sorted(rows.values(), key=_place)


def category_place(category: str, parent: str) -> int:
    """Return where a category stands in the template; what does not stand in it comes after its category's rows."""
    places = _places()
    if (category, parent) in places:
        return places[(category, parent)]
    return places.get((categories.OTHER, parent), len(places))


@cache
def _places() -> dict[tuple[str, str], int]:
    return {(entry.code, entry.parent): place for place, entry in enumerate(categories.categories())}


def _place(row: Row) -> tuple[object, ...]:
    return (row.part, row.surface, category_place(row.category, row.parent), row.category, row.description,
            row.section, row.scope, row.file, row.number)  # fmt: skip


def total_of(rows: Iterable[Row], measure: str) -> float:
    """Return the sum of a measure over rows, blanks as 0."""
    return sum(row.amount(measure) for row in rows)
