"""Numbers as people write them: with commas, points, blanks or apostrophes between their digits.

Most numbers say by themselves what their marks mean: ``1,234.5``, ``289,42``, ``0,995``, ``1.234.567``. Those with
three digits behind one mark do not: ``1,234`` and ``1.234``. They are read by what other cells of their column show.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from scorecard.reports.template import Unit


class Marks(StrEnum):
    """What marks before exactly three digits mean in a column, as its cells show it."""

    THOUSANDS = "thousands"  # commas part thousands, a point stands before decimals
    DECIMAL = "decimal"  # a comma stands before decimals, points part thousands
    UNKNOWN = "unknown"
    DOUBTFUL = "doubtful"  # counts with points before three digits, and nothing that shows that they are thousands
    MIXED = "mixed"  # its cells contradict each other


class _Shape(StrEnum):
    """How the digits of a number are parted."""

    WHOLE = "whole"
    COMMA_GROUPS = "comma groups"
    POINT_GROUPS = "point groups"
    ONE_COMMA = "three digits behind a comma"
    ONE_POINT = "three digits behind a point"
    COMMA_DECIMALS = "comma decimals"
    POINT_DECIMALS = "point decimals"


class _Parted(NamedTuple):
    """The digits of a number without sign and blanks between thousands."""

    is_negative: bool
    digits: str
    shape: _Shape

    def number(self, decimal_mark: str) -> float:
        group = "," if decimal_mark == "." else "."
        size = float(self.digits.replace(group, "").replace(decimal_mark, "."))
        return -size if self.is_negative else size


_BLANK = "'’ \u00a0\u2009\u202f"
_NUMBER = re.compile(rf"(?P<sign>[-−+]?)(?P<digits>[0-9](?:[0-9.,{_BLANK}]*[0-9])?)")
_WITH_BLANKS = re.compile(
    rf"[1-9][0-9]{{0,2}}(?P<blank>[{_BLANK}])[0-9]{{3}}(?:(?P=blank)[0-9]{{3}}){{0,4}}(?:[.,][0-9]+)?"
)
_SHAPES = {
    shape: re.compile(pattern)
    for shape, pattern in {
        _Shape.WHOLE: r"[0-9]{1,15}",
        _Shape.COMMA_GROUPS: r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3}){2,4}|(?:,[0-9]{3}){1,4}\.[0-9]{1,20})",
        _Shape.POINT_GROUPS: r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,4}|(?:\.[0-9]{3}){1,4},[0-9]{1,20})",
        _Shape.ONE_COMMA: r"[1-9][0-9]{0,2},[0-9]{3}",
        _Shape.ONE_POINT: r"[1-9][0-9]{0,2}\.[0-9]{3}",
        _Shape.COMMA_DECIMALS: r"[0-9]{1,15},[0-9]{1,20}",
        _Shape.POINT_DECIMALS: r"[0-9]{1,15}\.[0-9]{1,20}",
    }.items()
}
_OWN_MARK = {
    _Shape.WHOLE: ".",
    _Shape.COMMA_GROUPS: ".",
    _Shape.POINT_GROUPS: ",",
    _Shape.COMMA_DECIMALS: ",",
    _Shape.POINT_DECIMALS: ".",
}
_SHOWS = {
    _Shape.COMMA_GROUPS: Marks.THOUSANDS,
    _Shape.POINT_DECIMALS: Marks.THOUSANDS,
    _Shape.POINT_GROUPS: Marks.DECIMAL,
    _Shape.COMMA_DECIMALS: Marks.DECIMAL,
}

CLOCK = re.compile(r"(?P<hours>[0-9]{1,5}):(?P<minutes>[0-5][0-9]):(?P<seconds>[0-5][0-9])")
WITH_TIME_UNIT = re.compile(
    r"(?P<number>[^a-z]+?)\s*(?P<unit>h|hr|hrs|hour|hours|min|mins|minute|minutes|d|day|days)?\.?", re.I
)
RANGE = re.compile(r"(?P<low>[0-9.,]+\s*%?)\s*[-–—]\s*(?P<high>[0-9.,]+\s*%?)")
_TOKEN = re.compile(rf"[0-9](?:[0-9.,{_BLANK}]*[0-9])?")


def combined(shown: Iterable[Marks]) -> Marks:
    """Return what several cells show together."""
    kinds = set(shown) - {Marks.UNKNOWN}
    if Marks.DECIMAL in kinds:
        kinds.discard(Marks.DOUBTFUL)
    if len(kinds) > 1:
        return Marks.MIXED
    return kinds.pop() if kinds else Marks.UNKNOWN


@lru_cache(maxsize=100_000)
def evidence(text: str, unit: Unit) -> Marks:
    """Return what a cell shows of the marks of its column.

    A count is whole: a comma before something else than zeros is a slip and shows nothing, and three digits behind one
    point are either thousands or no count, so they make every point of the column doubtful.
    """
    return combined(_shown(parted, unit) for token in _TOKEN.findall(text) if (parted := _parted(token)))


def _shown(parted: _Parted, unit: Unit) -> Marks:
    if unit is Unit.COUNT and parted.shape is _Shape.ONE_POINT:
        return Marks.DOUBTFUL
    if unit is Unit.COUNT and parted.shape is _Shape.COMMA_DECIMALS and parted.number(",") % 1:
        return Marks.UNKNOWN
    return _SHOWS.get(parted.shape, Marks.UNKNOWN)


@lru_cache(maxsize=100_000)
def number_of(text: str, unit: Unit, marks: Marks) -> float | None:
    """Return the number that a text writes; None where it writes none, or its marks do not say which."""
    parted = _parted(text)
    if parted is None:
        return None
    mark = _OWN_MARK.get(parted.shape) or _read_by_column(parted.shape, unit, marks)
    number = parted.number(mark) if mark else None
    if number is None or unit is not Unit.COUNT or number % 1 == 0:
        return number
    is_sure = parted.shape is not _Shape.COMMA_DECIMALS and marks in (Marks.THOUSANDS, Marks.UNKNOWN)
    return number if is_sure else None


def _read_by_column(shape: _Shape, unit: Unit, marks: Marks) -> str | None:
    """Return the mark before decimals in a number with three digits behind one mark; None where nothing says it."""
    if shape is _Shape.ONE_POINT:
        if unit is Unit.COUNT:
            return "," if marks is Marks.DECIMAL else None
        return {Marks.DECIMAL: ",", Marks.MIXED: None}.get(marks, ".")
    if unit is Unit.SHARE:  # no share has thousands
        return "," if marks in (Marks.DECIMAL, Marks.UNKNOWN) else None
    if unit is Unit.COUNT:
        return "." if marks in (Marks.THOUSANDS, Marks.UNKNOWN) else None
    unknown = "." if unit is Unit.FULL_TIME else None
    return {Marks.THOUSANDS: ".", Marks.DECIMAL: ",", Marks.UNKNOWN: unknown}.get(marks)


def _parted(text: str) -> _Parted | None:
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    digits = found["digits"]
    if _WITH_BLANKS.fullmatch(digits):
        digits = re.sub(f"[{_BLANK}]", "", digits)
    shape = next((shape for shape, pattern in _SHAPES.items() if pattern.fullmatch(digits)), None)
    return _Parted(found["sign"] in ("-", "−"), digits, shape) if shape else None
