"""Periods: that the report's is the prescribed one, and that its rows are about it."""

from collections.abc import Iterator
from datetime import date

from scorecard.reports.flags import Clash, ConformanceRule, Flag
from scorecard.reports.model import Period
from scorecard.reports.periods import is_placeholder, parse_period
from scorecard.reports.rules import table_rules as rules
from scorecard.reports.rules.naming import examples
from scorecard.reports.rules.tables import Check, Row, Tables
from scorecard.reports.template import ServiceKind

FIRST_DAY = date(2025, 7, 1)  # from here on data are collected for the template
LAST_TRANSITIONAL = date(2025, 12, 31)
_HALF_YEARS = (((1, 1), (6, 30)), ((7, 1), (12, 31)))
_HALF_YEARLY = "half-years, from January to June and from July to December"
_YEARLY = "calendar years, before them a period from July 2025 or earlier to 31 December 2025"
_VERY_LARGE = (ServiceKind.VLOP, ServiceKind.VLOSE)


def period_is_prescribed(tables: Tables) -> Iterator[Flag]:
    """Yield a report whose period is not one that the regulation has for its kind of service."""
    report = tables.report
    period = report.period
    is_early = period.end < FIRST_DAY
    fits_very_large = report.kind in (*_VERY_LARGE, None) and _is_half_year(period)
    fits_others = report.kind not in _VERY_LARGE and _is_yearly(period)
    if not (is_early or fits_very_large or fits_others):
        due = _HALF_YEARLY if report.kind in _VERY_LARGE else _YEARLY
        message = f"The report is about {period.start} to {period.end}; the regulation asks for {due}"
        yield tables.flag(rules.PERIOD_NOT_PRESCRIBED, message, Clash(1, "", "", "", "", period.label))


def _is_half_year(period: Period) -> bool:
    days = tuple((day.month, day.day) for day in period)
    return days in _HALF_YEARS and period.start.year == period.end.year


def _is_yearly(period: Period) -> bool:
    if period.end == LAST_TRANSITIONAL:
        return period.start <= FIRST_DAY
    return period == Period(date(period.end.year, 1, 1), date(period.end.year, 12, 31))


def rows_say_the_period(tables: Tables) -> Iterator[Flag]:
    """Yield tables with rows whose period is missing, filler, impossible or another one."""
    period = tables.report.period
    for table in tables.tables:
        groups: dict[str, list[Row]] = {}
        for row in table.rows:
            groups.setdefault(_problem(row, period), []).append(row)
        of_all = f"of {len(table.rows)} rows of part {table.part}{f' ({table.surface})' if table.surface else ''}"
        for name, (rule, said) in _RULES.items():
            found = groups.get(name, [])
            if found:
                shown = f": {examples(f'“{row.period.strip()}”' for row in found)}" if found[0].period.strip() else ""
                message = f"{len(found)} {of_all} {said}{shown}"
                yield tables.flag(rule, message, *map(Row.clash, found))


_RULES: dict[str, tuple[ConformanceRule, str]] = {
    "missing": (rules.ROW_PERIOD_MISSING, "do not say their period"),
    "filler": (rules.ROW_PERIOD_PLACEHOLDER, "have the template's filler as their period"),
    "impossible": (rules.ROW_PERIOD_IMPOSSIBLE, "have a period that is none"),
    "other": (rules.ROW_PERIOD_OTHER, "have another period than the report"),
}


def _problem(row: Row, period: Period) -> str:
    text = row.period.strip()
    if not text:
        return "missing"
    if is_placeholder(text):
        return "filler"
    said = parse_period(text)
    if said is None:
        return "impossible"
    return "" if said == period else "other"


CHECKS: tuple[Check, ...] = (period_is_prescribed, rows_say_the_period)
