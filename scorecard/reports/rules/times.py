"""Median times: that they are hours, and of something."""

from collections.abc import Iterator
from statistics import median

from scorecard.numbers import listing
from scorecard.reports.flags import Clash, ConformanceRule, Flag
from scorecard.reports.rules import figure_rules as rules
from scorecard.reports.rules.figures import unit_in
from scorecard.reports.rules.naming import amount, examples, is_on_subject, others, row_name, things, title
from scorecard.reports.rules.tables import Check, Row, Table, Tables
from scorecard.reports.template import MEDIAN_TIME, TOTAL_NUMBER, Unit
from scorecard.vocabulary import HowObtained

TWO_YEARS = 17_520  # hours
TIMES = 60  # as often as an hour has minutes and a minute seconds
ENOUGH = 5  # so many other times make an order
NO_CHANCE = 100  # counts above it are not the same as a time by chance
MANY = 100  # a median of fewer moves far by chance

# What was received: the time is counted from there.
_COUNTED = {
    "order_receipt_hours": "order_count",
    "order_effect_hours": "order_count",
    "information_receipt_hours": "information_order_count",
    "information_effect_hours": "information_order_count",
    "action_hours": "notice_count",
    "trusted_action_hours": "trusted_notice_count",
}
# What a median time is of: none of these counted, and there is nothing to measure.
_CAUSES = {
    "order_receipt_hours": ("order_count",),
    "order_effect_hours": ("order_count",),
    "information_receipt_hours": ("information_order_count",),
    "information_effect_hours": ("information_order_count",),
    "action_hours": ("law_action_count", "terms_action_count"),
    "trusted_action_hours": ("trusted_law_action_count", "trusted_terms_action_count"),
}

Time = tuple[Row, str, float]


def _times(table: Table) -> list[Time]:
    return [
        (row, measure, cell.value)
        for row in table.rows
        for measure, cell in row.cells.items()
        if cell.value is not None and cell.value > 0 and unit_in(row, measure) is Unit.HOURS
    ]


def _count_beside(row: Row, time: str) -> str:
    """Return a count in the same row that is the same large figure as a time; empty where there is none."""
    value = row.value(time)
    same = (measure for measure, cell in row.cells.items() if measure != time and cell.value == value)
    return next(
        (measure for measure in same if value and value > NO_CHANCE and unit_in(row, measure) is Unit.COUNT), ""
    )


def times_are_no_counts(tables: Tables) -> Iterator[Flag]:
    """Yield times that are the same figure as a count beside them."""
    for table in tables.tables:
        for row, time, value in _times(table):
            count = _count_beside(row, time)
            if count:
                message = f"{title(time)} is {amount(value)} hours, the same figure as “{title(count)}” in that row"
                yield tables.flag(rules.TIME_IS_COUNT, message, row.clash(time), row.clash(count))


def times_are_short_enough(tables: Tables) -> Iterator[Flag]:
    """Yield tables with times longer than the period, or than two years.

    Compiled lists are left out: whoever compiled them may have taken a decimal comma for thousands.
    """
    period = tables.report.period.hours
    for table in tables.tables if tables.report.how is not HowObtained.COMPILED else ():
        long = [entry for entry in _times(table) if entry[2] > period and not _count_beside(entry[0], entry[1])]
        beyond_two_years = [entry for entry in long if entry[2] > TWO_YEARS]
        beyond_period = [entry for entry in long if entry[2] <= TWO_YEARS]
        yield from _long(tables, rules.TIME_BEYOND_TWO_YEARS, beyond_two_years, "two years", TWO_YEARS)
        yield from _long(tables, rules.TIME_BEYOND_PERIOD, beyond_period, "the reporting period", period)


def _long(tables: Tables, rule: ConformanceRule, found: list[Time], name: str, limit: int) -> Iterator[Flag]:
    if found:
        row, measure, value = max(found, key=lambda entry: entry[2])
        message = f"{title(measure)} of {amount(value)} hours ({row_name(row)}) is longer than {name} "
        message += f"({amount(limit)} hours){others(len(found) - 1, 'cell', 'cells')}"
        yield tables.flag(rule, message, row.clash(measure), *_rest(found, row, measure))


def _rest(found: list[Time], row: Row, measure: str) -> list[Clash]:
    return [entry.clash(name) for entry, name, _ in found if (entry, name) != (row, measure)]


def times_are_of_one_order(tables: Tables) -> Iterator[Flag]:
    """Yield tables with times that are more than sixty times, or less than a sixtieth, of what other rows have."""
    for table in tables.tables:
        times = [entry for entry in _times(table) if not _count_beside(entry[0], entry[1])]
        for measure in dict.fromkeys(entry[1] for entry in times):
            own = [entry for entry in times if entry[1] == measure and entry[2] <= TWO_YEARS]
            far = [(entry, middle) for entry in own if (middle := _middle(own, entry)) and _is_far(entry[2], middle)]
            far = [entry for entry in far if _is_of_many(*entry[0][:2])]
            if far:
                shown = examples(f"{amount(value)} ({row_name(row)})" for (row, _, value), _ in far)
                message = (
                    f"{title(measure)}: {shown} hours, while the middle of the other rows is {amount(far[0][1])} hours"
                )
                yield tables.flag(rules.TIME_UNLIKE_OTHERS, message, *(row.clash(measure) for (row, _, _), _ in far))


def _is_of_many(row: Row, time: str) -> bool:
    """Return whether a time is of so many notices or orders that chance does not move it far."""
    return time in _COUNTED and row.amount(_COUNTED[time]) >= MANY


def _middle(times: list[Time], left_out: Time) -> float:
    rest = [value for row, _, value in times if row is not left_out[0]]
    return median(rest) if len(rest) >= ENOUGH else 0.0


def _is_far(value: float, middle: float) -> bool:
    return value > TIMES * middle or value * TIMES < middle


def times_are_of_something(tables: Tables) -> Iterator[Flag]:
    """Yield tables with times in rows that count none of what the time is of."""
    for table in tables.tables:
        found = [
            (row, time, value, cause) for row, time, value in _times(table) if (cause := _nothing(table, row, time))
        ]
        found.sort(key=lambda entry: not is_on_subject(entry[0]))
        if found:
            row, time, value, cause = found[0]
            message = f"{title(time)} is {amount(value)} hours where {cause} are counted ({row_name(row)})"
            message += others(len(found) - 1, "cell", "cells")
            yield tables.flag(rules.TIME_OF_NOTHING, message, *(row.clash(time) for row, time, _, _ in found))


def _nothing(table: Table, row: Row, time: str) -> str:
    """Return what of the things that a time is of are 0, such as ``0 notices``; empty where some were counted."""
    if table.part == 7:
        totals = [entry for entry in table.rows if (entry.section, entry.scope) == (row.section, TOTAL_NUMBER)]
        is_zero = row.scope == MEDIAN_TIME and any(entry.value(time) == 0 for entry in totals)
        return "0 complaints or disputes" if is_zero else ""
    if row.value(_COUNTED[time]) == 0:
        return things(_COUNTED[time], 0)
    causes = _CAUSES[time]
    is_known = all(row.value(cause) is not None or row.is_blank(cause) for cause in causes)
    is_zero = is_known and any(row.value(cause) == 0 for cause in causes) and not any(map(row.value, causes))
    return listing([things(cause, 0) for cause in causes]) if is_zero else ""


CHECKS: tuple[Check, ...] = (
    times_are_no_counts,
    times_are_short_enough,
    times_are_of_one_order,
    times_are_of_something,
)
