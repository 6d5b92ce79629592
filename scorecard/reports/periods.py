"""Dates and periods as reports write them."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

import pandas as pd

from scorecard.reports.model import Period

_ISO = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})(?:[T ][0-9:.]+Z?)?")
_LOCAL = re.compile(r"(?P<first>[0-9]{1,2})[/.-](?P<second>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")
_PLACEHOLDER = re.compile(r"[YJA]{4}-M{2}-[DTJ]{2}/[YJA]{4}-M{2}-[DTJ]{2}", re.I)
_BETWEEN = re.compile(r"\s*/\s*(?=[0-9]{4}[-.][0-9])|\s+(?:to|-|–)\s+|\s+/\s+")


def parse_date(text: str, day_first: bool = False) -> date | None:
    """Return a day written as ``2026-04-17``, ``2026/04/17`` or, where days come first, ``17/04/2026``; else None.

    Args:
        text: what stands in the cell.
        day_first: whether a date of the same report shows that days come first: one has a day above 12.
    """
    text = text.strip()
    if found := _ISO.fullmatch(text):
        return _day(found["year"], found["month"], found["day"])
    found = _LOCAL.fullmatch(text)
    if found is None or not (day_first or "." in text):
        return None
    return _day(found["year"], found["second"], found["first"])


def days_come_first(texts: Iterable[str]) -> bool:
    """Return whether dates such as ``17/04/2026`` show that days come first: a first number above 12, no second one."""
    found = [match for text in texts if (match := _LOCAL.fullmatch(text.strip()))]
    return any(int(match["first"]) > 12 for match in found) and all(int(match["second"]) <= 12 for match in found)


def parse_period(text: str) -> Period | None:
    """Return a period written as ``2025-07-01/2025-12-31``; None for anything else, ``2025-01-01/2025-12-65`` too."""
    ends = [parse_date(end) for end in _BETWEEN.split(text.strip())]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] > ends[1]:
        return None
    return Period(ends[0], ends[1])


def is_placeholder(text: str) -> bool:
    """Return whether the template's own filler was left in, in whatever language: ``YYYY-MM-DD/YYYY-MM-DD``."""
    return bool(_PLACEHOLDER.fullmatch(text.strip()))


def most_common_period(texts: pd.Series) -> Period | None:
    """Return the period that most rows state, the later one of two that are as common; None where none states one."""
    periods = texts.map({text: parse_period(text) for text in texts.dropna().unique()}).dropna()
    if periods.empty:
        return None
    counts: Counter[Period] = Counter(periods)
    return max(counts, key=lambda period: (counts[period], period))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
