"""Accuracy, precision, recall and other shares: that they are on one scale, and about something."""

import re
from collections.abc import Iterator
from enum import StrEnum

from scorecard.numbers import counted
from scorecard.reports.flags import Flag
from scorecard.reports.rules import figure_rules as rules
from scorecard.reports.rules.figures import Found, cells_of, named
from scorecard.reports.rules.naming import amount, examples, title
from scorecard.reports.rules.tables import AUTOMATED, Cell, Check, Row, Table, Tables
from scorecard.reports.template import ACCURACY, Unit

_BARE = re.compile(r"(?P<number>[-−]?[0-9]+(?:[.,][0-9]+)?)(?P<percent>\s*%)?")
_AUTOMATED = ("automated_measure_count", "automated_notice_count")


class Scale(StrEnum):
    """How a share is written, where that can be told."""

    FRACTION = "numbers from 0 to 1"
    PERCENT = "with a percent sign"
    BARE_PERCENT = "above 1 without a sign"


def _written(cell: Cell) -> tuple[float, bool] | None:
    """Return the number that stands in a cell, and whether it has a percent sign."""
    found = _BARE.fullmatch(cell.published.strip())
    if found is None:
        return None
    return float(found["number"].replace(",", ".").replace("−", "-")), bool(found["percent"])


def _scale(cell: Cell) -> Scale | None:
    """Return the scale of a share; 0 is the same on all, and what is no share has none."""
    written = _written(cell)
    if written is None or written[0] <= 0 or _is_impossible(cell):
        return None
    number, has_sign = written
    return Scale.PERCENT if has_sign else Scale.FRACTION if number <= 1 else Scale.BARE_PERCENT


def _is_impossible(cell: Cell) -> bool:
    written = _written(cell)
    return written is not None and not 0 <= written[0] <= 100


def _shares(table: Table) -> list[Found]:
    return cells_of(table, lambda unit, cell: unit is Unit.SHARE)


def shares_are_possible(tables: Tables) -> Iterator[Flag]:
    """Yield shares below 0 or above 100 %."""
    for table in tables.tables:
        for found in _shares(table):
            if _is_impossible(found[2]):
                message = f"{named(found)} is no share on any scale"
                yield tables.flag(rules.SHARE_IMPOSSIBLE, message, found[0].clash(found[1]))


def shares_are_from_0_to_1(tables: Tables) -> Iterator[Flag]:
    """Yield tables with shares above 1 without a percent sign, with the reading that suggests itself."""
    for table in tables.tables:
        found = [entry for entry in _shares(table) if _scale(entry[2]) is Scale.BARE_PERCENT]
        if not found:
            continue
        number = (_written(found[0][2]) or (0.0, False))[0]
        shares = counted(len(found), "share is", "shares are")
        message = f"{shares} above 1 without a percent sign, such as {named(found[0])}, which would be "
        message += f"{amount(round(number / 100, 6))} as a share"
        yield tables.flag(rules.SHARE_SCALE, message, *(row.clash(measure) for row, measure, _ in found))


def shares_have_one_scale(tables: Tables) -> Iterator[Flag]:
    """Yield reports that give accuracy, precision and recall on more than one scale."""
    first: dict[Scale, Found] = {}
    for table in tables.of(*AUTOMATED):
        for entry in _shares(table):
            scale = _scale(entry[2])
            if scale is not None:
                first.setdefault(scale, entry)
    if len(first) > 1:
        shown = "; ".join(f"{scale}: {named(first[scale])}" for scale in Scale if scale in first)
        message = f"Shares are given on {len(first)} scales ({shown})"
        clashes = (first[scale][0].clash(first[scale][1]) for scale in Scale if scale in first)
        yield tables.flag(rules.SHARE_MIXED, message, *clashes)


def shares_are_of_something(tables: Tables) -> Iterator[Flag]:
    """Yield tables with shares of 0: where nothing was automated, and where something was.

    A share that stands several times is of one system among several, so nothing can be said of it.
    """
    for table in tables.of(*AUTOMATED):
        known = {row.scope: row for row in table.rows for measure in _AUTOMATED if row.value(measure) is not None}
        zeros = [(row, measure) for row in table.rows for measure in ACCURACY if _is_sole_zero(table, row, measure)]
        zeros = [(row, measure) for row, measure in zeros if row.scope in known]
        for rule, found in (
            (rules.SHARE_OF_NOTHING, [entry for entry in zeros if not _automated(known[entry[0].scope])[0]]),
            (rules.SHARE_ZERO, [entry for entry in zeros if _automated(known[entry[0].scope])[0]]),
        ):
            if found:
                count, noun = _automated(known[found[0][0].scope])
                shares = examples(f"{title(measure)} ({row.scope})" for row, measure in found)
                verb = "is" if len(found) == 1 else "are"
                message = f"{shares} {verb} given as 0, while {amount(count)} {noun} were automated"
                yield tables.flag(rule, message, *(row.clash(measure) for row, measure in found))


def _is_sole_zero(table: Table, row: Row, measure: str) -> bool:
    same = [entry for entry in table.rows if entry.scope == row.scope and measure in entry.cells]
    return row.value(measure) == 0 and same == [row]


def _automated(row: Row) -> tuple[float, str]:
    """Return how much was automated, and of what."""
    if _AUTOMATED[0] in row.cells:
        return row.amount(_AUTOMATED[0]), "measures"
    return row.amount(_AUTOMATED[1]), "notices"


CHECKS: tuple[Check, ...] = (
    shares_are_possible,
    shares_are_from_0_to_1,
    shares_have_one_scale,
    shares_are_of_something,
)
