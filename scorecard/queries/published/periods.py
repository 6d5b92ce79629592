"""Periods of reports: which there are, and what belongs to one."""

from collections import Counter
from datetime import date

import pandas as pd

from scorecard.numbers import counted
from scorecard.queries.tables import Tables, kept
from scorecard.reports.model import Period

_LONGEST_DIFFERENCE = 24 * 5  # hours: half-years differ by some days


def has_reports(tables: Tables) -> bool:
    """Return whether any report was imported."""
    return not tables["report"].empty


@kept
def report_periods(tables: Tables) -> dict[str, str]:
    """Return the periods with reports, the newest first, by their id in addresses, with how many services have one."""
    counts = Counter(periods_of(tables["report"]))
    newest_first = sorted(counts, key=lambda period: (period.end, period.start), reverse=True)
    return {id_of(period): f"{period.heading} ({counted(counts[period], 'service')})" for period in newest_first}


@kept
def usual_period(tables: Tables) -> str:
    """Return the period that most services have a report for; the newer of two."""
    counts = Counter(periods_of(tables["report"]))
    return id_of(max(counts, key=lambda period: (counts[period], period)))


def periods_of(rows: pd.DataFrame) -> list[Period]:
    """Return the period of each row."""
    return [Period(start, end) for start, end in zip(rows["period_start"], rows["period_end"], strict=True)]


def in_period(rows: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Return the rows of a period."""
    return rows[(rows["period_start"] == period.start) & (rows["period_end"] == period.end)]


def id_of(period: Period) -> str:
    """Return what an address says for a period: ``2026-01-01_2026-06-30``."""
    return f"{period.start}_{period.end}"


def period_of(period_id: str) -> Period:
    """Return a period by its id."""
    start, end = period_id.split("_")
    return Period(date.fromisoformat(start), date.fromisoformat(end))


def period_before(tables: Tables, period: Period) -> Period | None:
    """Return the period just before one, of about its length, if any report is about it."""
    found = [
        other
        for other in sorted(set(periods_of(tables["report"])))
        if (period.start - other.end).days == 1 and abs(other.hours - period.hours) <= _LONGEST_DIFFERENCE
    ]
    return found[0] if found else None
