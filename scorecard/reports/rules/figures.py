"""Single figures: that each is one, and of the kind its column asks for."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from scorecard.numbers import counted
from scorecard.reports.flags import Clash, Flag
from scorecard.reports.rules import figure_rules as rules
from scorecard.reports.rules.naming import EXAMPLES, amount, row_name, title
from scorecard.reports.rules.tables import Cell, Check, Row, Table, Tables
from scorecard.reports.template import PART, Unit, unit_of
from scorecard.vocabulary import FigureState

_BARE_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")

Found = tuple[Row, str, Cell]


def unit_in(row: Row, measure: str) -> Unit:
    """Return the unit of a cell; text where the measure is not the template's."""
    return _unit(row.part, measure, row.scope)


@lru_cache(maxsize=10_000)
def _unit(part: int, measure: str, scope: str) -> Unit:
    known = any(measure == entry.id for entry in PART[part].measures)
    return unit_of(part, measure, scope) if known else Unit.TEXT


def cells_of(table: Table, wanted: Callable[[Unit, Cell], bool]) -> list[Found]:
    """Return the cells of a table that are wanted, by their unit and what they say."""
    return [
        (row, measure, cell)
        for row in table.rows
        for measure, cell in row.cells.items()
        if wanted(unit_in(row, measure), cell)
    ]


def named(found: Found) -> str:
    """Return a cell with its name: ``Accuracy (Own-initiative) “99.25”``."""
    row, measure, cell = found
    return f"{title(measure)} ({row_name(row)}) “{cell.published.strip()}”"


def figures_can_be_read(tables: Tables) -> Iterator[Flag]:
    """Yield tables with cells that hold something else than a figure; shares of unsure scale have a rule of theirs."""
    for table in tables.tables:
        found = cells_of(table, _is_unreadable)
        if found:
            cells = counted(len(found), "cell holds", "cells hold")
            message = f"{cells} something else than a figure, such as {_examples(found)}"
            yield tables.flag(rules.UNREADABLE_FIGURE, message, *_clashes(found))


def _is_unreadable(unit: Unit, cell: Cell) -> bool:
    is_scale = unit is Unit.SHARE and bool(_BARE_NUMBER.fullmatch(cell.published.strip()))
    return cell.state is FigureState.UNREADABLE and unit is not Unit.TEXT and not is_scale


def figures_are_not_negative(tables: Tables) -> Iterator[Flag]:
    """Yield tables with counts or times below 0."""
    for table in tables.tables:
        found = cells_of(table, lambda unit, cell: unit is not Unit.SHARE and (cell.value or 0) < 0)
        if found:
            message = f"{counted(len(found), 'figure is', 'figures are')} below 0, such as {_examples(found)}"
            yield tables.flag(rules.NEGATIVE_FIGURE, message, *_clashes(found))


def counts_are_whole(tables: Tables) -> Iterator[Flag]:
    """Yield tables with counts that have decimals."""
    for table in tables.tables:
        found = cells_of(table, lambda unit, cell: unit is Unit.COUNT and (cell.value or 0) % 1 != 0)
        if found:
            row, measure, cell = found[0]
            first = f"{amount(cell.value or 0)} under “{title(measure)}” ({row_name(row)})"
            message = f"{counted(len(found), 'count is', 'counts are')} no whole number, such as {first}"
            yield tables.flag(rules.FRACTIONAL_COUNT, message, *_clashes(found))


def _examples(found: list[Found]) -> str:
    return "; ".join(named(entry) for entry in found[:EXAMPLES])


def _clashes(found: list[Found]) -> list[Clash]:
    return [row.clash(measure) for row, measure, _ in found]


CHECKS: tuple[Check, ...] = (figures_can_be_read, figures_are_not_negative, counts_are_whole)
