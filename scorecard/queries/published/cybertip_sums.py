"""Adding up published counts of reports to what a chart can show, so that every term can still be told."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import pandas as pd

from scorecard.dates import MONTHS, day
from scorecard.tabular import rows_of


class _Figure(NamedTuple):
    """Reports under one name in one period, and the published figures that they are the sum of.

    Attributes:
        is_part: whether the year lacks figures under another name of the provider, so that this is not its whole count.
    """

    name: str
    start: date
    end: date
    reports: int
    parts: tuple[str, ...]
    period: str
    is_part: bool = False

    @property
    def is_year(self) -> bool:
        """Whether the period is a calendar year."""
        return _is_year(self.start, self.end)


def summed(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the counts of one provider by one counter, added up by period, and the periods without any.

    Args:
        rows: rows of `cybertip_count` with `part_of`, the name that they are drawn under.

    Returns:
        Rows of `queries.cybertip_series` from `period_start` on.
    """
    figures = sorted(_wholes(_figures(rows_of(rows))), key=_time)
    for (end, start, period), same in groupby(figures, key=_time):
        terms = list(same)
        parts = [part for one in terms for part in one.parts]
        is_plain = len(parts) == 1 and parts[0].startswith(f"{rows['part_of'].iloc[0]}: ")
        is_year = _is_year(start, end) and not any(one.is_part for one in terms)
        total = sum(one.reports for one in terms)
        yield _row(start, end, period, is_year, total, "" if is_plain else " + ".join(parts))
    for start, end in sorted({(row["period_start"], row["period_end"]) for row in rows_of(rows)}):
        if not any(start <= one.end and one.start <= end for one in figures):
            yield _row(start, end, period_words(start, end), _is_year(start, end), None, "")


def _time(one: _Figure) -> tuple[date, date, str]:
    return one.end, one.start, one.period


def _is_year(start: date, end: date) -> bool:
    return (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31))


def _row(start: date, end: date, period: str, is_year: bool, reports: int | None, parts: str) -> dict[str, Any]:
    days = {"period_start": start, "period_end": end, "period": period, "is_year": is_year}
    return days | {"report_count": reports, "parts": parts}


def _figures(rows: Sequence[dict[str, Any]]) -> list[_Figure]:
    """Return the rows that have a number. Entries of one name are told apart by their number."""
    counted = [row for row in rows if row["report_count"] is not None]
    keys = [(row["provider"], row["period_start"], row["period_end"]) for row in counted]
    figures = []
    for row, key in zip(counted, keys, strict=True):
        name, start, end = key
        shown = name if keys.count(key) == 1 else f"{name}, entry {row['entry']}"
        period = period_words(start, end, row["period_name"])
        figures.append(_Figure(name, start, end, row["report_count"], (f"{shown}: {row['report_count']:,}",), period))
    return figures


def _wholes(figures: Sequence[_Figure]) -> Iterator[_Figure]:
    """Yield figures, with the parts of a year made one where they make it whole for every name that has such parts."""
    years = {one.start.year for one in figures if one.start.year == one.end.year}
    for year in sorted(years):
        inside = [one for one in figures if one.start.year == one.end.year == year]
        names = sorted({one.name for one in inside})
        wholes = [_whole_year([one for one in inside if one.name == name]) for name in names]
        found = [whole for whole in wholes if whole]
        yield from found if len(found) == len(names) else (one._replace(is_part=True) for one in inside)
    yield from (one for one in figures if one.start.year != one.end.year)


def _whole_year(figures: Sequence[_Figure]) -> _Figure | None:
    """Return the count of a calendar year under one name: as published, or the sum of the parts that make it whole."""
    name, year = figures[0].name, figures[0].start.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    chosen = [one for one in figures if one.is_year]
    if not chosen:
        chosen = sorted(figures, key=lambda one: one.start)
        follow = all(after.start == before.end + timedelta(days=1) for before, after in pairwise(chosen))
        if not follow or (chosen[0].start, chosen[-1].end) != (first, last):
            return None
        parts = tuple(f"{name}, {one.period}: {one.reports:,}" for one in chosen)
    else:
        parts = tuple(part for one in chosen for part in one.parts)
    return _Figure(name, first, last, sum(one.reports for one in chosen), parts, str(year))


def period_words(start: date, end: date, name: str | None = None) -> str:
    """Return a period in words: ``2022``, ``January to June 2023``, ``1 April 2024 to 30 April 2025``, or its name."""
    if name and not pd.isna(name):
        return name
    is_of_months = start.day == 1 and (end + timedelta(days=1)).day == 1
    if _is_year(start, end):
        return str(start.year)
    if is_of_months and start.year == end.year:
        months = list(dict.fromkeys([MONTHS[start.month - 1], MONTHS[end.month - 1]]))
        return f"{' to '.join(months)} {end.year}"
    return f"{day(start)} to {day(end)}"
